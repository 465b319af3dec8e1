import type { Outline } from '../../catalogue/outline.js';
import { Actions, ConfirmButton, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Rows, Stack } from '../../web/components/card.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { DateField, Select, TextField, type FormState } from '../../web/components/field.js';
import { Form } from '../../web/components/form-page.js';
import { PageHeader } from '../../web/components/page-header.js';
import { PersonRow } from '../../web/components/people.js';
import { usePage } from '../../web/page.js';
import type { AuthorityChoice, CohortView, Coordinator } from '../cohort.queries.js';
import { programmeTitle } from '../words.js';

const zoneOptions = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
  .sort()
  .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));

/** The zones of this machine; one that was stored by another stays in the list. */
const zonesWith = (zone: string | undefined) =>
  !zone || zoneOptions.some((option) => option.value === zone) ? zoneOptions : [{ value: zone, label: zone }, ...zoneOptions];

interface Settings {
  name?: string;
  startsOn?: string;
  endsOn?: string | null;
  zone?: string;
}

function SettingsFields({ form, now, anyZone }: { form?: FormState; now: Settings; anyZone?: string }) {
  const { t } = usePage();
  return (
    <>
      <TextField name="name" label={t('cohorts.form.name')} hint={t('cohorts.form.nameHint')} form={form} value={now.name} maxlength={120} />
      <DateField name="startsOn" label={t('cohorts.form.startsOn')} hint={t('cohorts.form.startsOnHint')} form={form} value={now.startsOn} />
      <DateField name="endsOn" label={t('cohorts.form.endsOn')} hint={t('cohorts.form.endsOnHint')} form={form} value={now.endsOn} optional />
      <Select
        name="zone"
        label={t('cohorts.form.zone')}
        hint={t('cohorts.form.zoneHint')}
        form={form}
        value={now.zone}
        options={anyZone === undefined ? zonesWith(now.zone) : [{ value: '', label: anyZone }, ...zoneOptions]}
      />
    </>
  );
}

interface NewCohortProps {
  authorities: AuthorityChoice[];
  outlines: readonly Outline[];
  /** Makes the form one wish, however often it is sent. */
  wish: string;
  today: string;
  form?: FormState;
}

export function NewCohort({ authorities, outlines, wish, today, form }: NewCohortProps) {
  const { t, language } = usePage();
  const crumbs = [{ href: '/cohorts', label: t('cohorts.list.title') }];
  const header = <PageHeader title={t('cohorts.form.newTitle')} lead={t('cohorts.form.newLead')} crumbs={crumbs} />;
  const one = authorities.length === 1 ? authorities[0] : undefined;
  if (authorities.length === 0 || outlines.length === 0)
    return (
      <Stack gap={5}>
        {header}
        {authorities.length === 0 ? (
          <EmptyState icon="building" title={t('cohorts.form.noAuthority.title')}>
            {t('cohorts.form.noAuthority.text')}
          </EmptyState>
        ) : (
          <EmptyState icon="book" title={t('cohorts.form.noProgrammes.title')}>
            {t('cohorts.form.noProgrammes.text')}
          </EmptyState>
        )}
      </Stack>
    );
  return (
    <Stack gap={5}>
      {header}
      <Card>
        <Form
          action="/cohorts"
          form={form}
          labels={{
            programmeId: t('cohorts.form.programme'),
            authorityId: t('cohorts.form.authority'),
            name: t('cohorts.form.name'),
            startsOn: t('cohorts.form.startsOn'),
            endsOn: t('cohorts.form.endsOn'),
            zone: t('cohorts.form.zone'),
          }}
          submit={t('cohorts.form.make')}
          cancel={{ href: '/cohorts', label: t('cohorts.form.cancel') }}
          guard
        >
          <input type="hidden" name="key" value={wish} />
          <Select
            name="programmeId"
            label={t('cohorts.form.programme')}
            form={form}
            options={[
              { value: '', label: t('cohorts.form.choose') },
              ...outlines.map(({ programmeId }) => {
                const { title, lang } = programmeTitle(outlines, programmeId, language);
                return { value: programmeId, label: title, lang };
              }),
            ]}
          />
          {one ? (
            <input type="hidden" name="authorityId" value={one.id} />
          ) : (
            <Select
              name="authorityId"
              label={t('cohorts.form.authority')}
              form={form}
              options={[{ value: '', label: t('cohorts.form.choose') }, ...authorities.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          )}
          <SettingsFields form={form} now={{ startsOn: today, zone: one?.zone ?? '' }} anyZone={one ? undefined : t('cohorts.form.ownZone')} />
        </Form>
      </Card>
    </Stack>
  );
}

interface EditCohortProps {
  cohort: CohortView;
  coordinators: { now: Coordinator[]; others: Coordinator[] };
  form?: FormState;
  coordinatorForm?: FormState;
}

export function EditCohort({ cohort, coordinators, form, coordinatorForm }: EditCohortProps) {
  const { t } = usePage();
  const path = `/cohorts/${cohort.id}`;
  return (
    <Stack gap={5}>
      <PageHeader
        title={t('cohorts.form.editTitle')}
        crumbs={[
          { href: '/cohorts', label: t('cohorts.list.title') },
          { href: path, label: cohort.name },
        ]}
      />
      <Card>
        <Form
          action={`${path}/edit`}
          form={form}
          labels={{
            name: t('cohorts.form.name'),
            startsOn: t('cohorts.form.startsOn'),
            endsOn: t('cohorts.form.endsOn'),
            zone: t('cohorts.form.zone'),
          }}
          submit={t('cohorts.form.save')}
          cancel={{ href: path, label: t('cohorts.form.cancel') }}
          guard
        >
          <SettingsFields form={form} now={cohort} />
        </Form>
      </Card>
      <Card id="coordinators" title={t('cohorts.coordinators.title')}>
        <Stack>
          <Muted>{coordinators.now.length ? t('cohorts.coordinators.lead') : t('cohorts.coordinators.none')}</Muted>
          {coordinators.now.length > 0 && (
            <Rows label={t('cohorts.coordinators.title')}>
              {coordinators.now.map(({ id, name }) => (
                <PersonRow
                  name={name}
                  action={
                    <ConfirmButton
                      action={`${path}/coordinators/${id}/remove`}
                      question={t('cohorts.coordinators.removeQuestion', { name })}
                      confirm={t('cohorts.coordinators.removeNamed', { name })}
                      look="secondary"
                      size="s"
                    >
                      {t('cohorts.coordinators.remove')}
                    </ConfirmButton>
                  }
                />
              ))}
            </Rows>
          )}
          {coordinators.others.length > 0 ? (
            <Form
              action={`${path}/coordinators`}
              form={coordinatorForm}
              labels={{ personId: t('cohorts.coordinators.person') }}
              submit={t('cohorts.coordinators.add')}
            >
              <Select
                name="personId"
                label={t('cohorts.coordinators.person')}
                form={coordinatorForm}
                options={[{ value: '', label: t('cohorts.form.choose') }, ...coordinators.others.map(({ id, name }) => ({ value: id, label: name }))]}
              />
            </Form>
          ) : (
            <Muted small>{t('cohorts.coordinators.noOthers')}</Muted>
          )}
        </Stack>
      </Card>
      <Actions>
        <LinkButton href={path} look="quiet" icon="arrowLeft">
          {t('cohorts.invite.back')}
        </LinkButton>
      </Actions>
    </Stack>
  );
}
