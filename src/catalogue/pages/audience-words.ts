import type { Translate } from '../../platform/i18n/texts.js';
import type { Audience } from '../outline.js';

/** "I answer", "I publish", "I decide": who needs a module. */
export const audienceWords: Record<Audience, (t: Translate) => string> = {
  answer: (t) => t('catalogue.for.answer'),
  publish: (t) => t('catalogue.for.publish'),
  decide: (t) => t('catalogue.for.decide'),
};
