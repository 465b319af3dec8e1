import { QuestionFrame } from '../../web/components/choice.js';
import { MenuRows } from '../../web/components/rows.js';
import { matchingRows, type Matching, type MatchingWords } from '../types/matching.js';
import { menusOf, RowKey, Rowwise } from './rows.js';
import type { FormProps, View } from './view.js';

function Form({ question, words, order, answer, name, ...set }: FormProps<Matching>) {
  return (
    <QuestionFrame {...set} id={name} legend={words.stem}>
      <MenuRows name={name} lang={set.lang} rows={menusOf(matchingRows(question, words, order), answer)} />
    </QuestionFrame>
  );
}

const shown = (words: MatchingWords) => ({
  textOf: (id: string) => words.items[id]?.text ?? '',
  why: (id: string) => words.items[id]?.why,
  valueWords: (_id: string, partner: string) => words.partners[partner] ?? '',
});

export const matching: View<Matching> = {
  hint: (t) => t('questions.hint.matching'),
  Form,
  Answered: ({ words, order, explanation, lang }) => <Rowwise {...shown(words)} order={order} explanation={explanation} lang={lang} />,
  Key: ({ question, words, lang }) => <RowKey {...shown(words)} question={question} lang={lang} />,
};
