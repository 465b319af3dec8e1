import type { ComponentChildren } from 'preact';
import type { Translate } from '../../platform/i18n/texts.js';
import { NoticeBox, type NoticeTone } from '../../web/components/notice-box.js';
import type { IconName } from '../../web/components/icon.js';
import { usePage } from '../../web/page.js';
import type { Answer, Question } from '../question.js';
import { explain, type Mark, type Verdict } from '../rules/grade.js';
import { viewOf } from './kinds.js';
import { ownOrder, wordsFor } from './question-words.js';

// A word and an icon each; colour is only the third sign, and none of them is red.
const looks: Record<Verdict, { tone: NoticeTone; icon: IconName; words: (t: Translate) => string }> = {
  right: { tone: 'ok', icon: 'check', words: (t) => t('questions.verdict.right') },
  partly: { tone: 'info', icon: 'partly', words: (t) => t('questions.verdict.partly') },
  wrong: { tone: 'warn', icon: 'refresh', words: (t) => t('questions.verdict.wrong') },
  waiting: { tone: 'info', icon: 'clock', words: (t) => t('questions.verdict.waiting') },
  empty: { tone: 'warn', icon: 'minus', words: (t) => t('questions.verdict.empty') },
};

/** The verdict on one answer, in a word and an icon. */
export function VerdictNotice({
  verdict,
  words,
  level = 3,
  children,
}: {
  verdict: Verdict;
  words?: string | null;
  level?: 2 | 3;
  children?: ComponentChildren;
}) {
  const { t } = usePage();
  const look = looks[verdict];
  return (
    <NoticeBox tone={look.tone} icon={look.icon} level={level} title={words ?? look.words(t)}>
      {children}
    </NoticeBox>
  );
}

interface QuestionFeedbackProps {
  question: Question;
  /** As it was shown; the question's own order where nothing is given. */
  order?: readonly string[];
  answer: Answer;
  /** Language in which it was given; the reader's where nothing is said. */
  given?: string;
  /** What somebody gave it, where people mark. */
  mark?: Mark | null;
  /** What it counts as, where that is not what the answer by itself says. */
  counts?: Verdict;
  eyebrow?: string;
  /** Level of the question as a heading. */
  level?: 1 | 2;
  /** The lesson to reread. Left out where everything was right. */
  reread?: { href: string; title: string; lang?: string };
  /** Beside the verdict. */
  children?: ComponentChildren;
}

/** A graded question: what became of the answer, and for every option why it is right or wrong. */
export function QuestionFeedback({
  question,
  order = ownOrder(question),
  answer,
  given,
  mark = null,
  counts,
  eyebrow,
  level = 2,
  reread,
  children,
}: QuestionFeedbackProps) {
  const { t, language } = usePage();
  const { words, language: lang } = wordsFor(question, language);
  const explanation = explain(question, answer, words, given ?? language, mark);
  const verdict = counts ?? explanation.verdict;
  const view = viewOf(question);
  const answered = wordsFor(question, given ?? language).language;
  const own = lang === language ? undefined : lang;
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <section class="stack g4">
      <Heading class="q-h" lang={own}>
        {eyebrow && (
          <span class="eyebrow qn" lang={language}>
            {eyebrow}
          </span>
        )}
        {words.stem}
      </Heading>
      <VerdictNotice
        verdict={verdict}
        words={verdict === explanation.verdict ? view.verdict?.(t, question, answer, verdict) : null}
        level={level === 1 ? 2 : 3}
      >
        {reread && verdict !== 'right' && verdict !== 'waiting' && (
          <p>
            <a href={reread.href} lang={reread.lang}>
              {t('questions.reread', { lesson: reread.title })}
            </a>
          </p>
        )}
        {children}
      </VerdictNotice>
      <view.Answered
        question={question}
        words={words}
        order={order}
        answer={answer}
        explanation={explanation}
        lang={own}
        answerLang={answered === language ? undefined : answered}
        mark={mark}
      />
    </section>
  );
}
