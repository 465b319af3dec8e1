import type { Translate } from '../../platform/i18n/texts.js';
import { LinkButton } from '../../web/components/button.js';
import { Card, Muted, Row } from '../../web/components/card.js';
import { DataTable, Pager } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { TextField } from '../../web/components/field.js';
import { Filters } from '../../web/components/form-page.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Who } from '../../web/components/people.js';
import { Tag } from '../../web/components/tag.js';
import { page, usePage, type Page } from '../../web/page.js';
import { writeCursor } from '../accounts.dto.js';
import type { PeopleLink } from '../people-links.js';
import type { PersonLine } from '../people.queries.js';
import type { PeoplePage } from '../people.service.js';
import { roleWords } from './options.js';

interface Props {
  found: PeoplePage;
  search: string;
  /** Whether this is the beginning of the list. */
  first: boolean;
  links: PeopleLink[];
}

/** What somebody can do now, in words. */
export function AccountState({ accepted, active }: { accepted: boolean; active: boolean }) {
  const { t } = usePage();
  if (!active) return <Tag tone="warn">{t('accounts.people.state.deactivated')}</Tag>;
  return accepted ? <Tag tone="ok">{t('accounts.people.state.active')}</Tag> : <Tag>{t('accounts.people.state.invited')}</Tag>;
}

function Body({ found, search, first, links }: Props) {
  const { t } = usePage();
  const words = roleWords(t);
  const query = (extra: Record<string, string>) => `/admin/people?${new URLSearchParams({ ...(search ? { search } : {}), ...extra }).toString()}`;
  const next = writeCursor(found.next);
  return (
    <>
      <PageHeader
        title={t('accounts.people.title')}
        lead={t('accounts.people.lead')}
        actions={
          <>
            <LinkButton href="/admin/people/new" icon="plus">
              {t('accounts.people.add')}
            </LinkButton>
            <LinkButton href="/admin/authorities" look="secondary" icon="building">
              {t('accounts.authorities.title')}
            </LinkButton>
            {links.map(({ icon, list }) => (
              <LinkButton href={list.href} look="secondary" icon={icon}>
                {t(list.label)}
              </LinkButton>
            ))}
          </>
        }
      />
      <Card id="people" title={t('accounts.people.list')} flush>
        <Filters action="/admin/people" label={t('accounts.people.search')} submit={t('accounts.people.find')}>
          <TextField name="search" type="search" label={t('accounts.people.searchField')} value={search} />
        </Filters>
        <DataTable<PersonLine>
          caption={t('accounts.people.list')}
          rows={found.people}
          empty={
            <EmptyState
              icon="users"
              title={search ? t('accounts.people.noneFound') : t('accounts.people.none')}
              action={
                search ? (
                  <LinkButton href="/admin/people" look="secondary">
                    {t('accounts.people.clear')}
                  </LinkButton>
                ) : undefined
              }
            >
              {search ? t('accounts.people.noneFoundWhy') : t('accounts.people.noneWhy')}
            </EmptyState>
          }
          columns={[
            {
              label: t('accounts.field.name'),
              header: true,
              cell: (person) => (
                <Who name={person.name || person.email} href={`/admin/people/${person.id}`} sub={person.name ? person.email : undefined} />
              ),
            },
            { label: t('accounts.field.authority'), cell: (person) => person.authority ?? '–' },
            { label: t('accounts.people.roles'), cell: (person) => person.roles.map((role) => words[role]).join(', ') || t('accounts.role.learner') },
            { label: t('accounts.people.state'), cell: (person) => <AccountState {...person} /> },
          ]}
        />
      </Card>
      {(next || !first) && (
        <Pager
          words={t('accounts.people.shown', { count: found.people.length })}
          previous={first ? null : query({})}
          next={next && query({ after: next })}
        />
      )}
      <Row>
        <Muted small>{t('accounts.people.note')}</Muted>
      </Row>
    </>
  );
}

export const peoplePage = (t: Translate, props: Props): Page => page(t('accounts.people.title'), <Body {...props} />, { active: 'people' });
