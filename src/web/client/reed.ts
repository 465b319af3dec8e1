// Only improves what works without it: menus that close, answers that save themselves, tables that count.
import { autosave } from './autosave.js';
import { all, one, words } from './find.js';
import { keepForms } from './keep.js';
import { order } from './order.js';
import { flush, holdBack } from './outbox.js';
import { sort } from './sort.js';
import { selectAll } from './tables.js';
import { timeLeft } from './time-left.js';

// menus close on Escape and on a click elsewhere
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of all<HTMLDetailsElement>('details.menu[open]')) {
    menu.open = false;
    one('summary', menu)?.focus();
  }
});
addEventListener('click', (event) => {
  for (const menu of all<HTMLDetailsElement>('details.menu[open]')) if (!menu.contains(event.target as Node)) menu.open = false;
});

// what a phone folds: outlines, and exhibits that were read before
if (matchMedia('(max-width: 59.99rem)').matches) for (const fold of all<HTMLDetailsElement>('details[data-fold-phone]')) fold.open = false;

// errors come first
one('[data-autofocus-error]')?.focus();

for (const form of all('[data-autosave]')) autosave(form);
keepForms();
// after the answers that were kept have been put back
for (const list of all('[data-order]')) order(list);
for (const list of all('[data-sort]')) sort(list);
holdBack();
if (one('[data-waiting]')) {
  void flush();
  addEventListener('online', () => void flush());
}
for (const box of all<HTMLInputElement>('input[data-all]')) selectAll(box);
for (const box of all('[data-time-left]')) timeLeft(box);

// a file that goes into a field as text
for (const place of all('[data-file-into]')) {
  const box = one<HTMLInputElement>('input', place);
  const field = document.getElementById(words(place, 'data-file-into'));
  if (!box || !(field instanceof HTMLTextAreaElement)) continue;
  place.hidden = false;
  box.addEventListener('change', () => {
    void box.files?.[0]?.text().then((text) => {
      field.value = text;
    });
  });
}

// changes that are not saved yet
for (const form of all<HTMLFormElement>('form[data-guard]')) {
  let changed = one('[data-autofocus-error]', form) !== null;
  form.addEventListener('input', () => {
    changed = true;
  });
  form.addEventListener('submit', () => {
    changed = false;
  });
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault();
  });
}

for (const button of all<HTMLButtonElement>('button[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(words(button, 'data-copy')).then(() => {
      const label = one('span', button);
      if (label) label.textContent = words(button, 'data-copied');
    });
  });
}

// "opened" is told once, when the page is really shown, not when a browser fetches it ahead
const told = (): void => {
  for (const seen of all('[data-opened]')) {
    void fetch(words(seen, 'data-opened'), {
      method: 'POST',
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
      keepalive: true,
    }).catch(() => undefined);
    seen.removeAttribute('data-opened');
  }
};
if (document.visibilityState === 'visible') told();
else document.addEventListener('visibilitychange', told, { once: true });
