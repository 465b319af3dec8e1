import type { ComponentChildren } from 'preact';
import type { Translate } from '../../platform/i18n/texts.js';
import { Card, Muted, Row, Rows, Stack } from '../../web/components/card.js';
import { TextField } from '../../web/components/field.js';
import { FilledText, GapText } from '../../web/components/gap-text.js';
import type { IconName } from '../../web/components/icon.js';
import { QuestionFrame } from '../../web/components/choice.js';
import { Tag, type TagTone } from '../../web/components/tag.js';
import { Written } from '../../web/components/written.js';
import { usePage } from '../../web/page.js';
import { givenIn } from '../rules/answer-form.js';
import { decimalOf, writtenDecimal } from '../rules/decimal.js';
import type { Part } from '../rules/kind.js';
import type { Accepted } from '../rules/matching.js';
import { piecesOfText, type GapText as GapTextQuestion } from '../types/gaptext.js';
import { longestNumber, theNumber, type Numeric } from '../types/numeric.js';
import { theText, type ShortText } from '../types/shorttext.js';
import { longestTyped, type AcceptedWords } from '../types/typed-words.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

const states: Record<Part['state'], { tone: TagTone; icon: IconName; words: (t: Translate) => string }> = {
  right: { tone: 'ok', icon: 'check', words: (t) => t('questions.part.right') },
  partly: { tone: 'brand', icon: 'partly', words: (t) => t('questions.part.partly') },
  wrong: { tone: 'warn', icon: 'refresh', words: (t) => t('questions.part.wrong') },
  missed: { tone: 'plain', icon: 'minus', words: (t) => t('questions.part.missed') },
  rest: { tone: 'plain', icon: 'minus', words: (t) => t('questions.part.missed') },
};

/** What became of one part, in a word. */
export function StateTag({ state }: { state: Part['state'] }) {
  const { t } = usePage();
  const look = states[state];
  return (
    <Tag tone={look.tone} icon={look.icon}>
      {look.words(t)}
    </Tag>
  );
}

/** What was typed at each place, and why it is right or not. `name`: what a place is called, where there are several. */
function TypedParts({ parts, lang, name }: { parts: readonly Part[]; lang?: string; name?: (part: Part) => string | null }) {
  const { t, language } = usePage();
  const say = (words: string): ComponentChildren => <span lang={lang && language}>{words}</span>;
  return (
    <Rows label={t('questions.parts')}>
      {parts.map((part) => {
        const called = name?.(part);
        return (
          <li lang={lang}>
            <Stack gap={1}>
              <Row>
                {called && <b lang={lang && language}>{called}</b>}
                {say(t('questions.given', { answer: part.given ?? t('questions.nothing') }))}
                <span lang={lang && language}>
                  <StateTag state={part.state} />
                </span>
              </Row>
              {part.state !== 'right' && part.wanted && <p>{say(t('questions.wanted', { answer: part.wanted }))}</p>}
              {part.why && <Muted small>{part.why}</Muted>}
            </Stack>
          </li>
        );
      })}
    </Rows>
  );
}

function ShareTag({ share }: { share: number }) {
  const { t } = usePage();
  return share === 100 ? (
    <Tag tone="ok" icon="check">
      {t('questions.rightAnswer')}
    </Tag>
  ) : (
    <Tag>{t('questions.key.share', { share })}</Tag>
  );
}

function KeyRow({ text, share, why, lang }: Pick<Accepted, 'text' | 'share' | 'why'> & { lang?: string }) {
  return (
    <li>
      <Stack gap={1}>
        <Row>
          <b lang={lang}>{text}</b>
          <ShareTag share={share} />
        </Row>
        <span lang={lang}>
          <Muted small>{why}</Muted>
        </span>
      </Stack>
    </li>
  );
}

function Otherwise({ why, lang }: { why: string; lang?: string }) {
  const { t } = usePage();
  if (!why) return null;
  return (
    <li>
      <Stack gap={1}>
        <b>{t('questions.key.otherwise')}</b>
        <span lang={lang}>
          <Muted small>{why}</Muted>
        </span>
      </Stack>
    </li>
  );
}

function AcceptedList({ words: { accept, otherwise }, label, lang }: { words: AcceptedWords; label: string; lang?: string }) {
  return (
    <Rows label={label}>
      {accept.map((one) => (
        <KeyRow {...one} lang={lang} />
      ))}
      <Otherwise why={otherwise} lang={lang} />
    </Rows>
  );
}

export const shorttext: View<ShortText> = {
  hint: (t) => t('questions.hint.shorttext'),
  Form({ words, answer, name, eyebrow, hint, error, lang, level }: FormProps<ShortText>) {
    const { t } = usePage();
    return (
      <QuestionFrame id={name} legend={words.stem} eyebrow={eyebrow} hint={hint} error={error} lang={lang} level={level}>
        <TextField
          name={`${name}.${theText}`}
          label={t('questions.yourAnswer')}
          value={givenIn(answer).get(theText)}
          maxlength={longestTyped}
          autocomplete="off"
          spellcheck={false}
          optional
          quietOptional
        />
      </QuestionFrame>
    );
  },
  Answered: ({ explanation, answerLang }: AnsweredProps<ShortText>) => <TypedParts parts={explanation.parts} lang={answerLang} />,
  Key({ words, lang }: KeyProps<ShortText>) {
    const { t } = usePage();
    return <AcceptedList words={words} label={t('questions.key.accepted')} lang={lang} />;
  },
};

/** Numbers of the gaps of one language, in the order of its text. */
const gapNumbers = (text: string): Map<string, number> =>
  new Map(
    piecesOfText(text)
      .flatMap((piece) => ('gap' in piece ? [piece.gap] : []))
      .map((id, index) => [id, index + 1]),
  );

function useGapName(text: string): (id: string) => string {
  const { t } = usePage();
  const numbers = gapNumbers(text);
  return (id) => t('questions.gap', { number: numbers.get(id) ?? 0, total: numbers.size });
}

export const gaptext: View<GapTextQuestion> = {
  hint: (t) => t('questions.hint.gaptext'),
  Form({ words, answer, name, eyebrow, hint, error, lang, level }: FormProps<GapTextQuestion>) {
    const gapName = useGapName(words.text);
    const given = givenIn(answer);
    return (
      <QuestionFrame id={name} legend={words.stem} eyebrow={eyebrow} hint={hint} error={error} lang={lang} level={level}>
        <GapText
          pieces={piecesOfText(words.text).map((piece) =>
            'text' in piece ? piece : { name: `${name}.${piece.gap}`, label: gapName(piece.gap), value: given.get(piece.gap) ?? '' },
          )}
          maxlength={longestTyped}
          lang={lang}
        />
      </QuestionFrame>
    );
  },
  Answered({ question, words, answer, explanation, lang, answerLang }: AnsweredProps<GapTextQuestion>) {
    const { language } = usePage();
    const shown = question.words[answerLang ?? language] ?? words;
    const gapName = useGapName(shown.text);
    const given = givenIn(answer);
    const numbers = gapNumbers(shown.text);
    const parts = [...explanation.parts].sort((a, b) => (numbers.get(a.id) ?? 0) - (numbers.get(b.id) ?? 0));
    return (
      <Stack>
        <FilledText
          pieces={piecesOfText(shown.text).map((piece) => ('text' in piece ? piece.text : <u>{given.get(piece.gap) ?? '…'}</u>))}
          lang={answerLang ?? lang}
        />
        <TypedParts parts={parts} lang={answerLang} name={({ id }) => gapName(id)} />
      </Stack>
    );
  },
  Key({ question, words, lang }: KeyProps<GapTextQuestion>) {
    const gapName = useGapName(words.text);
    return (
      <Stack>
        <FilledText
          pieces={piecesOfText(words.text).map((piece) => ('text' in piece ? piece.text : <b>[{gapNumbers(words.text).get(piece.gap)}]</b>))}
          lang={lang}
        />
        {question.gaps.map(({ id }) => (
          <Card>
            <Stack gap={2}>
              <h3>{gapName(id)}</h3>
              <AcceptedList words={words.gaps[id]!} label={gapName(id)} lang={lang} />
            </Stack>
          </Card>
        ))}
      </Stack>
    );
  },
};

export const numeric: View<Numeric> = {
  hint: (t) => t('questions.hint.numeric'),
  Form({ question, words, answer, name, eyebrow, hint, error, lang, level }: FormProps<Numeric>) {
    const { t } = usePage();
    const units = question.units.flatMap(({ id }) => words.units[id]?.[0] ?? []);
    return (
      <QuestionFrame id={name} legend={words.stem} eyebrow={eyebrow} hint={hint} error={error} lang={lang} level={level}>
        <TextField
          name={`${name}.${theNumber}`}
          label={t('questions.yourAnswer')}
          hint={units.length ? t('questions.withUnit', { units: units.join(', ') }) : undefined}
          value={givenIn(answer).get(theNumber)}
          maxlength={longestNumber}
          autocomplete="off"
          width="m"
          optional
          quietOptional
        />
      </QuestionFrame>
    );
  },
  Answered({ explanation, answerLang }: AnsweredProps<Numeric>) {
    const { t } = usePage();
    return <TypedParts parts={explanation.parts} lang={answerLang} name={({ id }) => (id === theNumber ? null : t('questions.unit'))} />;
  },
  Key({ question, words, language, lang }: KeyProps<Numeric>) {
    const { t } = usePage();
    const unit = question.units[0] && words.units[question.units[0].id]?.[0];
    const inWords = (decimal: string): string => writtenDecimal(decimalOf(decimal)!, language);
    return (
      <Stack>
        <Rows label={t('questions.key.accepted')}>
          {question.accept.map(({ id, value, tolerance, relative, share }) => {
            const middle = [inWords(value), unit].filter(Boolean).join(' ');
            const range = { value: middle, tolerance: inWords(tolerance) };
            const exact = decimalOf(tolerance)!.digits === 0n;
            const text = exact ? middle : relative ? t('questions.key.withinPercent', range) : t('questions.key.within', range);
            return <KeyRow text={text} share={share} why={words.accept[id]?.why ?? ''} lang={lang} />;
          })}
          <Otherwise why={words.otherwise} lang={lang} />
        </Rows>
        {unit && <Written text={[t('questions.key.unitCost', { cost: question.unitCost }), words.unitWhy].join('\n')} />}
      </Stack>
    );
  },
};
