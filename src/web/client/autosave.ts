import { all, one, words } from './find.js';
import { device, flush, nextTurn, outbox, own, post } from './outbox.js';
import { isText, Part } from './part.js';
import { signInAgain } from './sign-in.js';

// A form with `data-autosave="<address>"` is sent to that address after each change, one request at a time, the newest answer
// last. Before that it lies in the outbox under the name in `data-draft` (see outbox.ts), and leaves it when the server has said that it
// is saved. Text is sent a moment after the last key. Forms with the hidden fields `device` and `turn` say which browser they come
// from and which change this is. The server may give hidden fields new values, and may say that another window or device has
// written first: then the answer stays in its form and in the browser until somebody has looked at both.
// A form with several questions saves itself part by part: a part, `data-part="<id>"`, has an address and an entry of its own, and its
// fields `answer-<id>`, `seen.<id>`, `turn.<id>`, `language.<id>` go out under the names of a form with one question. So a window sends only what was
// changed in it, and its button only what is not settled yet.

const firstPause = 1000;
const longestPause = 30_000;
/** So long after the last key, in milliseconds, text is sent. */
const typingPause = 800;

interface Said {
  text: string;
  waiting: boolean;
  href?: string;
}

/** What each part has to say. The page has one line for it: what is not saved comes before what is. */
const said = new Map<HTMLElement, Said>();

/** Shows what the server has noticed about the words, or takes it away. */
function note(form: HTMLElement, sentences: string[]): void {
  const place = one('[data-noted]', form);
  if (!place) return;
  if (!sentences.length) {
    place.replaceChildren();
    return;
  }
  const box = document.createElement('div');
  box.className = 'note note-warn';
  const inner = document.createElement('div');
  inner.className = 'stack g1';
  const head = document.createElement('p');
  head.className = 'h-s';
  head.textContent = words(place, 'data-noted');
  const list = document.createElement('ul');
  for (const sentence of sentences) list.appendChild(document.createElement('li')).textContent = sentence;
  inner.append(head, list);
  box.append(inner);
  place.replaceChildren(box);
}

/** @param root a form, or one part of a form */
export function autosave(root: HTMLElement): void {
  const part = new Part(root);
  const { form } = part;
  const address = words(root, 'data-autosave');
  const line = one('[data-saved]');
  const name = words(root, 'data-draft');
  const counts = part.has('turn');
  /** Says which question of the page is meant. */
  const label = words(root, 'data-label');
  let changed = 0;
  let saved = 0;
  let sending = false;
  let leaving = false;
  /** The server did not take it: the form's own button settles it. */
  let aside = false;
  /** The outbox outlasts this page. */
  let kept = false;
  let pause = firstPause;
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (name) {
    own.add(name);
    // A case that another device has walked on asks its next step under another name: what was held back at an earlier one fits nowhere.
    for (const other of outbox.names()) {
      const entry = outbox.read(other);
      if (other !== name && entry?.held && entry.to === address) outbox.drop(other);
    }
  }
  // Until something is changed by hand, the form only says what it was shown.
  if (counts && part.has('seen')) part.update({ device: device(), turn: '0' });

  const say = (text: string, waiting = false, href?: string): void => {
    said.delete(root);
    said.set(root, { text, waiting, href });
    if (!line) return;
    const sentences = [...said.values()].reverse();
    const shown = sentences.find((one) => one.waiting) ?? sentences[0]!;
    const place = one('span', line) ?? line;
    line.classList.toggle('is-waiting', shown.waiting);
    if (shown.href) {
      const link = document.createElement('a');
      link.href = shown.href;
      link.textContent = shown.text;
      place.replaceChildren(link);
    } else place.textContent = shown.text;
  };

  const store = (held = false): void => {
    if (name) kept = outbox.keep(name, { to: address, fields: part.fields(), at: Date.now(), held });
  };

  const again = (): void => {
    say(words(line, kept ? 'data-kept-text' : 'data-unsaved-text'), true);
    clearTimeout(timer);
    timer = setTimeout(() => void send(), pause);
    pause = Math.min(pause * 2, longestPause);
  };

  async function send(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (sending || changed === saved) return;
    sending = true;
    const upTo = changed;
    say(words(line, 'data-saving-text'));
    const outcome = await post(address, part.fields());
    sending = false;
    switch (outcome.is) {
      case 'later':
        again();
        return;
      case 'signedOut':
      case 'foreign':
        say(words(line, 'data-sign-in-text'), true, `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
        // The draft is kept: after signing in, over this page or on the way back to it, it is offered to the server again.
        saved = changed;
        leaving = true;
        if (await signInAgain()) {
          leaving = false;
          changed++;
          void send();
          void flush();
        }
        return;
      case 'elsewhere':
        // The draft stays; the form's own button shows both.
        saved = changed;
        aside = true;
        store(true);
        say(label + (outcome.told.elsewhere ?? ''), true);
        return;
      case 'refused':
      case 'tooLate':
        // The server has a reason (the attempt was handed in elsewhere, say): its words, and no more tries.
        saved = upTo;
        aside = true;
        // A choice that was refused is gone; words that somebody wrote are not ours to throw away.
        if (name && !one('textarea', root)) outbox.drop(name);
        say(label + (outcome.told.title ?? words(line, 'data-unsaved-text')), true);
        break;
      case 'saved':
        saved = upTo;
        aside = false;
        pause = firstPause;
        part.update(outcome.told.fields ?? {});
        if (outcome.told.noted) note(root, outcome.told.noted);
        // What is still being typed goes with what the server has just said.
        if (changed !== saved) store();
        else {
          if (name) outbox.drop(name);
          say(outcome.told.saved ?? '');
        }
    }
    if (changed !== saved) void send();
  }

  const keep = (): void => {
    changed++;
    if (counts) part.update({ turn: nextTurn() });
    store();
  };

  /** A change by hand: what is given here and now is given in the language of this page. */
  const given = (): void => {
    part.update({ language: document.documentElement.lang });
    keep();
  };

  root.addEventListener('input', (event) => {
    if (!isText(event.target as Element)) return;
    given();
    clearTimeout(timer);
    timer = setTimeout(() => void send(), typingPause);
  });
  root.addEventListener('change', (event) => {
    // Text has been kept key by key; leaving its box only sends it sooner.
    if (!isText(event.target as Element)) given();
    void send();
  });
  form.addEventListener('submit', () => {
    leaving = true;
    // What was put aside is settled by this button: what stands in the form now is the answer.
    if (root.hasAttribute('data-typed')) keep();
    // The whole form is later than each change in it.
    const whole = part.root === form ? null : one<HTMLInputElement>('[name=turn]', form);
    if (whole) whole.value = nextTurn();
  });
  form.addEventListener('formdata', ({ formData }) => {
    if (leaving && part.root !== form && changed === saved && !aside) part.leaveOut(formData);
  });
  for (const link of all('[data-forget]'))
    link.addEventListener('click', () => {
      leaving = true;
      saved = changed;
      if (name) outbox.drop(name);
    });
  addEventListener('online', () => {
    if (changed !== saved) void send();
  });
  addEventListener('beforeunload', (event) => {
    if (!leaving && changed !== saved) event.preventDefault();
  });
  // Handed over by the browser even while the page goes away.
  addEventListener('pagehide', () => {
    if (changed !== saved) navigator.sendBeacon(address, new URLSearchParams(part.fields()));
  });

  const draft = name && !root.hasAttribute('data-typed') ? outbox.read(name) : null;
  if (draft) {
    part.restore(draft.fields);
    changed++;
    store(draft.held);
    void send();
  }
}
