import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

type Gap = 1 | 2 | 3 | 4 | 5;

/** Things below each other; `gap` from 1 (tight) to 5 (wide). */
export function Stack({ gap = 4, children }: { gap?: Gap; children: ComponentChildren }) {
  return <div class={`stack g${gap}`}>{children}</div>;
}

/** Things beside each other, wrapping; `between` pushes the first and the last apart. */
export function Row({ gap = 3, between, children }: { gap?: Gap; between?: boolean; children: ComponentChildren }) {
  return <div class={`row g${gap}${between ? ' between' : ''}`}>{children}</div>;
}

/** Cards beside each other, as many as fit. */
export function Grid({ children }: { children: ComponentChildren }) {
  return <div class="grid3">{children}</div>;
}

/** A wide column and a narrow one beside it; on phones below it. `asideLabel` names the narrow one. */
export function Split({ aside, asideLabel, children }: { aside: ComponentChildren; asideLabel: string; children: ComponentChildren }) {
  return (
    <div class="split">
      <div class="stack g5">{children}</div>
      <aside class="stack g5" aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}

/** Two equal columns; on phones below each other. */
export function Pair({ children }: { children: ComponentChildren }) {
  return <div class="pair">{children}</div>;
}

interface SectionProps {
  /** Unique on the page. */
  id: string;
  title: ComponentChildren;
  /** A link or a line at the right of the heading. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

const heading = ({ id, title, beside }: Omit<SectionProps, 'children'>) => (
  <div class="card-h">
    <h2 id={id}>{title}</h2>
    {beside}
  </div>
);

/** A card; with `title` it is a named section (then give `id`), without one `id` is its anchor. */
export function Card(props: { id?: string; title?: ComponentChildren; beside?: ComponentChildren; flush?: boolean; children: ComponentChildren }) {
  const { id, title, beside, flush, children } = props;
  const look = flush ? 'card tbl-card' : 'card';
  if (title === undefined || !id)
    return (
      <div class={look} id={id}>
        {children}
      </div>
    );
  return (
    <section class={look} aria-labelledby={id}>
      {flush ? <div class="card-in">{heading({ id, title, beside })}</div> : heading({ id, title, beside })}
      {children}
    </section>
  );
}

/** A named part of the page without a frame. */
export function Section({ children, ...head }: SectionProps) {
  return (
    <section class="section" aria-labelledby={head.id}>
      {heading(head)}
      {children}
    </section>
  );
}

/** A card that is one link as a whole. `art`: a `<Cover>` at its top. */
export function LinkCard(props: { href: string; title: string; art?: ComponentChildren; children?: ComponentChildren; lang?: string }) {
  return (
    <article class="card link-card">
      {props.art && <div class="cover-art">{props.art}</div>}
      <h3 lang={props.lang}>
        <a class="cover" href={props.href}>
          {props.title}
        </a>
      </h3>
      {props.children}
    </article>
  );
}

/** A list with a line between its rows. */
export function Rows({ label, children }: { label?: string; children: ComponentChildren }) {
  return (
    <ul class="rows" aria-label={label}>
      {children}
    </ul>
  );
}

/** A row of `<Rows>` with a small picture (`<Cover>`) at its left. */
export function ArtRow({ art, children }: { art: ComponentChildren; children: ComponentChildren }) {
  return (
    <li class="row-art">
      {art}
      <div class="stack g2">{children}</div>
    </li>
  );
}

/** Words with the one thing to do beside them; below them on phones. */
export function Beside({ action, children }: { action: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="beside">
      <div class="stack g3">{children}</div>
      <div>{action}</div>
    </div>
  );
}

/** Something folded away behind its name. */
export function Fold({ title, note, lang, open, children }: FoldProps) {
  return (
    <details class="fold" open={open}>
      <summary>
        <Icon name="chevronRight" flip />
        <span lang={lang}>{title}</span>
        {note && <span class="tiny muted">{note}</span>}
      </summary>
      {children}
    </details>
  );
}

interface FoldProps {
  title: ComponentChildren;
  /** A short fact at the right. */
  note?: string;
  lang?: string;
  open?: boolean;
  children: ComponentChildren;
}

export interface Way {
  href: string;
  icon: IconName;
  label: string;
  /** What it is for. */
  why: string;
}

/** Ways to go on, each with a picture and a line; as many beside each other as fit. */
export function Ways({ ways }: { ways: Way[] }) {
  return (
    <ul class="ways">
      {ways.map((way) => (
        <li>
          <span class="tile">
            <Icon name={way.icon} />
          </span>
          <div>
            <a href={way.href}>{way.label}</a>
            <Muted small>{way.why}</Muted>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Words behind an icon; where they wrap, they stay beside it. */
export function Line({ icon, children }: { icon: IconName; children: ComponentChildren }) {
  return (
    <span class="line">
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** Small facts beside each other: minutes, dates. Give `<span>`s with an `<Icon>`. */
export function Meta({ children }: { children: ComponentChildren }) {
  return <div class="meta">{children}</div>;
}

/** Quieter words. */
export function Muted({ small, children }: { small?: boolean; children: ComponentChildren }) {
  return <p class={small ? 'small muted' : 'muted'}>{children}</p>;
}

/** Words that stand several times on a page; a screen reader hears of what they are. */
export function Named({ words, of }: { words: string; of: string }) {
  return (
    <>
      {words}
      <Hidden> – {of}</Hidden>
    </>
  );
}

/** Words for screen readers only. */
export function Hidden({ children }: { children: ComponentChildren }) {
  return <span class="vh">{children}</span>;
}
