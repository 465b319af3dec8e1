import type { ComponentChildren } from 'preact';
import type { Translate } from '../../platform/i18n/texts.js';
import { renderedMarkdown } from '../../platform/source/markdown.js';
import { Button } from '../../web/components/button.js';
import { Fold, Muted, Row, Rows, Stack } from '../../web/components/card.js';
import { ChoiceList, QuestionFrame } from '../../web/components/choice.js';
import { Prose } from '../../web/components/learning.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { Tag } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { pairOf } from '../rules/answer-form.js';
import {
  bestQuality,
  qualityOf,
  taken,
  walkOf,
  waysOf,
  type Branching,
  type BranchingChoice,
  type BranchingStep,
  type BranchingWords,
  type Taken,
} from '../types/branching.js';
import type { AnsweredProps, FormProps, KeyProps, View } from './view.js';

/** Where the page goes on after a choice: at what it has led to. */
export const walkPlace = 'here';

const qualities: ((t: Translate) => string)[] = [
  (t) => t('questions.branching.quality0'),
  (t) => t('questions.branching.quality1'),
  (t) => t('questions.branching.quality2'),
];

/** The choices of a step in the order in which they are shown. */
const choicesIn = (step: BranchingStep, order: readonly string[]): BranchingChoice[] =>
  order.flatMap((entry) => {
    const [id, choice] = pairOf(entry);
    return id === step.id ? (step.choices.find((one) => one.id === choice) ?? []) : [];
  });

const choiceWords = (words: BranchingWords, { step, choice }: Taken) => words.steps[step.id]!.choices[choice.id]!;

/** Something in the words' language inside a page of another. */
function Said({ lang, children }: { lang?: string; children: ComponentChildren }) {
  return lang ? <span lang={lang}>{children}</span> : <>{children}</>;
}

interface StepChoicesProps extends Pick<FormProps<Branching>, 'words' | 'order' | 'name' | 'lang' | 'level'> {
  question: Branching;
  step: BranchingStep;
  chosen?: string;
  required?: boolean;
}

/** The situation of a step and its choices as circles. */
function StepChoices({ question, step, words, order, name, lang, level, chosen, required }: StepChoicesProps) {
  const { t } = usePage();
  const own = words.steps[step.id]!;
  const number = question.steps.indexOf(step) + 1;
  return (
    <Stack gap={3}>
      <Prose html={renderedMarkdown(own.situation)} lang={lang} />
      <ChoiceList
        kind="radio"
        name={`${name}.${step.id}`}
        options={choicesIn(step, order).map(({ id }) => ({ id, text: <Said lang={lang}>{own.choices[id]!.text}</Said> }))}
        chosen={chosen === undefined ? [] : [chosen]}
        legend={required ? t('questions.branching.now') : t('questions.branching.atStep', { number })}
        level={level === 1 ? 2 : 3}
        required={required}
      />
    </Stack>
  );
}

/** A choice that was made and what came of it, with the way back to it. */
function TakenStep({ one, words, name, lang, last }: { one: Taken; words: BranchingWords; name: string; lang?: string; last: boolean }) {
  const { t } = usePage();
  const { text, consequence } = choiceWords(words, one);
  return (
    <li id={last ? walkPlace : undefined}>
      <Stack gap={2}>
        <Prose html={renderedMarkdown(words.steps[one.step.id]!.situation)} lang={lang} />
        <p>
          <b>{t('questions.branching.chose')}</b> <Said lang={lang}>{text}</Said>
        </p>
        <NoticeBox icon="arrowRight">
          <p lang={lang}>{consequence}</p>
        </NoticeBox>
        <Row>
          <Button look="quiet" size="s" icon="refresh" name={`${name}.back`} value={one.step.id} formnovalidate>
            {t('questions.branching.back')}
            <span class="vh" lang={lang}>
              {' '}
              – {text}
            </span>
          </Button>
        </Row>
      </Stack>
    </li>
  );
}

/** What was read on ways that have been taken back. */
function ReadBefore({ question, words, ids, lang }: { question: Branching; words: BranchingWords; ids: readonly string[]; lang?: string }) {
  const { t } = usePage();
  const lines = question.steps
    .flatMap((step) => step.choices.map((choice) => ({ step, choice })))
    .filter(({ step, choice }) => ids.includes(taken(step.id, choice.id)));
  return (
    <Fold title={t('questions.branching.readBefore', { count: lines.length })}>
      <Rows>
        {lines.map((one) => (
          <li lang={lang}>
            <b>{choiceWords(words, one).text}</b>
            <p>{choiceWords(words, one).consequence}</p>
          </li>
        ))}
      </Rows>
    </Fold>
  );
}

function Form(props: FormProps<Branching>) {
  const { question, words, order, answer, name, eyebrow, hint, error, lang, level = 1, atOnce } = props;
  const { t } = usePage();
  const { path, now, read } = walkOf(question, answer);
  const left = read.filter((id) => !path.some(({ step, choice }) => taken(step.id, choice.id) === id));
  const step = { question, words, order, name, lang, level };
  return (
    <QuestionFrame legend={words.stem} eyebrow={eyebrow} hint={hint} id={name} error={error} lang={lang} level={level}>
      {atOnce ? (
        <Stack gap={5}>
          <p>{t('questions.branching.atOnce')}</p>
          {question.steps.map((one) => (
            <StepChoices {...step} step={one} chosen={path.find((made) => made.step === one)?.choice.id} />
          ))}
        </Stack>
      ) : (
        <Stack gap={5}>
          {/* The Enter key presses a form's first button: this one goes on, so that the ones that go back are not pressed by it. */}
          <button type="submit" hidden />
          {path.map((one) => (
            <input type="hidden" name={`${name}.${one.step.id}`} value={one.choice.id} />
          ))}
          {read.length > 0 && <input type="hidden" name={`${name}.read`} value={read.join(' ')} />}
          {path.length > 0 && (
            <Rows label={t('questions.branching.soFar')}>
              {path.map((one, index) => (
                <TakenStep one={one} words={words} name={name} lang={lang} last={index === path.length - 1} />
              ))}
            </Rows>
          )}
          {now ? <StepChoices {...step} step={now} required /> : <NoticeBox tone="ok" title={t('questions.branching.ends')} />}
          {left.length > 0 && <ReadBefore question={question} words={words} ids={left} lang={lang} />}
        </Stack>
      )}
    </QuestionFrame>
  );
}

interface WholeProps {
  question: Branching;
  words: BranchingWords;
  order: readonly string[];
  /** The way that was walked; null where nobody did. */
  path: readonly Taken[] | null;
  lang?: string;
}

function WholeChoice({ question, words, one, walked, lang }: Omit<WholeProps, 'path' | 'order'> & { one: Taken; walked: boolean }) {
  const { t } = usePage();
  const { text, consequence } = choiceWords(words, one);
  const next = question.steps.findIndex(({ id }) => id === one.choice.leads) + 1;
  const quality = one.choice.quality;
  return (
    <li>
      <Stack gap={1}>
        {(walked || quality !== null) && (
          <Row>
            {walked && (
              <Tag tone="brand" icon="check">
                {t('questions.branching.yours')}
              </Tag>
            )}
            {quality !== null && <Tag tone={quality === bestQuality ? 'ok' : 'plain'}>{qualities[quality]!(t)}</Tag>}
          </Row>
        )}
        {walked ? <b lang={lang}>{text}</b> : <span lang={lang}>{text}</span>}
        <p lang={lang}>{consequence}</p>
        <Muted small>{next ? t('questions.branching.leads', { number: next }) : t('questions.branching.endsHere')}</Muted>
      </Stack>
    </li>
  );
}

function Way({ question, words, way, walked, lang }: Omit<WholeProps, 'path' | 'order'> & { way: readonly Taken[]; walked: boolean }) {
  const { t } = usePage();
  return (
    <li>
      <Stack gap={1}>
        {(walked || question.graded) && (
          <Row>
            {walked && (
              <Tag tone="brand" icon="check">
                {t('questions.branching.walked')}
              </Tag>
            )}
            {question.graded && <Muted small>{t('questions.branching.worth', { points: qualityOf(way), max: bestQuality * way.length })}</Muted>}
          </Row>
        )}
        <ol lang={lang}>
          {way.map((one) => (
            <li>{choiceWords(words, one).text}</li>
          ))}
        </ol>
      </Stack>
    </li>
  );
}

/** Every step with every choice, what it led to and what it was worth, and every way from beginning to end. */
function Whole({ question, words, order, path, lang }: WholeProps) {
  const { t } = usePage();
  const ways = waysOf(question);
  const isWalked = (step: BranchingStep, choice: BranchingChoice): boolean =>
    path?.some((made) => made.step === step && made.choice === choice) ?? false;
  return (
    <Stack gap={5}>
      {question.steps.map((step, index) => (
        <Stack gap={3}>
          <h3>{t('questions.branching.step', { number: index + 1 })}</h3>
          <Prose html={renderedMarkdown(words.steps[step.id]!.situation)} lang={lang} />
          <Rows label={t('questions.branching.choices', { number: index + 1 })}>
            {choicesIn(step, order).map((choice) => (
              <WholeChoice question={question} words={words} one={{ step, choice }} walked={isWalked(step, choice)} lang={lang} />
            ))}
          </Rows>
        </Stack>
      ))}
      <Fold title={t('questions.branching.ways', { count: ways.length })}>
        <Rows>
          {ways.map((way) => (
            <Way
              question={question}
              words={words}
              way={way}
              walked={way.length === path?.length && way.every(({ step, choice }) => isWalked(step, choice))}
              lang={lang}
            />
          ))}
        </Rows>
      </Fold>
    </Stack>
  );
}

function Answered({ question, words, order, answer, lang }: AnsweredProps<Branching>) {
  const { t } = usePage();
  const { path, now } = walkOf(question, answer);
  return (
    <Stack gap={4}>
      {path.length > 0 && now && <p>{t('questions.branching.stopped')}</p>}
      <p>{t('questions.branching.allWays')}</p>
      <Whole question={question} words={words} order={order} path={path} lang={lang} />
    </Stack>
  );
}

const ownOrder = (question: Branching): string[] => question.steps.flatMap((step) => step.choices.map(({ id }) => `${step.id}=${id}`));

function Key({ question, words, lang }: KeyProps<Branching>) {
  return <Whole question={question} words={words} order={ownOrder(question)} path={null} lang={lang} />;
}

export const branching: View<Branching> = {
  hint: (t) => t('questions.hint.branching'),
  verdict: (t, question, _answer, verdict) => (!question.graded && verdict === 'right' ? t('questions.branching.verdict') : null),
  Form,
  Answered,
  Key,
};
