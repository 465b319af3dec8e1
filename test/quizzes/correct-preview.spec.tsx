import { rmSync } from 'node:fs';
import { parse } from 'node-html-parser';
import { readCourseFolder } from '../../src/authoring/course-files.js';
import { readProgramme } from '../../src/catalogue/rules/read-programme.js';
import type { OutlineQuiz } from '../../src/catalogue/outline.js';
import type { Question } from '../../src/questions/question.js';
import { rightAnswer } from '../../src/questions/rules/grade.js';
import { questionTypes } from '../../src/questions/rules/kinds.js';
import { questionVersion } from '../../src/questions/rules/version.js';
import type { CorrectionPlace, Effects, Wish } from '../../src/quizzes/corrections.service.js';
import { CorrectPreviewPage } from '../../src/quizzes/pages/correct-preview-page.js';
import { takes } from '../../src/quizzes/rules/correct.js';
import { everyTypeFolder } from '../support/courses.js';
import { contextOf, draw } from '../web/draw.js';

// What whoever confirms a correction reads.

const folder = everyTypeFolder();
let place: (question: Question) => CorrectionPlace;
let quiz: OutlineQuiz;
beforeAll(async () => {
  const outline = { ...readProgramme((await readCourseFolder(folder)).files, 'small').outline!, revisionId: 'r', revision: 1 };
  const module = outline.modules.find(({ id }) => id === 'm-shared')!;
  quiz = module.items.find((item): item is OutlineQuiz => item.kind === 'quiz')!;
  place = (question) => ({ outline, module, quiz, question, version: questionVersion(question), versions: [], made: [] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nobody: Effects = { attempts: 0, raised: [], lowered: [], seen: 'x' };
const shown = (question: Question, wish: Wish, effects = nobody) =>
  parse(draw(<CorrectPreviewPage place={place(question)} wish={wish} reason="Two readings" effects={effects} />, contextOf()));
const asked = (type: string): Question => quiz.questions.find((question) => question.type === type)!;

test.each(questionTypes.filter((type) => type !== 'essay'))('%s: the accepted answer stands there once more, in words', (type) => {
  const question = asked(type);
  const wish = shown(question, { kind: 'accept', answer: rightAnswer(question), language: 'en' }).querySelector('#wish')!;
  expect(wish.querySelector('.eyebrow')!.text).toMatch(/^(Right as well|As it will count)$/);
  expect(wish.text).toContain(Object.values(question.words)[0]!.stem);
  expect(wish.text).toMatch(/Right/);
});

test('another key stands there in words, and none where the question counts against nobody', () => {
  const question = asked('single');
  const words = shown(question, { kind: 'key', answer: ['c'] }).querySelector('#wish')!;
  expect(words.querySelector('.eyebrow')!.text).toBe('As it will count');
  expect(words.querySelectorAll('b').map((option) => option.text)).toEqual(['The date on which the application arrived']);
  expect(shown(question, { kind: 'void', answer: [] }).querySelector('#wish')).toBeNull();
});

test('an accepted answer that could not be the key is not taken for the key that was put right before', () => {
  const question = asked('ordering');
  const right = [...rightAnswer(question)];
  const [first, second, ...rest] = right;
  const [a, b] = [first!.split('='), second!.split('=')];
  const other = [`${a[0]}=${b[1]}`, `${b[0]}=${a[1]}`, ...rest];
  const made = { questionId: question.id, version: questionVersion(question), kind: 'key', answer: other, language: null };
  const corrected = { ...place(question), made: [made] } as unknown as CorrectionPlace;
  const wish = parse(
    draw(<CorrectPreviewPage place={corrected} wish={{ kind: 'accept', answer: [first!] }} reason="r" effects={nobody} />, contextOf()),
  ).querySelector('#wish')!;
  expect(wish.querySelector('.eyebrow')!.text).toBe('Right as well');
  expect(wish.querySelector('.note-ok, .note')!.text).toContain('Right');
});

test('a typed answer is shown among those of its own language', () => {
  const question = asked('shorttext');
  expect(takes(question, 'accept')).toBe(true);
  const both = { ...question, words: { ...question.words, nl: question.words.en! } } as Question;
  const words = (language: string) => shown(both, { kind: 'accept', answer: ['text=klare taal'], language }).querySelector('#wish')!;
  expect(words('nl').text).toContain('klare taal');
  expect(words('nl').querySelector('[lang=nl]')).not.toBeNull();
});

test('of thousands of results a hundred stand on the page, and it says where the others are', () => {
  const score = { numerator: 1, denominator: 1, max: 3 };
  const effect = (number: number): Effects['raised'][number] => ({
    met: { id: `a${number}`, name: `P ${number}`, programmeId: 'small', number: 1, score, passed: false } as Effects['raised'][number]['met'],
    change: 'raised',
    after: { score: { ...score, numerator: 2 }, passed: true },
    certificates: [],
  });
  const page = (count: number) =>
    shown(asked('single'), { kind: 'void', answer: [] }, { ...nobody, raised: Array.from({ length: count }, (_, i) => effect(i)) });
  expect(page(100).querySelectorAll('tbody tr')).toHaveLength(100);
  expect(page(100).text).not.toContain('are shown');
  expect(page(2500).querySelectorAll('tbody tr')).toHaveLength(100);
  expect(page(2500).text).toContain('The first 100 are shown; 2,400 more rise. The file has all of them.');
  expect(page(1).querySelector('button[formaction*="/results.csv"]')).not.toBeNull();
  expect(page(0).querySelector('button[formaction]')).toBeNull();
});
