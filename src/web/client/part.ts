import { all, one, words } from './find.js';
import type { Fields } from './outbox.js';

/** What is typed, key by key. */
export const isText = (field: Element): boolean =>
  field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === 'text');

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The controls of a form, or of one part of it, under the names of a form with one question. */
export class Part {
  readonly form: HTMLFormElement;
  private readonly id: string;

  constructor(readonly root: HTMLElement) {
    this.form = root instanceof HTMLFormElement ? root : root.closest('form')!;
    this.id = words(root, 'data-part');
  }

  private name(name: string): string {
    const { id } = this;
    if (!id || name === 'device') return name;
    return ['seen', 'turn', 'language'].find((own) => name === `${own}.${id}`) ?? name.replace(`-${id}`, '');
  }

  controls(): [name: string, control: Control][] {
    const own = all<Control>('input, select, textarea', this.root);
    const device = this.id && one<Control>('[name=device]', this.form);
    return [...own, ...(device ? [device] : [])].map((control) => [this.name(control.name), control]);
  }

  fields(): Fields {
    const names = new Map(this.controls().map(([name, { name: sent }]) => [sent, name]));
    const fields: Fields = [];
    for (const [sent, value] of new FormData(this.form)) {
      const name = names.get(sent);
      if (name !== undefined && typeof value === 'string') fields.push([name, value]);
    }
    return fields;
  }

  has(name: string): boolean {
    return this.controls().some(([known]) => known === name);
  }

  /** Gives hidden fields values. */
  update(fields: Record<string, string>): void {
    for (const [name, control] of this.controls()) if (control instanceof HTMLInputElement && name in fields) control.value = fields[name]!;
  }

  restore(draft: Fields): void {
    const names = new Set(draft.map(([name]) => name));
    for (const [name, control] of this.controls()) {
      if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox'))
        control.checked = draft.some(([given, value]) => given === name && value === control.value);
      else if (control instanceof HTMLSelectElement && names.has(name))
        // Several menus may share a name: each takes the value that it knows.
        control.value = [...control.options].find(({ value }) => value && draft.some(([given, one]) => given === name && one === value))?.value ?? '';
      // Hidden fields too: they say what the writer of the draft had seen, so that nothing newer is written over unseen.
      else if ((isText(control) || (control instanceof HTMLInputElement && control.type === 'hidden')) && names.has(name))
        control.value = draft.find(([given]) => given === name)![1];
    }
  }

  /** Takes the fields out of what a button sends. */
  leaveOut(sent: FormData): void {
    for (const [name, control] of this.controls()) if (name !== 'device') sent.delete(control.name);
  }
}
