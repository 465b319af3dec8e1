import fc from 'fast-check';
import { explain, grade, hasMore, isAnswer, isComplete, rightAnswer, type Fraction } from '../../src/questions/rules/grade.js';
import { ownOrder } from '../../src/questions/views/question-words.js';
import { qualityOf, walkOf, waysOf, type Branching } from '../../src/questions/types/branching.js';
import { readBoth, readWhole } from './read.js';

interface Step {
  id: string;
  choices: { id: string; leads: string; quality?: number }[];
}

const wordsOf = (steps: Step[]) => ({
  steps: Object.fromEntries(
    steps.map(({ id, choices }) => [
      id,
      {
        situation: `At *${id}*.`,
        choices: Object.fromEntries(choices.map((choice) => [choice.id, { text: `Do ${choice.id}`, consequence: `So ${id} ${choice.id}.` }])),
      },
    ]),
  ),
});
const caseOf = (steps: Step[], more: object = {}): Branching => readWhole<Branching>({ type: 'branching', steps, ...more }, wordsOf(steps));
const worth = ({ numerator, denominator }: Fraction): number => numerator / denominator;
const fraction = (points: Fraction): string => `${points.numerator}/${points.denominator}`;

const counter: Step[] = [
  {
    id: 'first',
    choices: [
      { id: 'listen', leads: 'second', quality: 2 },
      { id: 'refuse', leads: 'third', quality: 0 },
    ],
  },
  {
    id: 'second',
    choices: [
      { id: 'explain', leads: 'end', quality: 2 },
      { id: 'leaflet', leads: 'third', quality: 1 },
    ],
  },
  {
    id: 'third',
    choices: [
      { id: 'sorry', leads: 'end', quality: 2 },
      { id: 'rules', leads: 'end', quality: 0 },
    ],
  },
];
const asked = caseOf(counter);

describe('points for a way', () => {
  it.each<[string, string[], string, string, boolean]>([
    ['the best way', ['first=listen', 'second=explain'], '1/1', 'right', true],
    ['a detour that mends something', ['first=refuse', 'third=sorry'], '1/2', 'partly', true],
    ['a long way', ['first=listen', 'second=leaflet', 'third=sorry'], '5/6', 'partly', true],
    ['the worst way', ['first=refuse', 'third=rules'], '0/1', 'wrong', true],
    ['stopped: the longest way on counts as nothing', ['first=listen'], '1/3', 'partly', false],
    ['nothing', [], '0/1', 'empty', false],
    ['what lies off the way counts for nothing', ['first=listen', 'second=explain', 'third=rules'], '1/1', 'right', true],
    ['in any order', ['second=explain', 'first=listen'], '1/1', 'right', true],
    ['gone back', ['first=listen', 'second=explain', 'back=second'], '1/3', 'partly', false],
  ])('%s', (_, answer, points, verdict, complete) => {
    expect(isAnswer(asked, answer)).toBe(true);
    expect(fraction(grade(asked, answer))).toBe(points);
    expect(explain(asked, answer, asked.words.en!).verdict).toBe(verdict);
    expect(isComplete(asked, answer)).toBe(complete);
  });

  it('any end earns the point where nothing is graded, and stopping earns nothing', () => {
    const plain = caseOf(
      counter.map((step) => ({ ...step, choices: step.choices.map(({ id, leads }) => ({ id, leads })) })),
      { graded: false },
    );
    expect(fraction(grade(plain, ['first=refuse', 'third=rules']))).toBe('1/1');
    expect(fraction(grade(plain, ['first=listen']))).toBe('0/1');
    expect(explain(plain, ['first=refuse', 'third=rules'], plain.words.en!).parts.filter(({ state }) => state === 'wrong')).toEqual([]);
  });

  it('explains every choice; where the way did not lead nothing was missed', () => {
    expect(explain(asked, ['first=refuse', 'third=sorry'], asked.words.en!).parts.map(({ id, state, wanted }) => [id, state, wanted])).toEqual([
      ['first=listen', 'missed', 'first=listen'],
      ['first=refuse', 'wrong', null],
      ['second=explain', 'rest', null],
      ['second=leaflet', 'rest', null],
      ['third=sorry', 'right', 'third=sorry'],
      ['third=rules', 'rest', null],
    ]);
  });

  it.each<[string, string[]]>([
    ['a step that there is not', ['fourth=x']],
    ['a choice of another step', ['first=sorry']],
    ['two choices at one step', ['first=listen', 'first=refuse']],
    ['back to nowhere', ['back=fourth']],
    ['read what nobody wrote', ['read=first.sorry']],
    ['an entry without a choice', ['first']],
  ])('is no answer: %s', (_, answer) => expect(isAnswer(asked, answer)).toBe(false));
});

describe('walking', () => {
  it('a cut takes the way back and leaves what was read', () => {
    const { path, now, read } = walkOf(asked, ['first=listen', 'second=leaflet', 'third=rules', 'back=second']);
    expect(path.map(({ choice }) => choice.id)).toEqual(['listen']);
    expect(now?.id).toBe('second');
    expect(read).toEqual(['first.listen', 'second.leaflet', 'third.rules']);
    expect(walkOf(asked, ['first=refuse', 'read=first.listen second.leaflet']).read).toEqual(['first.listen', 'first.refuse', 'second.leaflet']);
  });

  it.each<[string, string[], boolean]>([
    ['nothing chosen', [], true],
    ['on the way', ['first=listen'], true],
    ['the last choice has just been made', ['first=listen', 'second=explain', 'read=first.listen'], true],
    ['what it led to has been read', ['first=listen', 'second=explain', 'read=first.listen second.explain'], false],
    ['going back from an end', ['first=listen', 'second=explain', 'read=first.listen second.explain', 'back=first'], true],
  ])('has more to show: %s', (_, answer, more) => expect(hasMore(asked, answer)).toBe(more));
});

/** Cases without circles: each choice leads to a later step or to the end, and each step is led to by one before it. */
const anyCase = fc
  .integer({ min: 2, max: 5 })
  .chain((size) =>
    fc
      .tuple(
        ...Array.from({ length: size }, (_, index) =>
          fc.record({
            from: fc.integer({ min: 0, max: Math.max(0, index - 1) }),
            choices: fc.array(
              fc.record({ to: fc.option(fc.integer({ min: index + 1, max: size }), { nil: size }), quality: fc.integer({ min: 0, max: 2 }) }),
              { minLength: 2, maxLength: 3 },
            ),
          }),
        ),
      )
      .map((made) => {
        const steps: Step[] = made.map(({ choices }, index) => ({
          id: `s${index}`,
          choices: choices.map(({ to, quality }, k) => ({ id: `c${k}`, leads: to >= size ? 'end' : `s${to}`, quality })),
        }));
        // Whatever else leads there, the step before does, so that no step is out of reach.
        for (let index = 1; index < size; index++) steps[index - 1]!.choices[0]!.leads = `s${index}`;
        return steps;
      }),
  )
  .filter((steps) => {
    const ways = (id: string): number =>
      id === 'end' ? 1 : steps.find((step) => step.id === id)!.choices.reduce((sum, { leads }) => sum + ways(leads), 0);
    return ways('s0') <= 100;
  });
const caseAndWay = anyCase.chain((steps) => {
  const question = caseOf(steps);
  const ways = waysOf(question);
  return fc.record({
    question: fc.constant(question),
    way: fc.constantFrom(...ways).map((way) => way.map(({ step, choice }) => `${step.id}=${choice.id}`)),
  });
});

describe('whatever the case', () => {
  it('every way ends, points lie from 0 to 1 and are the mean quality, and the right answer is the best', () =>
    fc.assert(
      fc.property(anyCase, (steps) => {
        const question = caseOf(steps);
        const best = worth(grade(question, rightAnswer(question)));
        for (const way of waysOf(question)) {
          const answer = way.map(({ step, choice }) => `${step.id}=${choice.id}`);
          const points = grade(question, answer);
          expect(worth(points)).toBeCloseTo(qualityOf(way) / (2 * way.length));
          expect(points.numerator).toBeGreaterThanOrEqual(0);
          expect(points.numerator).toBeLessThanOrEqual(points.denominator);
          expect(worth(points)).toBeLessThanOrEqual(best);
          expect(isComplete(question, answer)).toBe(true);
          expect(walkOf(question, answer).path).toEqual(way);
        }
      }),
      { numRuns: 60 },
    ));

  it('another step never costs, neither order nor the order on screen matters, and keeping it changes nothing', () =>
    fc.assert(
      fc.property(
        caseAndWay.chain(({ question, way }) =>
          fc.tuple(fc.constant(question), fc.constant(way), fc.shuffledSubarray(way, { minLength: way.length })),
        ),
        ([question, way, mixed]) => {
          for (let n = 0; n < way.length; n++)
            expect(worth(grade(question, way.slice(0, n + 1)))).toBeGreaterThanOrEqual(worth(grade(question, way.slice(0, n))));
          expect(grade(question, mixed)).toEqual(grade(question, way));
          expect(new Set(ownOrder(question))).toEqual(
            new Set(question.steps.flatMap(({ id, choices }) => choices.map((choice) => `${id}=${choice.id}`))),
          );
          const kept = JSON.parse(JSON.stringify(way)) as string[];
          expect(walkOf(question, kept)).toEqual(walkOf(question, way));
        },
      ),
      { numRuns: 60 },
    ));

  it('going back and walking the same way again earns the same', () =>
    fc.assert(
      fc.property(caseAndWay, fc.nat(), ({ question, way }, n) => {
        const step = way[n % way.length]!.split('=')[0]!;
        const cut = walkOf(question, [...way, `back=${step}`]);
        expect(cut.now?.id).toBe(step);
        expect(cut.read).toHaveLength(way.length);
        expect(isComplete(question, [...way, `back=${step}`])).toBe(false);
        const again = [...way, `read=${cut.read.join(' ')}`];
        expect(isAnswer(question, again)).toBe(true);
        expect(grade(question, again)).toEqual(grade(question, way));
      }),
      { numRuns: 60 },
    ));

  it('a step that nothing leads to is found, as is a circle', () =>
    fc.assert(
      fc.property(anyCase, (steps) => {
        const lonely = [
          ...steps,
          {
            id: 'lonely',
            choices: [
              { id: 'c0', leads: 'end', quality: 2 },
              { id: 'c1', leads: 'end', quality: 0 },
            ],
          },
        ];
        expect(readBoth({ type: 'branching', steps: lonely }).problems).toEqual([expect.stringContaining('no way leads to the step "lonely"')]);
        const circle = structuredClone(steps);
        circle.at(-1)!.choices[1]!.leads = 's0';
        expect(readBoth({ type: 'branching', steps: circle }).problems).toEqual([expect.stringContaining('leads back to "s0"')]);
      }),
      { numRuns: 40 },
    ));
});

describe('reading a case', () => {
  const faulty = (change: (steps: Step[]) => void, more: object = {}): string[] => {
    const steps = structuredClone(counter);
    change(steps);
    return readBoth({ type: 'branching', steps, ...more }).problems;
  };
  it.each<[string, string[], RegExp]>([
    ['a choice that leads nowhere', faulty((steps) => (steps[0]!.choices[0]!.leads = 'fourth')), /"listen" leads to "fourth", which is not a step/],
    ['a quality beyond the best', faulty((steps) => (steps[0]!.choices[0]!.quality = 3)), /from 0 to 2/],
    ['a choice without quality', faulty((steps) => delete steps[0]!.choices[0]!.quality), /lacks "quality"/],
    ['a quality where nothing is graded', faulty(() => undefined, { graded: false }), /unknown key "quality"/],
    ['one choice only', faulty((steps) => steps[2]!.choices.pop()), /2 to 4 choices; "third" has 1/],
    ['one step only', faulty((steps) => steps.splice(1)), /2 to 12 steps; this one has 1/],
    ['a step twice', faulty((steps) => (steps[2]!.id = 'second')), /"second" stands twice/],
    ['a choice twice', faulty((steps) => (steps[2]!.choices[1]!.id = 'sorry')), /"sorry" stands twice in the choices of "third"/],
    ['a name that means something else', faulty((steps) => (steps[2]!.id = 'read')), /cannot be called "read"/],
  ])('%s', (_, problems, message) => expect(problems.join('\n')).toMatch(message));

  it('refuses more ways than can be shown', () => {
    const choices = (leads: string) => ['a', 'b', 'c', 'd'].map((id) => ({ id, leads, quality: 1 }));
    const steps = ['s1', 's2', 's3', 's4'].map((id, index) => ({ id, choices: choices(index === 3 ? 'end' : `s${index + 2}`) }));
    expect(readBoth({ type: 'branching', steps }).problems.join('\n')).toMatch(/256 ways/);
  });

  it.each<[string, (words: ReturnType<typeof wordsOf>) => void, RegExp]>([
    ['a step without words', (words) => delete words.steps.third, /the words for step "third" are missing/],
    ['a choice without words', (words) => delete words.steps.third!.choices.sorry, /the words for choice "sorry" are missing/],
    ['words of no step', (words) => (words.steps.fourth = words.steps.third!), /there is no step "fourth"/],
    ['a heading in a situation', (words) => (words.steps.first!.situation = '## Here'), /no headings/],
    ['a choice that speaks of its place', (words) => (words.steps.first!.choices.listen!.text = 'All of the above'), /choices are shuffled/],
  ])('finds %s', (_, change, message) => {
    const words = wordsOf(counter);
    change(words);
    expect(readBoth({ type: 'branching', steps: counter }, words).problems.join('\n')).toMatch(message);
  });
});
