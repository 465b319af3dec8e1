import { usualSettings, type Outline, type OutlineItem, type OutlineModule } from '../../../src/catalogue/outline.js';
import type { Fact } from '../../../src/progress/rules/completion.js';

const lesson = (id: string): OutlineItem => ({
  kind: 'lesson',
  id,
  minutes: 5,
  plan: null,
  pictures: [],
  words: { en: { title: id, lead: '', bodyHash: id } },
});
const quiz = (id: string): OutlineItem => ({
  kind: 'quiz',
  id,
  minutes: 4,
  draw: 0,
  draws: [],
  settings: usualSettings,
  questions: [],
  always: [],
  words: { en: { title: id } },
});
const plan = (id: string): OutlineItem => ({ kind: 'plan', id, minutes: 30, fields: [], words: { en: { title: id, lead: '', fields: {} } } });

/** `m1: 'l1 l2 q1'` is a required module with two lessons and a quiz; `m2?: 'l3'` an optional one; ids beginning with q are quizzes, with p plans. */
export function outline(revisionId: string, modules: Record<string, string>): Outline {
  return {
    programmeId: 'p',
    revisionId,
    revision: 1,
    number: 1,
    place: 'lampedusa',
    source: 'en',
    rules: { pass: 70, attempts: null, counts: 'best' },
    words: { en: { title: 'P', case: '', summary: '', thread: '', product: null, like: null, reviews: [] } },
    focus: null,
    pictures: {},
    modules: Object.entries(modules).map(([key, items]): OutlineModule => {
      const id = key.replace('?', '');
      return {
        id,
        code: id,
        required: !key.endsWith('?'),
        local: false,
        source: 'en',
        for: ['answer'],
        objectives: [],
        reviews: [],
        situation: null,
        words: { en: { title: id, summary: '', objectives: {} } },
        items: items
          .split(' ')
          .filter(Boolean)
          .map((item) => (item.startsWith('q') ? quiz(item) : item.startsWith('p') ? plan(item) : lesson(item))),
      };
    }),
  };
}

/** `'r1 enrolled'`, `'r1 finished l1'`, `'r1 opened l1'`, `'r1 passed q1'`, `'r1 missed q1'`, `'r1 wrote p1'`, `'r1 planned p1'`, `'r2 moved'`, `'r1 credited m1'`; one a minute. */
export function facts(...lines: string[]): Fact[] {
  return lines.map((line, index) => {
    const [revisionId, what, about = null] = line.split(' ') as [string, string, string?];
    const types: Record<string, Fact['type']> = {
      enrolled: 'enrolled',
      moved: 'moved',
      opened: 'lesson-opened',
      finished: 'lesson-finished',
      began: 'quiz-started',
      passed: 'quiz-graded',
      missed: 'quiz-graded',
      wrote: 'plan-started',
      planned: 'plan-finished',
      credited: 'module-credited',
    };
    const payload: Record<string, unknown> =
      what === 'passed' || what === 'missed'
        ? { attempt: `a${index}`, passed: what === 'passed' }
        : what === 'credited'
          ? { enrolment: 'other', revision: 'other-revision', at: '2026-01-01T00:00:00.000Z' }
          : {};
    return { sequence: index + 1, type: types[what]!, itemId: about, revisionId, payload, at: minute(index + 1) };
  });
}

/** The minute at which the fact with this sequence happened. */
export const minute = (sequence: number): Date => new Date(Date.UTC(2026, 10, 24, 9, sequence));
