import { Muted, Stack } from '../../web/components/card.js';
import { QuestionFrame } from '../../web/components/choice.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { OrderRows } from '../../web/components/rows.js';
import { usePage } from '../../web/page.js';
import type { Answer } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import { rowsIn } from '../rules/rows.js';
import { clashesIn, ordering as rules, orderingRows, type Ordering, type OrderingWords } from '../types/ordering.js';
import { menusOf, RowKey, Rowwise } from './rows.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

/** As they were put in order, else as they are shown at first. */
function shownOrder(question: Ordering, order: readonly string[], answer: Answer): string[] {
  const rows = rowsIn(order, question);
  if (!rules.isComplete(question, answer)) return rows;
  const given = givenIn(answer);
  return rows.sort((a, b) => Number(given.get(a)) - Number(given.get(b)));
}

function useClash(answer: Answer): string | null {
  const { t } = usePage();
  const places = clashesIn(answer);
  return places.length ? t('questions.ordering.clash', { count: places.length, places: places.join(', ') }) : null;
}

function Form({ question, words, order, answer, name, ...set }: FormProps<Ordering>) {
  const clash = useClash(answer);
  return (
    <QuestionFrame {...set} id={name} legend={words.stem}>
      <Stack>
        {clash && <NoticeBox tone="warn">{clash}</NoticeBox>}
        <OrderRows name={name} lang={set.lang} rows={menusOf(orderingRows(question, words, shownOrder(question, order, answer)), answer)} />
      </Stack>
    </QuestionFrame>
  );
}

function useShown(words: OrderingWords, lang: string | undefined) {
  const { t, language } = usePage();
  return {
    textOf: (id: string) => words.steps[id]?.text ?? '',
    why: (id: string) => words.steps[id]?.why,
    valueWords: (_id: string, place: string) => t('questions.ordering.place', { place }),
    lang,
    valueLang: lang && language,
  };
}

/** In the right order, so that the whole can be read. */
function Answered({ question, words, answer, explanation, lang }: AnsweredProps<Ordering>) {
  const { t } = usePage();
  const clash = useClash(answer);
  return (
    <Stack>
      {clash && <NoticeBox tone="warn">{t('questions.ordering.clashJudged', { clash })}</NoticeBox>}
      <Muted small>{t('questions.ordering.how')}</Muted>
      <Rowwise
        {...useShown(words, lang)}
        order={question.rows}
        explanation={explanation}
        otherwise={(_step, place) => t('questions.ordering.follows', { place })}
      />
    </Stack>
  );
}

function Key({ question, words, lang }: KeyProps<Ordering>) {
  return <RowKey {...useShown(words, lang)} question={question} />;
}

export const ordering: View<Ordering> = { hint: (t) => t('questions.hint.ordering'), Form, Answered, Key };
