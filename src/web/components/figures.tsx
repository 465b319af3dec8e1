import type { ComponentChildren } from 'preact';

export interface Kpi {
  label: string;
  value: ComponentChildren;
  /** Beside the number, smaller: "of 48". */
  of?: string;
  /** Below it: what it means. */
  sub?: ComponentChildren;
}

/** Some numbers in a strip. */
export function KpiStrip({ items }: { items: Kpi[] }) {
  return (
    <dl class="kpis">
      {items.map((item) => (
        <div class="kpi">
          <dt>{item.label}</dt>
          <dd class="num">
            {item.value}
            {item.of && <small> {item.of}</small>}
          </dd>
          {item.sub && <dd class="sub">{item.sub}</dd>}
        </div>
      ))}
    </dl>
  );
}

export interface Bar {
  label: string;
  value: number;
  tone?: 'brand' | 'ok' | 'sun';
  /** Instead of the number. */
  words?: string;
  href?: string;
}

const tones = { brand: 'v', ok: 'vok', sun: 'vwarn' } as const;

/** Bars with words, drawn by the server; text stays text. */
export function BarList({ bars, label, max }: { bars: Bar[]; label: string; max?: number }) {
  const top = Math.max(1, max ?? 0, ...bars.map((bar) => bar.value));
  return (
    <ol class="dist" aria-label={label}>
      {bars.map((bar) => (
        <li>
          <span>{bar.href ? <a href={bar.href}>{bar.label}</a> : bar.label}</span>
          <svg class="chart" viewBox={`0 0 ${top} 1`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class={tones[bar.tone ?? 'brand']} width={bar.value} height="1" />
          </svg>
          <b class="num">{bar.words ?? bar.value}</b>
        </li>
      ))}
    </ol>
  );
}

export interface Description {
  term: ComponentChildren;
  value: ComponentChildren;
}

/** Terms with what they are. */
export function DescriptionList({ items }: { items: Description[] }) {
  return (
    <dl class="desc">
      {items.map((item) => (
        <div>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
