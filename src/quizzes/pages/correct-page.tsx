import { isLanguage, languageNames, type Translate } from '../../platform/i18n/texts.js';
import { itemTitle, titleOf } from '../../progress/pages/outline-view.js';
import { QuestionCards } from '../../questions/views/question-cards.js';
import { QuestionForm } from '../../questions/views/question-form.js';
import { QuestionKey } from '../../questions/views/question-key.js';
import { Actions, Button, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Rows, Stack } from '../../web/components/card.js';
import { RadioField, TextArea, type FormState } from '../../web/components/field.js';
import { ErrorSummary } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { CorrectionPlace } from '../corrections.service.js';
import { quizPaths } from '../quiz-paths.js';
import { asCounted, correctionKinds, isTyped, takes, type CorrectionKind } from '../rules/correct.js';

export const kindWords: Record<CorrectionKind, (t: Translate) => { what: string; hint: string }> = {
  void: (t) => ({ what: t('quizzes.correct.kind.void'), hint: t('quizzes.correct.hint.void') }),
  key: (t) => ({ what: t('quizzes.correct.kind.key'), hint: t('quizzes.correct.hint.key') }),
  accept: (t) => ({ what: t('quizzes.correct.kind.accept'), hint: t('quizzes.correct.hint.accept') }),
};

export function CorrectHeader({ place, title, lead }: { place: CorrectionPlace; title: string; lead: string }) {
  const at = usePage();
  const { outline, module, quiz } = place;
  const programme = titleOf(outline, outline.source, at);
  return (
    <PageHeader
      crumbs={[
        { href: `/catalogue/${outline.programmeId}`, label: programme.words.title },
        { href: quizPaths.key(outline.programmeId, quiz.id), label: itemTitle(quiz, module, at).title },
      ]}
      title={title}
      lead={lead}
    />
  );
}

/** What has been put right about this version of the question, by whom and why. */
function Made({ place }: { place: CorrectionPlace }) {
  const { t, format } = usePage();
  if (!place.made.length) return null;
  return (
    <Card id="made" title={t('quizzes.correct.made')}>
      <Rows>
        {place.made.map((one) => (
          <li>
            <p>{kindWords[one.kind](t).what}</p>
            <p>{one.reason}</p>
            <Muted small>{t('quizzes.correct.madeBy', { name: one.madeBy, date: format.dateTime(one.madeAt), changed: one.changed })}</Muted>
          </li>
        ))}
      </Rows>
    </Card>
  );
}

/** Null where the place is today's version, for addresses. */
export const olderVersion = ({ version, versions }: CorrectionPlace): string | null =>
  versions.some((one) => one.version === version && one.current) ? null : version;

/** Other versions that attempts have met: whoever mends the file first finds here whom the bad one has cost something. */
function OtherVersions({ place }: { place: CorrectionPlace }) {
  const { t } = usePage();
  const { outline, quiz, question, version, versions } = place;
  const others = versions.filter((one) => one.version !== version);
  if (!others.length) return null;
  const older = olderVersion(place) !== null;
  return (
    <NoticeBox id="versions" icon="key" title={older ? t('quizzes.correct.version.older') : t('quizzes.correct.version.met')}>
      <p>{t('quizzes.correct.version.means')}</p>
      <ul>
        {others.map(({ version: other, current, attempts, since }) => (
          <li>
            <a href={quizPaths.correct(outline.programmeId, quiz.id, question.id, current ? null : other)}>
              {current
                ? t('quizzes.correct.version.today')
                : since.programmeId === outline.programmeId
                  ? t('quizzes.correct.version.since', { revision: since.revision })
                  : t('quizzes.correct.version.sinceElsewhere', { revision: since.revision, programme: since.programmeId })}
            </a>{' '}
            · {t('quizzes.correct.version.attempts', { attempts })}
          </li>
        ))}
      </ul>
    </NoticeBox>
  );
}

/** The question as it counts now, and the form that asks what should be put right. */
export function CorrectPage({ place, form }: { place: CorrectionPlace; form?: FormState & { answer?: string[] } }) {
  const { t, language } = usePage();
  const { outline, quiz, question, made } = place;
  const kinds = correctionKinds.filter((kind) => takes(question, kind));
  const typed = isTyped(question);
  const inParts = !typed && kinds.includes('key') && !('options' in question);
  const written = Object.keys(question.words);
  const labels = {
    kind: t('quizzes.correct.what'),
    language: t('quizzes.correct.language'),
    answer: t('quizzes.correct.answer'),
    reason: t('quizzes.correct.reason'),
  };
  return (
    <>
      <CorrectHeader place={place} title={t('quizzes.correct.title')} lead={t('quizzes.correct.lead')} />
      <Stack gap={5}>
        <OtherVersions place={place} />
        <Made place={place} />
        <QuestionCards
          questions={[asCounted(question, made, language)]}
          show={(counted) => (
            <QuestionKey question={counted} eyebrow={olderVersion(place) === null ? t('quizzes.correct.now') : t('quizzes.correct.then')} />
          )}
        />
        <form class="form" method="post" action={quizPaths.correct(outline.programmeId, quiz.id, question.id, olderVersion(place))} novalidate>
          <ErrorSummary form={form} labels={labels} />
          <RadioField
            name="kind"
            label={labels.kind}
            form={form}
            options={kinds.map((kind) => ({ value: kind, label: kindWords[kind](t).what, hint: kindWords[kind](t).hint }))}
          />
          {!kinds.includes('key') && <Muted>{kinds.includes('accept') ? t('quizzes.correct.noKey') : t('quizzes.correct.markedByHand')}</Muted>}
          {typed && written.length > 1 && (
            <RadioField
              name="language"
              label={labels.language}
              hint={t('quizzes.correct.languageHint')}
              form={form}
              value={written.includes(language) ? language : written[0]!}
              options={written.map((code) => ({ value: code, label: isLanguage(code) ? languageNames[code] : code, lang: code }))}
            />
          )}
          {kinds.length > 1 && (
            <section id="answer" class="stack g2" tabindex={-1}>
              <h2 class="h-s">{labels.answer}</h2>
              <Muted>
                {[t('quizzes.correct.answerHint'), typed && t('quizzes.correct.typedHint'), inParts && t('quizzes.correct.partsHint')]
                  .filter(Boolean)
                  .join(' ')}
              </Muted>
              <Card>
                <QuestionForm
                  question={question}
                  chosen={form?.answer ?? []}
                  level={2}
                  atOnce
                  error={form?.errors?.answer && t(form.errors.answer.key, form.errors.answer.params)}
                />
              </Card>
            </section>
          )}
          <TextArea name="reason" label={labels.reason} hint={t('quizzes.correct.reasonHint')} rows={3} maxlength={500} form={form} />
          <Actions>
            <Button after="arrowRight">{t('quizzes.correct.preview')}</Button>
            <LinkButton look="quiet" href={quizPaths.key(outline.programmeId, quiz.id)}>
              {t('quizzes.correct.cancel')}
            </LinkButton>
          </Actions>
        </form>
      </Stack>
    </>
  );
}
