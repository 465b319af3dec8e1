import type { ComponentChildren } from 'preact';

/** Fields that belong together as one line of a list: beside each other where there is room, below each other on a phone. */
export function GroupedFields({ legend, children }: { legend: string; children: ComponentChildren }) {
  return (
    <fieldset class="group">
      <legend class="small muted">{legend}</legend>
      <div class="group-in">{children}</div>
    </fieldset>
  );
}
