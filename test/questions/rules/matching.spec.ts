import fc from 'fast-check';
import { bestMatch, folded, piecesOf, type Accepted, type MatchSettings } from '../../../src/questions/rules/matching.js';
import { spellingDistance } from '../../../src/questions/rules/spelling.js';

const loose: MatchSettings = { case: false, accents: false, distance: 0 };
const fits = (given: string, text: string, settings: Partial<MatchSettings> = {}): boolean =>
  bestMatch(given, [{ text, share: 100, why: '' }], { ...loose, ...settings }) !== null;

describe('words as they are compared', () => {
  it.each<[string, string, string, Partial<MatchSettings>, boolean]>([
    ['the same', 'plain language', 'plain language', {}, true],
    ['white space does not matter', '  plain\n\t language ', 'plain language', {}, true],
    ['capitals do not matter', 'PLAIN Language', 'plain language', {}, true],
    ['unless they do', 'PLAIN Language', 'plain language', { case: true }, false],
    ['sharp s is double s', 'STRASSE', 'Straße', {}, true],
    ['unless capitals matter', 'Strasse', 'Straße', { case: true }, false],
    ['both small sigmas', 'ΟΔΟΣ', 'οδος', {}, true],
    ['accents do not matter', 'cafe', 'Café', {}, true],
    ['unless they do', 'cafe', 'Café', { accents: true }, false],
    ['an accent written apart', 'cafe\u0301', 'café', { accents: true, case: true }, true],
    ['Greek accents', 'Αθηνα', 'Αθήνα', {}, true],
    ['letters with a stroke', 'lodz', 'Łódź', {}, true],
    ['letters that are two', 'AEro', 'Ærø', {}, true],
    ['a Cyrillic letter is no accented one', 'и', 'й', {}, false],
    ['full-width letters', 'ｐｌａｉｎ', 'plain', { case: true, accents: true }, true],
    ['a curly apostrophe', 'it’s', "it's", { accents: true }, true],
    ['a long dash', 'yes – no', 'yes - no', {}, true],
    ['a soft hyphen', 'plain\u00adly', 'plainly', {}, true],
    ['another word', 'plane', 'plain', {}, false],
    ['a part of it', 'plain', 'plain language', {}, false],
    ['nothing', '   ', '*a', {}, false],
  ])('%s', (_, given, text, settings, expected) => expect(fits(given, text, settings)).toBe(expected));

  it('folding what is folded changes nothing', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Array.from('aàÀßŁøÆçÇñÑΣσςάÉъйЙ ’–'))), fc.boolean(), fc.boolean(), (signs, keepCase, accents) => {
        const once = folded(signs.join(''), { case: keepCase, accents });
        expect(folded(once, { case: keepCase, accents })).toBe(once);
      }),
    ));

  it('a stricter setting never takes more', () =>
    fc.assert(
      fc.property(fc.constantFrom('Café', 'cafe', 'CAFÉ', 'café', 'Cafe'), fc.constantFrom('Café', 'cafe'), (given, text) => {
        for (const strict of [{ case: true }, { accents: true }, { case: true, accents: true }])
          if (fits(given, text, strict)) expect(fits(given, text)).toBe(true);
      }),
    ));
});

describe('asterisks', () => {
  it.each<[string, string, boolean]>([
    ['plain*', 'plain', true],
    ['plain*', 'plainly said', true],
    ['plain *', 'plain', false],
    ['plain *', 'plain words', true],
    ['*language', 'the plain language', true],
    ['*plain*', 'in plain words', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['5 \\* 3', '5 * 3', true],
    ['5 \\* 3', '5 times 3', false],
    ['a.c', 'abc', false],
    ['(a+)+$*', '(a+)+$!', true],
    ['CAFÉ*', 'café noir', true],
  ])('%s and %s', (pattern, given, expected) => expect(fits(given, pattern)).toBe(expected));

  it('agree with the plain meaning: some text, anything, some text', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 10 }),
        (pattern, given) => {
          const means = (at: number, from: number): boolean => {
            if (at === pattern.length) return from === given.length;
            if (pattern[at] !== '*') return given[from] === pattern[at] && means(at + 1, from + 1);
            return Array.from({ length: given.length - from + 1 }, (_, skip) => from + skip).some((next) => means(at + 1, next));
          };
          expect(fits(given, pattern)).toBe(means(0, 0));
        },
      ),
    ));

  it('never make the work explode', () => {
    const pattern = `${'a*'.repeat(99)}b`;
    const begin = process.hrtime.bigint();
    for (let round = 0; round < 100; round++) expect(fits('a'.repeat(200), pattern)).toBe(false);
    expect(Number(process.hrtime.bigint() - begin) / 1e6).toBeLessThan(2000);
  });

  it('are told from asterisks that are meant', () => expect(piecesOf('a\\*b*c\\')).toEqual(['a*b', 'c\\']));
});

describe('slips of spelling', () => {
  it.each<[string, string, number]>([
    ['', '', 0],
    ['letter', 'letter', 0],
    ['leter', 'letter', 1],
    ['lettter', 'letter', 1],
    ['lettes', 'letter', 1],
    ['lettre', 'letter', 1],
    ['ca', 'abc', 3],
    ['tetler', 'letter', 2],
    ['brief', 'letter', 5],
    ['𝒳a', '𝒴a', 1],
  ])('%s and %s: %i', (a, b, expected) => {
    expect(spellingDistance(a, b, 10)).toBe(expected);
    expect(spellingDistance(b, a, 10)).toBe(expected);
    expect(spellingDistance(a, b, 2)).toBe(Math.min(expected, 3));
  });

  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
  it('is nothing only for the same word, the same both ways, and cut off without a change', () =>
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 2 }), (a, b, most) => {
        const distance = spellingDistance(a, b, 20);
        expect(distance === 0).toBe(a === b);
        expect(spellingDistance(b, a, 20)).toBe(distance);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(spellingDistance(a, b, most)).toBe(Math.min(distance, most + 1));
      }),
    ));

  it('one change is one slip', () =>
    fc.assert(
      fc.property(word, fc.nat(6), fc.constantFrom('x', 'y'), (a, at, letter) => {
        const place = Math.min(at, a.length);
        expect(spellingDistance(a, a.slice(0, place) + letter + a.slice(place), 5)).toBe(1);
      }),
    ));

  it.each<[string, string, number, boolean]>([
    ['langauge', 'language', 1, true],
    ['langage', 'language', 0, false],
    ['lagnage', 'language', 1, false],
    ['lagnage', 'language', 2, true],
    ['cut', 'cat', 2, false], // short words are other words
    ['brid', 'bird', 2, true],
    ['bdir', 'bird', 2, false],
    ['1849', '1848', 2, false], // each digit counts
    ['2 weeks', '3 weeks', 2, false],
  ])('%s for %s with %i', (given, text, distance, expected) => expect(fits(given, text, { distance })).toBe(expected));
});

describe('the answer that counts', () => {
  const accepted: Accepted[] = [
    { text: 'plain *', share: 50, why: 'half' },
    { text: 'plain language', share: 100, why: 'all' },
    { text: 'plane language', share: 0, why: 'none' },
    { text: '*language', share: 25, why: 'quarter' },
  ];
  it.each([
    ['plain language', 'all'],
    ['plain langauge', 'all'], // of what fits, the dearest
    ['plain words', 'half'],
    ['plane language', 'none'], // listed as wrong, although it is one slip from right
    ['our language', 'quarter'],
    ['plain', null],
  ])('%s: %s', (given, why) => expect(bestMatch(given, accepted, { ...loose, distance: 1 })?.why ?? null).toBe(why));

  it('does not depend on the order of the list', () =>
    fc.assert(
      fc.property(
        fc.shuffledSubarray(accepted, { minLength: 4 }),
        fc.constantFrom('plain language', 'plain words', 'our language', 'plane langauge', 'x'),
        (mixed, given) => expect(bestMatch(given, mixed, loose)?.share).toBe(bestMatch(given, accepted, loose)?.share),
      ),
    ));
});
