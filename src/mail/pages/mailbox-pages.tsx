import type { ComponentChild } from 'preact';
import type { Translate } from '../../platform/i18n/texts.js';
import { LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { DataTable, Pager } from '../../web/components/data-table.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { TextField } from '../../web/components/field.js';
import { DescriptionList } from '../../web/components/figures.js';
import { Filters } from '../../web/components/form-page.js';
import { PageHeader } from '../../web/components/page-header.js';
import { page, usePage, type Page } from '../../web/page.js';
import type { MailDetail, MailLine } from '../mailbox.queries.js';
import type { MailState } from '../outgoing-mail.entity.js';

const stateWords = (t: Translate): Record<MailState, string> => ({
  queued: t('mail.state.queued'),
  sending: t('mail.state.sending'),
  sent: t('mail.state.sent'),
  dropped: t('mail.state.dropped'),
  failed: t('mail.state.failed'),
});

interface ListPage {
  mails: MailLine[];
  search: string;
  first: boolean;
  /** Id with which the next page begins. */
  next: string | null;
}

function List({ mails, search, first, next }: ListPage) {
  const { t, format } = usePage();
  const words = stateWords(t);
  const query = (extra: Record<string, string>) => `/dev/mailbox?${new URLSearchParams({ ...(search ? { search } : {}), ...extra }).toString()}`;
  return (
    <>
      <PageHeader title={t('mail.mailbox.title')} lead={t('mail.mailbox.lead')} />
      <Card id="mails" title={t('mail.mailbox.list')} flush>
        <Filters action="/dev/mailbox" label={t('mail.mailbox.search')} submit={t('mail.mailbox.find')}>
          <TextField name="search" type="search" label={t('mail.mailbox.searchField')} value={search} />
        </Filters>
        <DataTable<MailLine>
          caption={t('mail.mailbox.list')}
          rows={mails}
          empty={
            <EmptyState icon="mail" title={search ? t('mail.mailbox.noneFound') : t('mail.mailbox.none')}>
              {search ? <a href="/dev/mailbox">{t('mail.mailbox.clear')}</a> : t('mail.mailbox.noneWhy')}
            </EmptyState>
          }
          columns={[
            { label: t('mail.mailbox.subject'), header: true, cell: (mail) => <a href={`/dev/mailbox/${mail.id}`}>{mail.subject}</a> },
            { label: t('mail.mailbox.to'), cell: (mail) => mail.toAddress },
            { label: t('mail.mailbox.written'), cell: (mail) => format.dateTime(mail.createdAt) },
            { label: t('mail.mailbox.state'), cell: (mail) => words[mail.state] },
          ]}
        />
      </Card>
      {(next || !first) && (
        <Pager words={t('mail.mailbox.shown', { count: mails.length })} previous={first ? null : query({})} next={next && query({ before: next })} />
      )}
    </>
  );
}

export const mailboxPage = (t: Translate, props: ListPage): Page => page(t('mail.mailbox.title'), <List {...props} />, { active: 'mailbox' });

const address = /(https?:\/\/[^\s<>"]+)/;

/** A line of plain text, its addresses as links. */
const linked = (text: string): ComponentChild[] => text.split(address).map((part, i) => (i % 2 ? <a href={part}>{part}</a> : part));

/** Paragraphs and lines as they stand in the plain text. */
function PlainText({ text }: { text: string }) {
  return (
    <Stack gap={3}>
      {text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph) => (
          <p>{paragraph.split('\n').flatMap((line, i) => (i ? [<br />, ...linked(line)] : linked(line)))}</p>
        ))}
    </Stack>
  );
}

function Mail({ mail }: { mail: MailDetail }) {
  const { t, format } = usePage();
  return (
    <>
      <PageHeader title={mail.subject} crumbs={[{ href: '/dev/mailbox', label: t('mail.mailbox.title') }]} />
      <Stack gap={5}>
        <Card>
          <DescriptionList
            items={[
              {
                term: t('mail.mailbox.to'),
                value: mail.toName ? t('mail.mailbox.person', { name: mail.toName, address: mail.toAddress }) : mail.toAddress,
              },
              { term: t('mail.mailbox.written'), value: format.dateTime(mail.createdAt) },
              { term: t('mail.mailbox.state'), value: stateWords(t)[mail.state] },
              { term: t('mail.mailbox.messageId'), value: <code>{mail.messageId}</code> },
            ]}
          />
        </Card>
        {mail.text === null ? (
          <Muted>{t('mail.mailbox.emptied')}</Muted>
        ) : (
          <>
            <Card id="html" title={t('mail.mailbox.html')}>
              <iframe
                src={`/dev/mailbox/${mail.id}/html`}
                title={t('mail.mailbox.htmlTitle', { subject: mail.subject })}
                sandbox="allow-popups allow-popups-to-escape-sandbox"
                width="100%"
                height="560"
              />
            </Card>
            <Card id="text" title={t('mail.mailbox.text')}>
              <div lang={mail.language}>
                <PlainText text={mail.text} />
              </div>
            </Card>
          </>
        )}
        <p>
          <LinkButton href="/dev/mailbox" look="secondary" icon="arrowLeft">
            {t('mail.mailbox.back')}
          </LinkButton>
        </p>
      </Stack>
    </>
  );
}

// The page's usual policy, and frames of our own: the HTML part is one, with a policy of its own.
const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

export const mailPage = (mail: MailDetail): Page =>
  page(mail.subject, <Mail mail={mail} />, { active: 'mailbox', headers: { 'content-security-policy': framePolicy } });
