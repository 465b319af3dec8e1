import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { MailKinds } from '../mail/mail-kinds.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { Conflict, Invalid, NotFound } from '../platform/errors.js';
import { isLanguage } from '../platform/i18n/texts.js';
import type { Viewer } from '../platform/security/viewer.js';
import { ProgressService } from '../progress/progress.service.js';
import type { Mark, Score } from '../questions/rules/grade.js';
import { whileActive } from './attempt-mails.js';
import { AttemptQueries } from './attempt.queries.js';
import { CorrectionQueries } from './correction.queries.js';
import { markChangedMail } from './mails/mark-changed-mail.js';
import { MarkingQueries, type MarkRow } from './marking.queries.js';
import { MarkingService, sameMark, wholeMark, type MarkDesk } from './marking.service.js';
import { quizPaths } from './quiz-paths.js';
import { changeOf, gradeCorrected, type Change } from './rules/correct.js';
import { othersOf, rulesOf } from './rules/outcome.js';
import { remarked } from './rules/remark.js';

export const markChangedMailKind = 'quizzes:mark-changed';

/** Another mark for an answer that has one. */
export interface Remark extends Mark {
  /** Its learner reads this where the result is known to them. */
  reason: string;
  /** Number of the mark that was seen: where it has been changed since, this one is refused. */
  seen: number;
}

interface Result {
  score: Score;
  passed: boolean;
}

/**
 * Gives an answer another mark. Both are kept, with the reason. Points and a pass rise at once, and fall with the reason that the
 * learner reads; what a programme has counted as done stays done, and a certificate stands until somebody withdraws it.
 */
@Injectable()
export class MarkingChangesService implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(ProgressService) private readonly progress: ProgressService,
    @Inject(MailService) private readonly mail: MailService,
    @Inject(MailKinds) private readonly mailKinds: MailKinds,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(AttemptQueries) private readonly attempts: AttemptQueries,
    @Inject(CorrectionQueries) private readonly corrections: CorrectionQueries,
    @Inject(MarkingQueries) private readonly rows: MarkingQueries,
    @Inject(MarkingService) private readonly marking: MarkingService,
  ) {}

  onModuleInit(): void {
    this.mailKinds.register(markChangedMailKind, whileActive(this.rows));
  }

  /** An answer that has its mark. @throws NotFound while it waits, and for whoever may not mark it */
  async desk(viewer: Viewer, attemptId: string, questionId: string): Promise<MarkDesk & { mark: NonNullable<MarkDesk['mark']> }> {
    return marked(await this.marking.desk(viewer, attemptId, questionId));
  }

  /**
   * Changes the mark; the same again by the same person changes nothing. Where the attempt has its result, it gets the new one, and the
   * learner gets a mail: all or nothing. Returns whether the learner was concerned, for they know no mark before the result.
   * @throws Invalid where a criterion has no level, or the mark is the one that stands
   * @throws Conflict where the mark has been changed since it was seen
   */
  change(viewer: Viewer, attemptId: string, questionId: string, { seen, reason, ...mark }: Remark): Promise<boolean> {
    return this.database.transaction(async () => {
      await this.desk(viewer, attemptId, questionId);
      await this.corrections.lockOut();
      await this.rows.hold(attemptId);
      const row = await this.marking.row(viewer, attemptId, questionId);
      const desk = marked(await this.marking.deskOf(viewer, row));
      wholeMark(desk.question, mark);
      if (desk.mark.number !== seen) {
        const [last] = desk.earlier;
        if (desk.mark.own && last?.number === seen && last.reason === reason && sameMark(desk.mark, mark)) return desk.graded;
        throw new Conflict('quizzes.marking.changedSince');
      }
      if (sameMark(desk.mark, mark)) throw new Invalid({ form: { key: 'quizzes.marking.sameMark' } });
      const results = desk.graded ? await this.results(row, desk, mark) : null;
      const replacement = { mark, number: seen, reason, markerId: viewer.personId, result: results?.after ?? null };
      await this.rows.replace(attemptId, questionId, replacement, this.clock.now());
      const effect = results && changeOf(results.before, results.after);
      await this.audit.record({
        actorId: viewer.personId,
        action: 'mark.changed',
        objectType: 'attempt',
        objectId: attemptId,
        detail: { questionId, number: seen, result: effect },
      });
      if (results && effect) await this.tell(row, desk, { ...results, effect, reason });
      return desk.graded;
    });
  }

  /** The result of an attempt that this transaction holds, and the one with this mark. */
  private async results({ enrolmentId, quizId, number, attemptId }: MarkRow, desk: MarkDesk, mark: Mark): Promise<{ before: Result; after: Result }> {
    const sheet = await this.attempts.sheet(enrolmentId, quizId, number);
    if (!sheet?.score) throw new NotFound('attempt');
    const [made, given] = [await this.corrections.forAttempt(quizId, attemptId), sheet.responses.get(desk.question.id)];
    const points = {
      before: gradeCorrected(desk.question, given, made, desk.mark ?? undefined),
      after: gradeCorrected(desk.question, given, made, mark),
    };
    const before = { score: sheet.score, passed: sheet.passed };
    const rules = rulesOf(desk.outline, desk.quiz);
    return { before, after: remarked(before, points, othersOf(sheet.attempts, number, rules), rules) };
  }

  private async tell(
    { attemptId, enrolmentId, personId, programmeId, revisionId, quizId, number }: MarkRow,
    { outline, module, quiz, question, earlier }: MarkDesk,
    { before, after, effect, reason }: { before: Result; after: Result; effect: Change; reason: string },
  ): Promise<void> {
    const gained = after.passed && !before.passed;
    // A pass that is gained counts from now on; one that is lost has counted and goes on doing so.
    if (gained)
      await this.progress.record(
        { id: enrolmentId, personId, programmeId },
        { type: 'quiz-graded', itemId: quizId, payload: { attempt: attemptId, passed: true, revision: revisionId } },
      );
    const reader = await this.rows.reader(attemptId);
    if (!reader?.active) return;
    const language = isLanguage(reader.language) ? reader.language : 'en';
    await this.mail.write({
      dedupeKey: `${markChangedMailKind}:${attemptId}:${question.id}:${earlier.length + 1}`,
      kind: markChangedMailKind,
      objectId: attemptId,
      personId: reader.personId,
      to: { email: reader.email, name: reader.name },
      language,
      ...markChangedMail({
        language,
        here: { outline, module, quiz },
        reason,
        points: quiz.settings.show.marks === 'after' && effect !== 'same' ? { before: before.score, after: after.score } : null,
        gained,
        lost: before.passed && !after.passed,
        href: this.config.baseUrl + quizPaths.attempt(enrolmentId, quizId, number),
      }),
    });
  }
}

function marked(desk: MarkDesk): MarkDesk & { mark: NonNullable<MarkDesk['mark']> } {
  const { mark } = desk;
  if (!mark) throw new NotFound('mark');
  return { ...desk, mark };
}
