import fc from 'fast-check';
import type { OutlineModule } from '../../../src/catalogue/outline.js';
import type { Question } from '../../../src/questions/question.js';
import { pairsOf } from '../../../src/quizzes/precheck.service.js';
import { questionVersion } from '../../../src/questions/rules/version.js';
import { drawPrecheck, knowledgeOf, questionIn, type Pair } from '../../../src/quizzes/rules/precheck.js';
import { stepSize, wholeSteps } from '../../../src/quizzes/rules/steps.js';

const question = (id: string, objective: string, type = 'single'): Question =>
  ({ id, type, objective, lesson: 'l', tags: [], difficulty: null, words: {}, options: ['a', 'b', 'c'], correct: ['a'] }) as unknown as Question;
const part = (id: string, required: boolean, objectives: string[], questions: Question[]): OutlineModule =>
  ({ id, required, objectives, items: [{ kind: 'quiz', id: `quiz-${id}`, questions }] }) as unknown as OutlineModule;

const modules = [
  part('m1', true, ['o1', 'o2', 'o-unasked'], [question('q1', 'o1'), question('q2', 'o1'), question('q3', 'o2'), question('q4', 'o2', 'essay')]),
  part('m2', false, ['o3'], [question('q5', 'o3')]),
  part('m3', true, ['o4'], [question('q6', 'o4', 'essay')]),
];

describe('the pre-check', () => {
  it('asks one question per objective of the required modules, of those that are answered with a tick', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const asked = drawPrecheck({ modules }, seed);
        expect(asked.map(({ id, quizId }) => [questionIn({ modules }, quizId, id)?.objective, quizId])).toEqual([
          ['o1', 'quiz-m1'],
          ['o2', 'quiz-m1'],
        ]);
        expect(asked[1]!.id).toBe('q3');
        expect([...asked[0]!.options].sort()).toEqual(['a', 'b', 'c']);
        expect(drawPrecheck({ modules }, seed)).toEqual(asked);
      }),
    );
  });

  it('different people get different questions', () => {
    const first = new Set(Array.from({ length: 40 }, (_, i) => drawPrecheck({ modules }, String(i))[0]!.id));
    expect(first).toEqual(new Set(['q1', 'q2']));
  });

  it('nothing to ask, nothing asked', () => {
    expect(drawPrecheck({ modules: [] }, 'x')).toEqual([]);
    expect(questionIn({ modules }, 'quiz-m1', 'q6')).toBeNull();
    expect(questionIn({ modules }, 'quiz-none', 'q1')).toBeNull();
  });

  it('compares what rules grade, with what has been put right since; what people mark says nothing', () => {
    const row = {
      enrolmentId: 'e',
      revisionId: 'r',
      questions: [{ id: 'q3', quizId: 'quiz-m1', options: [] }],
      answers: { q3: ['b'] },
      language: 'en',
      quizId: 'quiz-m1',
      attemptRevisionId: 'r',
      drawn: [{ id: 'q3' }, { id: 'q4' }],
      responses: { q3: { answer: ['a'], language: 'en' }, q4: { answer: ['text=Much.'], language: 'en' } },
    };
    expect(pairsOf(row, { modules }, { modules }, [])).toEqual([{ objective: 'o2', before: 0, after: 1 }]);
    const version = questionVersion(question('q3', 'o2'));
    const made = [{ questionId: 'q3', version, kind: 'key' as const, answer: ['b'], language: null }];
    expect(pairsOf(row, { modules }, { modules }, made)).toEqual([{ objective: 'o2', before: 1, after: 0 }]);
  });

  it('means are of the people who did both, in whole steps', () => {
    const pair = (before: number, after: number): Pair => ({ before, after });
    const five = [pair(0, 1), pair(0.5, 0.5), pair(0, 0.5), pair(1, 1), pair(0, 0)];
    const next = [pair(1, 1), pair(1, 1), pair(1, 1), pair(1, 1), pair(0, 0)];
    // By hand: 1.5 / 5 and 3 / 5; with the next five 5.5 / 10 and 7 / 10.
    const firstStep = [{ objective: 'o1', people: 5, before: 0.3, after: 0.6 }];
    expect(knowledgeOf(new Map([['o1', five.slice(0, 4)]]))).toEqual([]);
    expect(knowledgeOf(new Map([['o1', five]]))).toEqual(firstStep);
    for (let more = 1; more < 5; more++) expect(knowledgeOf(new Map([['o1', [...five, ...next.slice(0, more)]]]))).toEqual(firstStep);
    expect(
      knowledgeOf(
        new Map([
          ['o1', [...five, ...next]],
          ['o2', []],
        ]),
      ),
    ).toEqual([{ objective: 'o1', people: 10, before: 0.55, after: 0.7 }]);
  });

  it('whatever two moments are compared, the people of one step or more lie between them, or nobody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (then, later) => {
        const people = Array.from({ length: Math.max(then, later) }, (_, i) => i);
        const [a, b] = [wholeSteps(people.slice(0, then)), wholeSteps(people.slice(0, later))];
        const between = [...a.filter((one) => !b.includes(one)), ...b.filter((one) => !a.includes(one))];
        expect(between.length === 0 || between.length >= stepSize).toBe(true);
        expect(then - a.length).toBeLessThan(stepSize);
      }),
    );
  });
});
