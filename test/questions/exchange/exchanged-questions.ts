import fc from 'fast-check';
import { type Exchanged, type Format } from '../../../src/questions/exchange/exchanged.js';
import { gift } from '../../../src/questions/exchange/gift.js';
import { moodleXml } from '../../../src/questions/exchange/moodle-xml.js';
import { gapPieces } from '../../../src/questions/rules/gap-text.js';
import { folded, hasWildcard, piecesOf } from '../../../src/questions/rules/matching.js';
import { unitKey } from '../../../src/questions/types/numeric.js';

export const writers = { 'moodle-xml': moodleXml, gift };

/** Everything that a format could stumble over. */
export const nasty = [
  '"',
  "'",
  '{',
  '}',
  '~',
  '=',
  '#',
  ':',
  '::',
  '\n',
  '\n\n',
  '\\',
  '\\n',
  ']]>',
  '<![CDATA[',
  '&',
  '&amp;',
  '&nbsp;',
  '<b>',
  '</text>',
  '//',
  '$CATEGORY:',
  '->',
  '%50%',
  '[html]',
  '[plain]',
  '####',
  '---',
  '\n\n---\n\n',
  '*',
  '_',
  '1.',
  '🙂',
  '👩‍👩‍👧',
  'שלום',
  '‏مرحبا',
  'é',
  ' ',
  'a',
  'word',
  '!',
  '![x](y)',
  '|',
  '`',
];
const textOf = (max: number) =>
  fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...nasty) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) }), {
      minLength: 1,
      maxLength: max,
    })
    .map((parts) =>
      parts
        .join('')
        .replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, '')
        .trim(),
    )
    .filter((text) => text !== '');
const line = textOf(6)
  .map((text) => text.replace(/\s*\n\s*/g, ' ').trim())
  .filter(Boolean);
const id = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const situation = fc.constantFrom(
  null,
  'A **letter** to [somebody](https://example.org/a_(b)).',
  '- one\n- two\n\n> said\n\n---\n\nmore',
  '| a | b |\n| --- | --- |\n| 1 | 2 |',
);
const base = fc
  .record({ name: line, stem: textOf(10), case: situation, exhibit: fc.option(line), tags: fc.uniqueArray(id, { maxLength: 3 }) })
  .map((words) => ({ ...words, exhibit: words.case === null ? null : words.exhibit }));

/** Options with texts that differ, none of which speaks of another's place, and reasons. */
const options = fc.uniqueArray(textOf(6), { minLength: 2, maxLength: 8, selector: (text) => text.toLowerCase() }).chain((texts) =>
  fc.record({
    texts: fc.constant(texts),
    whys: fc.array(textOf(4), { minLength: texts.length, maxLength: texts.length }),
    right: fc.array(fc.boolean(), { minLength: texts.length, maxLength: texts.length }),
  }),
);

const choiceQuestion: fc.Arbitrary<Exchanged> = fc
  .tuple(fc.constantFrom('single' as const, 'multiple' as const, 'truefalse' as const), base, options, fc.nat())
  .map(([type, words, { texts, whys, right }, pick]): Exchanged => {
    if (type === 'truefalse') return { ...words, type, options: [0, 1].map((i) => ({ text: '', why: whys[i]!, correct: i === pick % 2 })) };
    const only = pick % texts.length;
    const correct = (i: number): boolean => (type === 'single' ? i === only : right[i]! || i === only);
    return { ...words, type, options: texts.map((text, i) => ({ text, why: whys[i]!, correct: correct(i) })) };
  });

const different = (min: number, max: number) =>
  fc.uniqueArray(
    textOf(6).filter((text) => !/^\*+$/.test(text)),
    { minLength: min, maxLength: max, selector: (text) => text.toLowerCase() },
  );

const matching: fc.Arbitrary<Exchanged> = fc
  .tuple(base, different(2, 10), different(2, 12), fc.array(fc.nat(), { minLength: 10, maxLength: 10 }))
  .map(([words, texts, partners, picks]) => {
    const pairs = texts.map((text, index) => ({ text, partner: partners[picks[index]! % partners.length]! }));
    return { ...words, type: 'matching', pairs, distractors: partners.filter((one) => !pairs.some(({ partner }) => partner === one)) };
  });

const ordering: fc.Arbitrary<Exchanged> = fc.tuple(base, different(3, 10)).map(([words, steps]) => ({ ...words, type: 'ordering', steps }));

const menus = fc
  .array(fc.tuple(different(2, 8), fc.nat(), fc.option(textOf(3))), { minLength: 1, maxLength: 12 })
  .map((all) => ({
    text: all.map(([, , before], index) => `${before ?? ''}[[${index + 1}]]`).join('') + (all[0]![2] ?? ''),
    gaps: all.map(([choices, pick]) => ({ choices, correct: pick % choices.length })),
  }))
  // No other gap may come about between two pieces.
  .filter(({ text, gaps }) => gapPieces(text).filter(({ gap }) => gap !== undefined).length === gaps.length);

const gapmenu: fc.Arbitrary<Exchanged> = fc.tuple(base, menus).map(([words, own]) => ({ ...words, type: 'gapmenu', ...own }));

const share = fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth * 5);
const otherwise = fc.oneof(fc.constant(''), textOf(4));

const shorttext: fc.Arbitrary<Exchanged> = fc
  .tuple(base, fc.boolean(), textOf(6), fc.array(fc.tuple(textOf(6), share, textOf(3)), { maxLength: 6 }), otherwise)
  .map(([words, capitals, why, more, rest]): Exchanged => {
    const known = new Set(['right']);
    const answers = more
      .filter(([text]) => {
        const key = folded(text, { case: capitals, accents: true });
        if (known.has(key) || text.length > 200 || !/[\p{L}\p{N}]/u.test(piecesOf(text).join(''))) return false;
        return known.add(key);
      })
      .map(([text, earned, reason]) => ({ text, share: earned, why: reason }))
      .sort((a, b) => Number(hasWildcard(a.text)) - Number(hasWildcard(b.text)) || (hasWildcard(a.text) ? b.share - a.share : 0));
    return { ...words, type: 'shorttext', capitals, answers: [{ text: 'right', share: 100, why }, ...answers], otherwise: rest };
  });

const digits = fc.stringMatching(/^(0|[1-9]\d{0,12})(\.\d{0,11}[1-9])?$/);
const signed = fc.tuple(digits, fc.boolean()).map(([text, minus]) => (minus && text !== '0' ? `-${text}` : text));
/** Factors whose inverse is a decimal that ends. */
const factor = fc.constantFrom('1000', '0.001', '0.5', '2', '12.5', '1024', '0.0625');
const unitName = textOf(2).filter((name) => !/\d/.test(name) && unitKey(name) !== '');

const numeric: fc.Arbitrary<Exchanged> = fc
  .tuple(
    base,
    fc.array(fc.tuple(signed, digits, share, textOf(3)), { minLength: 1, maxLength: 10 }),
    otherwise,
    fc.uniqueArray(unitName, { maxLength: 6, selector: unitKey }),
    fc.uniqueArray(factor, { maxLength: 3 }),
    share,
  )
  .map(([words, ranges, rest, names, factors, cost]): Exchanged => {
    const answers = ranges.map(([value, tolerance, earned, why]) => ({ value, tolerance, share: earned, why })).sort((a, b) => b.share - a.share);
    answers[0]!.share = 100;
    const sizes = ['1', ...factors].slice(0, names.length);
    // The last size takes all names that are left.
    const units = sizes.map((size, index) => ({ factor: size, names: names.slice(index, index + 1 === sizes.length ? undefined : index + 1) }));
    return { ...words, type: 'numeric', answers, otherwise: rest, units, unitCost: units.length ? cost : 0 };
  });

const essay: fc.Arbitrary<Exchanged> = base.map((words) => ({ ...words, type: 'essay', length: null }));

/** What a format keeps of it. */
const kept: Record<Format, (question: Exchanged) => Exchanged> = {
  'moodle-xml': (question) => question,
  gift(question) {
    if (question.type === 'numeric') return { ...question, units: [], unitCost: 0 };
    return question.type === 'shorttext' ? { ...question, capitals: false } : question;
  },
};

export const questionFor = (format: Format): fc.Arbitrary<Exchanged> =>
  fc
    .oneof(choiceQuestion, matching, ordering, gapmenu, shorttext, numeric, essay)
    .map(kept[format])
    .filter((question) => writers[format].has(question.type) && writers[format].refuses(question) === null);
