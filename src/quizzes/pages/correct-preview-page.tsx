import { inLanguage } from '../../catalogue/outline.js';
import { QuestionFeedback } from '../../questions/views/question-feedback.js';
import { QuestionKey } from '../../questions/views/question-key.js';
import { wordsFor } from '../../questions/views/question-words.js';
import { Actions, Button, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { DataTable, type Column } from '../../web/components/data-table.js';
import { TextArea, type FormState } from '../../web/components/field.js';
import { ErrorSummary } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { usePage } from '../../web/page.js';
import type { CorrectionPlace, Effect, Effects, Wish } from '../corrections.service.js';
import { exactly } from '../points.js';
import { quizPaths } from '../quiz-paths.js';
import { asCounted, isTyped, keyed, withKey, type Correcting } from '../rules/correct.js';
import { CorrectHeader, kindWords, olderVersion } from './correct-page.js';

/** So many results that rise are shown; the file has all of them. */
const shownAtMost = 100;

/** What the wish says, once more and in the words of the question: whoever confirms has not to remember what was ticked a page ago. */
function WishInWords({ place, wish }: { place: CorrectionPlace; wish: Wish }) {
  const { t, language } = usePage();
  const { question, version, made } = place;
  if (wish.kind === 'void') return null;
  const correcting: Correcting = { questionId: question.id, version, kind: wish.kind, answer: wish.answer, language: wish.language ?? null };
  const typedIn = isTyped(question) ? wordsFor(question, wish.language ?? language).language : language;
  const eyebrow = wish.kind === 'key' || isTyped(question) ? t('quizzes.correct.willCount') : t('quizzes.correct.alsoRight');
  if (isTyped(question)) return <QuestionKey question={asCounted(question, [...made, correcting], typedIn)} eyebrow={eyebrow} wordsIn={typedIn} />;
  // What is accepted beside the key is shown as if it were the key, where an answer can be one.
  const shown = keyed(withKey(question, made), wish.answer, null);
  if (shown) return <QuestionKey question={shown} eyebrow={eyebrow} />;
  return <QuestionFeedback question={question} answer={wish.answer} counts="right" eyebrow={eyebrow} />;
}

/** Each by programme and date. */
function Certificates({ certificates }: Pick<Effect, 'certificates'>) {
  const { t, format, language } = usePage();
  if (certificates.length === 0) return <>{t('quizzes.correct.noCertificate')}</>;
  return (
    <ul class="plain-list">
      {certificates.map((one) => {
        const { words, language: own } = inLanguage(one.title, language, 'en');
        return (
          <li>
            <span lang={own === language ? undefined : own}>{words}</span>
            <Muted small>{t('quizzes.correct.issuedOn', { day: format.day(one.issuedOn) })}</Muted>
          </li>
        );
      })}
    </ul>
  );
}

function useColumns(place: CorrectionPlace): Column<Effect>[] {
  const { t, format } = usePage();
  const passes = (passed: boolean): string => t(passed ? 'quizzes.result.passed' : 'quizzes.result.notYet');
  return [
    { label: t('quizzes.correct.column.person'), cell: ({ met }) => met.name, header: true },
    {
      label: t('quizzes.correct.column.programme'),
      cell: ({ met }) => (met.programmeId === place.outline.programmeId ? t('quizzes.correct.thisProgramme') : met.programmeId),
    },
    { label: t('quizzes.correct.column.attempt'), cell: ({ met }) => format.number(met.number), end: true },
    { label: t('quizzes.correct.column.before'), cell: ({ met }) => `${exactly(met.score, format)} · ${passes(met.passed)}` },
    { label: t('quizzes.correct.column.after'), cell: ({ after }) => `${exactly(after.score, format)} · ${passes(after.passed)}` },
    {
      label: t('quizzes.correct.column.certificate'),
      cell: ({ certificates }) => <Certificates certificates={certificates} />,
    },
  ];
}

/** Whose results would change: nothing has been written yet. Lowering is confirmed attempt by attempt. */
export function CorrectPreviewPage({
  place,
  wish,
  reason,
  effects,
  form,
}: {
  place: CorrectionPlace;
  wish: Wish;
  reason: string;
  effects: Effects;
  form?: FormState;
}) {
  const { t, language } = usePage();
  const { outline, quiz, question } = place;
  const columns = useColumns(place);
  const lost = effects.lowered.filter(({ met, after }) => met.passed && !after.passed).length;
  const gained = effects.raised.filter(({ met, after }) => !met.passed && after.passed).length;
  return (
    <>
      <CorrectHeader
        place={place}
        title={t('quizzes.correct.previewTitle')}
        lead={t('quizzes.correct.previewLead', { attempts: effects.attempts })}
      />
      <form
        class="form"
        method="post"
        action={quizPaths.confirmCorrection(outline.programmeId, quiz.id, question.id, olderVersion(place))}
        novalidate
      >
        <ErrorSummary form={form} labels={{ lowerReason: t('quizzes.correct.lowerReason') }} />
        <input type="hidden" name="kind" value={wish.kind} />
        {wish.answer.map((entry) => (
          <input type="hidden" name="answer" value={entry} />
        ))}
        {wish.language && <input type="hidden" name="language" value={wish.language} />}
        <input type="hidden" name="reason" value={reason} />
        <input type="hidden" name="seen" value={effects.seen} />
        <NoticeBox icon="key" title={kindWords[wish.kind](t).what}>
          {wish.kind === 'void' && <p>{wordsFor(question, language).words.stem}</p>}
          <p>{reason}</p>
        </NoticeBox>
        {wish.kind !== 'void' && (
          <Card id="wish">
            <WishInWords place={place} wish={wish} />
          </Card>
        )}
        <Card id="raised" title={t('quizzes.correct.raised', { count: effects.raised.length })}>
          <Stack>
            {gained > 0 && <p>{t('quizzes.correct.gained', { count: gained })}</p>}
            <DataTable
              caption={t('quizzes.correct.raisedTable')}
              columns={columns}
              rows={effects.raised.slice(0, shownAtMost)}
              empty={<Muted>{t('quizzes.correct.noneRaised')}</Muted>}
            />
            {effects.raised.length > shownAtMost && (
              <Muted>{t('quizzes.correct.more', { shown: shownAtMost, more: effects.raised.length - shownAtMost })}</Muted>
            )}
          </Stack>
        </Card>
        {effects.lowered.length > 0 && (
          <Card id="lowered" title={t('quizzes.correct.lowered', { count: effects.lowered.length })}>
            <Stack>
              <p>{t('quizzes.correct.loweredMeans')}</p>
              {lost > 0 && <p>{t('quizzes.correct.lost', { count: lost })}</p>}
              <DataTable
                caption={t('quizzes.correct.loweredTable')}
                columns={columns}
                rows={effects.lowered}
                select={{
                  name: 'lower',
                  value: ({ met }) => met.id,
                  label: ({ met }) => t('quizzes.correct.lowerOne', { name: met.name, number: met.number }),
                }}
              />
              <TextArea
                name="lowerReason"
                label={t('quizzes.correct.lowerReason')}
                hint={t('quizzes.correct.lowerReasonHint')}
                rows={2}
                maxlength={500}
                optional
                form={form}
              />
            </Stack>
          </Card>
        )}
        {effects.raised.length + effects.lowered.length > 0 && (
          <Actions>
            <Button
              look="quiet"
              icon="download"
              formaction={quizPaths.correctionFile(outline.programmeId, quiz.id, question.id, olderVersion(place))}
              formnovalidate
            >
              {t('quizzes.correct.file')}
            </Button>
          </Actions>
        )}
        <Muted>{t('quizzes.correct.stands')}</Muted>
        <Actions>
          <Button icon="check">{t('quizzes.correct.confirm')}</Button>
          <LinkButton look="quiet" href={quizPaths.correct(outline.programmeId, quiz.id, question.id, olderVersion(place))}>
            {t('quizzes.correct.back')}
          </LinkButton>
        </Actions>
      </form>
    </>
  );
}
