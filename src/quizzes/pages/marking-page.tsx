import { Actions, LinkButton } from '../../web/components/button.js';
import { Card, Fold, Muted, Stack } from '../../web/components/card.js';
import { RadioField, TextArea, type FormState } from '../../web/components/field.js';
import { Form } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Written } from '../../web/components/written.js';
import { usePage, type PageContext } from '../../web/page.js';
import { ownTitle } from '../../progress/pages/outline-view.js';
import { explain, type Mark } from '../../questions/rules/grade.js';
import { essayMax, essayPoints, essayText, mostOf } from '../../questions/types/essay.js';
import { EssayText, MarkGiven, Model } from '../../questions/views/essay.js';
import { QuestionExhibit } from '../../questions/views/question-words.js';
import { longestReason } from '../marking.forms.js';
import { criterionField, longestComment, type MarkDesk } from '../marking.service.js';
import { quizPaths } from '../quiz-paths.js';

interface MarkingPageProps {
  desk: MarkDesk;
  form?: FormState;
  /** Why the mark could not be kept, where somebody else was faster. */
  refused?: string;
  /** The form of another mark is shown, beside the one that stands. */
  again?: boolean;
}

/** One answer and what it is marked by; once it has its mark, that, the marks before it, and the way to another one. */
export function MarkingPage({ desk, form, refused, again }: MarkingPageProps) {
  const at = usePage();
  const { t, format, language } = at;
  const { question, quiz, module, mark, answer } = desk;
  const shown = question.words[language] ? language : Object.keys(question.words)[0]!;
  const words = question.words[shown]!;
  const lang = shown === language ? undefined : shown;
  const comment = form?.typed?.comment;
  const partsOf = (given: Mark) => explain(question, answer, words, desk.language, given).parts;
  return (
    <>
      <PageHeader
        crumbs={[
          { href: quizPaths.marking, label: t('quizzes.marking.title') },
          ...(mark ? [{ href: quizPaths.marked, label: t('quizzes.marking.lately') }] : []),
          ...(again ? [{ href: quizPaths.markingOf(desk.attemptId, question.id), label: t('quizzes.marking.one') }] : []),
        ]}
        eyebrow={ownTitle(quiz, module, at).title}
        title={words.stem}
        crumb={again ? t('quizzes.marking.again') : t('quizzes.marking.one')}
        lang={lang}
        lead={t('quizzes.marking.handedIn', { date: format.dateTime(desk.waitingSince) })}
      />
      <Stack gap={5}>
        {refused !== undefined && (
          <NoticeBox tone="warn" title={refused} live>
            <p>{again ? t('quizzes.marking.keptMeans') : t('quizzes.marking.standsMeans')}</p>
            {!again && typeof comment === 'string' && comment && (
              <>
                <p>{t('quizzes.marking.yourComment')}</p>
                <Written text={comment} />
              </>
            )}
          </NoticeBox>
        )}
        <QuestionExhibit question={question} />
        <Card id="answer" title={t('quizzes.marking.answer')}>
          <EssayText text={essayText(answer)} lang={desk.language === language ? undefined : desk.language} />
        </Card>
        {words.model && (
          <Card>
            <Model words={words} lang={lang} />
          </Card>
        )}
        {mark && (
          <Card id="mark" title={again ? t('quizzes.marking.stands') : t('quizzes.marking.mark')}>
            <Stack>
              <Muted small>{markedBy(at, mark.own, mark.at)}</Muted>
              <MarkGiven question={question} words={words} mark={mark} parts={partsOf(mark)} lang={lang} />
              {!again && (
                <Actions>
                  <LinkButton href={quizPaths.markAgain(desk.attemptId, question.id)} look="secondary" icon="edit">
                    {t('quizzes.marking.again')}
                  </LinkButton>
                </Actions>
              )}
            </Stack>
          </Card>
        )}
        {(again || !mark) && (
          <Card id="new-mark" title={again ? t('quizzes.marking.again') : t('quizzes.marking.mark')}>
            <MarkForm desk={desk} form={form} again={again} />
          </Card>
        )}
        {desk.earlier.length > 0 && (
          <Card id="earlier" title={t('quizzes.marking.earlier')}>
            <Stack>
              {desk.earlier.map((one) => (
                <Fold
                  title={markedBy(at, one.own, one.markedAt)}
                  note={t('questions.points', { points: essayPoints(question, one), max: essayMax(question) })}
                >
                  <Stack>
                    <p>
                      {one.changedByOwn
                        ? t('quizzes.marking.changedByYou', { date: format.dateTime(one.changedAt), reason: one.reason })
                        : t('quizzes.marking.changedByOthers', { date: format.dateTime(one.changedAt), reason: one.reason })}
                    </p>
                    <MarkGiven question={question} words={words} mark={one} parts={partsOf(one)} lang={lang} />
                  </Stack>
                </Fold>
              ))}
            </Stack>
          </Card>
        )}
      </Stack>
    </>
  );
}

const markedBy = ({ t, format }: PageContext, own: boolean, at: Date): string =>
  own ? t('quizzes.marking.yours', { date: format.dateTime(at) }) : t('quizzes.marking.others', { date: format.dateTime(at) });

function MarkForm({ desk: { attemptId, question, mark, graded }, form, again }: Pick<MarkingPageProps, 'desk' | 'form' | 'again'>) {
  const { t, language } = usePage();
  const shown = question.words[language] ? language : Object.keys(question.words)[0]!;
  const words = question.words[shown]!;
  const lang = shown === language ? undefined : shown;
  const labelOf = (id: string): string => words.criteria[id]?.label ?? id;
  return (
    <Form
      action={again ? quizPaths.markAgain(attemptId, question.id) : quizPaths.markingOf(attemptId, question.id)}
      form={form}
      labels={{
        ...Object.fromEntries(question.rubric.map(({ id }) => [criterionField(id), labelOf(id)])),
        comment: t('quizzes.marking.comment'),
        reason: t('quizzes.marking.reason'),
      }}
      submit={again ? t('quizzes.marking.saveNew') : t('quizzes.marking.save')}
      cancel={{ href: again ? quizPaths.markingOf(attemptId, question.id) : quizPaths.marking, label: t('quizzes.marking.later') }}
      guard
    >
      <Muted small>{again ? t('quizzes.marking.againMeans') : t('quizzes.marking.once')}</Muted>
      {mark && <input type="hidden" name="seen" value={String(mark.number)} />}
      {question.rubric.map((criterion) => (
        <RadioField
          name={criterionField(criterion.id)}
          label={<span lang={lang}>{labelOf(criterion.id)}</span>}
          form={form}
          value={mark?.criteria[criterion.id]}
          options={criterion.levels.map(({ id, points }) => ({
            value: id,
            label: words.criteria[criterion.id]?.levels[id] ?? id,
            lang,
            hint: t('questions.points', { points, max: mostOf(criterion) }),
          }))}
        />
      ))}
      <TextArea
        name="comment"
        label={t('quizzes.marking.comment')}
        hint={t('quizzes.marking.commentHint')}
        form={form}
        value={mark?.comment}
        maxlength={longestComment}
        spellcheck
        optional
      />
      {again && (
        <TextArea
          name="reason"
          label={t('quizzes.marking.reason')}
          hint={graded ? t('quizzes.marking.reasonHint') : t('quizzes.marking.reasonHintUnseen')}
          form={form}
          rows={3}
          maxlength={longestReason}
          spellcheck
        />
      )}
    </Form>
  );
}
