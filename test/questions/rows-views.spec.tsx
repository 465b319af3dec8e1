import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { formats } from '../../src/platform/i18n/formats.js';
import { translator, type Language } from '../../src/platform/i18n/texts.js';
import type { Answer } from '../../src/questions/question.js';
import { rightAnswer } from '../../src/questions/rules/grade.js';
import { QuestionFeedback } from '../../src/questions/views/question-feedback.js';
import { QuestionForm } from '../../src/questions/views/question-form.js';
import { QuestionKey } from '../../src/questions/views/question-key.js';
import { PageProvider } from '../../src/web/page.js';
import { sample, samples, type RowQuestion } from './row-types.js';

function draw(view: ComponentChild, language: Language = 'en'): string {
  const value = {
    language,
    t: translator(language),
    format: formats(language, 'UTC'),
    viewer: null,
    url: '/',
    theme: 'system',
    notice: null,
  } as const;
  return renderToString(<PageProvider value={value}>{view}</PageProvider>);
}
const form = (question: RowQuestion, answer: Answer = [], language?: Language) =>
  draw(<QuestionForm question={question} chosen={answer} note="You may change it." />, language);
const found = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1]!);

/** All that may not be seen before the answer has been checked. */
const reasons = (question: RowQuestion): string[] => JSON.stringify(question.words.en).match(/(?<="why":")[^"]+/g) ?? [];

describe.each(samples.map((question) => [question.type, question] as const))('a question of the type %s on screen', (_, question) => {
  it('has a stem as its legend, a hint, and a name for each control', () => {
    const html = form(question);
    expect(html).toContain('<fieldset aria-describedby="answer-hint" id="answer"><legend><h1>');
    expect(html).toMatch(/<p id="answer-hint"[^>]*>[^<]+ You may change it\.<\/p>/);
    const ids = found(html, /<select class="select" id="([^"]+)" name="answer">/g);
    for (const id of ids) expect(html).toContain(`for="${id}"`);
    const groups = found(html, /role="radiogroup" aria-labelledby="([^"]+)"/g);
    for (const id of groups) expect(html).toContain(`<span id="${id}">`);
    expect(ids.length + groups.length).toBe(question.rows.length);
  });

  it('shows what has been given, and nothing where nothing was', () => {
    expect(form(question)).not.toMatch(/ selected| checked/);
    const right = rightAnswer(question);
    const values = found(form(question, right), /value="([^"]+)" (?:selected|checked)/g);
    expect(values).toHaveLength(question.rows.length);
    if (question.type !== 'kprim') expect([...values].sort()).toEqual([...right].sort());
  });

  it('tells nothing of the key', () => {
    const html = form(question, rightAnswer(question).slice(1));
    expect(reasons(question).length).toBe(question.rows.length);
    for (const why of reasons(question)) expect(html).not.toContain(why);
  });

  it('shows words as words, never as HTML', () => {
    const escaped = JSON.parse(JSON.stringify(question).replace(/"(text|when|day|letter|first)":"/g, '"$1":"<script>')) as RowQuestion;
    const views = [
      form(escaped),
      draw(<QuestionFeedback question={escaped} answer={rightAnswer(escaped)} />),
      draw(<QuestionKey question={escaped} />),
    ];
    for (const html of views) {
      expect(html).toContain('&lt;script>');
      expect(html).not.toContain('<script>');
    }
  });

  it('marks the language of words that are not the reader’s, and leaves the interface’s in theirs', () => {
    const html = form(question, [], 'nl');
    expect(html).toContain('<h1 lang="en">');
    expect(html).toMatch(/<(ul|ol|div) class="[a-z-]+" lang="en"/);
    if (question.type === 'kprim') expect(html).toContain('<span class="sides" lang="nl">');
    else expect(html).toMatch(/lang="nl">(Kies …|<select)/);
  });

  it('gives every reason in the feedback and in the key, and says what is right', () => {
    const feedback = draw(<QuestionFeedback question={question} answer={[]} />);
    const key = draw(<QuestionKey question={question} />);
    for (const why of reasons(question)) for (const html of [feedback, key]) expect(html).toContain(why);
    expect(feedback).toContain('You did not answer this question');
    expect(feedback.match(/Not answered/g)).toHaveLength(question.rows.length);
    expect(feedback.match(/Right:/g)).toHaveLength(question.rows.length);
    const right = draw(<QuestionFeedback question={question} answer={rightAnswer(question)} />);
    expect(right.match(/Your answer:/g)).toHaveLength(question.rows.length);
    expect(right).not.toContain('Right:');
  });

  it('names every id once, whatever its rows are called', () => {
    const renamed = question.rows
      .slice(0, 2)
      .reduce((text, row, index) => text.replace(new RegExp(`(["[])${row}\\b`, 'g'), `$1${['hint', 'error'][index]}`), JSON.stringify(question));
    const called = JSON.parse(renamed) as RowQuestion;
    const ids = found(draw(<QuestionForm question={called} chosen={[]} error="No." />), / id="([^"]+)"/g);
    expect(ids).toEqual(expect.arrayContaining(['answer-hint', 'answer-error', 'answer.hint', 'answer.error']));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has ids of its own where several questions share a page', () =>
    expect(draw(<QuestionForm question={question} chosen={[]} name="answer-q1" />)).not.toMatch(/ id="answer"| name="answer[".]/));
});

describe('the steps', () => {
  const steps = sample('ordering');
  const texts = (html: string) => found(html, /<label for="answer\.(\w+)">/g);

  it('stand as they were put, else as they are shown at first', () => {
    expect(texts(form(steps))).toEqual(['write', 'send', 'ask', 'test']);
    expect(texts(form(steps, ['send=1', 'ask=2', 'test=3', 'write=4']))).toEqual(['send', 'ask', 'test', 'write']);
    expect(texts(form(steps, ['send=1', 'ask=2']))).toEqual(['write', 'send', 'ask', 'test']);
  });

  it('say where a place is given twice, and keep what was given', () => {
    const html = form(steps, ['send=2', 'ask=2', 'test=3']);
    expect(html).toContain('More than one step has place 2. Each place is used once.');
    expect(found(html, /value="([^"]+)" selected/g).sort()).toEqual(['ask=2', 'send=2', 'test=3']);
    expect(form(steps, ['send=1', 'ask=2'])).not.toContain('More than one');
  });

  it('say why one that stands elsewhere is right', () => {
    const html = draw(<QuestionFeedback question={steps} answer={['write=1', 'test=2', 'send=3', 'ask=4']} />);
    expect(html).toContain('It directly follows the step before it. In the whole order it has place 3.');
    expect(html.match(/Right:/g)).toHaveLength(2);
  });

  it('are explained in the right order, with what was given twice', () => {
    const html = draw(<QuestionFeedback question={steps} order={['send', 'ask', 'test', 'write']} answer={['ask=1', 'write=1', 'test=2']} />);
    expect(found(html, /<span class="strong">([^<]+)<\/span><span>|<span class="strong">([^<]+)<\/span>/g)[0]).toContain('Ask three readers');
    expect(html).toContain('Steps in the same place were judged each by itself.');
    expect(html).toContain('directly after the step that it follows');
  });

  it('have buttons that a script shows, hidden without', () => {
    expect(form(steps).match(/<button[^>]* data-move="-?1"[^>]* hidden/g)).toHaveLength(8);
    expect(form(steps)).toContain('aria-label="Move up: Send it"');
  });
});

it('a text keeps its paragraphs and numbers its gaps as this language has them', () => {
  const html = form(sample('gapmenu'));
  expect(found(html, /for="answer\.\w+">([^<]+)</g)).toEqual(['Gap 1 of 2', 'Gap 2 of 2']);
  expect(html).toContain('Thank you &lt;all>.');
  const filled = draw(<QuestionFeedback question={sample('gapmenu')} answer={['when=soon']} />);
  expect(found(filled, /<b class="filled">([^<]+)</g)).toEqual(['1. for some time soon', '2. …']);
});
