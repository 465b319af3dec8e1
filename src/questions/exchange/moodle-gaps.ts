import type { QuestionType } from '../question.js';
import { QuestionRefused, type ChangeCode, type Exchanged, type ExchangedBase, type ExchangedGapMenu } from './exchanged.js';
import { gapStemText } from './gap-texts.js';
import { lost, several, shuffled, value, type Parts } from './moodle-known.js';
import { partsOf, plain, text, textOf, valueOf } from './moodle-parts.js';
import type { Writer } from './moodle-types.js';
import { gapMenuFrom, mostGaps } from './parts.js';
import { plainWords } from './texts.js';
import type { XmlElement } from './xml.js';

/** Types whose text has gaps `[[1]]`, each the number of the choice that belongs there, and what a choice is called. Choices of one group share their gaps. */
const choiceNames = { gapselect: 'selectoption', ddwtos: 'dragbox' } as const;
type GapType = keyof typeof choiceNames;
export const isGapType = (type: string): type is GapType => Object.hasOwn(choiceNames, type);

const choice = several({ text: value, group: value, file: lost('file') });
export const gapParts: Record<GapType, Parts> = {
  gapselect: { shuffleanswers: shuffled, selectoption: choice },
  // In a menu each choice can be taken as often as one likes.
  ddwtos: { shuffleanswers: shuffled, dragbox: several({ text: value, group: value, file: lost('file'), infinite: value }) },
};

export function readGaps(
  type: GapType,
  element: XmlElement,
  base: Omit<ExchangedBase<QuestionType>, 'type'>,
  foreign: string,
  changes: Set<ChangeCode>,
): Exchanged {
  const options = partsOf(element, choiceNames[type]).map((option) => ({
    text: plainWords(textOf(option), changes),
    group: valueOf(option, 'group') || '1',
  }));
  const gaps: ExchangedGapMenu['gaps'] = [];
  const words = foreign.replace(/\[\[(\d{1,4})\]\]/g, (_, number: string) => {
    const right = options[Number(number) - 1];
    if (!right) throw new QuestionRefused('noRight');
    if (gaps.length >= mostGaps) throw new QuestionRefused('manyParts');
    const menu = options.filter(({ group }) => group === right.group);
    gaps.push({ choices: menu.map((option) => option.text), correct: menu.indexOf(right) });
    return `[[${gaps.length}]]`;
  });
  const groups = new Set([...foreign.matchAll(/\[\[(\d{1,4})\]\]/g)].map((match) => options[Number(match[1]) - 1]?.group));
  if (options.some(({ group }) => !groups.has(group))) changes.add('choices');
  return gapMenuFrom(base, words, gaps, changes);
}

/** Number of the right choice of each gap, where those of all gaps are counted in one row. */
function numbersOf({ gaps }: ExchangedGapMenu): string[] {
  let before = 0;
  return gaps.map(({ choices, correct }) => {
    const number = before + correct + 1;
    before += choices.length;
    return `[[${number}]]`;
  });
}

export const gapWriter: Writer<'gapmenu'> = {
  type: 'gapselect',
  text: (question) => gapStemText(question, numbersOf(question)),
  write: ({ gaps }) => [
    '    <shuffleanswers>1</shuffleanswers>',
    ...gaps.flatMap(({ choices }, index) => choices.map((choice) => `    ${text('selectoption', plain(choice), '', `<group>${index + 1}</group>`)}`)),
  ],
};
