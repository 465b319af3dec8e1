import { all, one, words } from './find.js';

/** `input[data-all="name"]` ticks every box of that name in its form; `[data-count]` says how many are ticked. */
export function selectAll(box: HTMLInputElement): void {
  const within: ParentNode = box.form ?? document;
  const boxes = all<HTMLInputElement>('input[type=checkbox]', within).filter((other) => other.name === words(box, 'data-all'));
  const count = one('[data-count]', within);
  const update = (): void => {
    const ticked = boxes.filter((other) => other.checked).length;
    box.checked = ticked > 0 && ticked === boxes.length;
    box.indeterminate = ticked > 0 && ticked < boxes.length;
    if (count) count.textContent = ticked ? words(count, 'data-count').replace('#', String(ticked)) : '';
  };
  box.addEventListener('change', () => {
    for (const other of boxes) other.checked = box.checked;
    update();
  });
  for (const other of boxes) other.addEventListener('change', update);
  box.form?.addEventListener('reset', () => setTimeout(update));
  update();
}
