import { Row, Rows, Stack } from '../../web/components/card.js';
import { TextArea } from '../../web/components/field.js';
import { QuestionFrame } from '../../web/components/choice.js';
import { Tag } from '../../web/components/tag.js';
import { Written } from '../../web/components/written.js';
import { usePage } from '../../web/page.js';
import { essayMax, essayPoints, essayText, longestEssay, mostOf, theEssay, wordCount, type Essay } from '../types/essay.js';
import { StateTag } from './typed-words.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

/** About six words to a line of the box. */
const rowsFor = (words: number | null): number => Math.max(6, Math.min(24, Math.ceil((words ?? 100) / 10)));

/** The author's own answer, where there is one. */
export function Model({ words, lang }: Pick<KeyProps<Essay>, 'words' | 'lang'>) {
  const { t } = usePage();
  if (!words.model) return null;
  return (
    <Stack gap={2}>
      <h3>{t('questions.model')}</h3>
      <div lang={lang}>
        <Written text={words.model} />
      </div>
    </Stack>
  );
}

/** What a marker looks at, with every level. */
function Rubric({ question, words, lang }: Pick<KeyProps<Essay>, 'question' | 'words' | 'lang'>) {
  const { t } = usePage();
  return (
    <Rows label={t('questions.rubric')}>
      {question.rubric.map((criterion) => (
        <li>
          <Stack gap={2}>
            <b lang={lang}>{words.criteria[criterion.id]?.label}</b>
            {criterion.levels.map(({ id, points }) => (
              <Row>
                <Tag>{t('questions.points', { points, max: mostOf(criterion) })}</Tag>
                <span lang={lang}>{words.criteria[criterion.id]?.levels[id]}</span>
              </Row>
            ))}
          </Stack>
        </li>
      ))}
    </Rows>
  );
}

/** What was written, with its length. */
export function EssayText({ text, lang }: { text: string; lang?: string }) {
  const { t } = usePage();
  return (
    <Stack gap={2}>
      <div lang={lang}>
        <Written text={text} />
      </div>
      <Row>
        <Tag>{t('questions.essayWritten', { count: wordCount(text) })}</Tag>
      </Row>
    </Stack>
  );
}

/** What a marker gave each criterion, and the comment. */
export function MarkGiven({
  question,
  words,
  mark,
  parts,
  lang,
}: Pick<AnsweredProps<Essay>, 'question' | 'words' | 'lang'> & {
  mark: NonNullable<AnsweredProps<Essay>['mark']>;
  parts: AnsweredProps<Essay>['explanation']['parts'];
}) {
  const { t } = usePage();
  return (
    <Stack gap={3}>
      <h3>{t('questions.criteria')}</h3>
      <p>
        <b>{t('questions.points', { points: essayPoints(question, mark), max: essayMax(question) })}</b>
      </p>
      <Rows label={t('questions.criteria')}>
        {parts.map((part) => {
          const criterion = question.rubric.find(({ id }) => id === part.id);
          const level = criterion?.levels.find(({ id }) => id === part.given);
          return (
            <li>
              <Stack gap={1}>
                <Row>
                  <b lang={lang}>{words.criteria[part.id]?.label}</b>
                  {criterion && <Tag>{t('questions.points', { points: level?.points ?? 0, max: mostOf(criterion) })}</Tag>}
                  <StateTag state={part.state} />
                </Row>
                <p lang={lang}>{part.why}</p>
              </Stack>
            </li>
          );
        })}
      </Rows>
      {mark.comment && (
        <Stack gap={2}>
          <h3>{t('questions.comment')}</h3>
          <Written text={mark.comment} />
        </Stack>
      )}
    </Stack>
  );
}

export const essay: View<Essay> = {
  hint: (t) => t('questions.hint.essay'),
  Form({ question, words, answer, name, eyebrow, hint, error, lang, level }: FormProps<Essay>) {
    const { t } = usePage();
    const { length } = question;
    return (
      <QuestionFrame id={name} legend={words.stem} eyebrow={eyebrow} hint={hint} error={error} lang={lang} level={level}>
        <TextArea
          name={`${name}.${theEssay}`}
          label={t('questions.yourText')}
          hint={length === null ? t('questions.essayRoom', { max: longestEssay }) : t('questions.essayLength', { count: length, max: longestEssay })}
          rows={rowsFor(length)}
          value={essayText(answer)}
          maxlength={longestEssay}
          spellcheck
          optional
          quietOptional
        />
      </QuestionFrame>
    );
  },
  Answered({ question, words, answer, explanation, lang, answerLang, mark }: AnsweredProps<Essay>) {
    const text = essayText(answer);
    return (
      <Stack>
        {text && <EssayText text={text} lang={answerLang} />}
        {mark && <MarkGiven question={question} words={words} mark={mark} parts={explanation.parts} lang={lang} />}
        {(mark || !text) && <Model words={words} lang={lang} />}
      </Stack>
    );
  },
  Key: ({ question, words, lang }: KeyProps<Essay>) => (
    <Stack>
      <Rubric question={question} words={words} lang={lang} />
      <Model words={words} lang={lang} />
    </Stack>
  ),
};
