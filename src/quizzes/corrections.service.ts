import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Outline } from '../catalogue/outline.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { Conflict, Invalid, NotAllowed, NotFound } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { CompletionRewards, type Earned } from '../progress/registries.js';
import type { Answer, Question } from '../questions/question.js';
import { compareScores, type Score } from '../questions/rules/grade.js';
import { questionVersion } from '../questions/rules/version.js';
import { CorrectionFollowUp } from './correction-follow-up.service.js';
import { CorrectionQueries, type KeptCorrection, type Met, type NewResult } from './correction.queries.js';
import { quizIn, type QuizHere } from './quiz-here.js';
import { mayCorrect } from './quiz.policy.js';
import { earnsPass, rulesOf } from './rules/outcome.js';
import { changeOf, correctionFault, isTyped, scoreOf, type Change, type Correcting, type CorrectionKind } from './rules/correct.js';

/** A version of a question that stands in the programme today or that attempts have met. */
export interface MetVersion {
  version: string;
  question: Question;
  /** It stands in the current revision of the programme. */
  current: boolean;
  /** Graded attempts that met it, in whatever programme. */
  attempts: number;
  /** The first revision in which it was met: of the programme itself where it was, else of another one that has the quiz. */
  since: { programmeId: string; revision: number };
}

export interface CorrectionPlace extends QuizHere {
  question: Question;
  version: string;
  /** All that can be put right: today's first, then the others, the newest before older ones. */
  versions: MetVersion[];
  /** Those that have been made for this version. */
  made: KeptCorrection[];
}

/** What a trainer wants to put right. */
export interface Wish {
  kind: CorrectionKind;
  answer: Answer;
  /** In which the answer is typed; may be left out where there is one language, or nothing is typed. */
  language?: string | null;
}

export interface Effect {
  met: Met;
  change: Change;
  after: { score: Score; passed: boolean };
  /** Certificates that rest on what this learner has achieved at the quiz here: of this enrolment, and of those credited from it. */
  certificates: Earned[];
}

/** What a correction would do. */
export interface Effects {
  /** Attempts that met this version of the question. */
  attempts: number;
  raised: Effect[];
  lowered: Effect[];
  /** Names this very picture: a confirmation of another one is refused. */
  seen: string;
}

/** The part that needs a second look: each lowering by name, and why. */
export interface Confirmation {
  seen: string;
  reason: string;
  /** Attempts whose result may be lowered; others keep theirs. */
  lower: readonly string[];
  lowerReason: string | null;
}

/** What counts for nobody has no answer, whatever is ticked beside it, and only typed answers have a language. */
function plain(question: Question, { kind, answer, language }: Wish): Required<Wish> {
  if (kind === 'void') return { kind, answer: [], language: null };
  const [only, ...more] = Object.keys(question.words);
  return { kind, answer, language: isTyped(question) ? (language ?? (more.length ? null : only!)) : null };
}

/** Effects follow from the wish and from the state; so these name them. */
const seenOf = ({ version }: CorrectionPlace, wish: Required<Wish>, state: string): string =>
  createHash('sha256')
    .update(JSON.stringify([version, wish.kind, wish.answer, wish.language, state]))
    .digest('hex')
    .slice(0, 16);

/** The versions of a question in these outlines, the first of which is today's, in their order. */
function versionsIn([now, ...met]: readonly { outline: Outline; attempts: number }[], quizId: string, questionId: string): MetVersion[] {
  const versions = new Map<string, MetVersion>();
  for (const { outline, attempts } of [now!, ...met]) {
    const question = quizIn(outline, quizId)?.quiz.questions.find((one) => one.id === questionId);
    if (!question) continue;
    const { programmeId, revision } = outline;
    const version = questionVersion(question);
    const known = versions.get(version) ?? { version, question, current: outline === now!.outline, attempts: 0, since: { programmeId, revision } };
    const { since } = known;
    const earlier = since.programmeId === programmeId && revision < since.revision;
    versions.set(version, { ...known, attempts: known.attempts + attempts, since: earlier ? { programmeId, revision } : since });
  }
  return [...versions.values()];
}

const newResult = ({ met, after }: Effect): NewResult => ({ attemptId: met.id, ...after });

const faults = {
  kind: 'quizzes.correct.fault.kind',
  empty: 'quizzes.correct.fault.empty',
  answer: 'quizzes.correct.fault.answer',
  key: 'quizzes.correct.fault.key',
  same: 'quizzes.correct.fault.same',
} as const;

/**
 * Puts a bad question right after people have answered it. Results only rise, unless a lowering is confirmed one by one
 * with a reason; both results are kept, and whoever is concerned is told. What a programme has counted as done stays done,
 * and a certificate stands until somebody withdraws it.
 */
@Injectable()
export class CorrectionsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(CompletionRewards) private readonly rewards: CompletionRewards,
    @Inject(CorrectionFollowUp) private readonly followUp: CorrectionFollowUp,
    @Inject(CorrectionQueries) private readonly rows: CorrectionQueries,
  ) {}

  /**
   * A version of a question with what has been put right about it: today's where none is named, else the newest that was met.
   * Two statements; revisions that this process has not read yet are read once each.
   * @throws NotAllowed, NotFound
   */
  async place(viewer: Viewer, programmeId: string, quizId: string, questionId: string, wanted?: string): Promise<CorrectionPlace> {
    if (!mayCorrect(viewer)) throw new NotAllowed('question.correct');
    const now = await this.catalogue.currentOutline(programmeId);
    const met: { outline: Outline; attempts: number }[] = [];
    for (const { revisionId, attempts } of await this.rows.revisionsMet(quizId, questionId))
      met.push({ outline: await this.catalogue.outline(revisionId), attempts });
    met.sort(
      (a, b) =>
        Number(b.outline.programmeId === programmeId) - Number(a.outline.programmeId === programmeId) || b.outline.revision - a.outline.revision,
    );
    const versions = versionsIn([{ outline: now, attempts: 0 }, ...met], quizId, questionId);
    const found = wanted === undefined ? versions[0] : versions.find(({ version }) => version === wanted);
    const here = [now, ...met.map(({ outline }) => outline)]
      .filter((outline) => outline.programmeId === programmeId)
      .map((outline) => quizIn(outline, quizId))
      .find((one) => one !== null);
    if (!here || !found) throw new NotFound('question');
    const { question, version } = found;
    const made = (await this.rows.ofQuiz(quizId)).filter((one) => one.questionId === questionId && one.version === version);
    return { ...here, question, version, versions, made };
  }

  /** All corrections of a quiz in the order in which they were made: for sums over everybody, not for a page about one. */
  ofQuiz(quizId: string): Promise<KeptCorrection[]> {
    return this.rows.ofQuiz(quizId);
  }

  /** Whose results would change, and how. Writes nothing. @throws Invalid where the correction cannot be made */
  async preview(place: CorrectionPlace, wished: Wish): Promise<Effects> {
    const { quiz, question, version, made } = place;
    const wish = plain(question, wished);
    const fault = correctionFault(question, wish, made);
    if (fault === 'language') throw new Invalid({ language: { key: 'web.error.required' } });
    if (fault) throw new Invalid({ answer: { key: faults[fault] } });
    // Read first: where anything changes while the picture is drawn, the picture is not that of this state.
    const seen = seenOf(place, wish, await this.rows.state(quiz.id, question.id));
    const before = await this.rows.ofQuiz(quiz.id);
    const after: Correcting[] = [...before, { questionId: question.id, version, ...wish }];
    const effects: Omit<Effect, 'certificates'>[] = [];
    let attempts = 0;
    const risen = new Map<string, Score>();
    for await (const met of this.rows.met(quiz.id, question.id)) {
      const outline = await this.catalogue.outline(met.revisionId);
      const here = quizIn(outline, quiz.id);
      if (!here) continue;
      const pool = new Map(here.quiz.questions.map((one) => [one.id, one]));
      const own = met.asked ? pool.get(question.id) : undefined;
      const concerned = own !== undefined && questionVersion(own) === version;
      const rules = rulesOf(outline, here.quiz);
      // An attempt may pass by the average with earlier ones, which rise with it: also one that never met the question.
      const lifted = rules.counts === 'average' && met.earlier.some(({ id }) => risen.has(id));
      if (!concerned && !lifted) continue;
      if (concerned) attempts++;
      const questions = met.questions.flatMap((drawn) => pool.get(drawn.id) ?? []);
      const score = concerned ? scoreOf(questions, met.given, after, met.marks) : met.score;
      const earlier = met.earlier.map((one) => risen.get(one.id) ?? one.score);
      // Only points that fall can take a pass away: what else has changed since, such as a mark, is no work of the correction.
      const stays = met.passed && compareScores(score, met.score) >= 0;
      const result = { score, passed: stays || earnsPass(earlier, score, rules) };
      if (compareScores(score, met.score) > 0) risen.set(met.id, score);
      const change = changeOf(met, result);
      if (change !== 'same') effects.push({ met, change, after: result });
    }
    const certificates = await this.certificates(place, [...new Set(effects.map(({ met }) => met.enrolmentId))]);
    const whole = effects.map((effect) => ({ ...effect, certificates: certificates.get(effect.met.enrolmentId) ?? [] }));
    return {
      attempts,
      raised: whole.filter((effect) => effect.change === 'raised'),
      lowered: whole.filter((effect) => effect.change === 'lowered'),
      seen,
    };
  }

  /**
   * Makes the correction: for everybody who met the question, and for attempts that are still open. The picture is drawn before the
   * lock, for which every hand-in waits; under it only what it was drawn from is compared, and the results are written.
   * What follows for the learners comes right after (`CorrectionFollowUp`).
   * @throws Conflict where the picture has changed since it was shown
   * @throws Invalid where a reason is missing
   */
  async apply(
    viewer: Viewer,
    programmeId: string,
    quizId: string,
    questionId: string,
    wished: Wish,
    confirmed: Confirmation,
    version?: string,
  ): Promise<Effects & { changed: number }> {
    const place = await this.place(viewer, programmeId, quizId, questionId, version);
    const wish = plain(place.question, wished);
    const effects = await this.preview(place, wish);
    if (effects.seen !== confirmed.seen) throw new Conflict('quizzes.correct.changed');
    const { raised } = effects;
    const lowered = effects.lowered.filter(({ met }) => confirmed.lower.includes(met.id));
    if (lowered.length && !confirmed.lowerReason) throw new Invalid({ lowerReason: { key: 'web.error.required' } });
    await this.database.transaction(async () => {
      await this.rows.lock();
      if (seenOf(place, wish, await this.rows.state(quizId, questionId)) !== effects.seen) throw new Conflict('quizzes.correct.changed');
      const now = this.clock.now();
      const id = newId(now.getTime());
      await this.rows.add(id, quizId, { questionId, version: place.version, ...wish, reason: confirmed.reason }, viewer.personId, now);
      await this.rows.apply(id, raised.map(newResult), null);
      await this.rows.apply(id, lowered.map(newResult), confirmed.lowerReason);
      await this.audit.record({
        actorId: viewer.personId,
        action: 'question.correct',
        objectType: 'question',
        objectId: questionId,
        detail: { correction: id, kind: wish.kind, raised: raised.length, lowered: lowered.length },
      });
      this.followUp.begin(id);
    });
    return { ...effects, changed: raised.length + lowered.length };
  }

  /** By enrolment, for all of them at once. */
  private async certificates({ quiz, module }: CorrectionPlace, enrolmentIds: readonly string[]): Promise<Map<string, Earned[]>> {
    const resting = await this.rows.resting(enrolmentIds, quiz.id, module.id);
    const bearers = new Map<string, string[]>();
    for (const { enrolmentId, restingId } of resting) bearers.set(restingId, [...(bearers.get(restingId) ?? []), enrolmentId]);
    const found = new Map<string, Earned[]>();
    for (const one of await this.rewards.earned([...bearers.keys()]))
      for (const enrolmentId of bearers.get(one.enrolmentId) ?? []) found.set(enrolmentId, [...(found.get(enrolmentId) ?? []), one]);
    return found;
  }
}
