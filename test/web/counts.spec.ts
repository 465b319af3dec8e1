import { translate, type Language } from '../../src/platform/i18n/texts.js';

// What is counted may be one of it: then the word after the number is the singular.
const counted: [string, Record<string, number>, Record<Language, string>][] = [
  ['quizzes.start.timeLimit', { minutes: 1, seconds: 30 }, { en: '1 minute from', nl: '1 minuut vanaf' }],
  ['quizzes.start.timeOwn', { minutes: 1, seconds: 30 }, { en: '1 minute from', nl: '1 minuut vanaf' }],
  ['questions.essayLength', { count: 1, max: 5000 }, { en: 'About 1 word.', nl: 'Ongeveer 1 woord.' }],
  ['reports.hand.quiet', { days: 14, done: 0, required: 1 }, { en: '0 of 1 step done', nl: '0 van 1 stap gedaan' }],
  ['reports.hand.nearDeadline', { days: 2, done: 0, required: 1 }, { en: '0 of 1 step done', nl: '0 van 1 stap gedaan' }],
  ['reports.hand.overdue', { done: 0, required: 1 }, { en: '0 of 1 step done', nl: '0 van 1 stap gedaan' }],
  ['reminders.done', { done: 0, required: 1 }, { en: '0 of 1 required step.', nl: '0 van 1 verplichte stap gedaan.' }],
];
const cases = counted.flatMap(([key, params, words]) =>
  (['en', 'nl'] as const).map((language) => ({ key, language, params, words: words[language] })),
);

test.each(cases)('$key of one ($language): $words', ({ key, language, params, words }) => {
  expect(translate(language, key, params)).toContain(words);
});

test.each([
  ['en', '0 of 2 steps done'],
  ['nl', '0 van de 2 stappen gedaan'],
] as const)('and of two (%s): %s', (language, words) =>
  expect(translate(language, 'reports.hand.overdue', { done: 0, required: 2 })).toContain(words),
);
