import { all, one, words } from './find.js';

// What somebody has answered and the server has not acknowledged lies here, one entry for each form, until it is acknowledged:
// in localStorage, so that neither a lost line nor an ended session nor a closed browser loses it; in this page's own memory where a
// browser forbids that. Any page of somebody who has signed in sends what waits.

export type Fields = [name: string, value: string][];

export interface Waiting {
  /** Where it goes. */
  to: string;
  fields: Fields;
  /** When it was given, in ms. */
  at: number;
  /** The server had a reason not to take it: only its own page goes on with it. */
  held?: boolean;
  /** There is no such form for whoever has signed in: it is somebody else's, who was here before. */
  foreign?: boolean;
}

/** What the server answers to a change. */
export interface Told {
  saved?: string;
  elsewhere?: string;
  fields?: Record<string, string>;
  noted?: string[];
  /** Of a problem. */
  title?: string;
}

export type Outcome = { is: 'saved' | 'elsewhere' | 'refused' | 'tooLate'; told: Told } | { is: 'signedOut' | 'foreign' | 'later' };

const prefix = 'reed:';
/** So long, in ms, an answer waits for somebody who does not come back. */
const longestWait = 60 * 24 * 3_600_000;
const memory = new Map<string, string>();

function get(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** True where it outlasts this page. */
function set(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value);
    memory.delete(key);
    return true;
  } catch {
    // A full or forbidden store: the answer still goes to the server.
    memory.set(key, value);
    return false;
  }
}

function remove(key: string): void {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // as above
  }
}

function parsed(text: string | null): Waiting | null {
  try {
    const entry = JSON.parse(text ?? 'null') as Waiting | null;
    // Kept by an earlier version of this script: it knew no address.
    if (Array.isArray(entry)) return { to: '', fields: entry as Fields, at: Date.now() };
    return entry && Array.isArray(entry.fields) ? entry : null;
  } catch {
    return null;
  }
}

function id(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 15) | 64;
  bytes[8] = (bytes[8]! & 63) | 128;
  return [...bytes].map((byte, i) => ([4, 6, 8, 10].includes(i) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
}

/** Tells this browser from others: a random number that it keeps. */
export function device(): string {
  const known = get('reed-device');
  if (known) return known;
  set('reed-device', id());
  return get('reed-device')!;
}

/** Grows with each change on this device, whatever its clock does. */
export function nextTurn(): string {
  const turn = String(Math.max(Date.now(), Number(get('reed-turn')) + 1));
  set('reed-turn', turn);
  return turn;
}

export const outbox = {
  read: (name: string): Waiting | null => parsed(get(prefix + name)),
  /** True where it outlasts this page. */
  keep: (name: string, entry: Waiting): boolean => set(prefix + name, JSON.stringify(entry)),
  drop: (name: string): void => remove(prefix + name),
  names(): string[] {
    const names = new Set(memory.keys());
    try {
      for (let i = 0; i < localStorage.length; i++) names.add(localStorage.key(i)!);
    } catch {
      // as above
    }
    return [...names].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  },
  /** What whoever has signed in has not saved yet. */
  waiting(): Waiting[] {
    return outbox.names().flatMap((name) => {
      const entry = outbox.read(name);
      return entry && !entry.foreign ? [entry] : [];
    });
  },
};

/** Sends a change and says what became of it. */
export async function post(to: string, fields: Fields): Promise<Outcome> {
  try {
    const answer = await fetch(to, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
    });
    if (answer.status === 401) return { is: 'signedOut' };
    if (answer.status === 403 || answer.status === 404) return { is: 'foreign' };
    if (answer.status >= 500 || answer.status === 429) return { is: 'later' };
    const told = (await answer.json().catch(() => ({}))) as Told;
    return { is: answer.status === 409 ? 'tooLate' : !answer.ok ? 'refused' : told.elsewhere ? 'elsewhere' : 'saved', told };
  } catch {
    return { is: 'later' };
  }
}

/** Forms of this page send their own entries. */
export const own = new Set<string>();

async function sendOne(name: string): Promise<Outcome | null> {
  const before = get(prefix + name);
  const entry = parsed(before);
  if (!entry) return null;
  if (Date.now() - entry.at > longestWait) outbox.drop(name);
  if (!entry.to || entry.held) return null;
  const outcome = await post(entry.to, entry.fields);
  // Another window may have written since: then its newer words stay.
  if (get(prefix + name) !== before) return outcome;
  if (outcome.is === 'saved' || outcome.is === 'tooLate') outbox.drop(name);
  else if (outcome.is !== 'signedOut' && outcome.is !== 'later')
    outbox.keep(name, { ...entry, held: outcome.is !== 'foreign', foreign: outcome.is === 'foreign' });
  else if (entry.foreign) outbox.keep(name, { ...entry, foreign: false });
  return outcome;
}

let running: Promise<void> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits here, one after the other, but not what forms of this page send themselves. */
export function flush(): Promise<void> {
  running ??= (async () => {
    clearTimeout(timer);
    let late = '';
    for (const name of outbox.names()) {
      if (own.has(name)) continue;
      const outcome = await sendOne(name);
      if (outcome?.is === 'tooLate') late = outcome.told.title ?? '';
      if (outcome?.is === 'later') timer = setTimeout(() => void flush(), 30_000);
      if (outcome?.is === 'later' || outcome?.is === 'signedOut') break;
    }
    running = null;
    show(late);
  })();
  return running;
}

/** Says on the page what only this browser has, and where to look at it. @param late why something could no longer be taken */
function show(late: string): void {
  const main = one('[data-waiting]');
  if (!main) return;
  one('#waiting', main)?.remove();
  const others = outbox.names().flatMap((name) => {
    const entry = own.has(name) ? null : outbox.read(name);
    return entry?.to && !entry.foreign ? [entry] : [];
  });
  if (!others.length && !late) return;
  const note = document.createElement('p');
  note.id = 'waiting';
  note.className = 'note note-warn';
  note.setAttribute('role', 'status');
  const text = document.createElement('span');
  text.textContent = late;
  if (others[0]) {
    const link = document.createElement('a');
    link.href = others[0].to.replace(/\/answer$/, '');
    link.textContent = words(main, 'data-waiting-see');
    text.append(late && ' ', words(main, 'data-waiting'), ' ', link);
  }
  note.append(text);
  main.prepend(note);
}

/** A question with two buttons, over the page. Resolves with true for the first. */
function ask(question: string, yes: string, no: string): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask';
  const form = document.createElement('form');
  form.method = 'dialog';
  form.className = 'form';
  const text = document.createElement('p');
  text.id = 'asked';
  text.textContent = question;
  dialog.setAttribute('aria-labelledby', text.id);
  const actions = document.createElement('div');
  actions.className = 'actions';
  for (const [value, label] of [
    ['no', no],
    ['yes', yes],
  ]) {
    const button = document.createElement('button');
    button.value = value!;
    button.className = value === 'no' ? 'btn' : 'btn btn-2';
    button.textContent = label!;
    actions.append(button);
  }
  form.append(text, actions);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(dialog.returnValue === 'yes');
    }),
  );
}

/** Forms that would come too early while something waits (signing out, handing in) send it first, and ask where that fails. */
export function holdBack(): void {
  for (const form of all<HTMLFormElement>('form[data-ask]'))
    form.addEventListener('submit', (event) => {
      if (!outbox.waiting().length) return;
      event.preventDefault();
      void flush().then(async () => {
        const asked = outbox.waiting().length > 0;
        if (!asked || (await ask(words(form, 'data-ask'), words(form, 'data-ask-yes'), words(form, 'data-ask-no')))) form.submit();
      });
    });
}
