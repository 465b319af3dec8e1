import fc from 'fast-check';
import { explain, grade, isAnswer, isComplete, rightAnswer } from '../../src/questions/rules/grade.js';
import { longestOwn, ownVersion, textOf, type TextLab } from '../../src/questions/types/textlab.js';
import { readBoth, readWhole } from './read.js';

const structure = { type: 'textlab', phrases: ['p1', 'p2', 'p3', 'p4'], change: ['p1', 'p3'], models: ['short', 'warm'] };
const words = () => ({
  text: 'Dear resident, [[p1|pursuant to article 12]] come on [[p2|3 May]].\n\n[[p3|Or else]]. Bring\nyour [[p4|passport]].',
  phrases: Object.fromEntries(['p1', 'p2', 'p3', 'p4'].map((id) => [id, { why: `Because ${id}.` }])),
  models: { short: { title: 'Short', text: 'Please come on 3 May.' }, warm: { title: 'Warm', text: 'We look forward to 3 May.' } },
});
const asked = readWhole<TextLab>(structure, words());

describe('the text', () => {
  it('falls into paragraphs and stretches', () =>
    expect(textOf(asked.words.en!.text)).toEqual([
      [
        { id: null, words: 'Dear resident, ' },
        { id: 'p1', words: 'pursuant to article 12' },
        { id: null, words: ' come on ' },
        { id: 'p2', words: '3 May' },
        { id: null, words: '.' },
      ],
      [
        { id: 'p3', words: 'Or else' },
        { id: null, words: '. Bring your ' },
        { id: 'p4', words: 'passport' },
        { id: null, words: '.' },
      ],
    ]));
});

describe('points for marks', () => {
  it.each<[string, string[], string, string]>([
    ['the exact marks', ['p1', 'p3', 'own=My own.'], '1/1', 'right'],
    ['one of two', ['p1'], '3/4', 'partly'],
    ['one of two and one too many', ['p1', 'p2'], '1/4', 'partly'],
    ['everything', ['p1', 'p2', 'p3', 'p4'], '0/1', 'partly'],
    ['only an own version', ['own=Something good.'], '0/1', 'empty'],
  ])('%s', (_, answer, points, verdict) => {
    const { numerator, denominator } = grade(asked, answer);
    expect(`${numerator}/${denominator}`).toBe(points);
    expect(explain(asked, answer, asked.words.en!).verdict).toBe(verdict);
    expect(isAnswer(asked, answer)).toBe(true);
  });

  it('is complete with a mark and an own version', () => {
    expect(isComplete(asked, ['p2'])).toBe(false);
    expect(isComplete(asked, ['own=Mine'])).toBe(false);
    expect(isComplete(asked, ['p2', 'own=Mine'])).toBe(true);
    expect(isComplete(asked, rightAnswer(asked))).toBe(true);
  });

  it.each<[string, string[]]>([
    ['a phrase that there is not', ['p5']],
    ['a phrase twice', ['p1', 'p1']],
    ['two versions', ['own=a', 'own=b']],
    ['a version without end', [`own=${'x'.repeat(longestOwn + 1)}`]],
  ])('is no answer: %s', (_, answer) => expect(isAnswer(asked, answer)).toBe(false));

  it('whatever was marked and written: from 0 to 1, and the words change nothing and are kept as they are', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(structure.phrases), fc.string({ minLength: 1, maxLength: 80 }), (marks, text) => {
        const answer = JSON.parse(JSON.stringify([...marks, `own=${text}`])) as string[];
        const points = grade(asked, answer);
        expect(points.numerator).toBeGreaterThanOrEqual(0);
        expect(points.numerator).toBeLessThanOrEqual(points.denominator);
        expect(points).toEqual(grade(asked, [...marks].sort()));
        expect(points.numerator === points.denominator).toBe([...marks].sort().join() === 'p1,p3');
        expect(ownVersion(answer)).toBe(text);
        expect(isAnswer(asked, answer)).toBe(true);
      }),
    ));
});

describe('reading a text lab', () => {
  it.each<[string, object, RegExp]>([
    ['a phrase to change that there is not', { change: ['p9'] }, /"p9" in "change" is not one of the phrases/],
    ['nothing to change', { change: [] }, /at least one entry/],
    ['no model', { models: [] }, /at least one entry/],
    ['a phrase called like the version', { phrases: ['own', 'p1', 'p3'] }, /cannot be called "own"/],
  ])('finds %s', (_, change, message) => expect(readBoth({ ...structure, ...change }).problems.join('\n')).toMatch(message));

  it.each<[string, (all: ReturnType<typeof words>) => void, RegExp]>([
    ['a phrase that the text lacks', (all) => (all.text = all.text.replace('[[p2|3 May]]', '3 May')), /"p2" stands nowhere in the text/],
    ['a phrase twice', (all) => (all.text += ' [[p2|again]]'), /"p2" stands 2 times/],
    ['a mark of no phrase', (all) => (all.text += ' [[p9|again]]'), /marks "p9", which is not one of the phrases/],
    ['a mark without end', (all) => (all.text += ' [[p2|again'), /stand around phrases only/],
    ['a phrase without a reason', (all) => delete all.phrases.p2, /the words for phrase "p2" are missing/],
    ['a model without words', (all) => delete (all.models as Partial<typeof all.models>).warm, /the words for model version "warm" are missing/],
  ])('finds %s', (_, change, message) => {
    const all = words();
    change(all);
    expect(readBoth(structure, all).problems.join('\n')).toMatch(message);
  });
});
