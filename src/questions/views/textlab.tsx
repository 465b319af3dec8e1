import { Muted, Row, Rows, Stack, Pair } from '../../web/components/card.js';
import { AnsweredList, MarkableText, MarkedText, QuestionFrame } from '../../web/components/choice.js';
import { TextArea } from '../../web/components/field.js';
import { Tag } from '../../web/components/tag.js';
import { Written } from '../../web/components/written.js';
import { usePage } from '../../web/page.js';
import { longestOwn, ownVersion, paragraphsOf, phrasesIn, textOf, type TextLab, type TextLabWords } from '../types/textlab.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

function Form({ words, answer, name, eyebrow, hint, error, lang, level }: FormProps<TextLab>) {
  const { t } = usePage();
  return (
    <QuestionFrame legend={words.stem} eyebrow={eyebrow} hint={hint} id={name} error={error} lang={lang} level={level}>
      <Stack gap={5}>
        <MarkableText paragraphs={textOf(words.text)} name={name} marked={answer} lang={lang} />
        <TextArea
          name={`${name}.own`}
          label={t('questions.textlab.own')}
          hint={t('questions.textlab.ownHint')}
          value={ownVersion(answer)}
          rows={8}
          maxlength={longestOwn}
          spellcheck
          optional
          quietOptional
        />
      </Stack>
    </QuestionFrame>
  );
}

function Models({ question, words, lang }: { question: TextLab; words: TextLabWords; lang?: string }) {
  return (
    <Stack gap={4}>
      {question.models.map((id) => (
        <section lang={lang}>
          <Stack gap={2}>
            <h3>{words.models[id]!.title}</h3>
            {paragraphsOf(words.models[id]!.text).map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
}

function Answered({ question, words, answer, explanation, lang }: AnsweredProps<TextLab>) {
  const { t } = usePage();
  const phrases = phrasesIn(words.text);
  const own = ownVersion(answer);
  return (
    <Stack gap={5}>
      <MarkedText paragraphs={textOf(words.text)} lang={lang} />
      <Muted small>{t('questions.textlab.how')}</Muted>
      <AnsweredList
        options={explanation.parts.map(({ id, given, wanted, why }) => ({
          id,
          text: phrases.get(id),
          chosen: given !== null,
          correct: wanted !== null,
          why,
        }))}
        label={t('questions.textlab.phrases')}
        lang={lang}
      />
      <p>{t('questions.textlab.compare')}</p>
      <Pair>
        <Stack gap={2}>
          <h3>{t('questions.textlab.yours')}</h3>
          {own ? <Written text={own} /> : <p>{t('questions.textlab.none')}</p>}
        </Stack>
        <Models question={question} words={words} lang={lang} />
      </Pair>
    </Stack>
  );
}

function Key({ question, words, lang }: KeyProps<TextLab>) {
  const { t } = usePage();
  const phrases = phrasesIn(words.text);
  return (
    <Stack gap={5}>
      <MarkedText paragraphs={textOf(words.text)} lang={lang} />
      <Rows label={t('questions.textlab.phrases')}>
        {question.phrases.map((id) => (
          <li>
            <Stack gap={1}>
              <Row>
                {question.change.includes(id) ? (
                  <Tag tone="ok" icon="pen">
                    {t('questions.textlab.change')}
                  </Tag>
                ) : (
                  <Tag>{t('questions.textlab.keep')}</Tag>
                )}
              </Row>
              <span lang={lang}>{phrases.get(id)}</span>
              <p class="small muted" lang={lang}>
                {words.phrases[id]!.why}
              </p>
            </Stack>
          </li>
        ))}
      </Rows>
      <Models question={question} words={words} lang={lang} />
    </Stack>
  );
}

export const textlab: View<TextLab> = {
  hint: (t) => t('questions.hint.textlab'),
  verdict: (t, _question, answer, verdict) => (verdict === 'empty' && ownVersion(answer) ? t('questions.textlab.noMarks') : null),
  Form,
  Answered,
  Key,
};
