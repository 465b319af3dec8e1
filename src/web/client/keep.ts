import { all, one, words } from './find.js';
import { outbox } from './outbox.js';
import { Part } from './part.js';

// A form with `data-keep="<name>"` is sent once, by its button. Until a page says with `data-kept="<name>"` that the server has it, what is
// given lies in this browser, as entries of the outbox without an address do: nothing sends them, signing out asks before they are left
// behind, and after some weeks they are gone. A link with `data-forget` in the form throws it away. Where the page shows what was just sent
// (`data-typed`), that comes first. `data-put-back` is what the page says where something was.

function keep(form: HTMLFormElement): void {
  const name = words(form, 'data-keep');
  const part = new Part(form);
  /** What a hidden field says is the page's own, and today's. */
  const isGiven = ([field]: readonly [string, string]): boolean => part.controls().some(([known, { type }]) => known === field && type !== 'hidden');
  const known = form.hasAttribute('data-typed') ? null : outbox.read(name);
  if (known?.fields.length) {
    part.restore(known.fields);
    const note = one('[data-put-back]', form);
    if (note) note.hidden = false;
  }
  /** Only this page has it: the browser keeps nothing. */
  let loose = false;
  const store = (): void => {
    loose = !outbox.keep(name, { to: '', fields: part.fields().filter(isGiven), at: Date.now() });
  };
  form.addEventListener('input', store);
  form.addEventListener('change', store);
  form.addEventListener('submit', () => {
    loose = false;
  });
  for (const link of all('[data-forget]', form))
    link.addEventListener('click', () => {
      loose = false;
      outbox.drop(name);
    });
  addEventListener('beforeunload', (event) => {
    if (loose) event.preventDefault();
  });
}

export function keepForms(): void {
  for (const place of all('[data-kept]')) outbox.drop(words(place, 'data-kept'));
  for (const form of all<HTMLFormElement>('form[data-keep]')) keep(form);
}
