import type { ComponentChildren } from 'preact';
import type { Translate } from '../../platform/i18n/texts.js';
import { Muted, Row, Rows, Stack } from '../../web/components/card.js';
import { AnsweredList, ChoiceList } from '../../web/components/choice.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { gradingOf, type Choice, type Grading, type MultipleChoice, type SingleChoice, type TrueFalse } from '../types/choice.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

/** What stands on an option: its text, or, for true and false, the interface's own words in the reader's language. */
function OptionText({ question, id }: { question: Choice; id: string }): ComponentChildren {
  const { t, language } = usePage();
  if (question.type === 'truefalse') return <span lang={language}>{id === 'true' ? t('questions.true') : t('questions.false')}</span>;
  const words = question.words[language] ?? Object.values(question.words)[0];
  return words?.options[id]?.text;
}

/** What ticks earn, before and after they are made. */
const gradingWords: Record<Grading, { hint: (t: Translate) => string; how: (t: Translate) => string }> = {
  all: { hint: (t) => t('questions.hint.multipleAll'), how: (t) => t('questions.multiple.howAll') },
  partial: { hint: (t) => t('questions.hint.multiplePartial'), how: (t) => t('questions.multiple.howPartial') },
  penalty: { hint: (t) => t('questions.hint.multiple'), how: (t) => t('questions.multiple.how') },
};

/** How the points of a multiple choice come about; the others have one right answer and nothing to say. */
function How({ question }: { question: Choice }) {
  const { t } = usePage();
  return question.type === 'multiple' ? <Muted small>{gradingWords[gradingOf(question)].how(t)}</Muted> : null;
}

const form = (kind: 'radio' | 'checkbox') =>
  function Form({ question, words, order, answer, name, eyebrow, hint, error, lang, level }: FormProps<Choice>) {
    return (
      <ChoiceList
        kind={kind}
        name={name}
        options={order.map((id) => ({ id, text: <OptionText question={question} id={id} /> }))}
        chosen={answer}
        legend={words.stem}
        eyebrow={eyebrow}
        hint={hint}
        error={error}
        lang={lang}
        level={level}
      />
    );
  };

function Answered({ question, order, explanation, lang }: AnsweredProps<Choice>) {
  const { t } = usePage();
  const byId = new Map(explanation.parts.map((part) => [part.id, part]));
  const shown = order.flatMap((id) => byId.get(id) ?? []);
  return (
    <Stack>
      <How question={question} />
      <AnsweredList
        options={shown.map(({ id, given, wanted, why }) => ({
          id,
          text: <OptionText question={question} id={id} />,
          chosen: given !== null,
          correct: wanted !== null,
          why,
        }))}
        label={t('questions.options')}
        lang={lang}
      />
    </Stack>
  );
}

function Key({ question, words, lang }: KeyProps<Choice>) {
  const { t } = usePage();
  return (
    <Stack>
      <How question={question} />
      <Rows label={t('questions.options')}>
        {question.options.map((id) => {
          const text = <OptionText question={question} id={id} />;
          return (
            <li>
              <Stack gap={1}>
                {question.correct.includes(id) && (
                  <Row>
                    <Tag tone="ok" icon="check">
                      {t('questions.rightAnswer')}
                    </Tag>
                  </Row>
                )}
                {question.correct.includes(id) ? <b lang={lang}>{text}</b> : <span lang={lang}>{text}</span>}
                <p class="small muted" lang={lang}>
                  {words.options[id]?.why}
                </p>
              </Stack>
            </li>
          );
        })}
      </Rows>
    </Stack>
  );
}

const shared = { Answered, Key };
export const single: View<SingleChoice> = { ...shared, hint: (t) => t('questions.hint.single'), Form: form('radio') };
export const multiple: View<MultipleChoice> = { ...shared, hint: (t, question) => gradingWords[gradingOf(question)].hint(t), Form: form('checkbox') };
export const truefalse: View<TrueFalse> = { ...shared, hint: (t) => t('questions.hint.truefalse'), Form: form('radio') };

const choices: { [T in Choice['type']]: View<Extract<Choice, { type: T }>> } = { single, multiple, truefalse };

/** The view of a choice, for a type that is made of choices. Type and question belong together, which TypeScript cannot see here. */
export const choiceView = ({ type }: Pick<Choice, 'type'>): View<Choice> => choices[type] as unknown as View<Choice>;
