import type { Question } from '../../questions/question.js';
import { answerField, type Answers } from '../../questions/rules/try.js';
import type { Score } from '../../questions/rules/grade.js';
import { QuestionCards } from '../../questions/views/question-cards.js';
import { QuestionFeedback } from '../../questions/views/question-feedback.js';
import { QuestionForm } from '../../questions/views/question-form.js';
import { Actions, Button, LinkButton } from '../../web/components/button.js';
import { Stack } from '../../web/components/card.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { Handbook } from '../handbook.js';
import { inLanguage, type OutlineQuiz } from '../outline.js';
import { handbookPath } from './handbook-pages.js';

interface SelfCheckProps {
  book: Handbook;
  quiz: OutlineQuiz;
  /** What was ticked and what it is worth; null before that. */
  tried: { answers: Answers; score: Score } | null;
}

/** Questions to ask oneself: checked at once, kept nowhere, counted for nothing. */
export function SelfCheckPage({ book, quiz, tried }: SelfCheckProps) {
  const { t, language, format } = usePage();
  const { words, language: own } = inLanguage(quiz.words, language, book.source);
  const number = (index: number): string => t('catalogue.selfCheck.question', { number: index + 1, total: quiz.questions.length });
  const reread = (question: Question) => {
    const page = book.pages.find((one) => one.id === question.lesson);
    if (!page) return undefined;
    const { words: text, language: lang } = inLanguage(page.words, language, book.source);
    return { href: handbookPath(page.id), title: text.title, lang: lang === language ? undefined : lang };
  };
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/handbook', label: t('catalogue.handbook.title') }]}
        title={words.title}
        lang={own === language ? undefined : own}
        lead={t('catalogue.selfCheck.lead')}
      />
      {tried ? (
        <Stack gap={5}>
          <NoticeBox
            tone="ok"
            live
            title={t('catalogue.selfCheck.result', {
              points: format.number(Math.floor((tried.score.numerator * 100) / tried.score.denominator) / 100),
              max: tried.score.max,
            })}
          >
            <p>{t('catalogue.selfCheck.forgotten')}</p>
          </NoticeBox>
          <QuestionCards
            questions={quiz.questions}
            show={(question, index) => (
              <QuestionFeedback question={question} answer={tried.answers[question.id] ?? []} eyebrow={number(index)} reread={reread(question)} />
            )}
          />
          <Actions>
            <LinkButton href={handbookPath('self-check')} icon="refresh">
              {t('catalogue.selfCheck.again')}
            </LinkButton>
          </Actions>
        </Stack>
      ) : (
        <form method="post" action={handbookPath('self-check')}>
          <Stack gap={5}>
            <QuestionCards
              questions={quiz.questions}
              show={(question, index) => (
                <QuestionForm question={question} chosen={[]} name={answerField(question.id)} eyebrow={number(index)} level={2} atOnce />
              )}
            />
            <Actions>
              <Button size="l">{t('catalogue.selfCheck.check')}</Button>
            </Actions>
          </Stack>
        </form>
      )}
    </>
  );
}
