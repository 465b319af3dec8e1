import type { ComponentChildren } from 'preact';
import { renderedMarkdown } from '../../platform/source/markdown.js';
import { LinkButton } from '../../web/components/button.js';
import { Card, Muted, Row, Rows, Section, Stack, Ways } from '../../web/components/card.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { TextField } from '../../web/components/field.js';
import { Filters } from '../../web/components/form-page.js';
import { Prose } from '../../web/components/learning.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import type { RenderedLesson } from '../catalogue.service.js';
import { sortedTerms } from '../handbook.dto.js';
import type { Entry } from '../handbook.service.js';
import type { Handbook } from '../handbook.js';
import { inLanguage } from '../outline.js';
import type { Found } from '../rules/search.js';

const home = '/handbook';
export const handbookPath = (id: string): string => `${home}/${id}`;

function SearchForm({ query }: { query?: string }) {
  const { t } = usePage();
  return (
    <Filters action={`${home}/search`} label={t('catalogue.handbook.search')} submit={t('catalogue.handbook.find')}>
      <TextField name="q" type="search" label={t('catalogue.handbook.query')} value={query} maxlength={100} optional />
    </Filters>
  );
}

/** Reference pages, the glossary and the self-check, and a way to find something in them. */
export function HandbookPage({ book }: { book: Handbook }) {
  const { t, language } = usePage();
  const pages = book.pages.map((page) => ({ id: page.id, ...inLanguage(page.words, language, book.source) }));
  return (
    <>
      <PageHeader title={t('catalogue.handbook.title')} lead={t('catalogue.handbook.lead')} />
      <Stack gap={5}>
        <Card>
          <SearchForm />
        </Card>
        <Section id="pages" title={t('catalogue.handbook.pages')}>
          <Rows>
            {pages.map((page) => (
              <li lang={page.language === language ? undefined : page.language}>
                <Stack gap={1}>
                  <h3>
                    <a href={handbookPath(page.id)}>{page.words.title}</a>
                  </h3>
                  <Muted small>{page.words.lead}</Muted>
                </Stack>
              </li>
            ))}
          </Rows>
        </Section>
        <Section id="more" title={t('catalogue.handbook.more')}>
          <Ways
            ways={[
              ...(book.terms.length
                ? [
                    {
                      href: handbookPath('glossary'),
                      icon: 'book' as const,
                      label: t('catalogue.glossary.title'),
                      why: t('catalogue.glossary.count', { count: book.terms.length }),
                    },
                  ]
                : []),
              ...(book.selfCheck
                ? [
                    {
                      href: handbookPath('self-check'),
                      icon: 'pen' as const,
                      label: inLanguage(book.selfCheck.words, language, book.source).words.title,
                      why: t('catalogue.selfCheck.why', { count: book.selfCheck.questions.length }),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
      </Stack>
    </>
  );
}

const crumbs = (t: (key: string) => string) => [{ href: home, label: t('catalogue.handbook.title') }];

function InHandbook({ title, lead, lang, children }: { title: string; lead?: string; lang?: string; children: ComponentChildren }) {
  const { t } = usePage();
  return (
    <>
      <PageHeader crumbs={crumbs(t)} title={title} lang={lang} lead={lead && <span lang={lang}>{lead}</span>} />
      {children}
    </>
  );
}

/** One reference page. */
export function ReferencePage({ page }: { page: RenderedLesson }) {
  const { language } = usePage();
  const lang = page.language === language ? undefined : page.language;
  return (
    <InHandbook title={page.title} lead={page.lead} lang={lang}>
      <Prose html={page.html} lang={lang} />
    </InHandbook>
  );
}

/** All terms, in the alphabet of the reader's language. */
export function GlossaryPage({ book }: { book: Handbook }) {
  const { t, language, format } = usePage();
  const terms = sortedTerms(book, language);
  const name = new Map(terms.map(({ term, words }) => [term.id, words.term]));
  const letters = new Map<string, string>();
  for (const { term, words } of terms) {
    const letter = words.term.normalize('NFD').charAt(0).toLocaleUpperCase(language);
    if (!letters.has(letter)) letters.set(letter, term.id);
  }
  return (
    <InHandbook title={t('catalogue.glossary.title')} lead={t('catalogue.glossary.lead')}>
      <Stack gap={5}>
        <Card>
          <Stack gap={3}>
            <SearchForm />
            <nav aria-label={t('catalogue.glossary.letters')}>
              <Row gap={2}>
                {[...letters].map(([letter, id]) => (
                  <a class="letter" href={`#${id}`}>
                    {letter}
                  </a>
                ))}
              </Row>
            </nav>
          </Stack>
        </Card>
        <dl class="terms">
          {terms.map(({ term, words, language: own }) => (
            <div class="term-entry" id={term.id} lang={own === language ? undefined : own}>
              <dt>{words.term}</dt>
              <dd>
                <Prose html={renderedMarkdown(words.text)} />
                {words.from && (
                  <div class="small muted">
                    <Prose html={renderedMarkdown(words.from)} />
                  </div>
                )}
                {term.checkBy && (
                  <p>
                    <Tag icon="calendar">{t('catalogue.glossary.checkBy', { day: format.day(term.checkBy) })}</Tag>
                  </p>
                )}
                {term.see.length > 0 && (
                  <p class="small">
                    {t('catalogue.glossary.see')}{' '}
                    {term.see.map((id, index) => (
                      <>
                        {index > 0 && ', '}
                        <a href={`#${id}`}>{name.get(id) ?? id}</a>
                      </>
                    ))}
                  </p>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Stack>
    </InHandbook>
  );
}

/** What was found, the best first. */
export function SearchPage({ query, found }: { query: string; found: Found<Entry>[] }) {
  const { t, language } = usePage();
  return (
    <InHandbook title={t('catalogue.handbook.search')}>
      <Stack gap={5}>
        <Card>
          <SearchForm query={query} />
        </Card>
        {query && found.length === 0 && (
          <EmptyState
            icon="search"
            title={t('catalogue.handbook.nothing', { query })}
            action={
              <LinkButton href={home} look="secondary">
                {t('catalogue.handbook.all')}
              </LinkButton>
            }
          >
            <p>{t('catalogue.handbook.nothingWhy')}</p>
          </EmptyState>
        )}
        {found.length > 0 && (
          <Section id="found" title={t('catalogue.handbook.found', { count: found.length })}>
            <Rows>
              {found.map(({ entry, excerpt }) => (
                <li lang={entry.language === language ? undefined : entry.language}>
                  <Stack gap={1}>
                    <h3>
                      <a href={entry.kind === 'page' ? handbookPath(entry.id) : `${handbookPath('glossary')}#${entry.id}`}>{entry.name}</a>
                    </h3>
                    <Muted small>{excerpt}</Muted>
                  </Stack>
                </li>
              ))}
            </Rows>
          </Section>
        )}
      </Stack>
    </InHandbook>
  );
}
