import { QuestionFrame } from '../../web/components/choice.js';
import { SortRows } from '../../web/components/rows.js';
import { categorisingRows, type Categorising, type CategorisingWords } from '../types/categorising.js';
import { menusOf, RowKey, Rowwise } from './rows.js';
import type { FormProps, View } from './view.js';

function Form({ question, words, order, answer, name, ...set }: FormProps<Categorising>) {
  return (
    <QuestionFrame {...set} id={name} legend={words.stem}>
      <SortRows name={name} lang={set.lang} rows={menusOf(categorisingRows(question, words, order), answer)} />
    </QuestionFrame>
  );
}

const shown = (words: CategorisingWords) => ({
  textOf: (id: string) => words.items[id]?.text ?? '',
  why: (id: string) => words.items[id]?.why,
  valueWords: (_id: string, group: string) => words.groups[group] ?? '',
});

export const categorising: View<Categorising> = {
  hint: (t) => t('questions.hint.categorising'),
  Form,
  Answered: ({ words, order, explanation, lang }) => <Rowwise {...shown(words)} order={order} explanation={explanation} lang={lang} />,
  Key: ({ question, words, lang }) => <RowKey {...shown(words)} question={question} lang={lang} />,
};
