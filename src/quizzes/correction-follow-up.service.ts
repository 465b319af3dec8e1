import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { MailKinds } from '../mail/mail-kinds.js';
import { MailService } from '../mail/mail.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { log } from '../platform/log.js';
import { JobQueues } from '../platform/queue/queues.js';
import { ProgressService } from '../progress/progress.service.js';
import { whileActive } from './attempt-mails.js';
import { CorrectionFollowUpQueries, type DueEffect, type EffectKey } from './correction-follow-up.queries.js';
import { correctedMail } from './mails/corrected-mail.js';
import { MarkingQueries } from './marking.queries.js';
import { quizIn } from './quiz-here.js';
import { quizPaths } from './quiz-paths.js';

const correctedMailKind = 'quizzes:corrected';
export const followUpJob = 'quizzes/corrected';

const batch = 100;
const nobody = '00000000-0000-0000-0000-000000000000';
const keyOf = ({ attemptId, correctionId }: EffectKey): string => `${correctionId}:${attemptId}`;

/**
 * What follows from a correction for each learner whose result it has changed: a pass that was gained goes into the learning record,
 * and a mail is written. That would be long under the lock for which every hand-in waits, so the changed results are written first,
 * as what is still due, and this catches up with them.
 */
@Injectable()
export class CorrectionFollowUp implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(ProgressService) private readonly progress: ProgressService,
    @Inject(MailService) private readonly mail: MailService,
    @Inject(MailKinds) private readonly mailKinds: MailKinds,
    @Inject(MarkingQueries) private readonly readers: MarkingQueries,
    @Inject(CorrectionFollowUpQueries) private readonly rows: CorrectionFollowUpQueries,
  ) {}

  onModuleInit(): void {
    this.mailKinds.register(correctedMailKind, whileActive(this.readers));
  }

  /** Begins once the running transaction has committed. */
  begin(correctionId: string): void {
    this.database.afterCommit(() => this.queues.offer('plan', followUpJob, { correctionId }));
  }

  /**
   * Writes what is due of one correction, or of all. Safe to run twice, at the same time, and again after it was cut off: a repeat
   * records nothing, and a row is settled together with its mail. Returns how many were settled.
   */
  async catchUp(correctionId: string | null = null): Promise<number> {
    let settled = 0;
    for (let after: EffectKey = { correctionId: nobody, attemptId: nobody }; ;) {
      const due = await this.rows.due(correctionId, after, batch);
      const recorded: DueEffect[] = [];
      for (const effect of due) if (await this.record(effect)) recorded.push(effect);
      if (recorded.length) settled += await this.settle(recorded);
      if (due.length < batch) return settled;
      after = due[due.length - 1]!;
    }
  }

  /** Each in a transaction of its own: locks on people are short. False where it failed: the next round tries again. */
  private async record({ gained, enrolmentId, personId, programmeId, quizId, attemptId, revisionId, correctionId }: DueEffect): Promise<boolean> {
    // A pass that is gained counts from now on; one that is lost has counted and goes on doing so.
    if (!gained) return true;
    const payload = { attempt: attemptId, passed: true, revision: revisionId, correction: correctionId };
    try {
      await this.progress.record({ id: enrolmentId, personId, programmeId }, { type: 'quiz-graded', itemId: quizId, payload });
      return true;
    } catch (error) {
      // One whose record cannot be written must not keep the others waiting.
      log.error({ attempt: attemptId, correction: correctionId, err: error }, 'a pass gained by a correction could not be recorded');
      return false;
    }
  }

  private settle(effects: readonly DueEffect[]): Promise<number> {
    return this.database.transaction(async () => {
      const ours = new Set((await this.rows.settle(effects, this.clock.now())).map(keyOf));
      for (const effect of effects) if (effect.active && ours.has(keyOf(effect))) await this.writeMail(effect);
      return ours.size;
    });
  }

  private async writeMail(effect: DueEffect): Promise<void> {
    const { attemptId, correctionId, quizId, max, language, name, email } = effect;
    const outline = await this.catalogue.outline(effect.revisionId);
    const words = correctedMail({
      language: isLanguage(language) ? language : 'en',
      outline,
      quizId,
      reason: effect.reason,
      points:
        quizIn(outline, quizId)?.quiz.settings.show.marks === 'after'
          ? {
              before: { numerator: effect.numeratorBefore, denominator: effect.denominatorBefore, max },
              after: { numerator: effect.numeratorAfter, denominator: effect.denominatorAfter, max },
            }
          : null,
      gained: effect.gained,
      loweredBecause: effect.loweredBecause,
      href: this.config.baseUrl + quizPaths.attempt(effect.enrolmentId, quizId, effect.number),
    });
    await this.mail.write({
      dedupeKey: `quizzes:corrected:${correctionId}:${attemptId}`,
      kind: correctedMailKind,
      objectId: attemptId,
      personId: effect.personId,
      to: { email, name },
      language,
      ...words,
    });
  }
}
