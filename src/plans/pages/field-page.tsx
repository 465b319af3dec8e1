import { inLanguage } from '../../catalogue/outline.js';
import { renderedMarkdown } from '../../platform/source/markdown.js';
import { Actions, Button, LinkButton } from '../../web/components/button.js';
import { Muted, Stack } from '../../web/components/card.js';
import { Exhibit } from '../../web/components/exhibit.js';
import type { FormState } from '../../web/components/field.js';
import { ErrorSummary } from '../../web/components/form-page.js';
import { AnswerForm, FocusBar, QuizLayout } from '../../web/components/learning.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { QuestionBar } from '../../web/components/question-bar.js';
import { usePage } from '../../web/page.js';
import type { PlanField } from '../../catalogue/outline.js';
import { planPaths } from '../plan-paths.js';
import type { Written } from '../plan.queries.js';
import type { PlanDesk } from '../plan.service.js';
import { isEmpty, type PlanValue } from '../rules/value.js';
import { PlanFieldInput } from './plan-field-input.js';
import { PlanWords } from './plan-words.js';
import { PersonalNotice } from './personal-notice.js';

/** A field as it is written: what stands in its boxes and what its writer has seen. */
export interface Draft {
  value: PlanValue;
  seen: number;
  writer: string;
  form?: FormState;
  /** Another window wrote this in the meantime. */
  theirs?: Written;
}

interface FieldPageProps {
  here: PlanDesk & { field: PlanField };
  draft: Draft;
  /** The lesson from which somebody came, and to which they go back. */
  from: { id: string; href: string } | null;
}

/** Above a field: the way to the whole plan, and what is saved. */
export function PlanBar({ here, savedAt }: { here: PlanDesk; savedAt: Date | null }) {
  const { t, format, language } = usePage();
  const { desk, plan, module } = here;
  return (
    <FocusBar
      leave={{ href: planPaths.plan(desk.id, plan.id), label: t('plans.field.whole') }}
      title={inLanguage(plan.words, language, module.source).words.title}
      saved={savedAt ? t('plans.saved', { time: format.time(savedAt) }) : ''}
    />
  );
}

/** One field of the plan: what it asks, how to write it, and the boxes. What is typed is saved; without script the button saves. */
export function FieldPage({ here, draft, from }: FieldPageProps) {
  const { t, language } = usePage();
  const { desk, plan, module, field, values } = here;
  const { words: all, language: own } = inLanguage(plan.words, language, module.source);
  const words = all.fields[field.id]!;
  const lang = own === language ? undefined : own;
  const index = plan.fields.indexOf(field);
  const path = planPaths.field(desk.id, plan.id, field.id, from?.id);
  const before = plan.fields[index - 1];
  const last = index === plan.fields.length - 1;
  const guide = renderedMarkdown(words.guidance) + (words.example ? renderedMarkdown(words.example) : '');
  return (
    <Stack gap={5}>
      <QuestionBar
        label={t('plans.fields')}
        step={t('plans.field.one')}
        steps={plan.fields.map((one) => ({
          href: planPaths.field(desk.id, plan.id, one.id, from?.id),
          state: isEmpty(values.get(one.id) ?? '') ? 'empty' : 'answered',
          current: one.id === field.id,
        }))}
      />
      <AnswerForm action={path} autosave={path} draft={`plan.${desk.id}.${plan.id}.${field.id}`}>
        <input type="hidden" name="seen" value={draft.seen} />
        <input type="hidden" name="writer" value={draft.writer} />
        <QuizLayout
          exhibit={
            <Exhibit
              title={t('plans.field.guide')}
              icon="info"
              folded={!isEmpty(draft.value)}
              html={lang ? `<div lang="${lang}">${guide}</div>` : guide}
            />
          }
        >
          <header class="stack g1">
            <p class="eyebrow">{t('plans.field.number', { number: index + 1, total: plan.fields.length })}</p>
            <h1 lang={lang}>{words.label}</h1>
          </header>
          <ErrorSummary form={draft.form} labels={{ value: words.label }} />
          {draft.theirs && <Elsewhere theirs={draft.theirs} field={field} here={here} />}
          <div class="stack g4" lang={lang}>
            <PlanFieldInput field={field} words={words} value={draft.value} form={draft.form} />
          </div>
          <PersonalNotice value={draft.value} />
          <Muted small>{t('plans.field.noNames')}</Muted>
          <Actions dock>
            {from ? (
              <Button size="l" grow name="go" value="back" after="arrowRight">
                {t('plans.field.saveBack')}
              </Button>
            ) : (
              <Button size="l" grow name="go" value={last ? 'plan' : 'next'} after="arrowRight">
                {last ? t('plans.field.saveWhole') : t('plans.field.saveNext')}
              </Button>
            )}
            {!from && before && (
              <LinkButton href={planPaths.field(desk.id, plan.id, before.id)} look="secondary" size="l" icon="arrowLeft">
                {t('plans.field.previous')}
              </LinkButton>
            )}
          </Actions>
        </QuizLayout>
      </AnswerForm>
    </Stack>
  );
}

/** Two windows have written: both texts are on the page, and saving takes the one in the boxes. */
function Elsewhere({ theirs, field, here }: { theirs: Written; field: PlanField; here: PlanDesk }) {
  const { t, format } = usePage();
  return (
    <NoticeBox tone="warn" live title={t('plans.elsewhere.title', { time: format.time(theirs.savedAt) })}>
      <p>{t('plans.elsewhere.why')}</p>
      <PlanWords field={field} value={theirs.value} here={here} />
    </NoticeBox>
  );
}
