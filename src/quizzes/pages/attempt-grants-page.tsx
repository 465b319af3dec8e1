import { findItem } from '../../catalogue/outline.js';
import { Actions, ConfirmButton, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { Select, TextArea, type FormState } from '../../web/components/field.js';
import { Form } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import { accommodationPath } from '../../accounts/pages/accommodation-page.js';
import { ownTitle } from '../../progress/pages/outline-view.js';
import type { PersonGrants } from '../attempt-grants.service.js';
import { rulePaths } from '../quiz-paths.js';

interface GrantsPageProps extends PersonGrants {
  /** Makes the form one wish, however often it is sent. */
  wish: string;
  form?: FormState;
  /** Why a further attempt could not be taken back. */
  refused?: string;
}

/** Further attempts of one person in one cohort. It says what was given, not how often somebody has tried. */
export function AttemptGrantsPage({ cohort, outline, person, quizzes, mayAccommodate, wish, form, refused }: GrantsPageProps) {
  const at = usePage();
  const { t, format } = at;
  const record = `/cohorts/${cohort.id}/people/${person.enrolmentId}`;
  const labels = { quizId: t('quizzes.grants.quiz'), reason: t('quizzes.grants.reason') };
  const nameOf = (quizId: string): string => {
    const found = findItem(outline, quizId);
    return found ? ownTitle(found.item, found.module, at).title : quizId;
  };
  return (
    <Stack gap={5}>
      <PageHeader
        title={t('quizzes.grants.title')}
        lead={t('quizzes.grants.lead')}
        crumbs={[
          { href: `/cohorts/${cohort.id}`, label: cohort.name },
          { href: record, label: person.name },
        ]}
      />
      {refused !== undefined && <NoticeBox tone="warn" title={refused} live />}
      <Card id="give" title={t('quizzes.grants.give')}>
        {quizzes.length === 0 ? (
          <Muted>{t('quizzes.grants.noLimits')}</Muted>
        ) : (
          <Form action={rulePaths.attempts(cohort.id, person.enrolmentId)} form={form} labels={labels} submit={t('quizzes.grants.submit')}>
            <input type="hidden" name="key" value={wish} />
            <Select
              name="quizId"
              label={labels.quizId}
              form={form}
              options={[
                { value: '', label: t('cohorts.form.choose') },
                ...quizzes.map(({ quiz, module }) => {
                  const { title, lang } = ownTitle(quiz, module, at);
                  return { value: quiz.id, label: title, lang };
                }),
              ]}
            />
            <TextArea
              name="reason"
              label={labels.reason}
              hint={t('quizzes.grants.reasonHint', { name: person.name })}
              form={form}
              rows={3}
              maxlength={500}
            />
          </Form>
        )}
      </Card>
      <Card flush={person.grants.length > 0} id="given" title={t('quizzes.grants.given')}>
        <DataTable
          caption={t('quizzes.grants.given')}
          rows={person.grants}
          empty={<Muted>{t('quizzes.grants.none')}</Muted>}
          columns={[
            { label: t('quizzes.grants.quiz'), header: true, cell: ({ quizId }) => nameOf(quizId) },
            { label: t('quizzes.grants.day'), cell: ({ grantedAt }) => format.date(grantedAt) },
            { label: t('quizzes.grants.by'), cell: ({ by }) => by },
            { label: t('quizzes.grants.reason'), cell: ({ reason }) => reason },
            // The same button at each that holds: whether one has been used is not shown.
            {
              label: t('quizzes.grants.taking'),
              cell: ({ id, withdrawnAt }) =>
                withdrawnAt ? (
                  t('quizzes.grants.withdrawnOn', { day: format.date(withdrawnAt) })
                ) : (
                  <ConfirmButton
                    action={rulePaths.withdraw(cohort.id, person.enrolmentId, id)}
                    question={t('quizzes.grants.withdrawQuestion', { name: person.name })}
                    confirm={t('quizzes.grants.withdrawYes')}
                    look="secondary"
                    size="s"
                  >
                    {t('quizzes.grants.withdraw')}
                  </ConfirmButton>
                ),
            },
          ]}
        />
      </Card>
      <Actions>
        {mayAccommodate && (
          <LinkButton href={accommodationPath(person.personId, rulePaths.attempts(cohort.id, person.enrolmentId))} look="secondary" icon="clock">
            {t('accounts.needs.title')}
          </LinkButton>
        )}
        <LinkButton href={record} look="quiet" icon="arrowLeft">
          {t('quizzes.grants.back')}
        </LinkButton>
      </Actions>
    </Stack>
  );
}
