import type { Exchanged, ExchangedOf } from '../../questions/exchange/exchanged.js';

/** Words that stand in for what the questions of other systems have not. */
export interface PlainWords {
  right: string;
  wrong: string;
  /** Where a unit is wrong or missing. */
  unit: string;
  /** What is asked where a text with gaps says nothing itself. */
  gaps: string;
  rubric: { label: string; none: string; partly: string; full: string };
}

/** What a question has of its own in the two files of a quiz. */
interface Entry {
  structure: Record<string, unknown>;
  words: Record<string, unknown>;
}
type Maker<Q extends Exchanged> = (question: Q, plain: PlainWords) => Entry;

const letters = 'abcdefgh';
const numbered = (letter: string, list: readonly unknown[]): string[] => list.map((_, index) => `${letter}${index + 1}`);
const entries = <T, U>(ids: readonly string[], list: readonly T[], of: (one: T, index: number) => U): Record<string, U> =>
  Object.fromEntries(ids.map((id, index) => [id, of(list[index]!, index)]));
const unlessEmpty = (otherwise: string): { otherwise?: string } => (otherwise ? { otherwise } : {});
const unlessWhole = (share: number): { share?: number } => (share === 100 ? {} : { share });
const reason = (why: string, right: boolean, plain: PlainWords): string => why || (right ? plain.right : plain.wrong);

const lettered: Maker<ExchangedOf<'single' | 'multiple'>> = ({ options }, plain) => ({
  structure: {
    options: options.map((_, index) => letters[index]),
    correct: options.flatMap((option, index) => (option.correct ? [letters[index]] : [])),
  },
  words: {
    options: Object.fromEntries(options.map(({ text, why, correct }, index) => [letters[index], { text, why: reason(why, correct, plain) }])),
  },
});

function matching({ pairs, distractors }: ExchangedOf<'matching'>, plain: PlainWords): Entry {
  const partners = [...new Set(pairs.map(({ partner }) => partner)), ...distractors];
  const [items, ids] = [numbered('i', pairs), numbered('p', partners)];
  return {
    structure: { items: entries(items, pairs, ({ partner }) => ids[partners.indexOf(partner)]), partners: ids },
    words: { items: entries(items, pairs, ({ text }) => ({ text, why: plain.right })), partners: entries(ids, partners, (partner) => partner) },
  };
}

function numeric({ answers, otherwise, units, unitCost }: ExchangedOf<'numeric'>, plain: PlainWords): Entry {
  const [ranges, ids] = [numbered('r', answers), numbered('u', units)];
  return {
    structure: {
      accept: answers.map(({ value, tolerance, share }, index) => ({ id: ranges[index], value, tolerance, ...unlessWhole(share) })),
      ...(units.length ? { units: units.map(({ factor }, index) => ({ id: ids[index], factor })), unitCost } : {}),
    },
    words: {
      accept: entries(ranges, answers, ({ why, share }) => ({ why: reason(why, share > 0, plain) })),
      ...unlessEmpty(otherwise),
      ...(units.length ? { units: entries(ids, units, ({ names }) => names), unitWhy: plain.unit } : {}),
    },
  };
}

const makers: { [T in Exchanged['type']]: Maker<ExchangedOf<T>> } = {
  single: lettered,
  multiple: lettered,
  truefalse: ({ options }, plain) => ({
    structure: { correct: options[0]!.correct },
    words: {
      options: {
        true: { why: reason(options[0]!.why, options[0]!.correct, plain) },
        false: { why: reason(options[1]!.why, options[1]!.correct, plain) },
      },
    },
  }),
  matching,
  ordering({ steps }, plain) {
    const ids = numbered('s', steps);
    return { structure: { steps: ids }, words: { steps: entries(ids, steps, (text) => ({ text, why: plain.right })) } };
  },
  shorttext: ({ capitals, answers, otherwise }, plain) => ({
    structure: { case: capitals, accents: true },
    words: {
      accept: answers.map(({ text, share, why }) => ({ text, ...unlessWhole(share), why: reason(why, share > 0, plain) })),
      ...unlessEmpty(otherwise),
    },
  }),
  numeric,
  gapmenu({ text, gaps, stem }, plain) {
    const ids = numbered('g', gaps);
    const choices = gaps.map((gap) => numbered('c', gap.choices));
    return {
      structure: { gaps: entries(ids, gaps, ({ correct }, index) => ({ choices: choices[index], correct: choices[index]![correct] })) },
      words: {
        ...(stem ? {} : { stem: plain.gaps }),
        text: text.replace(/\[\[(\d+)\]\]/g, '[[g$1]]'),
        gaps: entries(ids, gaps, (gap, index) => ({ choices: entries(choices[index]!, gap.choices, (choice) => choice), why: plain.right })),
      },
    };
  },
  essay: ({ length }, { rubric: { label, none, partly, full } }) => ({
    structure: {
      rubric: [{ id: 'whole', levels: ['none', 'partly', 'full'].map((id, points) => ({ id, points })) }],
      ...(length === null ? {} : { words: length }),
    },
    words: { criteria: { whole: { label, levels: { none, partly, full } } } },
  }),
};

export const entryOf = (question: Exchanged, plain: PlainWords): Entry => (makers[question.type] as Maker<Exchanged>)(question, plain);
