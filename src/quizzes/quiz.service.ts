import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { EnrolmentAccess } from '../cohorts/enrolments.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { Invalid, NotFound } from '../platform/errors.js';
import { isId, newId } from '../platform/ids.js';
import { log } from '../platform/log.js';
import type { Viewer } from '../platform/security/viewer.js';
import { ProgressService } from '../progress/progress.service.js';
import type { Answer, Question } from '../questions/question.js';
import { hasMore, isAnswer, needsMark } from '../questions/rules/grade.js';
import { answerField, type Answers } from '../questions/rules/try.js';
import { AttemptQueries, type Around, type Desk, type Sheet } from './attempt.queries.js';
import { CorrectionQueries, type AttemptCorrected } from './correction.queries.js';
import { MarkingQueries } from './marking.queries.js';
import { acknowledged, closed, refusalOf } from './attempt-refusals.js';
import { AnswerQueries, type Origin, type OriginOfAll, type SavedAll } from './answer.queries.js';
import { quizIn, type QuizHere } from './quiz-here.js';
import { mayTry } from './quiz.policy.js';
import { deadlineOf, endOf, isOver } from './rules/deadline.js';
import { drawQuestions } from './rules/draw.js';
import { scoreOf } from './rules/correct.js';
import { earnsPass, othersOf, outcome, rulesOf, type AttemptRules, type Outcome } from './rules/outcome.js';
import { visible, type Seen } from './rules/visibility.js';

/** What somebody sees before an attempt. */
export interface QuizDesk extends QuizHere {
  desk: Desk;
  rules: AttemptRules;
  outcome: Outcome;
  now: Date;
  /** The revision in force has this quiz no more; its attempts can still be seen. */
  gone: boolean;
  /** What may be seen of attempts that were handed in. */
  seen: Seen;
}

/** One attempt on the revision on which it began, with its questions in the order in which they were drawn. */
export interface QuizSheet extends QuizHere {
  sheet: Sheet;
  questions: Question[];
  /** What has been put right about this quiz; empty until something of the attempt is explained. */
  corrections: AttemptCorrected[];
  rules: AttemptRules;
  outcome: Outcome;
  now: Date;
  /** What may be seen of it as a whole; `seenOf` says it of one question. */
  seen: Seen;
}

export interface Saved {
  /** Grows with each change of the answer; to be sent back as `seen`. */
  sequence: number;
  savedAt: Date;
  /** Questions in the attempt. */
  questions: number;
  /** The question is asked step by step and has more to show. */
  more: boolean;
}

/** What became of a page with all questions. */
export interface SavedAllAt extends SavedAll {
  savedAt: Date;
}

/** A place in an attempt: its enrolment, quiz and number. */
interface Where {
  enrolmentId: string;
  quizId: string;
  number: number;
}

const sweepSize = 200;

/** Attempts at quizzes: the learner's own only. The server ends what has a time, whoever meets it first. */
@Injectable()
export class QuizService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(EnrolmentAccess) private readonly enrolments: EnrolmentAccess,
    @Inject(ProgressService) private readonly progress: ProgressService,
    @Inject(AttemptQueries) private readonly attempts: AttemptQueries,
    @Inject(AnswerQueries) private readonly answers: AnswerQueries,
    @Inject(CorrectionQueries) private readonly corrections: CorrectionQueries,
    @Inject(MarkingQueries) private readonly marking: MarkingQueries,
  ) {}

  /**
   * The quiz with the viewer's attempts at it. One statement.
   * @throws NotFound where the enrolment is not the viewer's, or has no such quiz and never had an attempt at it
   */
  async desk(viewer: Viewer, enrolmentId: string, quizId: string): Promise<QuizDesk> {
    let desk = isId(enrolmentId) ? await this.attempts.desk(enrolmentId, quizId) : null;
    if (!desk || !mayTry(viewer, desk)) throw new NotFound('quiz');
    const now = this.clock.now();
    const over = desk.attempts.find((attempt) => isOver(attempt, now));
    if (over) {
      await this.end({ enrolmentId, quizId, number: over.number });
      desk = (await this.attempts.desk(enrolmentId, quizId)) ?? desk;
    }
    const inForce = await (desk.revisionId ? this.catalogue.outline(desk.revisionId) : this.catalogue.currentOutline(desk.programmeId));
    const here = quizIn(inForce, quizId);
    const last = desk.attempts.at(-1);
    const shown = here ?? (last ? quizIn(await this.catalogue.outline(last.revisionId), quizId) : null);
    if (!shown) throw new NotFound('quiz');
    return { ...shown, desk, gone: !here, ...this.judged(shown, desk, true) };
  }

  /**
   * Begins an attempt, or goes on with the open one: two tabs get the same. Returns its number.
   * @throws Conflict where no attempts are left, or not now
   */
  async start(viewer: Viewer, enrolmentId: string, quizId: string): Promise<number> {
    // Whose attempt it is; and one whose time is over is handed in for good, also where no other may begin.
    await this.desk(viewer, enrolmentId, quizId);
    return this.database.transaction(async () => {
      await this.attempts.hold(enrolmentId);
      const { desk, outcome: so, outline, quiz, gone, now } = await this.desk(viewer, enrolmentId, quizId);
      if (so.open !== null) return so.open;
      if (gone) throw new NotFound('quiz');
      if (so.refusal) throw refusalOf(viewer, so);
      const id = newId(now.getTime());
      const { time, grace } = quiz.settings;
      const number = await this.attempts.start({
        id,
        enrolmentId,
        quizId,
        revisionId: outline.revisionId,
        questions: drawQuestions(quiz, id),
        startedAt: now,
        time,
        grace,
        deadline: deadlineOf({ ...desk, startedAt: now, time }),
      });
      // The same request from another tab was faster by a moment.
      if (number === null) return (await this.desk(viewer, enrolmentId, quizId)).outcome.open ?? 1;
      if (!desk.openedAt) await this.enrolments.markOpened(enrolmentId, now);
      await this.progress.record(desk, { type: 'quiz-started', itemId: quizId, payload: { attempt: id } });
      return number;
    });
  }

  /** One attempt with its answers. One statement. @throws NotFound for anybody else's */
  sheet(viewer: Viewer, enrolmentId: string, quizId: string, number: number): Promise<QuizSheet> {
    return this.met(viewer, enrolmentId, number, () => this.attempts.sheet(enrolmentId, quizId, number));
  }

  /**
   * Keeps an answer; it is durable when this returns. Two statements; a third only where it was not taken, to learn why.
   * A repeat changes nothing and is answered as before, also after handing in; what a device sent earlier never replaces what it sent later.
   * @param which the question: its id, or its place in the attempt, from 1
   * @param answer as its type keeps it; empty takes an answer back
   * @param from where it comes from; null: the last to arrive counts
   * @param language in which it was given, which need not be the one that the viewer reads now
   * @throws Conflict where the attempt has been handed in, its time is over, or the answer was checked
   * @throws AnsweredElsewhere where another device has answered and this one has not seen it
   * @throws Invalid where the answer does not fit the question
   */
  async save(
    viewer: Viewer,
    enrolmentId: string,
    quizId: string,
    number: number,
    which: string | number,
    answer: Answer,
    from: Origin | null = null,
    language = viewer.language,
  ): Promise<Saved> {
    const { sheet, questions, question } = await this.asked(viewer, enrolmentId, quizId, number, which, answer);
    const more = hasMore(question, answer);
    const savedAt = this.clock.now();
    const saving = { attemptId: sheet.id, questionId: question.id, answer, language, from };
    const sequence = sheet.handedInAt ? null : await this.answers.save(saving, savedAt);
    if (sequence !== null) return { sequence, savedAt, questions: questions.length, more };
    const before = acknowledged(sheet, await this.answers.standing(sheet.id, question.id, from?.device ?? null), from);
    return { ...before, questions: questions.length, more };
  }

  /**
   * Practice: keeps an answer for good, so that it can be explained. A repeat changes nothing, whatever it brings.
   * @throws NotFound in a test
   * @throws Invalid without an answer
   */
  async check(
    viewer: Viewer,
    enrolmentId: string,
    quizId: string,
    number: number,
    which: string | number,
    answer: Answer,
    from: Origin | null = null,
    language = viewer.language,
  ): Promise<void> {
    const { sheet, quiz, question } = await this.asked(viewer, enrolmentId, quizId, number, which, answer);
    if (quiz.settings.mode !== 'practice') throw new NotFound('check');
    if (!answer.length) throw new Invalid({ answer: { key: 'quizzes.error.checkEmpty' } });
    const now = this.clock.now();
    const saving = { attemptId: sheet.id, questionId: question.id, answer, language, from, checkedAt: now };
    if (!sheet.handedInAt && (await this.answers.save(saving, now)) !== null) return;
    const standing = await this.answers.standing(sheet.id, question.id, from?.device ?? null);
    if (!standing?.checked) acknowledged(sheet, standing, from && { ...from, turn: null, untouched: false });
  }

  /**
   * Keeps the answers of a page with all questions, in two statements. Questions that are not named stay as they are.
   * @param given the answers by question id, once it is known which questions there are
   * @param languageOf in which an answer was given, by question id
   * @throws Conflict as `save` · Invalid with one entry per question whose answer does not fit
   */
  async saveAll(
    viewer: Viewer,
    enrolmentId: string,
    quizId: string,
    number: number,
    given: (questions: readonly Question[]) => Answers,
    from: OriginOfAll | null = null,
    languageOf: (questionId: string) => string = () => viewer.language,
  ): Promise<SavedAllAt> {
    const read = () => this.attempts.sheetWithoutAnswers(enrolmentId, quizId, number);
    const { sheet, questions, quiz } = await this.met(viewer, enrolmentId, number, read);
    // Where questions can be checked one by one, they are answered one by one.
    if (quiz.settings.mode === 'practice') throw new NotFound('answers');
    if (sheet.handedInAt) throw closed(sheet);
    const answers = given(questions);
    const unfit = questions.filter((question) => answers[question.id] && !isAnswer(question, answers[question.id]!));
    if (unfit.length) throw new Invalid(Object.fromEntries(unfit.map(({ id }) => [answerField(id), { key: 'quizzes.error.answer' }])));
    const known = Object.fromEntries(questions.flatMap(({ id }) => (answers[id] ? [[id, answers[id]]] : [])));
    const savedAt = this.clock.now();
    const languages = Object.fromEntries(Object.keys(known).map((id) => [id, languageOf(id)]));
    const saved = await this.answers.saveAll({ attemptId: sheet.id, answers: known, languages, from }, savedAt);
    if (!saved) throw closed((await this.sheet(viewer, enrolmentId, quizId, number)).sheet);
    return { ...saved, savedAt };
  }

  /**
   * Hands in and grades, once: a repeat changes nothing. Questions without an answer earn nothing. Where somebody has to read an
   * answer, the rest is graded, and the attempt waits: see `MarkingService`.
   */
  handIn(viewer: Viewer, enrolmentId: string, quizId: string, number: number): Promise<void> {
    return this.database.transaction(async () => {
      const before = await this.sheet(viewer, enrolmentId, quizId, number);
      if (before.sheet.handedInAt) return;
      await this.corrections.lockOut();
      if (await this.attempts.lock(before.sheet.id)) return;
      // Read again behind the lock: an answer may have been saved in between.
      const sheet = await this.attempts.sheet(enrolmentId, quizId, number);
      if (sheet) await this.grade(await this.opened(sheet), this.clock.now());
    });
  }

  /** Hands in every attempt whose time is over, in transactions of their own. Returns how many. Harmless twice. */
  async endOver(): Promise<number> {
    const over = await this.attempts.over(this.clock.now(), sweepSize);
    let ended = 0;
    for (const where of over)
      // One that cannot be graded must not keep the others waiting.
      await this.end(where).then(
        () => ended++,
        (error: unknown) => log.error({ err: error }, 'an attempt whose time is over could not be handed in'),
      );
    return ended;
  }

  /** Hands in what the server holds of an attempt whose time is over: at its end, not at the moment at which somebody noticed. */
  private end({ enrolmentId, quizId, number }: Where): Promise<void> {
    return this.database.transaction(async () => {
      const before = await this.attempts.sheetWithoutAnswers(enrolmentId, quizId, number);
      if (!before || before.handedInAt) return;
      await this.corrections.lockOut();
      if (await this.attempts.lock(before.id)) return;
      const sheet = await this.attempts.sheet(enrolmentId, quizId, number);
      // More time may have been given in between.
      if (sheet && isOver(sheet, this.clock.now())) await this.grade(await this.opened(sheet), endOf(sheet) ?? this.clock.now());
    });
  }

  /** Grades an attempt that this transaction holds; or grades the rest, and lets it wait for its marks. */
  private async grade({ sheet, questions, rules }: QuizSheet, at: Date): Promise<void> {
    const made = await this.corrections.forAttempt(sheet.quizId, sheet.id);
    const score = scoreOf(questions, sheet.responses, made);
    const toMark = questions.filter((question) => needsMark(question, sheet.responses.get(question.id)?.answer ?? []));
    if (toMark.length) {
      await this.attempts.close(sheet.id, at, score, null);
      const ids = toMark.map(({ id }) => id);
      return this.marking.await(sheet.id, ids, at);
    }
    const passed = earnsPass(othersOf(sheet.attempts, sheet.number, rules), score, rules);
    await this.attempts.close(sheet.id, at, score, passed);
    await this.progress.record(
      { id: sheet.enrolmentId, personId: sheet.personId, programmeId: sheet.programmeId },
      { type: 'quiz-graded', itemId: sheet.quizId, payload: { attempt: sheet.id, passed, revision: sheet.revisionId } },
    );
  }

  /** A question of an attempt, with an answer that fits it. One statement. */
  private async asked(viewer: Viewer, enrolmentId: string, quizId: string, number: number, which: string | number, answer: Answer) {
    const read = () => this.attempts.sheetWithoutAnswers(enrolmentId, quizId, number);
    const here = await this.met(viewer, enrolmentId, number, read);
    const question = typeof which === 'number' ? here.questions[which - 1] : here.questions.find((one) => one.id === which);
    if (!question) throw new NotFound('question');
    if (!isAnswer(question, answer)) throw new Invalid({ answer: { key: 'quizzes.error.answer' } });
    return { ...here, question };
  }

  /** Reads one attempt of the viewer; one whose time is over is handed in first. */
  private async met(viewer: Viewer, enrolmentId: string, number: number, read: () => Promise<Sheet | null>): Promise<QuizSheet> {
    let sheet = isId(enrolmentId) && isNumber(number) ? await read() : null;
    if (!sheet || !mayTry(viewer, sheet)) throw new NotFound('attempt');
    if (isOver(sheet, this.clock.now())) {
      await this.end(sheet);
      sheet = (await read()) ?? sheet;
    }
    return this.opened(sheet);
  }

  private async opened(sheet: Sheet): Promise<QuizSheet> {
    const here = quizIn(await this.catalogue.outline(sheet.revisionId), sheet.quizId);
    if (!here) throw new NotFound('attempt');
    const pool = new Map(here.quiz.questions.map((question) => [question.id, question]));
    const questions = sheet.questions.flatMap((drawn) => pool.get(drawn.id) ?? []);
    // In practice a question that was checked is explained at once, by the key that counts.
    const explained = sheet.handedInAt || [...sheet.responses.values()].some(({ checkedAt }) => checkedAt);
    const corrections = explained ? await this.corrections.forAttempt(sheet.quizId, sheet.id) : [];
    return { ...here, sheet, questions, corrections, ...this.judged(here, sheet, sheet.handedInAt !== null) };
  }

  private judged({ outline, quiz }: QuizHere, around: Around, handedIn: boolean): Pick<QuizSheet, 'rules' | 'outcome' | 'now' | 'seen'> {
    const now = this.clock.now();
    const rules = rulesOf(outline, quiz);
    const so = outcome(around.attempts, rules, { ...around, now, grants: around.grants.map(({ at }) => at) });
    return { rules, outcome: so, now, seen: visible(quiz.settings, { handedIn, over: noneCanBegin(so) }) };
  }
}

/** None is open, and none can begin, however long one waits. */
const noneCanBegin = ({ open, refusal, left }: Outcome): boolean => open === null && (refusal === 'closed' || left === 0);

/** What may be seen of one question of an attempt. */
export function seenOf({ quiz, sheet, outcome: so }: Pick<QuizSheet, 'quiz' | 'sheet' | 'outcome'>, questionId: string): Seen {
  const checked = !!sheet.responses.get(questionId)?.checkedAt;
  return visible(quiz.settings, { handedIn: sheet.handedInAt !== null, over: noneCanBegin(so), checked });
}

const isNumber = (number: number): boolean => Number.isInteger(number) && number > 0 && number < 1_000_000;
