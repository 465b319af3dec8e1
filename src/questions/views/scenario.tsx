import { Muted, Stack } from '../../web/components/card.js';
import { QuestionFrame } from '../../web/components/choice.js';
import { usePage } from '../../web/page.js';
import type { Answer } from '../base.js';
import { pairOf } from '../rules/answer-form.js';
import type { Part } from '../rules/kind.js';
import { choiceOf, givenTo, type Scenario, type ScenarioPart, type ScenarioWords } from '../types/scenario.js';
import type { Choice } from '../types/choice.js';
import { choiceView } from './choice.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

/** The options of one part in the order in which they are shown. */
const orderOf = (part: ScenarioPart, order: Answer): string[] => givenTo(part, order);

const wordsOf = (words: ScenarioWords, part: ScenarioPart): Choice['words'][string] => ({
  stem: words.parts[part.id]!.stem,
  case: null,
  exhibit: null,
  options: words.parts[part.id]!.options,
});

function Form({ question, words, order, answer, name, eyebrow, hint, error, lang, level = 1 }: FormProps<Scenario>) {
  const { t } = usePage();
  return (
    <QuestionFrame legend={words.stem} eyebrow={eyebrow} hint={hint} id={name} error={error} lang={lang} level={level}>
      <Stack gap={5}>
        {question.parts.map((part, index) => {
          const choice = choiceOf(question, part);
          const View = choiceView(choice);
          return (
            <View.Form
              question={choice}
              words={wordsOf(words, part)}
              order={orderOf(part, order)}
              answer={givenTo(part, answer)}
              name={`${name}.${part.id}`}
              eyebrow={t('questions.scenario.part', { number: index + 1, total: question.parts.length })}
              hint={View.hint(t, choice)}
              lang={lang}
              level={level === 1 ? 2 : 3}
            />
          );
        })}
      </Stack>
    </QuestionFrame>
  );
}

/** A line of the explanation as the choice itself would give it. */
const within = (line: Part): Part => ({
  ...line,
  id: pairOf(line.id)[1],
  given: line.given && pairOf(line.given)[1],
  wanted: line.wanted && pairOf(line.wanted)[1],
});

function Answered({ question, words, order, answer, explanation, lang }: AnsweredProps<Scenario>) {
  const { t } = usePage();
  return (
    <Stack gap={5}>
      <Muted small>{t('questions.scenario.how')}</Muted>
      {question.parts.map((part) => {
        const choice = choiceOf(question, part);
        const View = choiceView(choice);
        const parts = explanation.parts.filter(({ id }) => pairOf(id)[0] === part.id).map(within);
        return (
          <Stack gap={3}>
            <h3 lang={lang}>{words.parts[part.id]!.stem}</h3>
            <View.Answered
              question={choice}
              words={wordsOf(words, part)}
              order={orderOf(part, order)}
              answer={givenTo(part, answer)}
              explanation={{ ...explanation, parts }}
              lang={lang}
            />
          </Stack>
        );
      })}
    </Stack>
  );
}

function Key({ question, words, language, lang }: KeyProps<Scenario>) {
  return (
    <Stack gap={5}>
      {question.parts.map((part) => {
        const choice = choiceOf(question, part);
        const View = choiceView(choice);
        return (
          <Stack gap={3}>
            <h3 lang={lang}>{words.parts[part.id]!.stem}</h3>
            <View.Key question={choice} words={wordsOf(words, part)} language={language} lang={lang} />
          </Stack>
        );
      })}
    </Stack>
  );
}

export const scenario: View<Scenario> = { hint: (t) => t('questions.hint.scenario'), Form, Answered, Key };
