import type { ComponentChildren } from 'preact';
import { Card, Fold, Line, Meta, Muted, Named, Row, Rows, Split, Stack } from '../../web/components/card.js';
import { DescriptionList } from '../../web/components/figures.js';
import { Cover } from '../../web/components/cover.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Tag } from '../../web/components/tag.js';
import type { Translate } from '../../platform/i18n/texts.js';
import { usePage } from '../../web/page.js';
import type { ModuleDto, ProgrammeDetailDto } from '../catalogue.dto.js';
import type { IconName } from '../../web/components/icon.js';
import type { ItemKind, Review } from '../outline.js';
import { audienceWords } from './audience-words.js';
import { time, useLanguageNames } from './catalogue-page.js';

const reviewRoles: Record<Review['role'], (t: Translate) => string> = {
  facts: (t) => t('catalogue.review.facts'),
  trainer: (t) => t('catalogue.review.trainer'),
  legal: (t) => t('catalogue.review.legal'),
  'native-speaker': (t) => t('catalogue.review.native-speaker'),
  'lived-experience': (t) => t('catalogue.review.lived-experience'),
};

const reviewers: Record<NonNullable<Review['by']>, (t: Translate) => string> = {
  editors: (t) => t('catalogue.review.by.editors'),
  trainer: (t) => t('catalogue.review.by.trainer'),
  lawyer: (t) => t('catalogue.review.by.lawyer'),
  official: (t) => t('catalogue.review.by.official'),
  'native-speaker': (t) => t('catalogue.review.by.native-speaker'),
  'person-concerned': (t) => t('catalogue.review.by.person-concerned'),
};

const icons: Record<ItemKind, IconName> = { lesson: 'file', quiz: 'pen', plan: 'target' };

interface Props {
  programme: ProgrammeDetailDto;
  /** Link each item to its preview. */
  preview: boolean;
}

function Items({ module, href }: { module: ModuleDto; href: ((itemId: string) => string) | null }) {
  const { t, language } = usePage();
  return (
    <Rows label={t('catalogue.items', { module: module.title })}>
      {module.items.map((item) => {
        const lang = item.language === language ? undefined : item.language;
        return (
          <li>
            <Row between>
              <Line icon={icons[item.kind]}>
                <span lang={lang}>{item.title}</span>
              </Line>
              <Meta>
                {item.questions !== null && <span>{t('catalogue.questions', { count: item.questions })}</span>}
                <span>{t('catalogue.minutes', { minutes: item.minutes })}</span>
                {href && (
                  <a href={href(item.id)} aria-label={t('catalogue.previewOf', { item: item.title })}>
                    {t('catalogue.preview')}
                  </a>
                )}
              </Meta>
            </Row>
          </li>
        );
      })}
    </Rows>
  );
}

/** Who has read a module for what; "not yet" is an answer, too. */
function Reviews({ module }: { module: ModuleDto }) {
  const { t, format } = usePage();
  if (!module.reviews.length) return null;
  return (
    <Stack gap={2}>
      <h3>{t('catalogue.module.reviews')}</h3>
      <DescriptionList
        items={module.reviews.map(({ role, by, on }) => ({
          term: reviewRoles[role](t),
          value: by && on ? t('catalogue.review.done', { who: reviewers[by](t), day: format.day(on) }) : t('catalogue.review.notYet'),
        }))}
      />
    </Stack>
  );
}

function Module({ module, href, open }: { module: ModuleDto; href: ((itemId: string) => string) | null; open: boolean }) {
  const { t, language } = usePage();
  const lang = module.language === language ? undefined : module.language;
  const count = (kind: ItemKind): number => module.items.filter((item) => item.kind === kind).length;
  return (
    <Card id={`module-${module.id}`} title={<span lang={lang}>{t('catalogue.module', { code: module.code, title: module.title })}</span>}>
      <Stack gap={3}>
        <Row gap={2}>
          <Tag tone={module.required ? 'brand' : 'plain'}>{module.required ? t('catalogue.required') : t('catalogue.optional')}</Tag>
          {module.focus && <Tag icon="target">{t('catalogue.module.focus')}</Tag>}
          {module.shared && <Tag icon="link">{t('catalogue.shared')}</Tag>}
          <Tag icon="clock">{time(t, module.minutes)}</Tag>
        </Row>
        <p lang={lang}>{module.summary}</p>
        <Muted small>{t('catalogue.forWhom', { who: module.for.map((who) => audienceWords[who](t)).join(' · ') })}</Muted>
        <Fold
          title={
            <Named words={t('catalogue.contents', { lessons: count('lesson'), quizzes: count('quiz'), plans: count('plan') })} of={module.title} />
          }
          open={open}
        >
          <Stack gap={4}>
            <Stack gap={2}>
              <h3>{t('catalogue.objectives')}</h3>
              <ul lang={lang}>
                {module.objectives.map((objective) => (
                  <li>{objective.text}</li>
                ))}
              </ul>
            </Stack>
            <Items module={module} href={href} />
            <Reviews module={module} />
          </Stack>
        </Fold>
      </Stack>
    </Card>
  );
}

/** Words of the course files as a sentence begins. */
const sentence = (text: string, language: string): string => text.replace(/^./u, (letter) => letter.toLocaleUpperCase(language));

interface Fact {
  term: string;
  value: ComponentChildren;
}

/** Facts for a narrow column: each term above its value. */
const Facts = ({ facts, lang }: { facts: Fact[]; lang?: string }) => (
  <Rows>
    {facts.map(({ term, value }) => (
      <li lang={lang}>
        <Stack gap={1}>
          <Muted small>{term}</Muted>
          <p>{value}</p>
        </Stack>
      </li>
    ))}
  </Rows>
);

function Aside({ programme, lang }: { programme: ProgrammeDetailDto; lang?: string }) {
  const { t, format } = usePage();
  const languages = useLanguageNames();
  const { pass, attempts } = programme.rules;
  const facts: Fact[] = [
    { term: t('catalogue.thread'), value: <span lang={lang}>{programme.thread}</span> },
    ...(programme.product
      ? [{ term: t('catalogue.product'), value: <span lang={lang}>{sentence(programme.product, programme.language)}</span> }]
      : []),
    ...(programme.like ? [{ term: t('catalogue.likeTerm'), value: <span lang={lang}>{sentence(programme.like, programme.language)}</span> }] : []),
    { term: t('catalogue.time'), value: time(t, programme.minutes) },
    { term: t('catalogue.languages'), value: languages(programme.languages) },
    {
      term: t('catalogue.quizzes'),
      value: attempts === null ? t('catalogue.rules.free', { pass }) : t('catalogue.rules.limited', { pass, attempts }),
    },
    { term: t('catalogue.revision'), value: format.number(programme.revision) },
  ];
  return (
    <>
      <Card id="facts" title={t('catalogue.facts')}>
        <Facts facts={facts} />
      </Card>
      <Card id="reviews" title={t('catalogue.reviews.title')}>
        {programme.reviews.length ? (
          <Facts
            facts={programme.reviews.map((review) => ({
              term: sentence(review.role, programme.language),
              value: sentence(review.state, programme.language),
            }))}
            lang={lang}
          />
        ) : (
          <Muted>{t('catalogue.reviews.none')}</Muted>
        )}
      </Card>
    </>
  );
}

/** One programme: what is in it, how long it takes, who has read it. */
export function CatalogueProgrammePage({ programme, preview }: Props) {
  const { t, language } = usePage();
  const lang = programme.language === language ? undefined : programme.language;
  const href = preview ? (itemId: string) => `/catalogue/${programme.id}/items/${itemId}/preview` : null;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/catalogue', label: t('catalogue.title') }]}
        eyebrow={t('catalogue.case', { place: programme.case })}
        title={programme.title}
        lead={<span lang={lang}>{programme.summary}</span>}
        lang={lang}
        art={<Cover place={programme.place} />}
      />
      <Split asideLabel={t('catalogue.facts')} aside={<Aside programme={programme} lang={lang} />}>
        {programme.modules.map((module, index) => (
          <Module module={module} href={href} open={index === 0} />
        ))}
      </Split>
    </>
  );
}
