import { z } from 'zod';
import { questionPicture } from '../questions/question.dto.js';
import type { Question, QuestionType } from '../questions/question.js';
import { asksOf, type Score } from '../questions/rules/grade.js';
import { kindOf, questionTypes } from '../questions/rules/kinds.js';
import { ownOrder, pictureInWords, wordsFor } from '../questions/views/question-words.js';
import type { PageContext } from '../web/page.js';
import { itemTitle } from '../progress/pages/outline-view.js';
import { countings } from '../catalogue/outline.js';
import type { AttemptLine } from './attempt.queries.js';
import { explainGiven } from './explain-given.js';
import { seenOf, type QuizDesk, type QuizSheet } from './quiz.service.js';
import { ownSeconds, secondsLeft } from './rules/deadline.js';
import type { Seen } from './rules/visibility.js';

const instant = z.iso.datetime();
/** Exact points: `numerator / denominator` of `max`. */
const score = z.object({ numerator: z.number().int(), denominator: z.number().int(), max: z.number().int() });

const attemptLine = z.object({
  number: z.number().int(),
  startedAt: instant,
  /** When the attempt ends by itself, and the seconds after it in which an answer on its way is taken. Null: no limit. */
  deadline: instant.nullable(),
  grace: z.number().int(),
  handedInAt: instant.nullable(),
  /** Null until it may be seen. */
  score: score.nullable(),
  /** Handed in; somebody reads an answer before it is graded. */
  waiting: z.boolean(),
  passed: z.boolean(),
});

export const quizDesk = z.object({
  id: z.string(),
  title: z.string(),
  questions: z.number().int(),
  pass: z.number().int(),
  mode: z.enum(['practice', 'test']),
  layout: z.enum(['one', 'all']),
  /** Minutes for everybody, seconds for this person; null: no limit. */
  time: z.number().int().nullable(),
  ownSeconds: z.number().int().nullable(),
  /** Which attempt counts. */
  counts: z.enum(countings),
  /** Hours between attempts. */
  wait: z.number().int(),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
  /** Further attempts that were given to this person, and why. */
  grants: z.array(z.object({ at: instant, reason: z.string() })),
  /** Granted ones included. Null: no limit. */
  attemptsAllowed: z.number().int().nullable(),
  attemptsLeft: z.number().int().nullable(),
  /** Why no attempt may begin, and from when on one may; null: one may. */
  refusal: z.enum(['open-attempt', 'not-open', 'closed', 'none-left', 'wait']).nullable(),
  nextAt: instant.nullable(),
  passed: z.boolean(),
  /** Number and score of what counts. No number where it is an average, nothing where it may not be seen. */
  counted: z.number().int().nullable(),
  score: score.nullable(),
  open: z.number().int().nullable(),
  attempts: z.array(attemptLine),
});

export const quizSheet = attemptLine.extend({
  quizId: z.string(),
  mode: z.enum(['practice', 'test']),
  layout: z.enum(['one', 'all']),
  /** Seconds until the deadline, by the clock of the server. */
  secondsLeft: z.number().int().nullable(),
  /** What may be seen of it now. */
  seen: z.object({ answers: z.boolean(), marks: z.boolean(), explanations: z.boolean() }),
  questions: z.array(
    z.object({
      id: z.string(),
      type: z.enum(questionTypes as [QuestionType, ...QuestionType[]]),
      language: z.string(),
      stem: z.string(),
      /** Markdown. */
      case: z.string().nullable(),
      picture: questionPicture,
      /** Null where it is not shown. */
      answer: z.array(z.string()).nullable(),
      /** Practice: the answer was checked and stays. */
      checked: z.boolean(),
      /** What else is asked, by type: parts and their options, the steps walked and the one to come, a text and its phrases. */
      asks: z.array(z.object({ id: z.string(), text: z.string() })),
      /** To be sent back as `seen`; 0 while there is no answer. */
      sequence: z.number().int(),
      /** Options of a choice, in the order in which they are shown; empty for other types. */
      options: z.array(z.object({ id: z.string(), text: z.string(), correct: z.boolean().optional(), why: z.string().optional() })),
      /** The text whose gaps, written `[[id]]`, are the rows. */
      text: z.string().optional(),
      /** What is matched, put in order, sorted, filled or judged, and what may be given to each: an answer's entries are `row=value`. */
      rows: z.array(z.object({ id: z.string(), text: z.string(), values: z.array(z.object({ id: z.string(), text: z.string() })) })).optional(),
      /** What became of each part of the question; once explanations are shown. */
      parts: z
        .array(
          z.object({
            id: z.string(),
            given: z.string().nullable(),
            state: z.enum(['right', 'partly', 'wrong', 'missed', 'rest']),
            wanted: z.string().nullable(),
            why: z.string(),
          }),
        )
        .optional(),
      /** Once marks are shown. */
      verdict: z.enum(['right', 'partly', 'wrong', 'empty', 'waiting']).optional(),
      lesson: z.string().optional(),
      /** What somebody wrote about an answer that people mark. */
      comment: z.string().optional(),
      /** Why this mark took the place of another, the first change first; once the attempt is graded. */
      markChanges: z.array(z.object({ at: instant, reason: z.string() })).optional(),
    }),
  ),
});

export const receiptVerdict = z.object({ verdict: z.enum(['true', 'altered', 'foreign']) });

export const savedAnswer = z.object({ savedAt: instant, sequence: z.number().int() });

const scoreOf = (own: Score | null): z.infer<typeof score> | null => own && { numerator: own.numerator, denominator: own.denominator, max: own.max };

const lineOf = (
  { number, startedAt, deadline, grace, handedInAt, score: own, waiting, passed }: AttemptLine,
  seen: Seen,
): z.infer<typeof attemptLine> => ({
  number,
  startedAt: startedAt.toISOString(),
  deadline: deadline?.toISOString() ?? null,
  grace,
  handedInAt: handedInAt?.toISOString() ?? null,
  score: seen.marks ? scoreOf(own) : null,
  waiting: waiting !== null,
  passed,
});

export const deskOf = (here: QuizDesk, at: PageContext): z.infer<typeof quizDesk> => {
  const { quiz, module, rules, outcome, desk, seen } = here;
  const { mode, layout, time } = quiz.settings;
  return {
    id: quiz.id,
    title: itemTitle(quiz, module, at).title,
    questions: Math.min(quiz.draw, quiz.questions.length),
    pass: rules.pass,
    mode,
    layout,
    time,
    ownSeconds: ownSeconds({ ...desk, time }),
    counts: rules.counts,
    wait: rules.wait,
    opensAt: desk.opensAt?.toISOString() ?? null,
    closesAt: desk.closesAt?.toISOString() ?? null,
    grants: desk.grants.map(({ at: when, reason }) => ({ at: when.toISOString(), reason })),
    attemptsAllowed: outcome.allowed,
    attemptsLeft: outcome.left,
    refusal: outcome.refusal,
    nextAt: outcome.nextAt?.toISOString() ?? null,
    passed: outcome.passed,
    counted: seen.marks ? outcome.counted : null,
    score: seen.marks ? scoreOf(outcome.score) : null,
    open: outcome.open,
    attempts: desk.attempts.map((attempt) => lineOf(attempt, seen)),
  };
};

function questionOf(here: QuizSheet, question: Question, order: readonly string[], at: PageContext): z.infer<typeof quizSheet>['questions'][number] {
  const given = here.sheet.responses.get(question.id);
  const seen = seenOf(here, question.id);
  const mark = here.sheet.marks.get(question.id);
  const changes = here.sheet.markChanges.filter(({ questionId }) => questionId === question.id);
  const { words, language } = wordsFor(question, at.language);
  const answer = seen.answers ? (given?.answer ?? []) : [];
  const { verdict, parts } = explainGiven(here, question, words, language);
  const explained = new Map(parts.map((part) => [part.id, part]));
  const choices = 'options' in words ? words.options : {};
  return {
    id: question.id,
    type: question.type,
    language,
    stem: words.stem,
    case: words.case,
    picture: pictureInWords(question, language),
    answer: seen.answers ? answer : null,
    checked: !!given?.checkedAt,
    asks: asksOf(question, answer, words),
    sequence: given?.sequence ?? 0,
    options: order
      .filter((id) => id in choices)
      .map((id) => {
        const option = { id, text: choices[id]?.text ?? '' };
        const known = explained.get(id);
        return seen.explanations && known ? { ...option, correct: known.wanted !== null, why: known.why } : option;
      }),
    ...('text' in words ? { text: words.text } : {}),
    rows: kindOf(question).rows?.(question, words, order),
    ...(seen.explanations ? { parts } : {}),
    ...(seen.marks ? { verdict, lesson: question.lesson } : {}),
    ...(seen.explanations && mark ? { comment: mark.comment } : {}),
    ...(changes.length ? { markChanges: changes.map(({ at: when, reason }) => ({ at: when.toISOString(), reason })) } : {}),
  };
}

/** The attempt, with what may be seen of it. */
export const sheetOf = (here: QuizSheet, at: PageContext): z.infer<typeof quizSheet> => {
  const { sheet, questions, quiz, seen, now } = here;
  return {
    ...lineOf(sheet, seen),
    quizId: sheet.quizId,
    mode: quiz.settings.mode,
    layout: quiz.settings.layout,
    secondsLeft: sheet.handedInAt ? null : secondsLeft(sheet.deadline, now),
    seen,
    questions: questions.map((question, index) => questionOf(here, question, sheet.questions[index]?.options ?? ownOrder(question), at)),
  };
};
