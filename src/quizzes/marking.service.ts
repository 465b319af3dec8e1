import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { MailKinds } from '../mail/mail-kinds.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { Conflict, Invalid, NotFound, type FieldError } from '../platform/errors.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { isId } from '../platform/ids.js';
import { permissions, type Role, type Viewer } from '../platform/security/viewer.js';
import { ProgressService } from '../progress/progress.service.js';
import type { Answer, QuestionOf } from '../questions/question.js';
import { isMark, type Mark } from '../questions/rules/grade.js';
import { whileActive } from './attempt-mails.js';
import { AttemptQueries } from './attempt.queries.js';
import { CorrectionQueries } from './correction.queries.js';
import { markedMail } from './mails/marked-mail.js';
import { MarkingQueries, type Backlog, type EarlierMark, type MarkedRow, type MarkRow, type WaitingRow } from './marking.queries.js';
import { mayMark } from './quiz.policy.js';
import { quizPaths } from './quiz-paths.js';
import { quizIn, type QuizHere } from './quiz-here.js';
import { scoreOf } from './rules/correct.js';
import { earnsPass, othersOf, rulesOf } from './rules/outcome.js';

export const markedMailKind = 'quizzes:marked';
/** Characters of a comment, at most. */
export const longestComment = 2000;

/** An answer that waits, with its surroundings. Whose it is, nobody is told. */
export interface WaitingAnswer extends QuizHere {
  row: WaitingRow;
  question: QuestionOf<'essay'>;
}

/** One part of the list; `next` is the cursor of the part after it, null at the end. */
export interface WaitingPart {
  answers: WaitingAnswer[];
  /** How many wait from here on. */
  left: number;
  next: string | null;
}

/** An answer that has its mark. Whose it is, nobody is told; nor, but to themselves, who marked it. */
export interface MarkedAnswer extends QuizHere {
  row: MarkedRow;
  question: QuestionOf<'essay'>;
}

/** One part of the list of those; `next` as in `WaitingPart`. */
export interface MarkedPart {
  answers: MarkedAnswer[];
  next: string | null;
}

/** A mark that another one has replaced, and why. `own`: the viewer's; `changedByOwn`: the viewer replaced it. */
export interface Replaced extends Omit<EarlierMark, 'markerId' | 'changedBy'> {
  own: boolean;
  changedByOwn: boolean;
}

/** One answer at the marking desk. */
export interface MarkDesk extends QuizHere {
  attemptId: string;
  question: QuestionOf<'essay'>;
  answer: Answer;
  /** The one in which it was given. */
  language: string;
  waitingSince: Date;
  /** Null while it waits. */
  mark: (Mark & { at: Date; own: boolean; number: number }) | null;
  /** Marks that were replaced, the last first. */
  earlier: Replaced[];
  /** The attempt has its result, so the learner has seen the mark. */
  graded: boolean;
}

/** Name of the field of one criterion. */
export const criterionField = (id: string): string => `criterion.${id}`;

const reachOf = (viewer: Viewer): string[] => {
  const wanted: readonly Role[] = permissions['attempt.mark'];
  return viewer.grants.filter(({ role }) => wanted.includes(role)).map(({ path }) => path ?? '');
};

/** The place in a list at which its next part begins; one that cannot be read counts as none. */
function readCursor(cursor: string | null): { attemptId: string; questionId: string } | null {
  const [, attemptId = '', questionId = ''] = /^([^_]+)_(.+)$/.exec(cursor ?? '') ?? [];
  return isId(attemptId) ? { attemptId, questionId } : null;
}
const writeCursor = ({ attemptId, questionId }: Pick<WaitingRow, 'attemptId' | 'questionId'>): string => `${attemptId}_${questionId}`;

/** @throws Invalid where a criterion has no level, or there is no such criterion */
export function wholeMark(question: QuestionOf<'essay'>, mark: Mark): void {
  const missing = question.rubric.filter(({ id, levels }) => !levels.some((level) => level.id === mark.criteria[id]));
  if (missing.length)
    throw new Invalid(Object.fromEntries(missing.map(({ id }): [string, FieldError] => [criterionField(id), { key: 'quizzes.marking.choose' }])));
  if (!isMark(question, mark.criteria)) throw new Invalid({ form: { key: 'quizzes.marking.unknown' } });
}

export const sameMark = (a: Mark, b: Mark): boolean =>
  a.comment === b.comment &&
  Object.keys(a.criteria).length === Object.keys(b.criteria).length &&
  Object.entries(a.criteria).every(([id, level]) => b.criteria[id] === level);

/** The desk at which trainers mark what no rule can grade. An attempt is graded with the last of its marks. */
@Injectable()
export class MarkingService implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(ProgressService) private readonly progress: ProgressService,
    @Inject(MailService) private readonly mail: MailService,
    @Inject(MailKinds) private readonly mailKinds: MailKinds,
    @Inject(AttemptQueries) private readonly attempts: AttemptQueries,
    @Inject(CorrectionQueries) private readonly corrections: CorrectionQueries,
    @Inject(MarkingQueries) private readonly rows: MarkingQueries,
  ) {}

  onModuleInit(): void {
    this.mailKinds.register(markedMailKind, whileActive(this.rows));
  }

  /** What the viewer may mark, waiting longest first. */
  async waiting(viewer: Viewer, cursor: string | null, limit = 30): Promise<WaitingPart> {
    const rows = await this.rows.waiting(viewer.personId, reachOf(viewer), readCursor(cursor), limit + 1);
    return { ...(await this.part(rows, limit)), left: rows[0]?.left ?? 0 };
  }

  /** What the viewer may mark and somebody has marked, the last first. */
  async marked(viewer: Viewer, cursor: string | null, limit = 30): Promise<MarkedPart> {
    return this.part(await this.rows.marked(viewer.personId, reachOf(viewer), readCursor(cursor), limit + 1), limit);
  }

  /** How much waits for the viewer. One statement. */
  backlog(viewer: Viewer): Promise<Backlog> {
    return this.rows.backlog(viewer.personId, reachOf(viewer));
  }

  /** One answer. @throws NotFound for whoever may not mark it */
  async desk(viewer: Viewer, attemptId: string, questionId: string): Promise<MarkDesk> {
    return this.deskOf(viewer, await this.row(viewer, attemptId, questionId));
  }

  /**
   * Marks an answer, once; the same again by the same person changes nothing. With the last one of its attempt the attempt is
   * graded, the learning record says so, and the learner gets a mail: all or nothing. Returns whether that was the last.
   * @throws Invalid where a criterion has no level
   * @throws Conflict where somebody else was faster, or the mark was another
   */
  mark(viewer: Viewer, attemptId: string, questionId: string, mark: Mark): Promise<boolean> {
    return this.database.transaction(async () => {
      const row = await this.row(viewer, attemptId, questionId);
      const { question } = await this.deskOf(viewer, row);
      wholeMark(question, mark);
      await this.corrections.lockOut();
      // Two marks at once: each would find the other still waiting.
      await this.rows.hold(attemptId);
      if (!(await this.rows.mark(attemptId, questionId, mark, viewer.personId, this.clock.now()))) {
        const { markerId, criteria, comment } = await this.row(viewer, attemptId, questionId);
        if (markerId === viewer.personId && criteria && sameMark(mark, { criteria, comment: comment ?? '' })) return false;
        throw new Conflict(markerId === viewer.personId ? 'quizzes.marking.alreadyYours' : 'quizzes.marking.taken');
      }
      return this.grade(row);
    });
  }

  /** Grades the attempt where no answer of it waits any more: all of it anew, so that what was put right meanwhile counts. */
  private async grade({ attemptId, enrolmentId, quizId, revisionId, personId, programmeId, number }: MarkRow): Promise<boolean> {
    const marks = new Map<string, Mark>();
    for (const [id, mark] of await this.rows.marks(attemptId)) {
      if (!mark) return false;
      marks.set(id, mark);
    }
    const [sheet, here] = [await this.attempts.sheet(enrolmentId, quizId, number), await this.quiz(revisionId, quizId)];
    if (!sheet || !here) return false;
    const pool = new Map(here.quiz.questions.map((question) => [question.id, question]));
    const questions = sheet.questions.flatMap(({ id }) => pool.get(id) ?? []);
    const score = scoreOf(questions, sheet.responses, await this.corrections.forAttempt(quizId, attemptId), marks);
    const rules = rulesOf(here.outline, here.quiz);
    const passed = earnsPass(othersOf(sheet.attempts, number, rules), score, rules);
    await this.rows.finish(attemptId, score, passed);
    const payload = { attempt: attemptId, passed, revision: revisionId };
    await this.progress.record({ id: enrolmentId, personId, programmeId }, { type: 'quiz-graded', itemId: quizId, payload });
    await this.writeMail(attemptId, here, `${this.config.baseUrl}${quizPaths.attempt(enrolmentId, quizId, number)}`);
    return true;
  }

  private async writeMail(attemptId: string, here: QuizHere, href: string): Promise<void> {
    const reader = await this.rows.reader(attemptId);
    if (!reader?.active) return;
    const language = isLanguage(reader.language) ? reader.language : 'en';
    await this.mail.write({
      dedupeKey: `marked:${attemptId}`,
      kind: markedMailKind,
      objectId: attemptId,
      personId: reader.personId,
      to: { email: reader.email, name: reader.name },
      language,
      ...markedMail({ language, here, href }),
    });
  }

  private async part<R extends WaitingRow | MarkedRow>(
    rows: R[],
    limit: number,
  ): Promise<{ answers: (QuizHere & { question: QuestionOf<'essay'>; row: R })[]; next: string | null }> {
    const answers = [];
    for (const row of rows.slice(0, limit)) {
      const found = await this.place(row);
      if (found) answers.push({ ...found, row });
    }
    return { answers, next: rows.length > limit ? writeCursor(rows[limit - 1]!) : null };
  }

  /** One answer as it is kept. @throws NotFound for whoever may not mark it */
  async row(viewer: Viewer, attemptId: string, questionId: string): Promise<MarkRow> {
    const row = isId(attemptId) ? await this.rows.one(attemptId, questionId) : null;
    if (!row || !mayMark(viewer, row)) throw new NotFound('answer');
    return row;
  }

  async deskOf(viewer: Viewer, row: MarkRow): Promise<MarkDesk> {
    const found = await this.place(row);
    if (!found) throw new NotFound('answer');
    const { attemptId, answer, language, waitingSince, criteria, comment, markerId, markedAt, graded } = row;
    const own = (personId: string | null): boolean => personId === viewer.personId;
    const number = row.earlier.length + 1;
    const mark = criteria && markedAt ? { criteria, comment: comment ?? '', at: markedAt, own: own(markerId), number } : null;
    const earlier = row.earlier.map(({ markerId: by, changedBy, ...one }) => ({ ...one, own: own(by), changedByOwn: own(changedBy) }));
    return { ...found, attemptId, answer, language, waitingSince, mark, earlier, graded };
  }

  private async quiz(revisionId: string, quizId: string): Promise<QuizHere | null> {
    return quizIn(await this.catalogue.outline(revisionId), quizId);
  }

  private async place({
    revisionId,
    quizId,
    questionId,
  }: Pick<WaitingRow, 'revisionId' | 'quizId' | 'questionId'>): Promise<(QuizHere & { question: QuestionOf<'essay'> }) | null> {
    const here = await this.quiz(revisionId, quizId);
    const question = here?.quiz.questions.find(({ id }) => id === questionId);
    return here && question?.type === 'essay' ? { ...here, question } : null;
  }
}
