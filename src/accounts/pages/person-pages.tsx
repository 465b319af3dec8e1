import type { Translate } from '../../platform/i18n/texts.js';
import { roles } from '../../platform/security/viewer.js';
import { ConfirmButton, LinkButton, PostButton } from '../../web/components/button.js';
import { Card, Muted, Row, Rows, Split, Stack } from '../../web/components/card.js';
import { Select, TextField, type FormState } from '../../web/components/field.js';
import { DescriptionList } from '../../web/components/figures.js';
import { errorTitle, Form, NarrowPage } from '../../web/components/form-page.js';
import { PageHeader } from '../../web/components/page-header.js';
import { page, usePage, type Page } from '../../web/page.js';
import type { AuthorityView } from '../authorities.service.js';
import type { PeopleLink } from '../people-links.js';
import type { PersonDetail } from '../people.queries.js';
import { accommodationPath } from './accommodation-page.js';
import { authorityOptions, languageOptions, roleWords, zoneOptionsWith } from './options.js';
import { AccountState } from './people-page.js';

interface PersonPage {
  person: PersonDetail;
  /** Where the viewer may grant roles. */
  nodes: AuthorityView[];
  /** The viewer may grant roles for the whole installation. */
  everywhere: boolean;
  links: PeopleLink[];
  form?: FormState;
}

function Roles({ person, nodes, everywhere, form }: PersonPage) {
  const { t } = usePage();
  const words = roleWords(t);
  const labels = { role: t('accounts.people.role'), authorityId: t('accounts.people.where') };
  const places = [...(everywhere ? [{ value: '', label: t('accounts.people.everywhere') }] : []), ...authorityOptions(nodes)];
  return (
    <Card id="roles" title={t('accounts.people.roles')}>
      <Stack gap={4}>
        {person.grants.length === 0 ? (
          <Muted>{t('accounts.people.noRoles')}</Muted>
        ) : (
          <Rows>
            {person.grants.map((grant) => (
              <li>
                <Row between>
                  <span>{t('accounts.people.roleAt', { role: words[grant.role], place: grant.authority ?? t('accounts.people.everywhere') })}</span>
                  <ConfirmButton
                    action={`/admin/people/${person.id}/roles/${grant.id}/revoke`}
                    look="quiet"
                    size="s"
                    question={t('accounts.people.revokeQuestion', { role: words[grant.role], name: person.name || person.email })}
                    confirm={t('accounts.people.revoke')}
                  >
                    {t('accounts.people.revoke')}
                  </ConfirmButton>
                </Row>
              </li>
            ))}
          </Rows>
        )}
        <Form action={`/admin/people/${person.id}/roles`} form={form} labels={labels} submit={t('accounts.people.grant')}>
          <Select name="role" label={labels.role} form={form} options={roles.map((role) => ({ value: role, label: words[role] }))} />
          <Select
            name="authorityId"
            label={labels.authorityId}
            hint={t('accounts.people.whereHint')}
            form={form}
            value={person.authorityId}
            options={places}
          />
        </Form>
      </Stack>
    </Card>
  );
}

function Account({ person, links }: PersonPage) {
  const { t } = usePage();
  const name = person.name || person.email;
  const ways = links.map((link) => (
    <LinkButton href={link.person.href(person.id)} look="secondary" icon={link.icon}>
      {t(link.person.label)}
    </LinkButton>
  ));
  if (person.deactivatedAt)
    return (
      <Card id="account" title={t('accounts.people.account')}>
        <Stack gap={3}>
          <p>{t('accounts.people.deactivatedNow')}</p>
          {ways}
          <PostButton action={`/admin/people/${person.id}/reactivate`} look="secondary">
            {t('accounts.people.reactivate')}
          </PostButton>
        </Stack>
      </Card>
    );
  return (
    <Card id="account" title={t('accounts.people.account')}>
      <Stack gap={3}>
        <LinkButton href={accommodationPath(person.id, `/admin/people/${person.id}`)} look="secondary" icon="clock">
          {t('accounts.needs.title')}
        </LinkButton>
        {ways}
        <PostButton action={`/admin/people/${person.id}/link`} look="secondary" icon="mail">
          {person.accepted ? t('accounts.people.sendReset') : t('accounts.people.sendInvitation')}
        </PostButton>
        <ConfirmButton
          action={`/admin/people/${person.id}/deactivate`}
          look="quiet"
          question={t('accounts.people.deactivateQuestion', { name })}
          confirm={t('accounts.people.deactivate')}
        >
          {t('accounts.people.deactivate')}
        </ConfirmButton>
      </Stack>
    </Card>
  );
}

function Body(props: PersonPage) {
  const { t, format } = usePage();
  const { person } = props;
  const title = person.name || person.email;
  return (
    <>
      <PageHeader title={title} lead={person.email} crumbs={[{ href: '/admin/people', label: t('accounts.people.title') }]} />
      <Split aside={<Account {...props} />} asideLabel={t('accounts.people.account')}>
        <Card>
          <DescriptionList
            items={[
              { term: t('accounts.people.state'), value: <AccountState accepted={person.accepted} active={!person.deactivatedAt} /> },
              { term: t('accounts.field.authority'), value: person.authority ?? '–' },
              { term: t('accounts.field.zone'), value: person.zone },
              { term: t('accounts.people.since'), value: format.date(person.createdAt) },
            ]}
          />
        </Card>
        <Roles {...props} />
      </Split>
    </>
  );
}

export const personPage = (t: Translate, props: PersonPage): Page =>
  page(errorTitle(t, props.person.name || props.person.email, props.form), <Body {...props} />, { active: 'people', status: props.form ? 422 : 200 });

interface NewPersonPage {
  nodes: AuthorityView[];
  zone: string;
  form?: FormState;
}

function NewPerson({ nodes, zone, form }: NewPersonPage) {
  const { t, language } = usePage();
  const labels = {
    name: t('accounts.field.name'),
    email: t('accounts.field.email'),
    authorityId: t('accounts.field.authority'),
    language: t('accounts.field.language'),
    zone: t('accounts.field.zone'),
  };
  return (
    <NarrowPage title={t('accounts.people.newTitle')} lead={t('accounts.people.newLead')}>
      <Form
        action="/admin/people"
        form={form}
        labels={labels}
        submit={t('accounts.people.invite')}
        cancel={{ href: '/admin/people', label: t('accounts.people.cancel') }}
      >
        <TextField name="name" label={labels.name} form={form} autocomplete="off" />
        <TextField name="email" type="email" label={labels.email} form={form} autocomplete="off" spellcheck={false} />
        <Select name="authorityId" label={labels.authorityId} form={form} options={authorityOptions(nodes)} />
        <Select name="language" label={labels.language} form={form} value={language} options={languageOptions} />
        <Select name="zone" label={labels.zone} form={form} value={zone} options={zoneOptionsWith(zone)} />
      </Form>
    </NarrowPage>
  );
}

export const newPersonPage = (t: Translate, props: NewPersonPage): Page =>
  page(errorTitle(t, t('accounts.people.newTitle'), props.form), <NewPerson {...props} />, { active: 'people', status: props.form ? 422 : 200 });
