import { undatedNotes } from '../../src/authoring/rules/dated-notes.js';
import { lix, minutesNotes, readingNotes } from '../../src/authoring/rules/reading-notes.js';
import type { FolderModule } from '../../src/authoring/rules/folder-modules.js';
import type { TextUnit } from '../../src/catalogue/rules/translations.js';

const lesson = (body: string): string => `---\ntitle: T\nlead: L\n---\n${body}\n`;
const unit = (before: string, ...languages: string[]): TextUnit => ({
  before,
  ending: 'md',
  source: 'en',
  stamps: Object.fromEntries(languages.map((language) => [language, null])),
});
const easy = 'You read this. It is short. You go on. ';
const hard = `${'Administrative responsibilities regarding international collaboration necessitate comprehensive interdepartmental '.repeat(6)}communication. `;

describe('LIX', () => {
  it.each<[string, string, number]>([
    // Six words in two sentences, one of them long: 3 + 100/6.
    ['words per sentence, and long words', 'The mayor speaks. Everybody listens today.', 3 + 200 / 6],
    ['a line of a list is a sentence', '- one\n- two\n- three', 1],
    [
      'front matter, addresses and sources are not read',
      'One word.\n\n::: extension Box\nTwo words.\n\nSource: [extraordinarily complicated](https://example.org/administration)\n:::',
      2,
    ],
    ['nothing', '', 0],
  ])('%s', (_name, body, wanted) => expect(lix(lesson(body))).toBeCloseTo(wanted, 5));
});

describe('texts that are hard to read', () => {
  const files = new Map<string, string>(Array.from({ length: 6 }, (_, i) => [`library/m/l${i}.en.md`, lesson(easy.repeat(20))]));
  const units = Array.from({ length: 6 }, (_, i) => unit(`library/m/l${i}`, 'en'));
  it('are told, with what is usual', () => {
    const more = new Map(files).set('library/m/hard.en.md', lesson(hard));
    expect(readingNotes([...units, unit('library/m/hard', 'en')], more)).toEqual([
      { file: 'library/m/hard.en.md', line: 1, message: expect.stringMatching(/^hard to read: LIX \d+, where texts in "en" usually have 3/) },
    ]);
    expect(readingNotes(units, files)).toEqual([]);
  });
  it('are compared with their own language only', () => {
    const more = new Map(files).set('library/m/l0.nl.md', lesson('Verantwoordelijkheid vraagt samenwerking tussen gemeenten. '.repeat(9)));
    expect(readingNotes([unit('library/m/l0', 'en', 'nl'), ...units.slice(1)], more)).toEqual([
      { file: 'library/m/l0.nl.md', line: 1, message: expect.stringContaining('texts in "nl"') },
    ]);
  });
});

describe('minutes', () => {
  const notes = (minutes: number, words: number): string[] => {
    const module = {
      id: 'm',
      source: 'en',
      items: [{ kind: 'lesson', id: 'l', minutes, plan: null, pictures: [], words: {} }],
    } as FolderModule['module'];
    return minutesNotes([{ module, folder: 'library/m', used: true }], new Map([['library/m/l.en.md', lesson('word '.repeat(words))]])).map(
      ({ message }) => message,
    );
  };
  it.each<[string, number, number, string[]]>([
    ['enough', 3, 500, []],
    ['to the very word', 2, 360, []],
    ['too few', 2, 361, ['"l" takes 3 minutes to read at 180 words a minute (361 words), not 2']],
    ['too many for one sitting', 9, 300, ['"l" takes 9 minutes; a lesson with its task takes 8 at most']],
  ])('%s', (_name, minutes, words, wanted) => expect(notes(minutes, words)).toEqual(wanted));
});

describe('statements that change', () => {
  const notes = (body: string) => undatedNotes([unit('library/m/l', 'en')], new Map([['library/m/l.en.md', lesson(body)]]));
  it.each<[string, string]>([
    ['a regulation', 'It follows Regulation (EU) 2024/900.'],
    ['a law', 'Italy has Law 28/2000 on this.'],
    ['an article', 'That is article 9 of the GDPR.'],
    ['a platform', 'Meta shows no political advertising any more.'],
    ['in another box', '::: extension Box\nRegulation (EU) 2024/900.\n:::'],
  ])('stand outside a box with a day: %s', (_name, body) => expect(notes(body)).toHaveLength(1));
  it.each<[string, string]>([
    ['in a dated box', '::: dated 2027-05-31 Box\nRegulation (EU) 2024/900.\n:::'],
    ['nothing of the kind', 'The town has rules. An article in the paper said so.'],
  ])('%s is fine', (_name, body) => expect(notes(body)).toEqual([]));
});
