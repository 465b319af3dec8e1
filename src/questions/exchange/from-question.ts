import type { Question, QuestionOf, QuestionType } from '../question.js';
import type { Choice } from '../types/choice.js';
import { gapPieces } from '../rules/gap-text.js';
import { gapsOf } from '../types/gapmenu.js';
import { hasWildcard } from '../rules/matching.js';
import type { Exchanged, ExchangedNumeric, ExchangedOf } from './exchanged.js';
import { percentOf, plainDecimal } from './numbers.js';
import { unitsFrom } from './parts.js';

const words = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

type From<T extends QuestionType> = (
  question: QuestionOf<T>,
  language: string,
) => Omit<ExchangedOf<T>, 'type' | 'name' | 'stem' | 'case' | 'exhibit' | 'tags'>;

function choice(question: Choice, language: string): Pick<ExchangedOf<'single'>, 'options'> {
  const own = question.words[language]!;
  return {
    options: question.options.map((id) => ({
      text: words(own.options[id]!.text),
      why: words(own.options[id]!.why),
      correct: question.correct.includes(id),
    })),
  };
}

/** The dearest first, for other systems take the first that fits; `isFree`: it fits more than what is the same. */
const inTheirOrder = <T extends { share: number }>(answers: readonly T[], isFree: (answer: T) => boolean): T[] =>
  answers.toSorted((a, b) => Number(isFree(a)) - Number(isFree(b)) || (isFree(a) ? b.share - a.share : 0));

function numeric(question: QuestionOf<'numeric'>, language: string): Omit<ExchangedNumeric, 'type' | 'name' | 'stem' | 'case' | 'exhibit' | 'tags'> {
  const own = question.words[language]!;
  const answers = question.accept.map(({ id, value, tolerance, relative, share }) => ({
    value: plainDecimal(value)!,
    tolerance: relative ? percentOf(tolerance, value) : plainDecimal(tolerance)!,
    share,
    why: words(own.accept[id]!.why),
  }));
  const named = question.units.flatMap(({ id, factor }) => own.units[id]!.map((name) => ({ name: words(name), factor: plainDecimal(factor) })));
  const units = unitsFrom(named, new Set());
  return {
    answers: inTheirOrder(answers, () => true),
    otherwise: words(own.otherwise),
    units,
    unitCost: units.length ? question.unitCost : 0,
  };
}

/** What of each type that formats know goes out, whatever the format. */
const forms: { [T in Exchanged['type']]: From<T> } = {
  single: choice,
  multiple: choice,
  truefalse: choice,
  matching(question, language) {
    const own = question.words[language]!;
    const partner = (id: string): string => words(own.partners[id]!);
    const used = new Set(Object.values(question.key));
    return {
      pairs: question.rows.map((id) => ({ text: words(own.items[id]!.text), partner: partner(question.key[id]!) })),
      distractors: question.partners.filter((id) => !used.has(id)).map(partner),
    };
  },
  ordering: (question, language) => ({ steps: question.rows.map((id) => words(question.words[language]!.steps[id]!.text)) }),
  shorttext(question, language) {
    const own = question.words[language]!;
    const answers = own.accept.map(({ text, share, why }) => ({ text: words(text), share, why: words(why) }));
    return { capitals: question.match.case, answers: inTheirOrder(answers, ({ text }) => hasWildcard(text)), otherwise: words(own.otherwise) };
  },
  numeric,
  gapmenu(question, language) {
    const own = question.words[language]!;
    const ids = gapsOf(own);
    const text = gapPieces(own.text).map(({ words: piece, gap }) => (gap === undefined ? piece : `[[${ids.indexOf(gap) + 1}]]`));
    return {
      text: words(text.join('')),
      gaps: ids.map((id) => {
        const choices = question.choices[id]!;
        return { choices: choices.map((one) => words(own.gaps[id]!.choices[one]!)), correct: choices.indexOf(question.key[id]!) };
      }),
    };
  },
  // The number of words is only expected here, but a limit there.
  essay: () => ({ length: null }),
};

const goesOut = (type: QuestionType): type is Exchanged['type'] => Object.hasOwn(forms, type);

/** A question as it goes out, in a language that it has; null where no format has a form for its type. */
export function fromQuestion(question: Question, language: string): Exchanged | null {
  const { type } = question;
  const own = question.words[language];
  if (!goesOut(type) || !own) return null;
  const form = forms[type] as From<Exchanged['type']>;
  return {
    type,
    name: question.id,
    stem: words(own.stem),
    case: own.case === null ? null : words(own.case),
    exhibit: own.exhibit === null ? null : words(own.exhibit).replace(/\s*\n\s*/g, ' '),
    tags: question.tags,
    ...form(question as QuestionOf<Exchanged['type']>, language),
  } as Exchanged;
}
