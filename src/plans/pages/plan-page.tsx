import { inLanguage, type OutlineModule, type PlanField } from '../../catalogue/outline.js';
import { stateTag } from './state-tag.js';
import { Actions, LinkButton, PostButton } from '../../web/components/button.js';
import { Card, Muted, Named, Row, Rows, Stack } from '../../web/components/card.js';
import type { FormState } from '../../web/components/field.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Progress } from '../../web/components/progress.js';
import { usePage } from '../../web/page.js';
import { titleOf } from '../../progress/pages/outline-view.js';
import { programmePath } from '../../progress/registries.js';
import { planPaths } from '../plan-paths.js';
import type { PlanDesk } from '../plan.service.js';
import { nextField } from '../rules/ready.js';
import { isEmpty } from '../rules/value.js';
import { PersonalNotice } from './personal-notice.js';
import { PlanWords } from './plan-words.js';

/** The module at whose end a field is filled; null where it is filled in the plan itself. */
const homeOf = (here: PlanDesk, fieldId: string): OutlineModule | null =>
  here.outline.modules.find((module) => module.items.some((item) => item.kind === 'lesson' && item.plan === fieldId)) ?? null;

/** The whole plan on one page, to be read, printed, downloaded and finished. */
export function PlanPage({ here, form }: { here: PlanDesk; form?: FormState }) {
  const at = usePage();
  const { t } = at;
  const { desk, plan, module, outline, readiness, values } = here;
  const { words, lang } = titleOf(plan, module.source, at);
  const programme = titleOf(outline, outline.source, at);
  const next = nextField(plan.fields, values);
  const { filled, total } = readiness;
  return (
    <>
      <PageHeader
        crumbs={[{ href: programmePath(desk.id), label: programme.words.title }]}
        eyebrow={t('plans.eyebrow')}
        title={words.title}
        lang={lang}
        lead={<span lang={lang}>{words.lead}</span>}
        meta={stateTag(here, at)}
      />
      <Stack gap={5}>
        <Finish here={here} form={form} />
        <Card>
          <Stack gap={3}>
            <Progress value={filled} max={total} label={t('plans.progress')} words={t('plans.filled', { filled, total })} />
            <Actions>
              {next && (
                <LinkButton href={planPaths.field(desk.id, plan.id, next)} after="arrowRight" look={readiness.ready ? 'secondary' : 'primary'}>
                  {filled === 0 ? t('plans.begin') : readiness.ready ? t('plans.change') : t('plans.goOn')}
                </LinkButton>
              )}
              <LinkButton href={planPaths.file(desk.id, plan.id, 'docx')} look="secondary" icon="download">
                {t('plans.docx')}
              </LinkButton>
              <LinkButton href={planPaths.file(desk.id, plan.id, 'pdf')} look="secondary" icon="download">
                {t('plans.pdf')}
              </LinkButton>
            </Actions>
            <Muted small>{t('plans.yours')}</Muted>
          </Stack>
        </Card>
        <Card>
          <Rows>
            {plan.fields.map((field) => (
              <Section here={here} field={field} lang={lang} />
            ))}
          </Rows>
        </Card>
      </Stack>
    </>
  );
}

function Section({ here, field, lang }: { here: PlanDesk; field: PlanField; lang: string | undefined }) {
  const at = usePage();
  const { t, language } = at;
  const { desk, plan, module, values } = here;
  const words = inLanguage(plan.words, language, module.source).words.fields[field.id]!;
  const value = values.get(field.id) ?? '';
  const home = homeOf(here, field.id);
  const empty = isEmpty(value);
  return (
    <li id={`field-${field.id}`}>
      <Stack gap={2}>
        <Row between gap={2}>
          <h2 class="h-s" lang={lang}>
            {words.label}
          </h2>
          <a href={planPaths.field(desk.id, plan.id, field.id)}>
            <Named words={empty ? t('plans.write') : t('plans.edit')} of={words.label} />
          </a>
        </Row>
        <Muted small>
          <span lang={lang}>{words.question}</span>
        </Muted>
        {!empty && <PlanWords field={field} value={value} here={here} />}
        {empty && home && <Muted small>{t('plans.emptyUntil', { module: titleOf(home, home.source, at).words.title })}</Muted>}
        {empty && !home && <Muted small>{t('plans.empty')}</Muted>}
        <PersonalNotice value={value} />
      </Stack>
    </li>
  );
}

/** What is said of a plan as a whole: finished, ready to be, or what is missing. */
function Finish({ here, form }: { here: PlanDesk; form?: FormState }) {
  const { t, format, language } = usePage();
  const { desk, plan, module, readiness } = here;
  const fields = inLanguage(plan.words, language, module.source).words.fields;
  if (desk.completedAt)
    return (
      <NoticeBox tone="ok" icon="check" title={t('plans.finishedOn', { date: format.date(desk.completedAt) })}>
        <p>{t('plans.finishedWhy')}</p>
        <Actions>
          <LinkButton href={programmePath(desk.id)} look="secondary" after="arrowRight">
            {t('plans.back')}
          </LinkButton>
        </Actions>
      </NoticeBox>
    );
  if (readiness.ready)
    return (
      <NoticeBox icon="target" title={t('plans.ready')}>
        <p>{t('plans.readyWhy')}</p>
        <Actions>
          <PostButton action={planPaths.finish(desk.id, plan.id)} icon="check">
            {t('plans.finish')}
          </PostButton>
        </Actions>
      </NoticeBox>
    );
  if (!form?.errors) return null;
  return (
    <NoticeBox tone="problem" live title={t('plans.notYet')}>
      <ul>
        {readiness.missing.map((id) => (
          <li>
            <a href={planPaths.field(desk.id, plan.id, id)}>{fields[id]?.label ?? id}</a>
          </li>
        ))}
      </ul>
    </NoticeBox>
  );
}
