import type { Translate } from '../../platform/i18n/texts.js';
import { LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { CheckboxField, Select, TextField, type FormState } from '../../web/components/field.js';
import { errorTitle, Form } from '../../web/components/form-page.js';
import { PageHeader } from '../../web/components/page-header.js';
import { page, usePage, type Page } from '../../web/page.js';
import type { AuthorityView } from '../authorities.service.js';
import { depth, zoneOptionsWith } from './options.js';

function Tree({ nodes }: { nodes: AuthorityView[] }) {
  const { t } = usePage();
  const shallowest = Math.min(...nodes.map(depth));
  return (
    <DataTable<AuthorityView>
      caption={t('accounts.authorities.title')}
      rows={nodes}
      empty={<Muted>{t('accounts.authorities.none')}</Muted>}
      columns={[
        {
          label: t('accounts.field.authority'),
          header: true,
          cell: (node) => (
            <>
              {'– '.repeat(depth(node) - shallowest)}
              <a href={`/admin/authorities/${node.id}`}>{node.name}</a>
            </>
          ),
        },
        { label: t('accounts.field.zone'), cell: (node) => node.zone },
        { label: t('accounts.authorities.contact'), cell: (node) => node.contactName ?? t('accounts.authorities.asAbove') },
        {
          label: t('accounts.authorities.scores'),
          cell: (node) => (node.policy.coordinatorsSeeScores ? t('accounts.authorities.scoresShown') : t('accounts.authorities.scoresHidden')),
        },
      ]}
    />
  );
}

function NewNode({ action, zone, form, submit }: { action: string; zone: string; form?: FormState; submit: string }) {
  const { t } = usePage();
  const labels = { name: t('accounts.authorities.name'), zone: t('accounts.field.zone') };
  return (
    <Form action={action} form={form} labels={labels} submit={submit}>
      <TextField name="name" label={labels.name} form={form} autocomplete="off" />
      <Select name="zone" label={labels.zone} form={form} value={zone} options={zoneOptionsWith(zone)} />
    </Form>
  );
}

interface ListPage {
  nodes: AuthorityView[];
  /** The viewer may make another root. */
  everywhere: boolean;
  zone: string;
  form?: FormState;
}

function List({ nodes, everywhere, zone, form }: ListPage) {
  const { t } = usePage();
  return (
    <>
      <PageHeader
        title={t('accounts.authorities.title')}
        lead={t('accounts.authorities.lead')}
        actions={
          <LinkButton href="/admin/people" look="secondary" icon="users">
            {t('accounts.people.title')}
          </LinkButton>
        }
      />
      <Stack gap={5}>
        <Card flush>
          <Tree nodes={nodes} />
        </Card>
        {everywhere && (
          <Card id="new" title={t('accounts.authorities.newRoot')}>
            <NewNode action="/admin/authorities" zone={zone} form={form} submit={t('accounts.authorities.makeRoot')} />
          </Card>
        )}
      </Stack>
    </>
  );
}

export const authoritiesPage = (t: Translate, props: ListPage): Page =>
  page(errorTitle(t, t('accounts.authorities.title'), props.form), <List {...props} />, { active: 'people', status: props.form ? 422 : 200 });

interface NodePage {
  node: AuthorityView;
  /** Nodes below this one. */
  below: AuthorityView[];
  form?: FormState;
  childForm?: FormState;
}

function Node({ node, below, form, childForm }: NodePage) {
  const { t } = usePage();
  const labels = {
    name: t('accounts.authorities.name'),
    zone: t('accounts.field.zone'),
    contactName: t('accounts.authorities.contactName'),
    contactEmail: t('accounts.authorities.contactEmail'),
    coordinatorsSeeScores: t('accounts.authorities.scoresBox'),
  };
  // Both forms of this page have a name and a zone; one is shown at a time, so that each id stands once.
  return (
    <>
      <PageHeader
        title={node.name}
        crumbs={[{ href: '/admin/authorities', label: t('accounts.authorities.title') }]}
        actions={
          !childForm && (
            <LinkButton href={`/admin/authorities/${node.id}/children`} look="secondary" icon="plus">
              {t('accounts.authorities.newChild')}
            </LinkButton>
          )
        }
      />
      <Stack gap={5}>
        {childForm ? (
          <Card id="child" title={t('accounts.authorities.newChild')}>
            <NewNode action={`/admin/authorities/${node.id}/children`} zone={node.zone} form={childForm} submit={t('accounts.authorities.make')} />
          </Card>
        ) : (
          <Card id="settings" title={t('accounts.authorities.settings')}>
            <Form action={`/admin/authorities/${node.id}`} form={form} labels={labels} submit={t('accounts.authorities.save')} guard>
              <TextField name="name" label={labels.name} form={form} value={node.name} autocomplete="off" />
              <Select name="zone" label={labels.zone} form={form} value={node.zone} options={zoneOptionsWith(node.zone)} />
              <TextField
                name="contactName"
                label={labels.contactName}
                hint={t('accounts.authorities.contactHint')}
                form={form}
                value={node.contactName}
                optional
              />
              <TextField name="contactEmail" type="email" label={labels.contactEmail} form={form} value={node.contactEmail} optional />
              <CheckboxField
                name="coordinatorsSeeScores"
                label={labels.coordinatorsSeeScores}
                hint={t('accounts.authorities.scoresHint')}
                form={form}
                checked={node.policy.coordinatorsSeeScores}
              />
            </Form>
          </Card>
        )}
        {below.length > 0 && (
          <Card id="parts" title={t('accounts.authorities.parts')} flush>
            <Tree nodes={below} />
          </Card>
        )}
      </Stack>
    </>
  );
}

export const authorityPage = (t: Translate, props: NodePage): Page =>
  page(errorTitle(t, props.node.name, props.form ?? props.childForm), <Node {...props} />, {
    active: 'people',
    status: props.form?.errors || props.childForm?.errors ? 422 : 200,
  });
