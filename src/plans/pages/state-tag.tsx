import { Icon } from '../../web/components/icon.js';
import type { PageContext } from '../../web/page.js';
import type { PlanDesk } from '../plan.service.js';

/** When the plan was last saved, beside its title. */
export function stateTag({ desk }: PlanDesk, { t, format }: PageContext) {
  const last = [...desk.entries.values()].reduce<Date | null>((latest, { savedAt }) => (latest && latest > savedAt ? latest : savedAt), null);
  return last ? (
    <span>
      <Icon name="history" /> {t('plans.lastSaved', { date: format.date(last), time: format.time(last) })}
    </span>
  ) : undefined;
}
