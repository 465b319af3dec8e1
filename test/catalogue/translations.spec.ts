import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { contentLanguages } from '../../src/catalogue/rules/content-languages.js';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { readProgramme } from '../../src/catalogue/rules/read-programme.js';
import { coverageOf, stampFor, translatedInto, type TextUnit } from '../../src/catalogue/rules/translations.js';
import { smallCourses } from '../support/courses.js';

const source = 'library/m-shared/l-one.en.md';
const lesson = 'library/m-shared/l-one.nl.md';
const moduleWords = 'library/m-shared/module.nl.yaml';
const quizSource = 'library/m-shared/q-shared.quiz.en.yaml';
const quizWords = 'library/m-shared/q-shared.quiz.nl.yaml';

type Change = [file: string, from: string | RegExp, to: string];
function changed(...changes: Change[]): Map<string, string> {
  const files = smallCourses();
  for (const [file, from, to] of changes) {
    const before = files.get(file) ?? '';
    const after = before.replace(from, to);
    if (after === before) throw new Error(`nothing changed in ${file}`);
    files.set(file, after);
  }
  return files;
}
const problemsOf = (files: Map<string, string>): string[] =>
  readCourses(files).problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
const dutch = (files: Map<string, string>) => coverageOf(readCourses(files).units, 'nl', files);

describe('the stamp of a source', () => {
  it('is the beginning of its SHA-256', () => {
    expect(stampFor('A text.\n')).toBe(createHash('sha256').update('A text.\n').digest('hex').slice(0, 12));
  });

  it.each<[string, Change]>([
    ['without quotes in front matter', [lesson, /of: .*/, 'of: 0123456789ab']],
    ['with quotes in front matter', [lesson, /of: .*/, 'of: "0123456789ab"']],
    ['of digits only, which YAML takes for a number', [lesson, /of: .*/, 'of: 012345678901']],
    ['like a number with an exponent', [moduleWords, /of: .*/, 'of: 12345678e901']],
    ['not as the first key', [moduleWords, /(of: .*\n)(title: .*\n)/, '$2$1']],
    ['left out', [moduleWords, /of: .*\n/, '']],
  ])('may stand %s', (_, change) => expect(problemsOf(changed(change))).toEqual([]));

  it.each<[string, Change, string]>([
    ['too long', [lesson, /of: .*/, `of: ${'a'.repeat(64)}`], `${lesson}:2: "of" is "${'a'.repeat(64)}", but must be the first 12 digits`],
    ['in capitals', [moduleWords, /of: .*/, 'of: "0123456789AB"'], `${moduleWords}:1: "of" is "0123456789AB", but must be`],
    ['a list', [moduleWords, /of: .*/, 'of: [0123456789ab]'], `${moduleWords}:1: "of" is "", but must be`],
    ['in a lesson of the source language', [source, 'title:', 'of: 0123456789ab\ntitle:'], `${source}:2: unknown key "of"`],
    [
      'in words of the source language',
      ['library/m-shared/module.en.yaml', 'title:', 'of: 0123456789ab\ntitle:'],
      'library/m-shared/module.en.yaml:1: unknown key "of"',
    ],
    [
      'in a programme’s words of the source language',
      ['programmes/small/programme.en.yaml', 'title:', 'of: 0123456789ab\ntitle:'],
      'programmes/small/programme.en.yaml:1: unknown key "of"',
    ],
    ['in a quiz of the source language', [quizSource, 'title:', 'of: 0123456789ab\ntitle:'], `${quizSource}:1: unknown key "of"`],
    ['in a structure', ['library/m-shared/module.yaml', 'code:', 'of: 0123456789ab\ncode:'], 'library/m-shared/module.yaml:2: unknown key "of"'],
  ])('must not be %s', (_, change, expected) => {
    expect(problemsOf(changed(change))).toEqual([expect.stringContaining(expected)]);
  });
});

describe('a translated lesson', () => {
  const boxes = `the boxes must be those of ${source}, in its order (extension, task, model); here:`;
  it.each<[string, Change, string]>([
    ['lacks a box', [lesson, /::: model[\s\S]*$/, ''], `${lesson}:1: ${boxes} extension, task`],
    ['has other boxes', [lesson, '::: task', '::: note'], `${lesson}:31: ${boxes} extension, note, model`],
    ['has a box too many', [lesson, /:::\n$/, ':::\n\n::: note\nNog iets.\n:::\n'], `${lesson}:41: ${boxes} extension, task, model, note`],
    [
      'has no source for its extension material',
      [lesson, 'Onze suggestie: geef', 'Geef'],
      `${lesson}:21: an "extension" box needs a line "Bron: [name](address)", or says "Onze suggestie"`,
    ],
    ['says it in the words of another language', [lesson, 'Onze suggestie: geef', 'Our suggestion: geef'], `${lesson}:21: an "extension" box needs`],
    ['names a source without a link', [lesson, 'Onze suggestie: geef', 'Bron: een boek\n\nGeef'], `${lesson}:24: a "Bron:" line links to its source`],
    ['is too short', [lesson, /Een inwoner opent[\s\S]*lager\./, 'Kort.'], `${lesson}:6: a translated lesson has 250 to 650 words; this one has `],
    ['is too long', [lesson, '## Het idee', `${'woord '.repeat(450)}\n\n## Het idee`], `${lesson}:6: a translated lesson has 250 to 650 words`],
  ])('that %s is a problem', (_, change, expected) => {
    expect(problemsOf(changed(change))).toContainEqual(expect.stringContaining(expected));
  });

  it('may be a little longer than its source', () => {
    const files = smallCourses();
    const words =
      Number(/this one has (\d+)/.exec(problemsOf(changed([lesson, '## Het idee', `${'woord '.repeat(650)}\n\n## Het idee`]))[0]!)![1]) - 650;
    files.set(lesson, files.get(lesson)!.replace('## Het idee', `${'woord '.repeat(640 - words)}\n\n## Het idee`));
    expect(problemsOf(files)).toEqual([]);
  });

  it('may say where its extension material comes from', () => {
    expect(problemsOf(changed([lesson, 'Onze suggestie: geef', 'Bron: [een boek](https://example.org)\n\nGeef']))).toEqual([]);
  });

  it('has its own words for a box, and English ones in a language without', () => {
    const files = smallCourses();
    files.set(lesson.replace('.nl.', '.fr.'), files.get(lesson)!.replace('Onze suggestie', 'Notre suggestion'));
    expect(problemsOf(files)).toEqual([expect.stringContaining('needs a line "Source: [name](address)", or says "Our suggestion"')]);
  });
});

describe('a translated quiz', () => {
  const translated = (...changes: [from: string | RegExp, to: string][]): string[] => {
    const files = smallCourses();
    let text = `of: "${stampFor(files.get(quizSource)!)}"\n${files.get(quizSource)!}`;
    for (const [from, to] of changes) text = text.replace(from, to);
    files.set(quizWords, text);
    return problemsOf(files);
  };

  it('has the questions and options of its source', () => {
    expect(translated()).toEqual([]);
    expect(translated([/  q-t:[\s\S]*$/, ''])).toEqual([`${quizWords}:3: the words for question "q-t" are missing`]);
    expect(translated([/      c: \{ text: The date.*\n/, ''])).toEqual([`${quizWords}:9: the words for option "c" of "q-s" are missing`]);
    expect(translated(['"false":', '"nee":'])).toContainEqual(`${quizWords}:24: "q-t" has no option "nee"`);
  });
});

describe('what is known of a translation', () => {
  it('names every file that is missing, unstamped or stale, once', () => {
    const files = changed([source, 'She is not', 'She was not'], [moduleWords, /of: .*\n/, '']);
    const { units, translated, faults } = dutch(files);
    expect([units, translated]).toEqual([10, 3]);
    expect(faults).toContainEqual({ fault: 'unstamped', file: moduleWords, stamp: stampFor(files.get('library/m-shared/module.en.yaml')!) });
    expect(faults).toContainEqual({ fault: 'stale', file: lesson, stamp: stampFor(files.get(source)!) });
    expect(faults).toContainEqual({ fault: 'missing', file: quizWords, stamp: stampFor(files.get(quizSource)!) });
    expect(new Set(faults.map(({ file }) => file)).size).toBe(9);
  });

  it('does not keep a stale translation from learners', () => {
    const files = changed([source, 'title: The answer comes first', 'title: First the answer']);
    expect(dutch(files).faults).toContainEqual({ fault: 'stale', file: lesson, stamp: stampFor(files.get(source)!) });
    const { outline, problems } = readProgramme(files, 'small');
    expect(problems).toEqual([]);
    expect(outline?.modules[0]?.items[0]?.words).toMatchObject({ en: { title: 'First the answer' }, nl: { title: 'Het antwoord komt eerst' } });
  });

  it('a language in which all is translated is one in which the programme can be read, stale or not', () => {
    const files = smallCourses();
    for (const { file } of dutch(files).faults) {
      // Only the second programme has these.
      if (file.includes('small-too')) continue;
      const text = files.get(file.replace('.nl.', '.en.'))!;
      files.set(
        file,
        (text.startsWith('---') ? text.replace('---\n', '---\nof: 000000000000\n') : `of: "000000000000"\n${text}`).replace(
          'Our suggestion',
          'Onze suggestie',
        ),
      );
    }
    const { outline, problems } = readProgramme(files, 'small');
    expect(problems).toEqual([]);
    expect(contentLanguages({ ...outline!, revisionId: '', revision: 1 })).toEqual(['en', 'nl']);
  });

  it('adds up, whatever is missing, unstamped or stale', () => {
    const states = ['source', 'missing', 'unstamped', 'stale', 'current'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states), { maxLength: 30 }), (wanted) => {
        const files = new Map<string, string>();
        const units = wanted.map((state, index): TextUnit => {
          const [before, text] = [`library/m/l-${index}`, `Text ${index}`];
          if (state === 'source') {
            files.set(`${before}.nl.md`, text);
            return { before, ending: 'md', source: 'nl', stamps: { nl: null } };
          }
          files.set(`${before}.en.md`, text);
          const known: Record<typeof state, Record<string, string | null>> = {
            missing: {},
            unstamped: { nl: null },
            stale: { nl: stampFor(`${text}, earlier`) },
            current: { nl: stampFor(text) },
          };
          return { before, ending: 'md', source: 'en', stamps: { en: null, ...known[state] } };
        });
        const count = (...of: string[]): number => wanted.filter((state) => of.includes(state)).length;
        const coverage = coverageOf(units, 'nl', files);
        expect(coverage.units).toBe(wanted.length - count('source'));
        expect(coverage.translated).toBe(count('unstamped', 'stale', 'current'));
        expect(coverage.faults.map(({ fault }) => fault)).toEqual(wanted.filter((state) => state !== 'source' && state !== 'current'));
        expect(translatedInto(units)).toEqual(coverage.translated ? ['nl'] : []);
      }),
    );
  });
});
