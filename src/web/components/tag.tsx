import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

/** There is no red one: nobody is marked as a failure. */
export type TagTone = 'ok' | 'warn' | 'brand' | 'plain';

export function Tag({ tone = 'plain', icon, children }: { tone?: TagTone; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={tone === 'plain' ? 'tag' : `tag tag-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
