import type { Translate } from '../../platform/i18n/texts.js';
import type { TagTone } from '../../web/components/tag.js';
import type { Validity } from '../rules/validity.js';

// Keys stand whole, so that a test can find them.

/** One word for what a certificate is worth. */
export function stateWord(t: Translate, state: Validity): string {
  const words: Record<Validity, string> = {
    valid: t('certificates.state.valid'),
    expired: t('certificates.state.expired'),
    withdrawn: t('certificates.state.withdrawn'),
  };
  return words[state];
}

/** The same as a sentence, for whoever checks it. */
export function stateSentence(t: Translate, state: Validity): string {
  const words: Record<Validity, string> = {
    valid: t('certificates.verify.isValid'),
    expired: t('certificates.verify.isExpired'),
    withdrawn: t('certificates.verify.isWithdrawn'),
  };
  return words[state];
}

export const stateTone: Record<Validity, TagTone> = { valid: 'ok', expired: 'warn', withdrawn: 'warn' };
