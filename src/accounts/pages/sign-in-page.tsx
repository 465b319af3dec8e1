import type { Translate } from '../../platform/i18n/texts.js';
import { PostButton } from '../../web/components/button.js';
import { Card, Muted, Rows, Stack } from '../../web/components/card.js';
import { CopyText } from '../../web/components/certificate-parts.js';
import { TextField, type FormState } from '../../web/components/field.js';
import { errorTitle, Form, NarrowPage } from '../../web/components/form-page.js';
import { PersonRow } from '../../web/components/people.js';
import { page, usePage, type Page } from '../../web/page.js';
import { sampleEmail, samplePassword, sampleSignIns, type SampleSignIn } from '../accounts.seed.js';

interface SignInPage {
  /** Own path that opens afterwards. */
  next: string;
  form?: FormState;
  /** Shows the sample sign-ins of an embedded installation. */
  sample: boolean;
}

function Samples({ next }: { next: string }) {
  const { t } = usePage();
  const words: Record<SampleSignIn, string> = {
    learner: t('accounts.signIn.sample.learner'),
    trainer: t('accounts.signIn.sample.trainer'),
    coordinator: t('accounts.signIn.sample.coordinator'),
    administrator: t('accounts.signIn.sample.administrator'),
  };
  const names: Record<SampleSignIn, string> = {
    learner: t('accounts.role.learner'),
    trainer: t('accounts.role.trainer'),
    coordinator: t('accounts.role.coordinator'),
    administrator: t('accounts.role.administrator'),
  };
  return (
    <Card id="samples" title={t('accounts.signIn.sample.title')}>
      <Stack gap={4}>
        <Muted small>{t('accounts.signIn.sample.lead')}</Muted>
        <CopyText text={samplePassword} label={t('accounts.signIn.sample.copy')} whole />
        <Rows>
          {sampleSignIns.map((who) => (
            <PersonRow
              name={names[who]}
              action={
                <PostButton action="/sign-in" values={{ email: sampleEmail[who], password: samplePassword, next }} look="secondary" size="s">
                  {words[who]}
                </PostButton>
              }
            >
              {sampleEmail[who]}
            </PersonRow>
          ))}
        </Rows>
      </Stack>
    </Card>
  );
}

function Body({ next, form, sample }: SignInPage) {
  const { t } = usePage();
  const labels = { email: t('accounts.field.email'), password: t('accounts.field.password') };
  return (
    <NarrowPage
      title={t('accounts.signIn.title')}
      lead={t('accounts.signIn.lead')}
      below={
        <>
          <p>
            <a href="/forgot">{t('accounts.signIn.forgot')}</a>
          </p>
          {sample && <Samples next={next} />}
        </>
      }
    >
      <Form action="/sign-in" form={form} labels={labels} submit={t('accounts.signIn.submit')}>
        <input type="hidden" name="next" value={next} />
        <TextField name="email" type="email" label={labels.email} form={form} autocomplete="username" inputmode="email" spellcheck={false} />
        <TextField name="password" type="password" label={labels.password} form={form} autocomplete="current-password" />
      </Form>
    </NarrowPage>
  );
}

export function signInPage(t: Translate, props: SignInPage, options: { status?: number; headers?: Record<string, string> } = {}): Page {
  return page(errorTitle(t, t('accounts.signIn.title'), props.form), <Body {...props} />, { layout: 'plain', ...options });
}
