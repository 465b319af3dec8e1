import { all, one } from './find.js';

/**
 * Rows in a list with `data-sort`, each with a menu of the same groups, also lie in boxes of their groups: dragged into one, or
 * put there by their menu, which stays the base. `[data-sort-said]` says where a row is now.
 */
export function sort(list: HTMLElement): void {
  const menuOf = (row: Element): HTMLSelectElement => one<HTMLSelectElement>('select', row)!;
  const first = one<HTMLSelectElement>('select', list);
  const said = one('[data-sort-said]', list.parentElement!);
  if (!first) return;
  let dragged: HTMLElement | null = null;

  // Whoever goes from menu to menu by keyboard goes on to the next row of the list: a row moves once the focus has left it.
  const place = (row: Element): void => {
    const target = lists[menuOf(row).selectedIndex] ?? list;
    if (row.parentElement !== target && !row.contains(document.activeElement)) target.append(row);
  };
  const takes = (box: HTMLElement, group: number): void => {
    box.addEventListener('dragover', (event) => {
      if (dragged) event.preventDefault();
    });
    box.addEventListener('drop', (event) => {
      if (!dragged) return;
      event.preventDefault();
      const menu = menuOf(dragged);
      menu.selectedIndex = group;
      // Dragging leaves no focus behind in the row.
      menu.blur();
      menu.dispatchEvent(new Event('change', { bubbles: true }));
    });
  };

  const boxes = document.createElement('div');
  boxes.className = 'sort-boxes';
  // The first entry of each menu says that nothing has been chosen yet: those rows stay in the list.
  const lists: HTMLElement[] = [list];
  takes(list, 0);
  for (const [index, option] of [...first.options].entries()) {
    if (!index) continue;
    const box = document.createElement('div');
    const head = document.createElement('p');
    head.className = 'h-s';
    head.textContent = option.text;
    const rows = document.createElement('ul');
    rows.className = 'choices';
    rows.ariaLabel = option.text;
    box.append(head, rows);
    boxes.append(box);
    lists.push(rows);
    takes(box, index);
  }
  list.after(boxes);

  for (const row of all<HTMLElement>('li', list)) {
    row.draggable = true;
    row.addEventListener('dragstart', (event) => {
      dragged = row;
      event.dataTransfer?.setData('text/plain', '');
    });
    row.addEventListener('dragend', () => (dragged = null));
    row.addEventListener('change', () => {
      const menu = menuOf(row);
      place(row);
      if (said) said.textContent = `${one('label', row)?.textContent ?? ''}: ${menu.options[menu.selectedIndex]?.text ?? ''}`;
    });
    row.addEventListener('focusout', (event) => {
      if (!row.contains(event.relatedTarget as Node | null)) setTimeout(() => place(row));
    });
    place(row);
  }
}
