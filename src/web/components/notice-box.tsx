import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

export type NoticeTone = 'info' | 'ok' | 'warn' | 'problem';
const icons: Record<NoticeTone, IconName> = { info: 'info', ok: 'check', warn: 'warning', problem: 'warning' };
const tones: Record<NoticeTone, string> = { info: 'note', ok: 'note note-ok', warn: 'note note-warn', problem: 'note note-risk' };

interface NoticeBoxProps {
  tone?: NoticeTone;
  title?: ComponentChildren;
  icon?: IconName;
  /** Level of the title in the page's outline. */
  level?: 2 | 3;
  /** Announced when it appears after an action. */
  live?: boolean;
  id?: string;
  children?: ComponentChildren;
}

/** Something to notice, set apart. */
export function NoticeBox({ tone = 'info', title, icon, level = 2, live, id, children }: NoticeBoxProps) {
  return (
    <div class={tones[tone]} role={live ? 'status' : undefined} id={id}>
      <Icon name={icon ?? icons[tone]} />
      <div class="stack g1">
        {title !== undefined && (level === 2 ? <h2 class="h-s">{title}</h2> : <h3 class="h-s">{title}</h3>)}
        {children}
      </div>
    </div>
  );
}

/** The one sentence after a form has done its work. */
export function OneTimeNotice({ tone = 'ok', children }: { tone?: 'ok' | 'warn'; children: ComponentChildren }) {
  return (
    <div class={tone === 'ok' ? 'toast' : 'toast toast-warn'} role="status">
      <Icon name={tone === 'ok' ? 'check' : 'warning'} />
      <p>{children}</p>
    </div>
  );
}
