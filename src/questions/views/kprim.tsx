import type { Translate } from '../../platform/i18n/texts.js';
import { Muted, Stack } from '../../web/components/card.js';
import { QuestionFrame } from '../../web/components/choice.js';
import { SideRows } from '../../web/components/rows.js';
import { usePage } from '../../web/page.js';
import { givenIn } from '../rules/answer-form.js';
import { kprimRows, type Kprim, type KprimWords } from '../types/kprim.js';
import { RowKey, Rowwise } from './rows.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

const sideWords = (t: Translate, side: string): string => (side === 'true' ? t('questions.true') : t('questions.false'));

function Form({ question, words, order, answer, name, ...set }: FormProps<Kprim>) {
  const { t } = usePage();
  const given = givenIn(answer);
  return (
    <QuestionFrame {...set} id={name} legend={words.stem}>
      <SideRows
        name={name}
        lang={set.lang}
        sides={['true', 'false'].map((side) => ({ value: side, text: sideWords(t, side) }))}
        rows={kprimRows(question, words, order).map(({ id, text }) => ({ id, text, value: given.get(id) ?? '' }))}
      />
    </QuestionFrame>
  );
}

/** The sides are the interface's words, in the reader's language. */
function useShown(words: KprimWords, lang: string | undefined) {
  const { t, language } = usePage();
  return {
    textOf: (id: string) => words.statements[id]?.text ?? '',
    why: (id: string) => words.statements[id]?.why,
    valueWords: (_id: string, side: string) => sideWords(t, side),
    lang,
    valueLang: lang && language,
  };
}

function Answered({ words, order, explanation, lang }: AnsweredProps<Kprim>) {
  const { t } = usePage();
  return (
    <Stack>
      <Muted small>{t('questions.kprim.how')}</Muted>
      <Rowwise {...useShown(words, lang)} order={order} explanation={explanation} />
    </Stack>
  );
}

function Key({ question, words, lang }: KeyProps<Kprim>) {
  return <RowKey {...useShown(words, lang)} question={question} />;
}

export const kprim: View<Kprim> = { hint: (t) => t('questions.hint.kprim'), Form, Answered, Key };
