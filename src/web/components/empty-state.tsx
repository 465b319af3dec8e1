import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

/** Says what will stand here, why there is nothing yet, and what to do (a button as `action`). */
export function EmptyState(props: { icon?: IconName; title: string; children?: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="tile">
        <Icon name={props.icon ?? 'sparkle'} />
      </span>
      <h2 class="h-s">{props.title}</h2>
      {props.children && <div class="muted">{props.children}</div>}
      {props.action && <div class="actions">{props.action}</div>}
    </div>
  );
}
