import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import type { Outline, OutlineModule, OutlineQuiz } from '../catalogue/outline.js';
import { Clock } from '../platform/clock.js';
import { NotAllowed, NotFound } from '../platform/errors.js';
import { holds, type Viewer } from '../platform/security/viewer.js';
import type { Question } from '../questions/question.js';
import { kindOf } from '../questions/rules/kinds.js';
import { questionVersion } from '../questions/rules/version.js';
import { CorrectionsService } from '../quizzes/corrections.service.js';
import { gradeCorrected, type Correcting } from '../quizzes/rules/correct.js';
import { fewest, gathered, itemFigures, quizFigures, sum, type AnswerGroup, type ItemFigures, type QuizFigures } from './rules/statistics.js';
import { StatisticsQueries, type GroupRow, type KnownQuestion, type RevisionRow } from './statistics.queries.js';

/** A quiz of the programmes as they are published now. */
export interface QuizPlace {
  module: OutlineModule;
  quiz: OutlineQuiz;
  /** All programmes that have it. Their own questions may stand beside those of the module. */
  programmes: Outline[];
}

export interface QuizLine extends QuizPlace {
  /** People who have handed in; null: fewer than five. */
  count: number | null;
}

export interface ItemStatistics extends ItemFigures {
  question: Question;
  version: string;
  /** Published in this form now. */
  current: boolean;
  /** The one in which it was answered. */
  language: string;
  /** Median seconds since the answer before; null under 20 that can be told. */
  seconds: number | null;
}

export interface QuizStatistics extends QuizPlace {
  now: Date;
  /** People who have handed in; null: fewer than five. */
  people: number | null;
  /** How many of them are in the figures: those of whole steps. */
  counted: number;
  /** How many wait for a mark; null where `people` is. */
  waiting: number | null;
  /** What was taken as a whole: what is published now, then the rest, the newest first. */
  compositions: Composition[];
  /** Questions in the order of the file, those that are published no more behind them; a line per version and language. */
  items: ItemStatistics[];
  /** Questions that nobody has answered yet. */
  unanswered: Question[];
  /** Languages in which somebody answered. */
  languages: string[];
}

/** Attempts that are made of the same questions for everybody, in the same version, and of as many that are drawn. */
export interface Composition extends QuizFigures {
  /** Questions that each attempt has, and how many more are drawn. */
  fixed: number;
  drawn: number;
  /** When it was first published. */
  since: Date;
  /** A programme has it now. */
  current: boolean;
}

interface Known {
  rows: KnownQuestion[];
  /** By number: each question with its words as some revision has it. */
  questions: Question[];
  /** By number. */
  versions: string[];
  /** By version: the newest question that has it. */
  newest: Map<string, Question>;
  /** By number. */
  forms: Form[];
}

interface Form extends Pick<Composition, 'fixed' | 'drawn' | 'current'> {
  /** When each of its revisions was published on which somebody has handed in. */
  published: Date[];
}

/** What answers say about questions. Figures over all authorities, without persons. */
@Injectable()
export class StatisticsService {
  constructor(
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(CorrectionsService) private readonly corrections: CorrectionsService,
    @Inject(StatisticsQueries) private readonly queries: StatisticsQueries,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** All published quizzes. One statement. @throws NotAllowed */
  async quizzes(viewer: Viewer): Promise<QuizLine[]> {
    allow(viewer);
    const counts = new Map((await this.queries.counts()).map((row) => [row.quizId, row]));
    return [...(await this.places()).values()].map((place) => ({ ...place, count: shown(counts.get(place.quiz.id)?.count ?? 0) }));
  }

  /**
   * Three statements, whatever the number of attempts; revisions that this process has not read yet are read once each.
   * @throws NotAllowed, or NotFound where no published programme has this quiz
   */
  async quiz(viewer: Viewer, quizId: string): Promise<QuizStatistics> {
    allow(viewer);
    const place = (await this.places()).get(quizId);
    if (!place) throw new NotFound('quiz');
    const revisions = await this.queries.revisions(quizId);
    const known = await this.known(quizId, place.programmes, revisions);
    const rows = await this.queries.groups(quizId, known.rows);
    const made = await this.corrections.ofQuiz(quizId);
    const groups = rows.map((row) => ({ ...row, points: pointsOf(known.questions[row.question]!, row, made) }));
    const items = itemsOf(groups, known, place);
    const compositions = compositionsOf(groups, known.forms);
    const met = new Set(items.map(({ question }) => question.id));
    const people = shown(sum(revisions, (one) => one.people));
    return {
      ...place,
      now: this.clock.now(),
      people,
      counted: sum(compositions, ({ count }) => count ?? 0),
      waiting: people === null ? null : sum(revisions, (one) => one.waiting),
      compositions,
      items,
      unanswered: pool(place).filter(({ id }) => !met.has(id)),
      languages: [...new Set(items.map(({ language }) => language))].sort(),
    };
  }

  private async places(): Promise<Map<string, QuizPlace>> {
    const places = new Map<string, QuizPlace>();
    for (const outline of await this.catalogue.currentOutlines())
      for (const module of outline.modules)
        for (const item of module.items) {
          if (item.kind !== 'quiz') continue;
          const place = places.get(item.id);
          if (place) place.programmes.push(outline);
          else places.set(item.id, { module, quiz: item, programmes: [outline] });
        }
    return places;
  }

  private async known(quizId: string, programmes: readonly Outline[], revisions: readonly RevisionRow[]): Promise<Known> {
    const known: Known = { rows: [], questions: [], versions: [], newest: new Map(), forms: [] };
    const [numbers, forms] = [new Map<string, number>(), new Map<string, number>()];
    const outlines = new Map(programmes.map((outline) => [outline.revisionId, outline]));
    const now = new Set(outlines.keys());
    const published = new Map(revisions.map(({ id, publishedAt }) => [id, publishedAt]));
    for (const { id } of revisions) if (!outlines.has(id)) outlines.set(id, await this.catalogue.outline(id));
    for (const [revisionId, outline] of outlines) {
      const quiz = quizOf(outline, quizId);
      if (!quiz) continue;
      const fixed = quiz.questions.filter(({ id }) => isFixed(quiz, id));
      const drawn = Math.max(0, Math.min(quiz.draw, quiz.questions.length) - fixed.length);
      const form = numberOf(forms, [...fixed.map(questionVersion).sort(), drawn].join(' '));
      const { published: dates } = (known.forms[form] ??= { fixed: fixed.length, drawn, current: false, published: [] });
      if (now.has(revisionId)) known.forms[form].current = true;
      if (published.has(revisionId)) dates.push(published.get(revisionId)!);
      for (const question of quiz.questions) {
        const number = numberOf(numbers, JSON.stringify(question));
        const version = questionVersion(question);
        known.questions[number] = question;
        known.versions[number] = version;
        // Today's revisions come first.
        if (!known.newest.has(version)) known.newest.set(version, question);
        known.rows.push({ revisionId, questionId: question.id, version, question: number, form, fixed: fixed.includes(question) });
      }
    }
    return known;
  }
}

/** A number of people that may be said. */
const shown = (count: number): number | null => (count < fewest.shown ? null : count);

function allow(viewer: Viewer): void {
  if (!holds(viewer, 'catalogue.preview')) throw new NotAllowed('catalogue.preview');
}

const quizOf = (outline: Outline, quizId: string): OutlineQuiz | null => {
  for (const module of outline.modules) for (const item of module.items) if (item.kind === 'quiz' && item.id === quizId) return item;
  return null;
};

/** Every attempt has it. */
const isFixed = ({ draw, questions, always }: OutlineQuiz, id: string): boolean => draw >= questions.length || always.includes(id);

function numberOf(numbers: Map<string, number>, name: string): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

/** As totals count them: with marks, and with what has been put right since. */
function pointsOf(question: Question, { answer, language, mark }: GroupRow, made: readonly Correcting[]): number {
  const { numerator, denominator } = gradeCorrected(question, { answer, language }, made, mark ? { criteria: mark, comment: '' } : undefined);
  return numerator / denominator;
}

type Group = AnswerGroup & GroupRow;

/** Compositions of which somebody has handed in an attempt: what is published now, then the rest, the newest first. Any part of a whole step counts: each slot of an attempt is in one. */
function compositionsOf(groups: readonly Group[], forms: readonly Form[]): Composition[] {
  const byForm = gathered(
    groups.filter(({ part }) => part !== 'waits'),
    ({ form }) => form,
  );
  return forms
    .flatMap(({ published, ...form }, number): Composition[] => {
      if (!published.length) return [];
      const since = new Date(Math.min(...published.map((date) => date.getTime())));
      return [{ ...form, since, ...quizFigures(byForm.get(number) ?? []) }];
    })
    .sort((a, b) => Number(b.current) - Number(a.current) || b.since.getTime() - a.since.getTime() || (b.count ?? 0) - (a.count ?? 0));
}

/** All questions that somebody can get now. */
function pool({ quiz, programmes }: QuizPlace): Question[] {
  const byId = new Map<string, Question>();
  for (const outline of programmes)
    for (const question of quizOf(outline, quiz.id)?.questions ?? []) if (!byId.has(question.id)) byId.set(question.id, question);
  return [...byId.values()];
}

/** The options of a question and its right ones; empty for types that offer none. */
export function optionsOf(question: Question, language: string): { options: string[]; right: string[] } {
  if (!('options' in question) || !Object.values(question.words).every((words) => 'options' in words)) return { options: [], right: [] };
  return { options: [...question.options], right: [...kindOf(question).right(question, language)] };
}

function itemsOf(groups: readonly Group[], known: Known, place: QuizPlace): ItemStatistics[] {
  const byLine = gathered(groups, ({ question, language }) => `${known.versions[question]} ${language}`);
  const now = pool(place);
  const versionsNow = new Set(place.programmes.flatMap((outline) => (quizOf(outline, place.quiz.id)?.questions ?? []).map(questionVersion)));
  const items = [...byLine].map(([line, list]): ItemStatistics => {
    const [version, language] = line.split(' ') as [string, string];
    const question = known.newest.get(version)!;
    const { options, right } = optionsOf(question, language);
    return {
      ...itemFigures(
        list.filter(({ part }) => part === 'line'),
        options,
        right,
      ),
      question,
      version,
      current: versionsNow.has(version),
      language,
      seconds: list.find(({ part }) => part === 'line')?.seconds ?? null,
    };
  });
  const placeOf = (item: ItemStatistics): number => {
    const at = now.findIndex(({ id }) => id === item.question.id);
    return (at < 0 ? now.length : at) + (item.current ? 0 : 0.5);
  };
  return items.sort((a, b) => placeOf(a) - placeOf(b) || (a.language < b.language ? -1 : 1));
}
