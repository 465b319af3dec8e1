import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { formats } from '../../src/platform/i18n/formats.js';
import { translator, type Language } from '../../src/platform/i18n/texts.js';
import type { Question } from '../../src/questions/question.js';
import { QuestionFeedback } from '../../src/questions/views/question-feedback.js';
import { QuestionForm } from '../../src/questions/views/question-form.js';
import { QuestionExhibit } from '../../src/questions/views/question-words.js';
import { QuestionKey } from '../../src/questions/views/question-key.js';
import { PageProvider } from '../../src/web/page.js';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { typedCourses } from '../support/courses.js';

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

const question: Question = {
  id: 'q',
  type: 'multiple',
  lesson: 'l',
  objective: 'o',
  tags: [],
  difficulty: null,
  picture: null,
  options: ['a', 'b', 'c'],
  correct: ['a', 'c'],
  words: {
    en: {
      stem: 'Which <b>ones</b>?',
      case: 'A *letter* <script>',
      exhibit: null,
      options: {
        a: { text: 'First & best', why: 'Right because.' },
        b: { text: 'Second', why: 'Wrong because.' },
        c: { text: 'Third', why: 'Right, too.' },
      },
    },
  },
};
const truth: Question = {
  ...question,
  type: 'truefalse',
  options: ['true', 'false'],
  correct: ['true'],
  words: { en: { stem: 'It is so.', case: null, exhibit: null, options: { true: { text: '', why: 'Yes.' }, false: { text: '', why: 'No.' } } } },
};
const single: Question = { ...question, type: 'single', correct: ['a'] };

describe('a question on screen', () => {
  it('uses native controls: boxes for several answers, circles for one, in the order given', () => {
    const boxes = draw(<QuestionForm question={question} order={['c', 'a', 'b']} chosen={['a']} eyebrow="Question 1 of 3" />);
    expect([...boxes.matchAll(/<input type="(\w+)" name="answer" value="(\w+)"( checked)?/g)].map(([, ...found]) => found)).toEqual([
      ['checkbox', 'c', undefined],
      ['checkbox', 'a', ' checked'],
      ['checkbox', 'b', undefined],
    ]);
    expect(draw(<QuestionForm question={single} chosen={[]} />).match(/type="radio"/g)).toHaveLength(3);
    expect(draw(<QuestionForm question={truth} chosen={[]} />).match(/type="radio"/g)).toHaveLength(2);
  });

  it.each([
    [undefined, 'Each wrong choice takes something away.', 'each wrong choice takes as much away'],
    ['partial' as const, 'Each option that you judge rightly counts.', 'rightly left counts alike. Without'],
    ['all' as const, 'Only the exact choice earns the point.', 'Only the exact choice earns the point.'],
  ])('says what ticks earn, before and after: %s', (grading, before, after) => {
    const asked = { ...question, grading } as Question;
    expect(draw(<QuestionForm question={asked} chosen={[]} />)).toContain(before);
    expect(draw(<QuestionFeedback question={asked} answer={['a']} />)).toContain(after);
    expect(draw(<QuestionKey question={asked} />)).toContain(after);
    expect(draw(<QuestionFeedback question={single} answer={['a']} />)).not.toContain(after);
  });

  it('shows words as words, never as HTML', () => {
    expect(draw(<QuestionForm question={question} chosen={[]} />)).toContain('Which &lt;b>ones&lt;/b>?');
    expect(draw(<QuestionExhibit question={question} />)).toContain('<p>A <em>letter</em> &lt;script&gt;</p>');
  });

  it('tells nothing of the key', () => {
    const form = draw(<QuestionForm question={question} chosen={['a']} />);
    expect(form).not.toMatch(/because|correct/);
  });

  it('marks the language of words that are not the reader’s, and leaves the interface’s in theirs', () => {
    const form = draw(<QuestionForm question={truth} chosen={[]} eyebrow="Vraag 1 van 3" />, 'nl');
    expect(form).toContain('<h1 lang="en">');
    expect(form).toContain('<span lang="nl">Niet waar</span>');
    expect(form).toContain('lang="nl">Vraag 1 van 3');
  });

  it('has no exhibit where there is no situation', () => expect(draw(<QuestionExhibit question={truth} />)).toBe(''));
});

describe('the feedback on screen', () => {
  const reread = { href: '/lesson', title: 'The lesson' };

  it.each<[string, Question, string[], RegExp, boolean]>([
    ['right', question, ['a', 'c'], /Right</, false],
    ['partly right', question, ['a'], /Partly right</, true],
    ['wrong', question, ['b'], /Not right</, true],
    ['empty', question, [], /You did not answer this question/, true],
  ])('says %s in words, and where to read again', (_, asked, answer, verdict, again) => {
    const feedback = draw(<QuestionFeedback question={asked} answer={answer} reread={reread} />);
    expect(feedback).toMatch(verdict);
    expect(feedback.includes('Read again: The lesson')).toBe(again);
  });

  it('gives a reason for every option, in the order in which they were shown', () => {
    const feedback = draw(<QuestionFeedback question={question} order={['c', 'b', 'a']} answer={['a', 'b']} />);
    expect(feedback.match(/Right, too\.|Wrong because\.|Right because\./g)).toEqual(['Right, too.', 'Wrong because.', 'Right because.']);
    expect(feedback).toContain('Your answer, right');
    expect(feedback).toContain('Your answer, not right');
    expect(feedback).toContain('Right, not chosen');
  });
});

describe('answers that are typed, on screen', () => {
  const items = readCourses(typedCourses()).programmes.flatMap(({ outline }) => outline.modules.flatMap((module) => module.items));
  const quiz = items.find((item) => item.id === 'q-shared');
  const typed = quiz?.kind === 'quiz' ? quiz.questions : [];
  const of = (id: string): Question => typed.find((one) => one.id === id)!;

  it.each<[string, string[]]>([
    ['q-word', ['answer.text']],
    ['q-gaps', ['answer.who', 'answer.when']],
    ['q-length', ['answer.number']],
    ['q-essay', ['answer.text']],
  ])('%s has a labelled box for each thing to type, which may stay empty', (id, names) => {
    const form = draw(<QuestionForm question={of(id)} chosen={[]} />);
    expect([...form.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"/g)].map(([, name]) => name)).toEqual(names);
    for (const name of names)
      expect(form).toMatch(new RegExp(`<label for="${name}"|<label><span class="vh">Gap \\d of 2</span><input[^>]* id="${name}"`));
    expect(form).not.toContain('required');
    expect(form).toContain('<legend><h1>');
  });

  it('nothing of the key is in any form, and what was typed is escaped', () => {
    for (const question of typed) {
      const names = ['text', 'who', 'number'].map((name) => `${name}="><script>`);
      for (const form of [
        draw(<QuestionForm question={question} chosen={[]} />),
        draw(<QuestionForm question={question} chosen={names} name="a" />),
      ]) {
        expect(form).not.toMatch(/plain language|usual name|parents|map says|next door, in room|learns it at once|0\.05/);
        expect(form).not.toContain('"><script>');
      }
    }
  });

  it('the gaps stand in the order of each language, with the language of the words marked', () => {
    const form = draw(<QuestionForm question={of('q-gaps')} chosen={['who=ouders']} />, 'nl');
    expect([...form.matchAll(/name="([^"]+)" value(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, value])).toEqual([
      ['answer.when', ''],
      ['answer.who', 'ouders'],
    ]);
    const dutchOnly = { ...of('q-gaps'), words: { nl: of('q-gaps').words.nl! } } as Question;
    const foreign = draw(<QuestionForm question={dutchOnly} chosen={[]} />, 'en');
    expect(foreign).toContain('<div class="gap-text" lang="nl">');
    expect(foreign).toContain('<span class="vh" lang="en">Gap 1 of 2</span>');
  });

  it('feedback says what was typed, whether it is right, what would be, and why', () => {
    const feedback = draw(<QuestionFeedback question={of('q-gaps')} answer={['who=mother and father']} />);
    expect(feedback).toContain('You wrote: mother and father');
    for (const words of [
      'Partly right',
      'Right answer: parents',
      'Not every child has both.',
      'You wrote: nothing',
      'Left empty',
      'Right answer: 1 September',
    ])
      expect(feedback).toContain(words);
    const inDutch = draw(<QuestionFeedback question={of('q-gaps')} answer={['who=ouders']} given="nl" />, 'en');
    expect(inDutch).toContain('lang="nl"');
    expect(inDutch).toContain('Voor hen is de brief.');
  });

  it('an essay waits, and then shows its mark', () => {
    const answer = ['text=Come <b>in</b>.'];
    const waiting = draw(<QuestionFeedback question={of('q-essay')} answer={answer} reread={{ href: '/l', title: 'L' }} />);
    expect(waiting).toContain('A trainer reads and marks this answer');
    expect(waiting).toContain('Come &lt;b>in&lt;/b>.');
    expect(waiting).not.toMatch(/in room 4|Read again/);
    const marked = draw(
      <QuestionFeedback question={of('q-essay')} answer={answer} mark={{ criteria: { clear: 'fully', kind: 'cold' }, comment: 'Fine & good' }} />,
      'nl',
    );
    for (const words of ['Deels goed', '2 van 3 punten', 'De lezer weet het meteen.', 'Fine &amp; good']) expect(marked).toContain(words);
  });

  it('the key holds everything that is accepted', () => {
    const key = (id: string, language: Language = 'en') => draw(<QuestionKey question={of(id)} />, language);
    for (const words of ['plain *', '50 % of the points', 'A plane flies.', 'Any other answer']) expect(key('q-word')).toContain(words);
    expect(key('q-gaps')).toContain('Michaelmas');
    expect(key('q-length')).toContain('1.5 km, give or take 0.05');
    expect(key('q-length', 'nl')).toContain('1,5 km, met een speling van 20 %');
    expect(key('q-essay')).toContain('It speaks to the reader.');
  });
});
