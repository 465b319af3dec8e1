import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { stringify } from 'yaml';
import { formats } from '../../src/platform/i18n/formats.js';
import { languages, messageKeys, translator } from '../../src/platform/i18n/texts.js';
import { Problems, readYaml } from '../../src/platform/source/source-file.js';
import type { Answer, Question, QuestionOf, QuestionType } from '../../src/questions/question.js';
import { pairOf } from '../../src/questions/rules/answer-form.js';
import { add, nothing, reduced, share, type Fraction } from '../../src/questions/rules/fraction.js';
import { explain, grade, isAnswer, isComplete, needsMark, rightAnswer, type Verdict } from '../../src/questions/rules/grade.js';
import type { Part } from '../../src/questions/rules/kind.js';
import { kindOf, questionTypes } from '../../src/questions/rules/kinds.js';
import { readQuestion, readQuestionWords } from '../../src/questions/rules/read-question.js';
import { questionVersion } from '../../src/questions/rules/version.js';
import { walkOf, waysOf } from '../../src/questions/types/branching.js';
import { gradingOf, type Grading } from '../../src/questions/types/choice.js';
import { viewOf } from '../../src/questions/views/kinds.js';
import { QuestionFeedback } from '../../src/questions/views/question-feedback.js';
import { QuestionForm } from '../../src/questions/views/question-form.js';
import { QuestionKey } from '../../src/questions/views/question-key.js';
import { ownOrder } from '../../src/questions/views/question-words.js';
import { PageProvider } from '../../src/web/page.js';
import { read } from '../architecture/source.js';
import { anyQuestion, anyWithAnswer, secretSign } from '../support/any-question.js';
import { filesOf } from '../support/question-files.js';

// What holds for every type of question, whatever the question and the answer. What is said of one type in particular is a
// record over all types, so that a new one does not compile before something is said of it here.
// What each type earns for what, by tables: grade, rows, scenario, branching, textlab and typed.spec.

type Of<R> = { [T in QuestionType]: (question: QuestionOf<T>, given: R extends Part[] ? readonly Part[] : Answer) => R extends Part[] ? Range : R };
/** Type and question belong together, which TypeScript cannot see here. */
const about = <F,>(record: Record<QuestionType, unknown>, { type }: Question): F => record[type] as F;

const worth = ({ numerator, denominator }: Fraction): number => numerator / denominator;

/** With the value that `id` should have. */
const put = (answer: Answer, entry: string): string[] => [...answer.filter((other) => pairOf(other)[0] !== pairOf(entry)[0]), entry];
const mendOne = (question: Question, answer: Answer): string[][] =>
  rightAnswer(question)
    .filter((entry) => !answer.includes(entry))
    .map((entry) => put(answer, entry));
const mendAll = (question: Question): string[][] => [[...rightAnswer(question)]];
const mendTicks = (options: readonly string[], right: readonly string[], answer: Answer, entry = (option: string): string => option): string[][] =>
  options
    .filter((option) => answer.includes(entry(option)) !== right.includes(option))
    .map((option) => (right.includes(option) ? [...answer, entry(option)] : answer.filter((other) => other !== entry(option))));

/** Every answer that is this one with one part put right. */
const mended: Of<string[][]> = {
  single: mendAll,
  multiple: (question, answer) => mendTicks(question.options, question.correct, answer),
  truefalse: mendAll,
  matching: mendOne,
  // A step that is right as the neighbour of another may lose by being moved; a wrong one never does.
  ordering: (question, answer) =>
    explain(question, answer, question.words.en!).parts.flatMap(({ id, state, wanted }) =>
      state === 'right' ? [] : [put(answer, `${id}=${wanted}`)],
    ),
  categorising: mendOne,
  gapmenu: mendOne,
  kprim: mendOne,
  scenario: ({ parts }, answer) =>
    parts.flatMap(({ id, type, options, correct }) =>
      type === 'multiple' ? mendTicks(options, correct, answer, (option) => `${id}=${option}`) : [put(answer, `${id}=${correct[0]}`)],
    ),
  // One more step of the way, wherever it leads; another choice on the way leads elsewhere, and may cost.
  branching: (question, answer) => {
    const { path, now } = walkOf(question, answer);
    const way = path.map(({ step, choice }) => `${step.id}=${choice.id}`);
    return now ? now.choices.map(({ id }) => [...way, `${now.id}=${id}`]) : [];
  },
  textlab: (question, answer) => mendTicks(question.phrases, question.change, answer),
  shorttext: mendAll,
  gaptext: mendOne,
  numeric: mendAll,
  // People mark it: typed.spec.
  essay: () => [],
};

/** From what to what something can be worth. */
type Range = readonly [least: Fraction, most: Fraction];
const exactly = (points: Fraction): Range => [points, points];
const count = (parts: readonly Part[], ...states: Part['state'][]): number => parts.filter(({ state }) => states.includes(state)).length;

const shareOfLines = (_question: Question, parts: readonly Part[]): Range => exactly(share(count(parts, 'right'), parts.length));
const oneTick = (_question: Question, parts: readonly Part[]): Range => exactly(share(count(parts, 'right'), 1));
function ticks(grading: Grading, parts: readonly Part[]): Fraction {
  const [rightly, wrong] = [count(parts, 'right', 'rest'), count(parts, 'wrong')];
  if (grading === 'all') return share(Math.floor(rightly / parts.length), 1);
  return count(parts, 'right') ? share(rightly - (grading === 'penalty' ? wrong : 0), parts.length) : nothing;
}
/** A line that is right in part earns something, and less than everything. */
const between = (_question: Question, parts: readonly Part[]): Range => [
  share(count(parts, 'right') * 20 + count(parts, 'partly'), parts.length * 20),
  share(count(parts, 'right') * 20 + count(parts, 'partly') * 19, parts.length * 20),
];

/** What the lines of an explanation say that the answer is worth. */
const worthOfLines: Of<Part[]> = {
  single: oneTick,
  multiple: (question, parts) => exactly(ticks(gradingOf(question), parts)),
  truefalse: oneTick,
  matching: shareOfLines,
  ordering: shareOfLines,
  categorising: shareOfLines,
  gapmenu: shareOfLines,
  kprim: (_question, parts) => exactly(share(Math.max(0, 2 - (parts.length - count(parts, 'right'))), 2)),
  scenario: (question, parts) => {
    const points = question.parts.map((part) => {
      const own = parts.filter(({ id }) => pairOf(id)[0] === part.id);
      return part.type === 'multiple' ? ticks(gradingOf(part), own) : share(count(own, 'right'), 1);
    });
    const { numerator, denominator } = points.reduce(add, nothing);
    return exactly(reduced({ numerator, denominator: denominator * points.length }));
  },
  branching: (question, parts) => {
    const made = parts.filter(({ given }) => given !== null).map(({ id }) => pairOf(id));
    const choices = made.map(([step, id]) => question.steps.find((one) => one.id === step)!.choices.find((choice) => choice.id === id)!);
    const last = choices.at(-1);
    const next = last ? question.steps.find(({ id }) => id === last.leads) : question.steps[0];
    const left = next ? Math.max(...waysOf(question, next).map((way) => way.length)) : 0;
    if (!question.graded) return exactly(share(left ? 0 : 1, 1));
    return exactly(
      share(
        choices.reduce((sum, { quality }) => sum + quality!, 0),
        2 * (made.length + left),
      ),
    );
  },
  textlab: (_question, parts) => exactly(ticks('penalty', parts)),
  shorttext: between,
  gaptext: between,
  // The second line is its unit, which takes its cost off.
  numeric: (question, parts) => {
    const [least, most] = between(question, parts.slice(0, 1));
    const left = count(parts.slice(1), 'right') === parts.length - 1 ? 100 : 100 - question.unitCost;
    const less = ({ numerator, denominator }: Fraction): Fraction => reduced({ numerator: numerator * left, denominator: denominator * 100 });
    return [less(least), less(most)];
  },
  // Nothing by itself.
  essay: () => exactly(nothing),
};

const turned = <T,>(list: readonly T[]): T[] => [...list].reverse();
/** The same question with whatever has no order of its own the other way round. */
const reordered: { [T in QuestionType]: (question: QuestionOf<T>) => QuestionOf<T> } = {
  single: (question) => ({ ...question, options: turned(question.options) }),
  multiple: (question) => ({ ...question, options: turned(question.options), correct: turned(question.correct) }),
  truefalse: (question) => ({ ...question, options: turned(question.options) }),
  matching: (question) => ({ ...question, rows: turned(question.rows), partners: turned(question.partners) }),
  // The order of its steps is the key.
  ordering: (question) => question,
  categorising: (question) => ({ ...question, rows: turned(question.rows), groups: turned(question.groups) }),
  gapmenu: (question) => ({ ...question, rows: turned(question.rows) }),
  kprim: (question) => ({ ...question, rows: turned(question.rows) }),
  scenario: (question) => ({ ...question, parts: turned(question.parts).map((part) => ({ ...part, options: turned(part.options) })) }),
  // The first step is where it begins.
  branching: (question) => ({ ...question, steps: question.steps.map((step) => ({ ...step, choices: turned(step.choices) })) }),
  textlab: (question) => ({ ...question, phrases: turned(question.phrases), change: turned(question.change) }),
  shorttext: (question) => question,
  gaptext: (question) => ({ ...question, gaps: turned(question.gaps) }),
  // The first unit is the question's own.
  numeric: (question) => ({ ...question, accept: turned(question.accept) }),
  essay: (question) => question,
};

function draw(view: preact.ComponentChild): string {
  const page = { language: 'en', t: translator('en'), format: formats('en', 'UTC'), viewer: null, url: '/', theme: 'system', notice: null } as const;
  return renderToString(<PageProvider value={page}>{view}</PageProvider>);
}

/** Every word is another one but those that answers are compared with, which stand in another order. */
function reworded(words: unknown): unknown {
  if (typeof words === 'string') return `${words} indeed`;
  if (Array.isArray(words)) return turned(words.map(reworded));
  if (words === null || typeof words !== 'object') return words;
  const kept = 'share' in words ? 'text' : 'units';
  const inner = Object.entries(words).map(([key, value]): [string, unknown] => [key, key === kept ? value : reworded(value)]);
  return Object.fromEntries(inner);
}

/** What the files of a question are read as, and what is wrong with them. */
function reread(question: Question): { question: Question | null; problems: string[] } {
  const [problems, { structure, words }] = [new Problems(), filesOf(question)];
  const found = readQuestion(readYaml('q.yaml', stringify(structure), problems)!)?.question ?? null;
  if (found)
    for (const [language, own] of Object.entries(words)) {
      const inOne = readQuestionWords(readYaml(`q.${language}.yaml`, stringify(own), problems)!, found);
      if (inOne) Object.assign(found.words, { [language]: inOne });
    }
  return { question: found, problems: problems.list.map(({ message }) => message) };
}

describe.each(questionTypes)('every question of the type %s', (type) => {
  const byHand = kindOf({ type }).byHand !== undefined;
  const language = fc.constantFrom('en', 'nl');
  const withAnswer = anyWithAnswer(type) as fc.Arbitrary<{ question: Question; answer: string[] }>;

  it('is what its files say: written and read again it is the same, and has the same version', () =>
    fc.assert(
      fc.property(anyQuestion(type), (question) => {
        const again = reread(question);
        expect(again.problems).toEqual([]);
        expect(again.question).toEqual(question);
        expect(questionVersion(again.question!)).toBe(questionVersion(question));
      }),
    ));

  it('has another version wherever grading can tell it from the other, and the same where only its wording differs', () =>
    fc.assert(
      fc.property(withAnswer, ({ question, answer }) => {
        const { en, nl } = question.words as { en: Question['words'][string]; nl: Question['words'][string] };
        const written = [{ en, nl }, { en: nl, nl: en }, { nl, en }, { en, nl: en }, { en }, { nl }].map(
          (words) => ({ ...question, words }) as Question,
        );
        const earned = (asked: Question) => JSON.stringify(['en', 'nl', 'fr'].map((given) => grade(asked, answer, given)));
        for (const one of written)
          for (const other of written) if (earned(one) !== earned(other)) expect(questionVersion(one)).not.toBe(questionVersion(other));
        for (const one of written) expect(questionVersion({ ...one, words: reworded(one.words) } as Question)).toBe(questionVersion(one));
      }),
    ));

  it('earns from 0 to 1 in lowest terms, whatever the answer; nothing for none, and 1 for the right one', () =>
    fc.assert(
      fc.property(withAnswer, language, ({ question, answer }, given) => {
        expect(isAnswer(question, answer)).toBe(true);
        const points = grade(question, answer, given);
        expect(points.numerator).toBeGreaterThanOrEqual(0);
        expect(points.numerator).toBeLessThanOrEqual(points.denominator);
        expect(reduced(points)).toEqual(points);
        expect(Number.isSafeInteger(points.numerator) && points.denominator > 0).toBe(true);

        expect(isAnswer(question, [])).toBe(true);
        expect(isComplete(question, [])).toBe(false);
        expect(grade(question, [], given)).toEqual(nothing);
        expect(explain(question, [], question.words.en!, given).verdict).toBe('empty');

        const right = rightAnswer(question, given);
        expect(isAnswer(question, right)).toBe(true);
        if (byHand) return;
        expect(grade(question, right, given)).toEqual({ numerator: 1, denominator: 1 });
        expect(isComplete(question, right)).toBe(true);
        expect(explain(question, right, question.words.en!, given).verdict).toBe('right');
      }),
    ));

  it('one part put right never costs', () =>
    fc.assert(
      fc.property(withAnswer, ({ question, answer }) => {
        const before = worth(grade(question, answer));
        for (const better of about<(question: Question, answer: Answer) => string[][]>(mended, question)(question, answer)) {
          expect(isAnswer(question, better)).toBe(true);
          expect(worth(grade(question, better))).toBeGreaterThanOrEqual(before);
        }
      }),
    ));

  it('neither the order of an answer’s entries, nor that of what is shown, nor keeping it matters', () =>
    fc.assert(
      fc.property(
        withAnswer.chain(({ question, answer }) =>
          fc.tuple(fc.constant(question), fc.constant(answer), fc.shuffledSubarray(answer, { minLength: answer.length })),
        ),
        ([question, answer, mixed]) => {
          const points = grade(question, answer);
          expect(grade(question, JSON.parse(JSON.stringify(mixed)) as string[])).toEqual(points);
          expect(grade(about<(question: Question) => Question>(reordered, question)(question), mixed)).toEqual(points);
          const own = ownOrder(question);
          const shown = kindOf(question).order(question, turned);
          expect([...shown].sort()).toEqual([...own].sort());
          expect(new Set(shown).size).toBe(own.length);
        },
      ),
    ));

  it('the lines of its explanation add up to the points and the verdict', () =>
    fc.assert(
      fc.property(withAnswer, language, ({ question, answer }, given) => {
        const { verdict, points, parts } = explain(question, answer, question.words.nl!, given);
        expect(points).toEqual(grade(question, answer, given));
        const [least, most] = about<(question: Question, parts: readonly Part[]) => Range>(worthOfLines, question)(question, parts);
        expect(worth(points)).toBeGreaterThanOrEqual(worth(least));
        expect(worth(points)).toBeLessThanOrEqual(worth(most));
        if (worth(least) === worth(most)) expect(points).toEqual(least);

        const said: Verdict = parts.every((line) => line.given === null)
          ? 'empty'
          : needsMark(question, answer)
            ? 'waiting'
            : worth(points) === 1
              ? 'right'
              : worth(points) > 0 || count(parts, 'right') > 0
                ? 'partly'
                : 'wrong';
        expect(verdict).toBe(said);
        expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
      }),
    ));

  it('is drawn: its form tells no reason, its key and its explanation tell them', () =>
    fc.assert(
      fc.property(withAnswer, ({ question, answer }) => {
        const form = draw(<QuestionForm question={question} order={kindOf(question).order(question, turned)} chosen={[]} />);
        expect(form).toMatch(/<(input|select|textarea)/);
        expect(form).not.toContain(secretSign);
        draw(<QuestionForm question={question} chosen={answer} atOnce />);
        const told = draw(<QuestionFeedback question={question} answer={answer} />);
        if (!byHand && !['shorttext', 'gaptext', 'numeric'].includes(type)) expect(told).toContain(secretSign);
        if (!byHand) expect(draw(<QuestionKey question={question} />)).toContain(secretSign);
      }),
      { numRuns: 25 },
    ));

  it('says how to answer in every language, and is described to authors', () => {
    const [question] = fc.sample(anyQuestion(type), 1);
    for (const one of languages) {
      expect(messageKeys(one)).toContain(`questions.hint.${type}`);
      expect(viewOf(question!).hint(translator(one), question!)).not.toMatch(/^questions\./);
    }
    expect(read('courses/README.md')).toMatch(new RegExp(`type: ${type}\\b|\`${type}\``));
  });
});
