import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Outline } from '../catalogue/outline.js';
import { Clock } from '../platform/clock.js';
import { Conflict, Invalid, NotFound } from '../platform/errors.js';
import { isId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { FirstOffers, type FirstOffer } from '../progress/registries.js';
import type { Question } from '../questions/question.js';
import { isAnswer, type Fraction } from '../questions/rules/grade.js';
import { kindOf } from '../questions/rules/kinds.js';
import type { Answers } from '../questions/rules/try.js';
import { CorrectionQueries } from './correction.queries.js';
import { PrecheckQueries, type BothRow, type GivenPrecheck, type PrecheckRow } from './precheck.queries.js';
import { quizPaths } from './quiz-paths.js';
import { mayTry } from './quiz.policy.js';
import { gradeCorrected, withKey, type Correcting } from './rules/correct.js';
import { askedIn, drawPrecheck, knowledgeOf, questionIn, type Asked, type Knowledge, type Pair } from './rules/precheck.js';

/** A pre-check as its learner sees it. */
export interface PrecheckDesk {
  desk: PrecheckRow;
  outline: Outline;
  asked: Asked[];
  questions: Question[];
  /** `open`: may be given · `given`: kept, and nothing is said about it yet · `over`: the programme has begun without it · `shown`: complete, so it may be seen. */
  state: 'open' | 'given' | 'over' | 'shown';
}

/** What do you know already? Optional, before the first step, counted for nothing. */
@Injectable()
export class PrecheckService implements FirstOffer, OnModuleInit {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(PrecheckQueries) private readonly rows: PrecheckQueries,
    @Inject(CorrectionQueries) private readonly corrections: CorrectionQueries,
    @Inject(FirstOffers) private readonly offers: FirstOffers,
  ) {}

  onModuleInit(): void {
    this.offers.register(this);
  }

  forEnrolment(enrolmentId: string, outline: Outline): { href: string } | null {
    return drawPrecheck(outline, enrolmentId).length ? { href: quizPaths.precheck(enrolmentId) } : null;
  }

  /**
   * One statement; another one where right answers are shown, for what has been put right.
   * @param revisionId the revision on which the learner has the questions before them; the current one where nothing is said
   * @throws NotFound where the enrolment is not the viewer's, or its programme has nothing to ask
   */
  async desk(viewer: Viewer, enrolmentId: string, revisionId?: string): Promise<PrecheckDesk> {
    const desk = isId(enrolmentId) ? await this.rows.desk(enrolmentId) : null;
    if (!desk || !mayTry(viewer, desk)) throw new NotFound('precheck');
    const shown = desk.given?.revisionId ?? revisionId;
    const outline = await (shown ? this.catalogue.outline(shown) : this.catalogue.currentOutline(desk.programmeId));
    if (outline.programmeId !== desk.programmeId) throw new NotFound('precheck');
    const asked = desk.given?.questions ?? drawPrecheck(outline, enrolmentId);
    if (!asked.length) throw new NotFound('precheck');
    const [questions, state] = [askedIn(outline, asked), stateOf(desk)];
    const made = state === 'shown' ? await this.corrections.ofQuizzes(asked.map(({ quizId }) => quizId)) : [];
    return { desk, outline, asked, questions: questions.map((question) => withKey(question, made)), state };
  }

  /**
   * Keeps the answers, once: a repeat changes nothing.
   * @throws Conflict where the programme has begun
   * @throws Invalid where nothing is answered, or an answer does not fit its question
   */
  async give(viewer: Viewer, enrolmentId: string, revisionId: string, given: Answers): Promise<void> {
    const { desk, outline, asked, questions } = await this.desk(viewer, enrolmentId, revisionId);
    if (desk.given) return;
    if (desk.startedAt) throw new Conflict('quizzes.precheck.over');
    const answers: Record<string, string[]> = {};
    for (const question of questions) {
      const answer = given[question.id] ?? [];
      if (!isAnswer(question, answer)) throw new Invalid({ form: { key: 'quizzes.error.answer' } });
      if (answer.length) answers[question.id] = [...answer];
    }
    if (!Object.keys(answers).length) throw new Invalid({ form: { key: 'quizzes.precheck.empty' } });
    const kept: GivenPrecheck = { revisionId: outline.revisionId, questions: asked, answers, language: viewer.language, givenAt: this.clock.now() };
    await this.rows.keep(enrolmentId, kept);
  }

  /**
   * Before and after by objective, over whole steps of the people of a cohort who did both. Whoever asks must have asked who may see
   * the cohort. Two statements.
   */
  async knowledge(cohortId: string): Promise<Knowledge[]> {
    const pairs = new Map<string, Pair[]>();
    const rows = await this.rows.both(cohortId);
    const made = rows.length ? await this.corrections.ofQuizzes([...new Set(rows.map(({ quizId }) => quizId))]) : [];
    for (const row of rows) {
      const [first, later] = [await this.catalogue.outline(row.revisionId), await this.catalogue.outline(row.attemptRevisionId)];
      for (const { objective, ...pair } of pairsOf(row, first, later, made)) {
        const known = pairs.get(objective);
        if (known) known.push(pair);
        else pairs.set(objective, [pair]);
      }
    }
    return knowledgeOf(pairs);
  }
}

function stateOf({ given, startedAt, completedAt }: PrecheckRow): PrecheckDesk['state'] {
  if (given) return completedAt ? 'shown' : 'given';
  return startedAt ? 'over' : 'open';
}

const shareOf = ({ numerator, denominator }: Fraction): number => numerator / denominator;

/**
 * For each objective of the pre-check about which this quiz asked, too: the points before, and their mean in the first attempt, both
 * with what has been put right since. What people mark is left out: a pre-check asks nothing like it.
 */
export function pairsOf(
  row: BothRow,
  first: Pick<Outline, 'modules'>,
  later: Pick<Outline, 'modules'>,
  made: readonly Correcting[],
): (Pair & { objective: string })[] {
  return row.questions.flatMap(({ id, quizId }) => {
    const question = quizId === row.quizId ? questionIn(first, quizId, id) : null;
    if (!question) return [];
    const about = row.drawn
      .flatMap((drawn) => questionIn(later, quizId, drawn.id) ?? [])
      .filter((one) => one.objective === question.objective && !kindOf(one).byHand);
    if (!about.length) return [];
    const points = about.map((one) => {
      const { answer = [], language = row.language } = row.responses[one.id] ?? {};
      return shareOf(gradeCorrected(one, { answer, language }, made));
    });
    const after = points.reduce((total, one) => total + one, 0) / points.length;
    const before = gradeCorrected(question, { answer: row.answers[id] ?? [], language: row.language }, made);
    return [{ objective: question.objective, before: shareOf(before), after }];
  });
}
