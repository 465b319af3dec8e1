import { Stack } from '../../web/components/card.js';
import { QuestionFrame } from '../../web/components/choice.js';
import { FilledText, GapText } from '../../web/components/rows.js';
import { usePage } from '../../web/page.js';
import type { Answer } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import { gapParagraphs } from '../rules/gap-text.js';
import { gapRows, gapsOf, type GapMenu, type GapMenuWords } from '../types/gapmenu.js';
import { menusOf, RowKey, Rowwise } from './rows.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

/** Gaps are numbered as the text in this language has them. */
function Form({ question, words, order, answer, name, ...set }: FormProps<GapMenu>) {
  const { t } = usePage();
  const gaps = gapsOf(words);
  const menus = new Map(
    menusOf(gapRows(question, words, order), answer).map((menu) => [
      menu.id,
      { ...menu, label: t('questions.gap.of', { number: gaps.indexOf(menu.id) + 1, total: gaps.length }) },
    ]),
  );
  return (
    <QuestionFrame {...set} id={name} legend={words.stem}>
      <GapText
        name={name}
        lang={set.lang}
        paragraphs={gapParagraphs(words.text).map((pieces) =>
          pieces.flatMap((piece) => (piece.gap === undefined ? { words: piece.words } : (menus.get(piece.gap) ?? []))),
        )}
      />
    </QuestionFrame>
  );
}

/** The text with these choices in its gaps, each after its number. */
function Filled({ words, answer, lang }: { words: GapMenuWords; answer: Answer; lang?: string }) {
  const given = givenIn(answer);
  const gaps = gapsOf(words);
  const filled = (gap: string) => `${gaps.indexOf(gap) + 1}. ${words.gaps[gap]?.choices[given.get(gap) ?? ''] ?? '…'}`;
  return (
    <FilledText
      lang={lang}
      paragraphs={gapParagraphs(words.text).map((pieces) =>
        pieces.map(({ gap, words: plain }) => (gap === undefined ? plain : { filled: filled(gap) })),
      )}
    />
  );
}

/** A gap's line has its number for a text, which is the interface's and in the reader's language. */
function useShown(words: GapMenuWords, lang: string | undefined) {
  const { t, language } = usePage();
  const gaps = gapsOf(words);
  return {
    textOf: (id: string) => <span lang={lang && language}>{t('questions.gap.number', { number: gaps.indexOf(id) + 1 })}</span>,
    why: (id: string) => words.gaps[id]?.why,
    valueWords: (id: string, choice: string) => words.gaps[id]?.choices[choice] ?? '',
    lang,
  };
}

function Answered({ words, answer, explanation, lang }: AnsweredProps<GapMenu>) {
  return (
    <Stack>
      <Filled words={words} answer={answer} lang={lang} />
      <Rowwise {...useShown(words, lang)} order={gapsOf(words)} explanation={explanation} />
    </Stack>
  );
}

function Key({ question, words, lang }: KeyProps<GapMenu>) {
  return (
    <Stack>
      <Filled words={words} answer={question.rows.map((gap) => `${gap}=${question.key[gap]}`)} lang={lang} />
      <RowKey {...useShown(words, lang)} question={question} />
    </Stack>
  );
}

export const gapmenu: View<GapMenu> = { hint: (t) => t('questions.hint.gapmenu'), Form, Answered, Key };
