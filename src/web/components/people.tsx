import type { ComponentChildren } from 'preact';

const first = (word: string): string => Array.from(word)[0] ?? '';

/** First letters of a name, in any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return (first(words[0] ?? '') + (words.length > 1 ? first(words.at(-1) ?? '') : '')).toLocaleUpperCase();
}

export function Avatar({ name, small }: { name: string; small?: boolean }) {
  return (
    <span class={small ? 'avatar avatar-s' : 'avatar'} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** Somebody in a list: name, one line about them, what can be done. Stands in `<Rows>`. */
export function PersonRow({
  name,
  href,
  children,
  action,
}: {
  name: string;
  href?: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <li class="person">
      <Avatar name={name} />
      <div>
        <b>{href ? <a href={href}>{name}</a> : name}</b>
        {children && <div class="small muted">{children}</div>}
      </div>
      {action && <div class="person-a">{action}</div>}
    </li>
  );
}

/** A name in a table with a picture of its letters and a second line. */
export function Who({ name, href, sub }: { name: string; href?: string; sub?: ComponentChildren }) {
  return (
    <span class="who">
      <Avatar name={name} small />
      <span>
        {href ? <a href={href}>{name}</a> : name}
        {sub && <span class="who-sub">{sub}</span>}
      </span>
    </span>
  );
}

/** A day as on a tear-off calendar; the words beside it must say the date as well. */
export function DateTile({ day, month }: { day: string | number; month: string }) {
  return (
    <span class="date" aria-hidden="true">
      {day}
      <small>{month}</small>
    </span>
  );
}
