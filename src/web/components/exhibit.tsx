import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

/** The situation beside a question: a letter, a notice. `folded`: it was read before, so a phone shows its heading only. `html` is safe HTML. */
export function Exhibit(props: { title: string; icon?: IconName; html?: string; children?: ComponentChildren; folded?: boolean; lang?: string }) {
  const { title, icon = 'file', html, children, folded, lang } = props;
  return (
    <details class="exhibit" open lang={lang} data-fold-phone={folded ? '' : undefined}>
      <summary>
        <Icon name={icon} />
        <span>{title}</span>
        <Icon name="chevronDown" class="fold" />
      </summary>
      {html === undefined ? <div class="exhibit-in">{children}</div> : <div class="exhibit-in" dangerouslySetInnerHTML={{ __html: html }} />}
    </details>
  );
}
