import { NodeType, parse, type HTMLElement } from 'node-html-parser';

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a screen reader would read of an element: its label, else its text without what is hidden from it. */
export function nameOf(element: HTMLElement): string {
  const read = (node: HTMLElement): string =>
    node.childNodes
      .map((child) => {
        if (child.nodeType !== NodeType.ELEMENT_NODE) return child.text;
        return (child as HTMLElement).getAttribute('aria-hidden') === 'true' ? '' : read(child as HTMLElement);
      })
      .join('');
  return oneLine(element.getAttribute('aria-label') ?? read(element));
}

interface Answer {
  type: string;
  body: Buffer;
  headers: Headers;
}

/**
 * A browser without script: follows links, fills and sends forms, keeps cookies, follows redirects.
 * Things are found as a person finds them, by their words; a string means the beginning of a name.
 */
export class PlainBrowser {
  url = '';
  status = 0;
  page: HTMLElement = parse('');
  headers = new Headers();
  private readonly cookies = new Map<string, string>();
  private typed = new Map<string, string[]>();
  private source = '';

  constructor(
    private readonly base: string,
    private readonly language = 'en',
  ) {}

  get text(): string {
    return oneLine((this.page.querySelector('body') ?? this.page).structuredText);
  }
  /** The source of the page as it came. */
  get html(): string {
    return this.source;
  }
  get title(): string {
    return oneLine(this.page.querySelector('title')?.text ?? '');
  }
  get heading(): string {
    return nameOf(this.page.querySelector('h1') ?? parse(''));
  }
  get path(): string {
    return new URL(this.url).pathname;
  }
  /** Language that the page says it is in. */
  get lang(): string {
    return this.page.querySelector('html')?.getAttribute('lang') ?? '';
  }

  /** What it has been given to keep, e.g. to go on in another browser. */
  get kept(): { name: string; value: string }[] {
    return [...this.cookies].map(([name, value]) => ({ name, value }));
  }

  async open(path: string, init: RequestInit = {}): Promise<this> {
    let target = new URL(path, this.url || this.base);
    for (let hops = 0; hops < 10; hops++) {
      const answer = await fetch(target, {
        ...init,
        redirect: 'manual',
        headers: {
          'accept-language': this.language,
          accept: 'text/html',
          cookie: this.cookieLine(),
          ...(init.method === 'POST' ? { origin: target.origin, referer: this.url } : {}),
          ...(init.headers as Record<string, string> | undefined),
        },
      });
      this.keepCookies(answer);
      const location = answer.headers.get('location');
      if (location && answer.status >= 300 && answer.status < 400) {
        await answer.arrayBuffer();
        target = new URL(location, target);
        init = {};
        continue;
      }
      this.url = target.href;
      this.status = answer.status;
      this.headers = answer.headers;
      const type = answer.headers.get('content-type') ?? '';
      const body = await answer.text();
      this.source = type.startsWith('text/html') ? body : '';
      this.page = parse(this.source);
      this.typed = new Map();
      return this;
    }
    throw new Error(`too many redirects from ${path}`);
  }

  /** The bytes of a file behind a link. */
  async download(name: string | RegExp): Promise<Answer> {
    const link = this.links(name)[0] ?? this.missing('link', name);
    const answer = await fetch(new URL(link.getAttribute('href')!, this.url), { headers: { cookie: this.cookieLine() } });
    return { type: answer.headers.get('content-type') ?? '', body: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
  }

  /** Those of the page's own content first, then menus and foot. */
  links(name: string | RegExp): HTMLElement[] {
    return this.contentFirst('a[href]').filter((link) => this.isNamed(link, name));
  }
  buttons(name: string | RegExp): HTMLElement[] {
    return this.contentFirst('button').filter((button) => this.isNamed(button, name));
  }
  has(name: string | RegExp): boolean {
    return this.links(name).length + this.buttons(name).length > 0;
  }
  /** Whether there is a field with this label. */
  asks(label: string | RegExp): boolean {
    return this.fields(label).length > 0;
  }

  /** Follows the link, or sends the form of the button, whichever has these words; a link comes first. */
  async click(name: string | RegExp): Promise<this> {
    const link = this.links(name)[0];
    if (link) return this.open(link.getAttribute('href')!);
    const button = this.buttons(name)[0] ?? this.missing('link or button', name);
    return this.send(button);
  }

  /** Sends the form of the button with these words, also where a link is called the same. */
  async press(name: string | RegExp): Promise<this> {
    return this.send(this.buttons(name)[0] ?? this.missing('button', name));
  }

  /** Types into the field with this label. */
  fill(label: string | RegExp, value: string): this {
    this.typed.set(this.fieldOf(label).getAttribute('name')!, [value]);
    return this;
  }

  /** Types into every box for longer text that is still empty. Returns how many there were. */
  fillEmpty(value: string): number {
    const empty = this.page.querySelectorAll('textarea').filter((field) => !field.text.trim());
    for (const field of empty) this.typed.set(field.getAttribute('name')!, [value]);
    return empty.length;
  }

  /** Picks the option with this text from the list with this label. */
  select(label: string | RegExp, text: string | RegExp): this {
    const field = this.fieldOf(label);
    const option = field.querySelectorAll('option').find((one) => this.isNamed(one, text)) ?? this.missing('option', text);
    // Several lists may send values under one name.
    this.typed.set(field.id ? `#${field.id}` : field.getAttribute('name')!, [option.getAttribute('value') ?? nameOf(option)]);
    return this;
  }

  /** Ticks or picks the radio button or checkbox with this label, of the group that begins with `group`. What was ticked before stays ticked. */
  choose(label: string | RegExp, group?: string): this {
    const field = this.fieldOf(label, group === undefined ? this.page : this.groupOf(group));
    const name = field.getAttribute('name')!;
    const value = field.getAttribute('value') ?? 'on';
    const before = field.getAttribute('type') === 'checkbox' ? (this.typed.get(name) ?? this.ticked(name)) : [];
    this.typed.set(name, [...before.filter((other) => other !== value), value]);
    return this;
  }

  /** Takes the tick from the checkbox with this label. */
  unchoose(label: string | RegExp): this {
    const field = this.fieldOf(label);
    const name = field.getAttribute('name')!;
    this.typed.set(
      name,
      (this.typed.get(name) ?? this.ticked(name)).filter((other) => other !== (field.getAttribute('value') ?? 'on')),
    );
    return this;
  }

  private contentFirst(selector: string): HTMLElement[] {
    const content = this.page.querySelectorAll(`main ${selector}`);
    return [...content, ...this.page.querySelectorAll(selector).filter((element) => !content.includes(element))];
  }

  private ticked(name: string): string[] {
    return this.page.querySelectorAll(`input[name="${name}"][checked]`).map((field) => field.getAttribute('value') ?? 'on');
  }

  private keepCookies(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  private cookieLine(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private isNamed(element: HTMLElement, name: string | RegExp): boolean {
    const own = nameOf(element);
    return typeof name === 'string' ? own.startsWith(name) : name.test(own);
  }

  /** The radio buttons that are named by these words. */
  private groupOf(name: string): HTMLElement {
    const named = (group: HTMLElement) => this.page.querySelector(`[id="${group.getAttribute('aria-labelledby')}"]`);
    return this.page.querySelectorAll('[role=radiogroup]').find((group) => this.isNamed(named(group) ?? group, name)) ?? this.missing('group', name);
  }

  private fields(label: string | RegExp, within = this.page): HTMLElement[] {
    return within
      .querySelectorAll('label')
      .filter((element) => this.isNamed(element, label))
      .flatMap((element) => {
        const id = element.getAttribute('for');
        const field = id ? this.page.querySelector(`[id="${id}"]`) : element.querySelector('input,select,textarea');
        return field ? [field] : [];
      });
  }

  private fieldOf(label: string | RegExp, within = this.page): HTMLElement {
    return this.fields(label, within)[0] ?? this.missing('field', label);
  }

  private missing(kind: string, name: string | RegExp): never {
    throw new Error(`no ${kind} "${String(name)}" on ${this.url} (${this.status}):\n${this.text.slice(0, 800)}`);
  }

  private async send(button: HTMLElement): Promise<this> {
    const formId = button.getAttribute('form');
    const form = formId ? this.page.querySelector(`form[id="${formId}"]`) : button.closest('form');
    if (!form) throw new Error(`the button "${nameOf(button)}" has no form`);
    const data = new URLSearchParams();
    const outside = form.id ? this.page.querySelectorAll(`[form="${form.id}"]`) : [];
    const fields = [...form.querySelectorAll('input,select,textarea'), ...outside.filter((field) => field.tagName !== 'BUTTON')];
    const names = new Set<string>();
    for (const field of fields) {
      const name = field.getAttribute('name');
      if (!name || field.hasAttribute('disabled')) continue;
      if (this.typed.has(name)) {
        if (!names.has(name)) for (const value of this.typed.get(name)!) data.append(name, value);
        names.add(name);
        continue;
      }
      const picked = field.id ? this.typed.get(`#${field.id}`) : undefined;
      const type = field.getAttribute('type');
      if (picked) for (const value of picked) data.append(name, value);
      else if (type === 'radio' || type === 'checkbox') {
        if (field.hasAttribute('checked')) data.append(name, field.getAttribute('value') ?? 'on');
      } else if (field.tagName === 'SELECT') {
        const option = field.querySelector('option[selected]') ?? field.querySelector('option');
        data.append(name, option?.getAttribute('value') ?? (option ? nameOf(option) : ''));
      } else data.append(name, field.tagName === 'TEXTAREA' ? field.text : (field.getAttribute('value') ?? ''));
    }
    if (button.getAttribute('name')) data.append(button.getAttribute('name')!, button.getAttribute('value') ?? '');
    const action = button.getAttribute('formaction') ?? form.getAttribute('action') ?? this.url;
    if ((form.getAttribute('method') ?? 'get').toLowerCase() === 'get') {
      const target = new URL(action, this.url);
      target.search = data.toString();
      return this.open(target.href);
    }
    return this.open(action, { method: 'POST', body: data.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  }
}
