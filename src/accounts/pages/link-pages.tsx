import type { Language, Translate } from '../../platform/i18n/texts.js';
import { Actions, LinkButton, PostButton } from '../../web/components/button.js';
import { Muted, Stack } from '../../web/components/card.js';
import { Select, TextField, type FormState } from '../../web/components/field.js';
import { errorTitle, Form, NarrowPage } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { page, usePage, type Page } from '../../web/page.js';
import type { LinkView } from '../links.service.js';
import { shortestPassword } from '../rules/password.js';
import { languageOptions } from './options.js';

// Pages of single-use links carry a secret in their address: no other site, no cache and no robot may learn it.
const headers = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

interface LinkPage {
  secret: string;
  link: LinkView;
  form?: FormState;
}

function NewPassword({ name, form }: { name: string; form?: FormState }) {
  const { t } = usePage();
  return (
    <TextField
      name={name}
      type="password"
      label={t('accounts.field.newPassword')}
      hint={t('accounts.password.hint', { min: shortestPassword })}
      form={form}
      autocomplete="new-password"
    />
  );
}

function Forgot({ form }: { form?: FormState }) {
  const { t } = usePage();
  const labels = { email: t('accounts.field.email') };
  return (
    <NarrowPage title={t('accounts.forgot.title')} lead={t('accounts.forgot.lead')}>
      <Form
        action="/forgot"
        form={form}
        labels={labels}
        submit={t('accounts.forgot.submit')}
        cancel={{ href: '/sign-in', label: t('accounts.forgot.back') }}
      >
        <TextField name="email" type="email" label={labels.email} form={form} autocomplete="username" inputmode="email" spellcheck={false} />
      </Form>
    </NarrowPage>
  );
}

export const forgotPage = (t: Translate, form?: FormState): Page =>
  page(errorTitle(t, t('accounts.forgot.title'), form), <Forgot form={form} />, { layout: 'plain', status: form ? 422 : 200 });

function Reset({ secret, link, form }: LinkPage) {
  const { t } = usePage();
  return (
    <NarrowPage title={t('accounts.reset.title')} lead={t('accounts.reset.lead', { email: link.person.email })}>
      <Form action={`/reset/${secret}`} form={form} labels={{ password: t('accounts.field.newPassword') }} submit={t('accounts.reset.submit')}>
        <input type="text" name="username" value={link.person.email} autocomplete="username" hidden readonly />
        <NewPassword name="password" form={form} />
      </Form>
    </NarrowPage>
  );
}

export const resetPage = (t: Translate, props: LinkPage): Page =>
  page(errorTitle(t, t('accounts.reset.title'), props.form), <Reset {...props} />, { layout: 'plain', status: props.form ? 422 : 200, headers });

interface WelcomePage extends LinkPage {
  /** What the invitation is for, in the reader's language. */
  about: string | null;
  language: Language;
}

function Welcome({ secret, link, form, about, language }: WelcomePage) {
  const { t } = usePage();
  const labels = { name: t('accounts.field.name'), language: t('accounts.field.language'), password: t('accounts.field.newPassword') };
  const who = link.invitedBy && link.authority ? t('accounts.welcome.whoFrom', { name: link.invitedBy, authority: link.authority }) : null;
  return (
    <NarrowPage title={t('accounts.welcome.title')} lead={t('accounts.welcome.lead', { email: link.person.email })}>
      <Stack gap={4}>
        {link.purpose === 'first-admin' ? (
          <NoticeBox>
            <p>{t('accounts.welcome.firstAdministrator')}</p>
          </NoticeBox>
        ) : (
          (about || who) && (
            <NoticeBox icon="mail">
              {about && <p>{t('accounts.welcome.about', { about })}</p>}
              {who && <p>{who}</p>}
            </NoticeBox>
          )
        )}
        <Form action={`/welcome/${secret}`} form={form} labels={labels} submit={t('accounts.welcome.submit')}>
          <input type="text" name="username" value={link.person.email} autocomplete="username" hidden readonly />
          <TextField name="name" label={labels.name} hint={t('accounts.welcome.nameHint')} form={form} value={link.person.name} autocomplete="name" />
          <Select name="language" label={labels.language} form={form} value={language} options={languageOptions} />
          <NewPassword name="password" form={form} />
        </Form>
      </Stack>
    </NarrowPage>
  );
}

export const welcomePage = (t: Translate, props: WelcomePage): Page =>
  page(errorTitle(t, t('accounts.welcome.title'), props.form), <Welcome {...props} />, { layout: 'plain', status: props.form ? 422 : 200, headers });

function Gone({ secret, link }: { secret: string; link: LinkView }) {
  const { t } = usePage();
  const used = link.state === 'used';
  const base = link.purpose === 'reset' ? '/reset' : '/welcome';
  return (
    <NarrowPage title={used ? t('accounts.gone.usedTitle') : t('accounts.gone.expiredTitle')}>
      <Stack gap={4}>
        <p>{used ? t('accounts.gone.used') : t('accounts.gone.expired')}</p>
        <Actions>
          {used && (
            <LinkButton href={`/sign-in?next=${encodeURIComponent(link.target)}`} icon="signIn">
              {t('accounts.gone.signIn')}
            </LinkButton>
          )}
          {link.purpose !== 'first-admin' && (
            <PostButton action={`${base}/${secret}/again`} look={used ? 'secondary' : 'primary'} icon="mail">
              {t('accounts.gone.again')}
            </PostButton>
          )}
        </Actions>
        <Muted small>{link.purpose === 'first-admin' ? t('accounts.gone.firstAdministrator') : t('accounts.gone.hint')}</Muted>
      </Stack>
    </NarrowPage>
  );
}

/** A link that no longer works, with a way on. 410 says so to machines. */
export const gonePage = (t: Translate, props: { secret: string; link: LinkView }): Page =>
  page(props.link.state === 'used' ? t('accounts.gone.usedTitle') : t('accounts.gone.expiredTitle'), <Gone {...props} />, {
    layout: 'plain',
    status: 410,
    headers,
  });
