import { datedNotes, linkNotes } from '../../src/authoring/rules/text-notes.js';
import type { TextUnit } from '../../src/catalogue/rules/translations.js';

const unit: TextUnit = { before: 'library/m/l', ending: 'md', source: 'en', stamps: { en: null, nl: null } };
const lesson = (...body: string[]): string => ['---', 'title: T', 'lead: L', '---', ...body].join('\n');
const dated = (...days: string[]): string => lesson(...days.flatMap((day) => [`::: dated ${day} Rules`, 'Text.', ':::']));
const files = (english: string, dutch: string): Map<string, string> =>
  new Map([
    ['library/m/l.en.md', english],
    ['library/m/l.nl.md', dutch],
  ]);
const shown = (notes: { file: string; line: number; message: string }[]): string[] =>
  notes.map(({ file, line, message }) => `${file}:${line}: ${message}`);

describe('boxes with a day', () => {
  const due = 'library/m/l.en.md:8: due to be checked again since 2027-05-31; check it, then write the next day';
  const boxes = dated('2099-01-01', '2027-05-31');

  it.each<[string, string, string[]]>([
    ['the day before', '2027-05-30', []],
    ['the day itself', '2027-05-31', [due]],
    ['any later day', '2028-01-01', [due]],
  ])('%s', (_, today, expected) => expect(shown(datedNotes([unit], files(boxes, boxes), today))).toEqual(expected));

  it('name the same day in every language', () => {
    const notes = datedNotes([unit], files(dated('2099-01-01', '2099-02-02'), dated('2099-01-01', '2099-12-12')), '2027-05-31');
    expect(shown(notes)).toEqual(['library/m/l.nl.md:8: the source says 2099-02-02 here, not 2099-12-12']);
  });

  it('are looked for in lessons only', () => {
    const yaml: TextUnit = { before: 'library/m/module', ending: 'yaml', source: 'en', stamps: { en: null } };
    expect(datedNotes([yaml], new Map([['library/m/module.en.yaml', dated('2020-01-01')]]), '2027-05-31')).toEqual([]);
  });
});

describe('addresses without https', () => {
  it('are told with their line, each of them', () => {
    const text = lesson('[a](https://a.example) and [b](http://b.example/x) and <HTTP://c.example>', '[d](mailto:d@d.example)', '(http://e.example)');
    expect(shown(linkNotes([unit], files(text, lesson())))).toEqual([
      'library/m/l.en.md:5: http://b.example/x is not https',
      'library/m/l.en.md:5: HTTP://c.example is not https',
      'library/m/l.en.md:7: http://e.example is not https',
    ]);
  });

  it('of the source are not told again in a translation', () => {
    const notes = linkNotes([unit], files(lesson('[a](http://a.example)'), lesson('[a](http://a.example)', '[b](http://b.example)')));
    expect(shown(notes)).toEqual(['library/m/l.en.md:5: http://a.example is not https', 'library/m/l.nl.md:6: http://b.example is not https']);
  });
});
