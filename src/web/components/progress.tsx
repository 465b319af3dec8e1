interface ProgressProps {
  value: number;
  max: number;
  /** What is measured, for screen readers. */
  label: string;
  /** Words beside the bar that say what is counted, e.g. "2 of 6 done". */
  words?: string;
}

/** How far somebody has come. Never a colour for "bad". */
export function Progress({ value, max, label, words }: ProgressProps) {
  const bar = (
    <progress class={max > 0 && value >= max ? 'is-ok' : undefined} value={value} max={max || 1} aria-label={label}>
      {words ?? `${value}/${max}`}
    </progress>
  );
  return words === undefined ? (
    bar
  ) : (
    <div class="bar">
      {bar}
      <b class="num">{words}</b>
    </div>
  );
}
