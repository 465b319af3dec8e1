import { all, one, words } from './find.js';

const menuIn = (row: Element): HTMLSelectElement => one<HTMLSelectElement>('select', row)!;

/**
 * In a list with `data-order="Place # of 5"` a row goes to the place that its menu names, or a step up or down by its
 * buttons; the menus of all rows follow. Focus stays with the row, and `[data-order-said]` says where it is now.
 */
export function order(list: HTMLElement): void {
  const said = one('[data-order-said]', list.parentElement!);
  // Places that were given before are kept, if they are an order.
  const given = [...list.children].map((row) => [menuIn(row).selectedIndex, row] as const).sort(([a], [b]) => a - b);
  if (given.every(([place], index) => place === index + 1)) list.append(...given.map(([, row]) => row));

  list.addEventListener('change', (event) => {
    const menu = event.target as HTMLSelectElement;
    const place = menu.selectedIndex;
    const row = menu.closest('li');
    // "Nothing yet" is an answer, too.
    if (!place || !row) return;
    const focused = document.activeElement;
    const others = [...list.children].filter((other) => other !== row);
    list.insertBefore(row, others[place - 1] ?? null);
    [...list.children].forEach((other, index) => (menuIn(other).selectedIndex = index + 1));
    if (focused instanceof HTMLElement) focused.focus();
    if (said) said.textContent = `${one('label', row)?.textContent ?? ''}: ${words(list, 'data-order').replace('#', String(place))}`;
  });

  for (const button of all<HTMLButtonElement>('[data-move]', list)) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const row = button.closest('li')!;
      const rows = [...list.children];
      const place = rows.indexOf(row) + 1 + Number(words(button, 'data-move'));
      const menu = menuIn(row);
      menu.selectedIndex = Math.min(Math.max(place, 1), rows.length);
      menu.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }
}
