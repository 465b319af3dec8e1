import { NoticeBox } from '../../web/components/notice-box.js';
import { usePage } from '../../web/page.js';
import { personalWords, type Finding } from '../rules/personal.js';
import { wordsOf, type PlanValue } from '../rules/value.js';
import type { Translate } from '../../platform/i18n/texts.js';

const reasons: Record<Finding['kind'], (t: Translate, text: string) => string> = {
  email: (t, text) => t('plans.personal.email', { text }),
  phone: (t, text) => t('plans.personal.phone', { text }),
  name: (t, text) => t('plans.personal.name', { text }),
  story: (t, text) => t('plans.personal.story', { text }),
};

/** The same in sentences, for a script that shows them beside the box. */
export const personalSentences = (value: PlanValue, t: Translate): string[] =>
  personalWords(wordsOf(value)).map(({ kind, text }) => reasons[kind](t, text));

/** Says which words may point at one person. The place is there even when it is empty, so that the script can fill it. */
export function PersonalNotice({ value }: { value: PlanValue }) {
  const { t } = usePage();
  const found = personalSentences(value, t);
  return (
    <div data-noted={t('plans.personal.title')} role="status">
      {found.length > 0 && (
        <NoticeBox tone="warn" level={2} title={t('plans.personal.title')}>
          <ul>
            {found.map((words) => (
              <li>{words}</li>
            ))}
          </ul>
        </NoticeBox>
      )}
    </div>
  );
}
