import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';
import { Icon } from './icon.js';

/** The seal beside a certificate: earned, expired or withdrawn. */
export function Seal({ state = 'valid' }: { state?: 'valid' | 'expired' | 'withdrawn' }) {
  return (
    <span class={`seal seal-${state}`} aria-hidden="true">
      <Icon name={state === 'valid' ? 'award' : state === 'expired' ? 'history' : 'cross'} />
    </span>
  );
}

/** "Sample, not an official document": on everything that a demonstration installation issues. */
export function SampleBanner({ children }: { children?: ComponentChildren }) {
  const { t } = usePage();
  return (
    <div class="sample">
      <Icon name="info" />
      <div>
        <p>
          <b>{t('web.sample.title')}</b>
        </p>
        {children && <p>{children}</p>}
      </div>
    </div>
  );
}

interface VerifyResultProps {
  state: 'valid' | 'expired' | 'withdrawn' | 'unknown';
  title: string;
  /** Facts: a `<DescriptionList>`. */
  children?: ComponentChildren;
}

/** What the public page says about a code. */
export function VerifyResult({ state, title, children }: VerifyResultProps) {
  return (
    <div class={`verify verify-${state}`}>
      <div class="verify-h">
        <Icon name={state === 'valid' ? 'check' : state === 'expired' ? 'history' : state === 'withdrawn' ? 'cross' : 'search'} />
        <h2>{title}</h2>
      </div>
      {children && <div class="verify-in stack">{children}</div>}
    </div>
  );
}

/** A text to copy with one press; without script it can be selected. `whole`: a short one that never breaks. */
export function CopyText({ text, label, whole }: { text: string; label: string; whole?: boolean }) {
  const { t } = usePage();
  return (
    <span class="copy">
      <code class={whole ? 'whole' : undefined}>{text}</code>
      <button type="button" class="btn btn-2 btn-s" data-copy={text} data-copied={t('web.copy.done')} hidden>
        <Icon name="copy" />
        <span>{label}</span>
      </button>
    </span>
  );
}
