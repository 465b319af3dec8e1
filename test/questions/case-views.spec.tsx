import { parse } from 'node-html-parser';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { readProgramme } from '../../src/catalogue/rules/read-programme.js';
import type { Language } from '../../src/platform/i18n/texts.js';
import type { Question } from '../../src/questions/question.js';
import { QuestionFeedback } from '../../src/questions/views/question-feedback.js';
import { QuestionForm } from '../../src/questions/views/question-form.js';
import { QuestionExhibit } from '../../src/questions/views/question-words.js';
import { QuestionKey } from '../../src/questions/views/question-key.js';
import { caseCourses } from '../support/courses.js';
import { contextOf, draw } from '../web/draw.js';

const items = readProgramme(caseCourses(), 'small').outline!.modules.flatMap((module) => module.items);
const question = (id: string): Question => items.flatMap((item) => (item.kind === 'quiz' ? item.questions : [])).find((one) => one.id === id)!;
const [scenario, walk, lab] = [question('q-scenario'), question('q-case'), question('q-lab')];
const fields = (html: string): string[] =>
  parse(html)
    .querySelectorAll('input,textarea,button')
    .map(
      (field) =>
        [field.getAttribute('type') ?? field.tagName.toLowerCase(), field.getAttribute('name') ?? '-', field.getAttribute('value') ?? '-'].join(' ') +
        (field.hasAttribute('checked') ? ' checked' : ''),
    );

it('the courses of these tests have no problems', () => expect(readCourses(caseCourses()).problems).toEqual([]));

describe('a scenario on screen', () => {
  it.each<[Language, string, string, string | undefined]>([
    ['en', 'The article', 'How the letter is built', undefined],
    // The question has no Dutch words, so its picture speaks its language too.
    ['nl', 'The article', 'How the letter is built', 'en'],
  ])('shows its picture below its text: %s', (language, label, title, lang) => {
    const exhibit = parse(draw(<QuestionExhibit question={scenario} />, contextOf({ language }))).querySelector('details.exhibit')!;
    expect(exhibit.getAttribute('lang')).toBe(lang);
    expect(exhibit.querySelector('.exhibit-in')!.querySelectorAll('p, svg').map((part) => part.tagName)).toEqual(['P', 'SVG', 'P']);
    const picture = exhibit.querySelector('.picture svg')!;
    expect([picture.getAttribute('role'), picture.getAttribute('aria-label')]).toEqual(['img', title]);
    expect(picture.text).toContain(label);
    expect(exhibit.querySelector('.picture-words')!.text).toContain('A sheet with two blocks.');
    expect(exhibit.querySelector('figcaption')).toBeNull();
  });

  it('has the words of its picture in each language that both have', () => {
    const both = { ...scenario, words: { ...scenario.words, nl: scenario.words.en! } } as Question;
    const exhibit = parse(draw(<QuestionExhibit question={both} />, contextOf({ language: 'nl' }))).querySelector('details.exhibit')!;
    expect(exhibit.querySelector('.picture svg')!.getAttribute('aria-label')).toBe('Hoe de brief is opgebouwd');
    expect(exhibit.querySelector('[lang]')).toBeNull();
  });

  it('with a picture alone says so above it', () => {
    const words = { ...scenario.words.en!, case: null, exhibit: null };
    const html = draw(<QuestionExhibit question={{ ...scenario, words: { en: words } } as Question} />, contextOf({ language: 'nl' }));
    expect(parse(html).querySelector('summary')!.text).toContain('De afbeelding');
    expect(parse(html).querySelector('.exhibit-in > [lang]')!.getAttribute('lang')).toBe('en');
  });

  it('asks its parts in order, each a group of native controls of its own', () => {
    const html = draw(<QuestionForm question={scenario} chosen={['first=b', 'which=c']} />);
    expect(fields(html)).toEqual([
      'radio answer.first a',
      'radio answer.first b checked',
      'radio answer.first c',
      'checkbox answer.which a',
      'checkbox answer.which b',
      'checkbox answer.which c checked',
      'checkbox answer.which d',
      'radio answer.so true',
      'radio answer.so false',
    ]);
    expect(
      parse(html)
        .querySelectorAll('legend')
        .map((legend) => legend.text),
    ).toEqual([
      'A letter goes out tomorrow.',
      'Part 1 of 3What comes first?',
      'Part 2 of 3Which questions show whether it works?',
      'Part 3 of 3The article must stand at the top.',
    ]);
    expect(html).not.toMatch(/may stand at the end|opened/);
  });

  it('gives a reason for every option afterwards, in the order shown', () => {
    const html = draw(
      <QuestionFeedback
        question={scenario}
        order={['first=c', 'first=b', 'first=a', 'which=a', 'so=true', 'so=false']}
        answer={['first=b', 'so=true']}
      />,
    );
    expect(html).toContain('Each part counts alike.');
    expect(html).toMatch(/Partly right/);
    expect(html.indexOf('The reader knows it.')).toBeLessThan(html.indexOf('With this question the letter is opened.'));
    expect(html).toContain('Your answer, not right');
  });
});

describe('a case on screen', () => {
  it('asks its first step, and tells nothing of what comes', () => {
    const html = draw(<QuestionForm question={walk} chosen={[]} />);
    expect(fields(html)).toEqual(['submit - -', 'radio answer.counter listen', 'radio answer.counter refuse']);
    expect(html).toContain('I do not know what you want of me.');
    expect(html).not.toMatch(/second sentence|mayor|deadline|complaint|Works/);
  });

  it('shows the way so far as text, the next step as circles, and ways back that no Enter key presses', () => {
    const html = draw(<QuestionForm question={walk} chosen={['counter=listen']} />);
    expect(fields(html)).toEqual([
      'submit - -',
      'hidden answer.counter listen',
      'hidden answer.read counter.listen',
      'submit answer.back counter',
      'radio answer.question explain',
      'radio answer.question leaflet',
    ]);
    expect(html).toContain('She points at the second sentence.');
    expect(html).not.toMatch(/mayor|She knows what to do/);
  });

  it('keeps readable what was read before somebody went back', () => {
    const html = draw(<QuestionForm question={walk} chosen={['counter=refuse', 'back=counter']} />);
    expect(fields(html)).toEqual(['submit - -', 'hidden answer.read counter.refuse', 'radio answer.counter listen', 'radio answer.counter refuse']);
    expect(html).toMatch(/What another choice led to[\s\S]*She leaves and writes to the mayor\./);
  });

  it('has no circles at its end', () => {
    const html = draw(<QuestionForm question={walk} chosen={['counter=listen', 'question=explain']} />);
    expect(html).toContain('The case ends here');
    expect(fields(html).filter((field) => field.startsWith('radio'))).toEqual([]);
  });

  it('asks every step where the page asks once', () =>
    expect(fields(draw(<QuestionForm question={walk} chosen={[]} atOnce />))).toEqual([
      'radio answer.counter listen',
      'radio answer.counter refuse',
      'radio answer.question explain',
      'radio answer.question leaflet',
      'radio answer.complaint sorry',
      'radio answer.complaint rules',
    ]));

  it('shows all ways afterwards with what each choice led to, the walked one marked', () => {
    const html = draw(<QuestionFeedback question={walk} answer={['counter=refuse', 'complaint=sorry']} />);
    for (const said of ['She points at the second sentence.', 'She knows what to do.', 'The complaint goes to the council.', 'All 5 ways'])
      expect(html).toContain(said);
    expect(html.match(/Your choice/g)).toHaveLength(2);
    expect(html.match(/Your way/g)).toHaveLength(1);
    expect(html).toContain('2 of 4');
    expect(html).toContain('Goes on with step 3');
  });

  it('does not call an end right where nothing is graded', () => {
    const plain = { ...walk, graded: false } as Question;
    expect(draw(<QuestionFeedback question={plain} answer={['counter=refuse', 'complaint=rules']} />)).toContain(
      'You have walked this case to an end',
    );
  });
});

describe('a text lab on screen', () => {
  it('has a box at each phrase, named by its words, and a box for an own version', () => {
    const html = draw(<QuestionForm question={lab} chosen={['p1', 'own=Mine & <b>yours</b>']} />);
    expect(fields(html)).toEqual(
      ['checkbox answer p1 checked', 'checkbox answer p2 -', 'checkbox answer p3 -', 'checkbox answer p4 -', 'textarea answer.own -'].map((field) =>
        field.replace(/ -$/, field.startsWith('textarea') ? ' -' : ''),
      ),
    );
    expect(
      parse(html)
        .querySelectorAll('label')
        .map((label) => label.text),
    ).toEqual(['pursuant to article 12', '3 May', 'Non-compliance will have consequences', 'your passport', 'Your own version']);
    expect(html).toContain('Mine &amp; &lt;b>yours&lt;/b>');
    expect(html).not.toMatch(/threatens|Warmer/);
  });

  it('shows the reasons, the own version and the models afterwards', () => {
    const html = draw(<QuestionFeedback question={lab} answer={['p1', 'p2', 'own=Mine']} />);
    expect(html).toContain('each wrong mark takes as much away');
    for (const said of [
      'It threatens and does not say with what.',
      'Your answer, not right',
      'Right, not chosen',
      '>Mine<',
      'Warmer',
      'We would like to see you on 3 May.',
    ])
      expect(html).toContain(said);
  });

  it('says that no phrase was marked where only words were written', () =>
    expect(draw(<QuestionFeedback question={lab} answer={['own=Mine']} />)).toContain('You marked no phrase'));
});

it.each([scenario, walk, lab])('the key of $type shows every reason', (one) => {
  const html = draw(<QuestionKey question={one} />);
  const reasons = JSON.stringify(one.words.en)
    .match(/"(?:why|consequence)":"([^"]+)"/g)!
    .map((found) => found.split('":"')[1]!.slice(0, -1));
  expect(reasons.length).toBeGreaterThan(3);
  expect(reasons.filter((reason) => !html.includes(reason))).toEqual([]);
});
