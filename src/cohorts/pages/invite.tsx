import { languageNames, languages } from '../../platform/i18n/texts.js';
import { Actions, Button, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { Select, TextArea, type FormState } from '../../web/components/field.js';
import { Form } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Tag, type TagTone } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import type { CohortView } from '../cohort.queries.js';
import type { InvitePreview } from '../inviting.service.js';
import type { InviteeVerdict } from '../rules/invitee.js';
import { writePaste, type UnreadableReason } from '../rules/paste.js';

const examples = ['Anna de Vries <anna@example.org>', 'Anna de Vries; anna@example.org', 'anna@example.org'];

const verdictKeys: Record<InviteeVerdict, string> = {
  new: 'cohorts.preview.new',
  existing: 'cohorts.preview.existing',
  here: 'cohorts.preview.here',
  closed: 'cohorts.preview.closed',
};
const verdictTones: Record<InviteeVerdict, TagTone> = { new: 'brand', existing: 'brand', here: 'plain', closed: 'warn' };

const reasonKeys: Record<UnreadableReason, string> = {
  'no-address': 'cohorts.reason.noAddress',
  'bad-address': 'cohorts.reason.badAddress',
  'long-name': 'cohorts.reason.longName',
  unclear: 'cohorts.reason.unclear',
};

function Header({ cohort, title, lead }: { cohort: CohortView; title: string; lead?: string }) {
  const { t } = usePage();
  return (
    <PageHeader
      title={title}
      lead={lead}
      crumbs={[
        { href: '/cohorts', label: t('cohorts.list.title') },
        { href: `/cohorts/${cohort.id}`, label: cohort.name },
      ]}
    />
  );
}

export function Invite({ cohort, language, form }: { cohort: CohortView; language: string; form?: FormState }) {
  const { t } = usePage();
  return (
    <Stack gap={5}>
      <Header cohort={cohort} title={t('cohorts.invite.title')} lead={t('cohorts.invite.lead', { cohort: cohort.name })} />
      <Card>
        <Form
          action={`/cohorts/${cohort.id}/invite`}
          form={form}
          labels={{ people: t('cohorts.invite.people'), language: t('cohorts.invite.language') }}
          submit={t('cohorts.invite.preview')}
          cancel={{ href: `/cohorts/${cohort.id}`, label: t('cohorts.form.cancel') }}
          guard
        >
          <input type="hidden" name="step" value="preview" />
          <TextArea name="people" label={t('cohorts.invite.people')} hint={t('cohorts.invite.peopleHint')} form={form} rows={10} spellcheck={false} />
          <Stack gap={1}>
            <Muted small>{t('cohorts.invite.exampleLines')}</Muted>
            {examples.map((example) => (
              <code>{example}</code>
            ))}
            <Muted small>{t('cohorts.invite.exampleHeader')}</Muted>
          </Stack>
          <Select
            name="language"
            label={t('cohorts.invite.language')}
            hint={t('cohorts.invite.languageHint')}
            form={form}
            value={language}
            options={languages.map((code) => ({ value: code, label: languageNames[code], lang: code }))}
          />
        </Form>
      </Card>
    </Stack>
  );
}

interface PreviewProps {
  cohort: CohortView;
  preview: InvitePreview;
  /** What was pasted, for going back to it. */
  pasted: string;
  language: string;
}

export function Preview({ cohort, preview, pasted, language }: PreviewProps) {
  const { t } = usePage();
  const wanted = preview.people.filter(({ verdict }) => verdict === 'new' || verdict === 'existing');
  const path = `/cohorts/${cohort.id}/invite`;
  return (
    <Stack gap={5}>
      <Header cohort={cohort} title={t('cohorts.preview.title')} lead={t('cohorts.preview.summary', { count: wanted.length })} />
      {preview.unreadable.length > 0 && (
        <>
          <NoticeBox tone="warn" title={t('cohorts.preview.unreadableTitle', { count: preview.unreadable.length })}>
            <p>{t('cohorts.preview.unreadableText', { count: preview.unreadable.length })}</p>
          </NoticeBox>
          <Card flush>
            <DataTable
              caption={t('cohorts.preview.unreadableCaption')}
              rows={preview.unreadable}
              columns={[
                { label: t('cohorts.preview.line'), header: true, cell: ({ line }) => t('cohorts.preview.lineNumber', { line }) },
                { label: t('cohorts.preview.text'), cell: ({ text }) => <code>{text}</code> },
                { label: t('cohorts.preview.why'), cell: ({ reason }) => t(reasonKeys[reason]) },
              ]}
            />
          </Card>
        </>
      )}
      {preview.repeated > 0 && <Muted>{t('cohorts.preview.repeated', { count: preview.repeated })}</Muted>}
      {preview.people.length > 0 ? (
        <Card flush>
          <DataTable
            caption={t('cohorts.preview.caption')}
            rows={preview.people}
            columns={[
              { label: t('cohorts.preview.email'), header: true, cell: ({ email }) => email },
              { label: t('cohorts.preview.name'), cell: ({ name }) => name ?? t('cohorts.preview.noName') },
              { label: t('cohorts.preview.line'), cell: ({ line }) => line, phone: 'hide' },
              { label: t('cohorts.preview.what'), cell: ({ verdict }) => <Tag tone={verdictTones[verdict]}>{t(verdictKeys[verdict])}</Tag> },
            ]}
          />
        </Card>
      ) : (
        <Muted>{t('cohorts.preview.nobody')}</Muted>
      )}
      <Actions dock>
        {wanted.length > 0 && (
          <form method="post" action={path}>
            <input type="hidden" name="step" value="confirm" />
            <input type="hidden" name="language" value={language} />
            <input type="hidden" name="people" value={writePaste(wanted)} />
            <Button icon="mail">{t('cohorts.preview.confirm', { count: wanted.length })}</Button>
          </form>
        )}
        <form method="post" action={path}>
          <input type="hidden" name="step" value="change" />
          <input type="hidden" name="language" value={language} />
          <input type="hidden" name="people" value={pasted} />
          <Button look="secondary">{t('cohorts.preview.change')}</Button>
        </form>
        <LinkButton look="quiet" href={`/cohorts/${cohort.id}`}>
          {t('cohorts.form.cancel')}
        </LinkButton>
      </Actions>
    </Stack>
  );
}
