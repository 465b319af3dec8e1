import type { Outline } from '../../catalogue/outline.js';
import type { CohortView } from '../../cohorts/cohort.queries.js';
import { Actions, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Named, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { TextField, type FormState } from '../../web/components/field.js';
import { Form } from '../../web/components/form-page.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import { ownTitle } from '../../progress/pages/outline-view.js';
import { rulePaths } from '../quiz-paths.js';
import type { QuizTimes } from '../quiz-windows.service.js';

interface CohortHere {
  cohort: CohortView;
  outline: Outline;
}

/** The zone as people read it. */
const zoneName = (zone: string): string => zone.replaceAll('_', ' ');

/** All quizzes of a cohort's programme with their times. */
export function QuizTimesList({ cohort, quizzes }: CohortHere & { quizzes: QuizTimes[] }) {
  const at = usePage();
  const { t, format } = at;
  const when = (civil: string | null): string =>
    civil === null ? t('quizzes.times.noBound') : t('quizzes.times.when', { day: format.day(civil.slice(0, 10)), time: civil.slice(11) });
  return (
    <Stack gap={5}>
      <PageHeader
        title={t('quizzes.times.title')}
        lead={t('quizzes.times.lead', { zone: zoneName(cohort.zone) })}
        crumbs={[
          { href: '/cohorts', label: t('cohorts.list.title') },
          { href: `/cohorts/${cohort.id}`, label: cohort.name },
        ]}
      />
      <Card flush={quizzes.length > 0}>
        <DataTable
          caption={t('quizzes.times.title')}
          rows={quizzes}
          empty={<Muted>{t('quizzes.times.none')}</Muted>}
          columns={[
            {
              label: t('quizzes.times.quiz'),
              header: true,
              cell: ({ quiz, module }) => {
                const { title, lang } = ownTitle(quiz, module, at);
                return <span lang={lang}>{title}</span>;
              },
            },
            { label: t('quizzes.times.opens'), cell: ({ window }) => when(window.opens) },
            { label: t('quizzes.times.closes'), cell: ({ window }) => when(window.closes) },
            {
              label: t('quizzes.times.action'),
              phone: 'plain',
              cell: ({ quiz, module }) => (
                <LinkButton href={rulePaths.times(cohort.id, quiz.id)} look="quiet" size="s">
                  <Named words={t('quizzes.times.set')} of={ownTitle(quiz, module, at).title} />
                </LinkButton>
              ),
            },
          ]}
        />
      </Card>
      <Actions>
        <LinkButton href={`/cohorts/${cohort.id}`} look="quiet" icon="arrowLeft">
          {t('cohorts.invite.back')}
        </LinkButton>
      </Actions>
    </Stack>
  );
}

/** When one quiz opens and closes. */
export function QuizTimesForm({ cohort, quiz, module, window, form }: CohortHere & QuizTimes & { form?: FormState }) {
  const at = usePage();
  const { t } = at;
  const { title, lang } = ownTitle(quiz, module, at);
  const path = rulePaths.quizzes(cohort.id);
  const labels = { opens: t('quizzes.times.opens'), closes: t('quizzes.times.closes') };
  const zone = zoneName(cohort.zone);
  return (
    <Stack gap={5}>
      <PageHeader
        title={title}
        lang={lang}
        lead={t('quizzes.times.formLead')}
        crumbs={[
          { href: `/cohorts/${cohort.id}`, label: cohort.name },
          { href: path, label: t('quizzes.times.title') },
        ]}
      />
      <Card>
        <Form
          action={rulePaths.times(cohort.id, quiz.id)}
          form={form}
          labels={labels}
          submit={t('quizzes.times.save')}
          cancel={{ href: path, label: t('cohorts.form.cancel') }}
          guard
        >
          <TextField
            name="opens"
            type="datetime-local"
            label={labels.opens}
            hint={t('quizzes.times.opensHint', { zone })}
            form={form}
            value={window.opens}
            width="m"
            optional
          />
          <TextField
            name="closes"
            type="datetime-local"
            label={labels.closes}
            hint={t('quizzes.times.closesHint', { seconds: quiz.settings.grace })}
            form={form}
            value={window.closes}
            width="m"
            optional
          />
        </Form>
      </Card>
    </Stack>
  );
}
