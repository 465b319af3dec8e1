import type { Translate } from '../../platform/i18n/texts.js';
import type { Viewer } from '../../platform/security/viewer.js';
import { ConfirmButton } from '../../web/components/button.js';
import { Card, Muted, Pair, Stack } from '../../web/components/card.js';
import { CopyText } from '../../web/components/certificate-parts.js';
import { DataTable } from '../../web/components/data-table.js';
import { RadioField, Select, TextField, type FormState } from '../../web/components/field.js';
import { errorTitle, Form } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { page, usePage, type Page } from '../../web/page.js';
import { shortestPassword } from '../rules/password.js';
import type { TokenView } from '../tokens.service.js';
import type { Needs } from '../accommodations.service.js';
import { OwnNeeds } from './accommodation-page.js';
import { languageOptions, zoneOptionsWith } from './options.js';

interface ProfilePage {
  viewer: Viewer;
  tokens: TokenView[];
  needs: Needs;
  /** Shown once, right after it was made. */
  newToken?: { name: string; secret: string };
  /** Each form has its own state, so that a fault in one leaves the others alone. */
  profile?: FormState;
  password?: FormState;
  token?: FormState;
}

function AboutMe({ viewer, form }: { viewer: Viewer; form?: FormState }) {
  const { t } = usePage();
  const labels = {
    name: t('accounts.field.name'),
    language: t('accounts.field.language'),
    zone: t('accounts.field.zone'),
    theme: t('accounts.field.theme'),
  };
  const themes = [
    { value: 'system', label: t('web.theme.system') },
    { value: 'light', label: t('web.theme.light') },
    { value: 'dark', label: t('web.theme.dark') },
  ];
  return (
    <Card id="about-me" title={t('accounts.profile.about')}>
      <Form action="/profile" form={form} labels={labels} submit={t('accounts.profile.save')} guard>
        <TextField name="name" label={labels.name} hint={t('accounts.profile.nameHint')} form={form} value={viewer.name} autocomplete="name" />
        <Select name="language" label={labels.language} form={form} value={viewer.language} options={languageOptions} />
        <Select
          name="zone"
          label={labels.zone}
          hint={t('accounts.profile.zoneHint')}
          form={form}
          value={viewer.zone}
          options={zoneOptionsWith(viewer.zone)}
        />
        <RadioField name="theme" label={labels.theme} form={form} value={viewer.theme} options={themes} />
      </Form>
    </Card>
  );
}

function Password({ viewer, form }: { viewer: Viewer; form?: FormState }) {
  const { t } = usePage();
  const labels = { currentPassword: t('accounts.field.currentPassword'), newPassword: t('accounts.field.newPassword') };
  return (
    <Card id="password" title={t('accounts.profile.password')}>
      <Form action="/profile/password" form={form} labels={labels} submit={t('accounts.profile.changePassword')}>
        <input type="text" name="username" value={viewer.email} autocomplete="username" hidden readonly />
        <TextField name="currentPassword" type="password" label={labels.currentPassword} form={form} autocomplete="current-password" />
        <TextField
          name="newPassword"
          type="password"
          label={labels.newPassword}
          hint={t('accounts.password.hint', { min: shortestPassword })}
          form={form}
          autocomplete="new-password"
        />
        <Muted small>{t('accounts.profile.passwordEnds')}</Muted>
      </Form>
    </Card>
  );
}

function Tokens({ tokens, newToken, form }: { tokens: TokenView[]; newToken?: ProfilePage['newToken']; form?: FormState }) {
  const { t, format } = usePage();
  const labels = { tokenName: t('accounts.token.name') };
  return (
    <Card id="tokens" title={t('accounts.token.title')}>
      <Stack gap={4}>
        <Muted>{t('accounts.token.lead')}</Muted>
        {newToken && (
          <NoticeBox tone="ok" title={t('accounts.token.made', { name: newToken.name })} level={3} live>
            <p>{t('accounts.token.once')}</p>
            <CopyText text={newToken.secret} label={t('accounts.token.copy')} />
          </NoticeBox>
        )}
        <DataTable
          caption={t('accounts.token.title')}
          rows={tokens}
          empty={<Muted small>{t('accounts.token.none')}</Muted>}
          columns={[
            { label: t('accounts.token.name'), header: true, cell: (token) => token.name },
            { label: t('accounts.token.since'), cell: (token) => format.date(token.createdAt) },
            { label: t('accounts.token.lastUsed'), cell: (token) => (token.lastUsedOn ? format.day(token.lastUsedOn) : t('accounts.token.never')) },
            {
              label: t('accounts.token.action'),
              phone: 'plain',
              cell: (token) => (
                <ConfirmButton
                  action={`/profile/tokens/${token.id}/revoke`}
                  look="quiet"
                  size="s"
                  question={t('accounts.token.revokeQuestion', { name: token.name })}
                  confirm={t('accounts.token.revoke')}
                >
                  {t('accounts.token.revoke')}
                </ConfirmButton>
              ),
            },
          ]}
        />
        <Form action="/profile/tokens" form={form} labels={labels} submit={t('accounts.token.make')}>
          <TextField name="tokenName" label={labels.tokenName} hint={t('accounts.token.nameHint')} form={form} width="m" />
        </Form>
      </Stack>
    </Card>
  );
}

function Body({ viewer, tokens, needs, newToken, ...forms }: ProfilePage) {
  const { t } = usePage();
  return (
    <>
      <PageHeader title={t('accounts.profile.title')} lead={viewer.email} />
      <Stack gap={5}>
        <Pair>
          <AboutMe viewer={viewer} form={forms.profile} />
          <Password viewer={viewer} form={forms.password} />
        </Pair>
        <OwnNeeds needs={needs} />
        <Tokens tokens={tokens} newToken={newToken} form={forms.token} />
      </Stack>
    </>
  );
}

export function profilePage(t: Translate, props: ProfilePage): Page {
  const faulty = props.profile ?? props.password ?? props.token;
  return page(errorTitle(t, t('accounts.profile.title'), faulty), <Body {...props} />, { status: faulty ? 422 : 200 });
}
