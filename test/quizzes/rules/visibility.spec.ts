import fc from 'fast-check';
import { moments, usualSettings, type Moment, type Show } from '../../../src/catalogue/outline.js';
import { visible, type Seen } from '../../../src/quizzes/rules/visibility.js';

const all: Seen = { answers: true, marks: true, explanations: true };
const own: Seen = { answers: true, marks: false, explanations: false };
const none: Seen = { answers: false, marks: false, explanations: false };
const test_ = (show: Show = usualSettings.show) => ({ mode: 'test' as const, show });
const same = (moment: Moment): Show => ({ answers: moment, marks: moment, explanations: moment });

describe('what may be seen of an attempt', () => {
  test.each([
    ['while it is open: the own answers', test_(), { handedIn: false, over: false }, own],
    ['while it is open, whatever is said', test_(same('never')), { handedIn: false, over: true }, own],
    ['handed in: everything', test_(), { handedIn: true, over: false }, all],
    [
      'later, and it is not over',
      test_({ answers: 'after', marks: 'after', explanations: 'later' }),
      { handedIn: true, over: false },
      { ...all, explanations: false },
    ],
    ['later, and it is over', test_(same('later')), { handedIn: true, over: true }, all],
    ['later, and not over: nothing', test_(same('later')), { handedIn: true, over: false }, none],
    ['never', test_(same('never')), { handedIn: true, over: true }, none],
    ['practice, not checked', { ...test_(), mode: 'practice' as const }, { handedIn: false, over: false }, own],
    ['practice, checked', { ...test_(), mode: 'practice' as const }, { handedIn: false, over: false, checked: true }, all],
    ['a check in a test shows nothing', test_(), { handedIn: false, over: false, checked: true }, own],
  ])('%s', (_, settings, sight, expected) => expect(visible(settings, sight)).toEqual(expected));

  test('grows with time; explanations never before marks, nor marks before answers', () => {
    const moment = fc.constantFrom(...moments);
    fc.assert(
      fc.property(fc.tuple(moment, moment, moment), (chosen) => {
        const [answers, marks, explanations] = chosen.sort((a, b) => moments.indexOf(a) - moments.indexOf(b));
        const settings = test_({ answers: answers!, marks: marks!, explanations: explanations! });
        const [before, after] = [false, true].map((over) => visible(settings, { handedIn: true, over }));
        for (const seen of [before!, after!]) expect([seen.explanations && !seen.marks, seen.marks && !seen.answers]).toEqual([false, false]);
        for (const key of ['answers', 'marks', 'explanations'] as const) expect(before![key] && !after![key]).toBe(false);
      }),
    );
  });
});
