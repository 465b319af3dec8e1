import type { Translate } from '../platform/i18n/texts.js';

/** Learning time in words, "2 hours 30 minutes". */
export const duration = (t: Translate, minutes: number): string =>
  t('certificates.duration', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
