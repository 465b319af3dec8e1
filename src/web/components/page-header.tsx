import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';

export interface Crumb {
  href: string;
  label: string;
}

/** Where this page hangs; `current` is the page itself. */
export function Breadcrumbs({ trail, current }: { trail: Crumb[]; current: string }) {
  const { t } = usePage();
  return (
    <nav aria-label={t('web.nav.crumbs')}>
      <ol class="crumbs">
        {trail.map((crumb) => (
          <li>
            <a href={crumb.href}>{crumb.label}</a>
          </li>
        ))}
        <li aria-current="page">{current}</li>
      </ol>
    </nav>
  );
}

interface PageHeaderProps {
  title: ComponentChildren;
  /** Above the title, smaller. */
  eyebrow?: ComponentChildren;
  /** A sentence below it. */
  lead?: ComponentChildren;
  /** Small facts: `<span>`s with icons. */
  meta?: ComponentChildren;
  /** Buttons at the right. */
  actions?: ComponentChildren;
  /** A picture (`<Cover>`) at the right, where there is room. */
  art?: ComponentChildren;
  crumbs?: Crumb[];
  /** Last crumb, if the title is not plain words. */
  crumb?: string;
  lang?: string;
}

/** The h1 of a page with what belongs to it. */
export function PageHeader({ title, eyebrow, lead, meta, actions, art, crumbs, crumb, lang }: PageHeaderProps) {
  return (
    <div class="page-h">
      {crumbs && <Breadcrumbs trail={crumbs} current={crumb ?? (typeof title === 'string' ? title : '')} />}
      <div class="row between g4">
        <div class="stack g1">
          {eyebrow && <p class="eyebrow">{eyebrow}</p>}
          <h1 lang={lang}>{title}</h1>
          {lead && <p class="muted lead-l">{lead}</p>}
          {meta && <div class="meta">{meta}</div>}
        </div>
        {actions && <div class="actions">{actions}</div>}
        {art && <div class="page-art">{art}</div>}
      </div>
    </div>
  );
}
