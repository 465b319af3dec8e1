import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';
import { Icon } from './icon.js';

/** Letters that stand before options: A, B, C … */
export const optionLetter = (index: number): string => String.fromCharCode(65 + index);

export interface ChoiceOption {
  id: string;
  text: ComponentChildren;
}

interface QuestionFrameProps {
  /** The question; it becomes the legend and the page's h1. */
  legend: ComponentChildren;
  /** Above the question, smaller: "Question 3 of 8". */
  eyebrow?: string;
  /** Below the question: how many answers, whether it may be changed. */
  hint?: ComponentChildren;
  /** Unique on the page, for the hint. */
  id: string;
  /** What is wrong with the answer, e.g. none was chosen. */
  error?: string;
  /** Language of the question, if not the page's. */
  lang?: string;
  /** Level of the question as a heading; 1 where it is all that the page is about. */
  level?: 1 | 2 | 3;
}

/** The group of controls that answer one question, which is its legend. */
export function QuestionFrame({ legend, eyebrow, hint, id, error, lang, level = 1, children }: QuestionFrameProps & { children: ComponentChildren }) {
  const { language } = usePage();
  const Heading = level === 1 ? 'h1' : level === 2 ? 'h2' : 'h3';
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset aria-describedby={described || undefined} id={id}>
      <legend>
        <Heading lang={lang}>
          {eyebrow && (
            <span class="eyebrow qn" lang={lang && language}>
              {eyebrow}
            </span>
          )}
          {legend}
        </Heading>
      </legend>
      {hint && (
        <p id={`${id}-hint`} class="muted mb4">
          {hint}
        </p>
      )}
      {error && <FieldErrorLine id={`${id}-error`}>{error}</FieldErrorLine>}
      {children}
    </fieldset>
  );
}

interface ChoiceListProps extends Omit<QuestionFrameProps, 'id'> {
  /** `radio`: one answer · `checkbox`: several. */
  kind: 'radio' | 'checkbox';
  /** Name of the form field; values are the ids. */
  name: string;
  options: ChoiceOption[];
  chosen: readonly string[];
  /** Id that is unique on the page; the name where nothing is said. */
  id?: string;
  /** The browser does not send the form before something is chosen. Circles only. */
  required?: boolean;
}

/** A question with native controls; the whole card of an option is the target. */
export function ChoiceList(props: ChoiceListProps) {
  const { kind, name, options, chosen, id = name, required, ...frame } = props;
  return (
    <QuestionFrame {...frame} id={id}>
      <div class="choices" lang={frame.lang}>
        {options.map((option, index) => (
          <label class="choice">
            <input type={kind} name={name} value={option.id} checked={chosen.includes(option.id)} required={required} />
            <span class={kind === 'radio' ? 'key' : 'key key-sq'} aria-hidden="true">
              {optionLetter(index)}
            </span>
            <span>{option.text}</span>
            <Icon name="check" class="on" />
          </label>
        ))}
      </div>
    </QuestionFrame>
  );
}

/** A stretch of a text; with `id` it is a phrase that can be marked. */
export interface MarkableStretch {
  id: string | null;
  words: string;
}

/** A text with a box at each phrase that can be marked; the words of the phrase are the label. `name`: of the form field, values are the ids. */
export function MarkableText(props: { paragraphs: MarkableStretch[][]; name: string; marked: readonly string[]; lang?: string }) {
  const { paragraphs, name, marked, lang } = props;
  return (
    <div class="markable" lang={lang}>
      {paragraphs.map((stretches) => (
        <p>
          {stretches.map(({ id, words }) =>
            id === null ? (
              words
            ) : (
              <label>
                <input type="checkbox" name={name} value={id} checked={marked.includes(id)} />
                <span>{words}</span>
              </label>
            ),
          )}
        </p>
      ))}
    </div>
  );
}

/** The same text to read, its phrases set apart. */
export function MarkedText({ paragraphs, lang }: { paragraphs: MarkableStretch[][]; lang?: string }) {
  return (
    <div class="markable" lang={lang}>
      {paragraphs.map((stretches) => (
        <p>{stretches.map(({ id, words }) => (id === null ? words : <b>{words}</b>))}</p>
      ))}
    </div>
  );
}

/** The sentence at a field that cannot be taken. */
export function FieldErrorLine({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <p class="error-line" id={id}>
      <Icon name="warning" />
      <span>{children}</span>
    </p>
  );
}

export interface AnsweredOption extends ChoiceOption {
  chosen: boolean;
  correct: boolean;
  /** One sentence why it is right or wrong. */
  why: ComponentChildren;
}

/** The options after checking: each with a word, an icon and its reason; colour is only the third sign. */
export function AnsweredList({ options, label, lang }: { options: AnsweredOption[]; label: string; lang?: string }) {
  const { t, language } = usePage();
  const several = options.filter((option) => option.correct).length > 1;
  return (
    <ul class="choices" aria-label={label} lang={lang}>
      {options.map((option, index) => {
        const state = option.chosen ? (option.correct ? 'good' : 'bad') : option.correct ? 'missed' : 'plain';
        return (
          <li class={`choice answered ${state}`}>
            <span class="key">
              {state === 'good' && <Icon name="check" />}
              {state === 'bad' && <Icon name="cross" />}
              {(state === 'plain' || state === 'missed') && optionLetter(index)}
            </span>
            <div>
              {state !== 'plain' && (
                <span class="verdict" lang={lang && language}>
                  <Icon name={state === 'bad' ? 'cross' : 'check'} />
                  {state === 'good' && t('web.choice.good')}
                  {state === 'bad' && t('web.choice.bad')}
                  {state === 'missed' && (several ? t('web.choice.missed') : t('web.choice.rightOne'))}
                </span>
              )}
              <span class={option.correct ? 'strong' : undefined}>{option.text}</span>
              <span class="why">{option.why}</span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export type VerdictState = 'right' | 'partly' | 'wrong';

/** What came out of one question, drawn and said. `children`: the reason, where to reread. */
export function Verdict({ state, title, children }: { state: VerdictState; title?: string; children?: ComponentChildren }) {
  const { t } = usePage();
  const words = state === 'right' ? t('web.verdict.right') : state === 'partly' ? t('web.verdict.partly') : t('web.verdict.wrong');
  return (
    <div class={`note ${state === 'right' ? 'note-ok' : state === 'partly' ? '' : 'note-warn'}`} role="status" tabindex={-1} id="verdict">
      <Icon name={state === 'right' ? 'check' : state === 'partly' ? 'partly' : 'refresh'} />
      <div class="stack g1">
        <h2 class="h-s">{title ?? words}</h2>
        {children}
      </div>
    </div>
  );
}
