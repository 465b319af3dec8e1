import type { Fields, Value } from '../../platform/source/source-file.js';
import type { Answer, QuestionBase, StemWords } from '../base.js';
import { givenIn, pairOf } from '../rules/answer-form.js';
import { everything, nothing, share, type Fraction } from '../rules/fraction.js';
import type { Kind, Part } from '../rules/kind.js';
import { readEach } from '../rules/read-each.js';
import { readProse } from '../rules/read-prose.js';
import { speaksOfPlace } from '../rules/shuffled-words.js';

export interface BranchingChoice {
  id: string;
  /** Id of the next step; null: the case ends here. */
  leads: string | null;
  /** How well it serves, as its author sees it: 0, 1 or 2; null where the case is not graded. */
  quality: number | null;
}

export interface BranchingStep {
  id: string;
  choices: BranchingChoice[];
}

export interface StepWords {
  /** Markdown. */
  situation: string;
  choices: Record<string, { text: string; consequence: string }>;
}

export interface BranchingWords extends StemWords {
  steps: Record<string, StepWords>;
}

/** A case that is walked step by step. Its steps make no circle, and each can be reached from the first. */
export interface Branching extends QuestionBase<'branching', BranchingWords> {
  graded: boolean;
  /** The first is where it begins. */
  steps: BranchingStep[];
}

/** A choice that was made at a step. */
export interface Taken {
  step: BranchingStep;
  choice: BranchingChoice;
}

export interface Walk {
  path: Taken[];
  /** The step at which somebody stands; null at an end. */
  now: BranchingStep | null;
  /** Choices as `step.choice` whose consequence has been read, on the path and off it, in the order of the question. */
  read: string[];
}

export const bestQuality = 2;
const fewestSteps = 2;
const mostSteps = 12;
const fewestChoices = 2;
const mostChoices = 4;
const mostWays = 100;

/** Beside the path an answer has `back=<step>`, which cuts it there, and `read=<step>.<choice> …`, what was read before. */
const reserved = ['back', 'read', 'end'] as const;

export const taken = (step: string, choice: string): string => `${step}.${choice}`;
const entry = ({ step, choice }: Taken): string => `${step.id}=${choice.id}`;
const stepIn = (question: Branching, id: string | null): BranchingStep | null => question.steps.find((step) => step.id === id) ?? null;

/** Follows what was given from the first step on, and leaves aside what lies off the way. */
function follow(question: Branching, given: ReadonlyMap<string, string>): Pick<Walk, 'path' | 'now'> {
  const path: Taken[] = [];
  let now: BranchingStep | null = question.steps[0] ?? null;
  while (now) {
    const step: BranchingStep = now;
    const choice: BranchingChoice | undefined = step.choices.find(({ id }) => id === given.get(step.id));
    if (!choice) break;
    path.push({ step, choice });
    now = stepIn(question, choice.leads);
  }
  return { path, now };
}

/** Where an answer has led to. */
export function walkOf(question: Branching, answer: Answer): Walk {
  const given = givenIn(answer);
  const whole = follow(question, given);
  const cut = whole.path.findIndex(({ step }) => step.id === given.get('back'));
  const { path, now } = cut < 0 ? whole : { path: whole.path.slice(0, cut), now: whole.path[cut]!.step };
  const known = new Set([...(given.get('read') ?? '').split(' '), ...whole.path.map(({ step, choice }) => taken(step.id, choice.id))]);
  const read = question.steps.flatMap((step) => step.choices.map((choice) => taken(step.id, choice.id))).filter((id) => known.has(id));
  return { path, now, read };
}

/** Every way from the first step to an end, in the order of the file. */
export function waysOf(question: Pick<Branching, 'steps'>, from: BranchingStep | undefined = question.steps[0]): Taken[][] {
  if (!from) return [];
  return from.choices.flatMap((choice) => {
    const next = question.steps.find((step) => step.id === choice.leads);
    return next ? waysOf(question, next).map((rest) => [{ step: from, choice }, ...rest]) : [[{ step: from, choice }]];
  });
}

export const qualityOf = (path: readonly Taken[]): number => path.reduce((sum, { choice }) => sum + (choice.quality ?? 0), 0);

/** Steps on the longest way from here, this one included; 0 at an end. */
const longest = (question: Branching, from: BranchingStep | null): number =>
  from ? Math.max(...waysOf(question, from).map((way) => way.length)) : 0;

/**
 * The mean quality of the steps walked, as a share of the best:
 *
 *     points = Σ quality / (2 × n)
 *
 * n counts the steps walked and, where somebody stopped on the way, all that would have come on the longest way from there:
 * to stop never pays, and another step never costs. A case that is not graded earns the point at any of its ends.
 */
function grade(question: Branching, answer: Answer): Fraction {
  const { path, now } = walkOf(question, answer);
  if (!question.graded) return now ? nothing : everything;
  return share(qualityOf(path), bestQuality * (path.length + longest(question, now)));
}

/** The best way there is; of equals the first. */
function bestWay(question: Branching): Taken[] {
  const worth = (way: readonly Taken[]): number => qualityOf(way) / way.length;
  return waysOf(question).reduce((best, way) => (worth(way) > worth(best) ? way : best));
}

function parts(question: Branching, answer: Answer, words: BranchingWords): Part[] {
  const path = walkOf(question, answer).path;
  return question.steps.flatMap((step) => {
    const made = path.find((one) => one.step.id === step.id)?.choice;
    const good = ({ quality }: BranchingChoice): boolean => quality === bestQuality || !question.graded;
    return step.choices.map((choice) => {
      const id = entry({ step, choice });
      const given = choice.id === made?.id;
      // Where the way did not lead, nothing was missed; nor where another choice served as well.
      const missed = !given && made !== undefined && !good(made) && good(choice);
      const state = given ? (good(choice) ? 'right' : 'wrong') : missed ? 'missed' : 'rest';
      const wanted = missed || (given && good(choice)) ? id : null;
      return { id, given: given ? id : null, state, wanted, why: words.steps[step.id]!.choices[choice.id]!.consequence };
    });
  });
}

/** A step as its file has it, with the places of what it leads to. */
interface StepSource {
  step: BranchingStep;
  at: Value;
  leadsAt: Map<string, Value>;
}

function readChoice(at: Value, graded: boolean): { choice: BranchingChoice; leadsAt: Value } | null {
  const fields = at.fields(graded ? ['id', 'leads', 'quality'] : ['id', 'leads']);
  if (!fields?.whole) return null;
  const [id, leadsAt] = [fields.get('id')!.id(), fields.get('leads')!];
  const leads = leadsAt.id();
  const quality = graded ? fields.get('quality')!.wholeNumber(0, bestQuality) : null;
  if (!id || !leads || (graded && quality === null)) return null;
  return { choice: { id, leads: leads === 'end' ? null : leads, quality }, leadsAt };
}

function readStep(at: Value, graded: boolean): StepSource | null {
  const fields = at.fields(['id', 'choices']);
  const id = fields?.get('id')?.id();
  const choicesAt = fields?.get('choices');
  const entries = choicesAt?.list();
  if (!id || !choicesAt || !entries) return null;
  if (reserved.some((word) => word === id)) return at.problem(`a step cannot be called "${id}"; the word has a meaning of its own`);
  if (entries.length < fewestChoices || entries.length > mostChoices)
    return choicesAt.problem(`a step has ${fewestChoices} to ${mostChoices} choices; "${id}" has ${entries.length}`);
  const choices: BranchingChoice[] = [];
  const leadsAt = new Map<string, Value>();
  for (const one of entries) {
    const read = readChoice(one, graded);
    if (!read) return null;
    if (leadsAt.has(read.choice.id)) return one.problem(`"${read.choice.id}" stands twice in the choices of "${id}"`);
    choices.push(read.choice);
    leadsAt.set(read.choice.id, read.leadsAt);
  }
  return { step: { id, choices }, at, leadsAt };
}

/** Notes choices that lead nowhere or in a circle, and steps that no way leads to. True where there is none of these. */
function leadsOn(sources: readonly StepSource[]): boolean {
  const byId = new Map(sources.map((source) => [source.step.id, source]));
  const done = new Set<string>();
  const open = new Set<string>();
  let sound = true;
  const fault = (at: Value, message: string): void => {
    at.problem(message);
    sound = false;
  };
  const visit = ({ step, leadsAt }: StepSource): void => {
    open.add(step.id);
    for (const { id, leads } of step.choices) {
      if (leads === null || done.has(leads)) continue;
      const next = byId.get(leads);
      const at = leadsAt.get(id)!;
      if (!next) fault(at, `"${id}" leads to "${leads}", which is not a step of this case; "end" ends it`);
      else if (open.has(leads)) fault(at, `"${id}" leads back to "${leads}": a case has no circles, every way comes to an end`);
      else visit(next);
    }
    open.delete(step.id);
    done.add(step.id);
  };
  visit(sources[0]!);
  for (const { step, at } of sources) if (!done.has(step.id)) fault(at, `no way leads to the step "${step.id}"`);
  return sound;
}

/** How many ways there are, without walking each. */
function countWays(steps: readonly BranchingStep[]): number {
  const counted = new Map<string, number>();
  const count = (id: string | null): number => {
    if (id === null) return 1;
    const known = counted.get(id);
    if (known !== undefined) return known;
    const ways = steps.find((step) => step.id === id)!.choices.reduce((sum, { leads }) => sum + count(leads), 0);
    counted.set(id, ways);
    return ways;
  };
  return count(steps[0]!.id);
}

function readSteps(fields: Fields, graded: boolean): BranchingStep[] | null {
  const at = fields.get('steps')!;
  const entries = at.list();
  if (!entries) return null;
  if (entries.length < fewestSteps || entries.length > mostSteps)
    return at.problem(`a case has ${fewestSteps} to ${mostSteps} steps; this one has ${entries.length}`);
  const sources: StepSource[] = [];
  for (const one of entries) {
    const source = readStep(one, graded);
    if (!source) continue;
    if (sources.some(({ step }) => step.id === source.step.id)) one.problem(`"${source.step.id}" stands twice in "steps"`);
    else sources.push(source);
  }
  // A step that could not be read would make others look as if they led nowhere.
  if (sources.length < entries.length || !leadsOn(sources)) return null;
  const steps = sources.map(({ step }) => step);
  const ways = countWays(steps);
  return ways > mostWays ? at.problem(`there are ${ways} ways through this case; more than ${mostWays} cannot be shown`) : steps;
}

function readStepWords(at: Value, step: BranchingStep): StepWords | null {
  const fields = at.fields(['situation', 'choices']);
  if (!fields?.whole) return null;
  const situation = readProse(fields.get('situation'), 'a situation has no headings');
  const ids = step.choices.map(({ id }) => id);
  const choices = readEach(fields.get('choices'), ids, 'choice', (one) => {
    const own = one.fields(['text', 'consequence']);
    const [text, consequence] = [own?.get('text')?.text(), own?.get('consequence')?.text()];
    if (text && speaksOfPlace(text)) one.problem(`a choice speaks of another's place, but choices are shuffled: "${text.slice(0, 60)}"`);
    return text && consequence ? { text, consequence } : null;
  });
  return situation !== null && choices ? { situation, choices } : null;
}

export const branching: Kind<Branching> = {
  keys: { required: ['steps'], optional: ['graded'] },
  read(fields) {
    const gradedAt = fields.get('graded');
    const graded = gradedAt ? gradedAt.truth() : true;
    if (graded === null) return null;
    const steps = readSteps(fields, graded);
    return steps && { graded, steps };
  },

  wordKeys: { required: ['steps'] },
  readWords(fields, _at, question, stem) {
    const ids = question.steps.map(({ id }) => id);
    const steps = readEach(fields.get('steps'), ids, 'step', (at, id) => readStepWords(at, stepIn(question, id)!));
    return steps && { ...stem, steps };
  },

  order: (question, shuffle) => question.steps.flatMap((step) => shuffle(step.choices).map((choice) => entry({ step, choice }))),

  /** Each step once at most. What lies off the way is kept and counts for nothing. */
  isAnswer(question, answer) {
    const ids = answer.map((one) => pairOf(one)[0]);
    const choices = new Set(question.steps.flatMap((step) => step.choices.map((choice) => taken(step.id, choice.id))));
    return (
      new Set(ids).size === ids.length &&
      answer.every((one) => {
        const [id, given] = pairOf(one);
        if (id === 'back') return stepIn(question, given) !== null;
        return id === 'read' ? given.split(' ').every((choice) => choices.has(choice)) : choices.has(taken(id, given));
      })
    );
  },

  isComplete: (question, answer) => walkOf(question, answer).now === null,

  more(question, answer) {
    const { path, now } = walkOf(question, answer);
    const last = path.at(-1);
    if (now || !last) return true;
    // The form of an end names the last choice as read; the form of the step before could not.
    return !(givenIn(answer).get('read') ?? '').split(' ').includes(taken(last.step.id, last.choice.id));
  },

  /** The steps walked and the one to come; `step.choice` is what a choice that was read has led to. */
  asks(question, answer, words) {
    const { path, now, read } = walkOf(question, answer);
    const shown = new Set([...path.map(({ step }) => step), now]);
    return question.steps.flatMap((step) => {
      const { situation, choices } = words.steps[step.id]!;
      const consequences = step.choices
        .map(({ id }) => ({ id: taken(step.id, id), text: choices[id]!.consequence }))
        .filter(({ id }) => read.includes(id));
      if (!shown.has(step)) return consequences;
      const options = step.choices.map((choice) => ({ id: entry({ step, choice }), text: choices[choice.id]!.text }));
      return [{ id: step.id, text: situation }, ...options, ...consequences];
    });
  },

  grade,
  /** The way that was walked; not what was tried before, nor what has been read. */
  counting: (question, answer) => walkOf(question, answer).path.map(entry),
  parts,
  keyWords: null,
  right: (question) => bestWay(question).map(entry),
};
