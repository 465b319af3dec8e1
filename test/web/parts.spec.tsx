import fc from 'fast-check';
import { Button, ConfirmButton, LinkButton, PostButton } from '../../src/web/components/button.js';
import { Verdict, AnsweredList, ChoiceList } from '../../src/web/components/choice.js';
import { Cover, places } from '../../src/web/components/cover.js';
import { BulkBar, DataTable } from '../../src/web/components/data-table.js';
import { CheckboxField, RadioField, Select, TextArea, TextField } from '../../src/web/components/field.js';
import { BarList } from '../../src/web/components/figures.js';
import { ErrorSummary, errorTitle, Form } from '../../src/web/components/form-page.js';
import { Hero } from '../../src/web/components/hero.js';
import { LessonArticle } from '../../src/web/components/learning.js';
import { initials, PersonRow } from '../../src/web/components/people.js';
import { Progress } from '../../src/web/components/progress.js';
import { QuestionBar } from '../../src/web/components/question-bar.js';
import { Route, Trail, type Stop } from '../../src/web/components/trail.js';
import { contextOf, draw } from './draw.js';

const evil = `"><script>alert('x')</script>`;

describe('words that people typed', () => {
  const parts: [string, (words: string) => string][] = [
    ['a text field', (words) => draw(<TextField name="n" label={words} hint={words} form={{ typed: { n: words } }} />)],
    ['a text area', (words) => draw(<TextArea name="n" label={words} form={{ typed: { n: words } }} />)],
    ['a select', (words) => draw(<Select name="n" label={words} options={[{ value: words, label: words }]} value={words} />)],
    ['a button', (words) => draw(<Button value={words}>{words}</Button>)],
    ['a link', (words) => draw(<LinkButton href={`/x?q=${words}`}>{words}</LinkButton>)],
    [
      'hidden values',
      (words) =>
        draw(
          <PostButton action="/x" values={{ a: words }}>
            {words}
          </PostButton>,
        ),
    ],
    ['a table', (words) => draw(<DataTable caption={words} columns={[{ label: words, cell: (row: string) => row }]} rows={[words]} />)],
    ['a person', (words) => draw(<PersonRow name={words}>{words}</PersonRow>)],
    ['a choice', (words) => draw(<ChoiceList kind="radio" name="a" legend={words} options={[{ id: words, text: words }]} chosen={[]} />)],
    ['a stop', (words) => draw(<Trail label={words} stops={[{ label: words, state: 'now', href: words }]} />)],
    ['a bar', (words) => draw(<BarList label={words} bars={[{ label: words, value: 3 }]} />)],
    ['a hero', (words) => draw(<Hero id="h" title={words} eyebrow={words} />)],
  ];

  test.each(parts)('%s escapes them', (_, part) => {
    const html = part(evil);
    expect(html).not.toContain('<script');
    expect(html).not.toContain(evil);
    expect(html).toContain('&lt;script');
  });

  test('no text breaks out of an attribute or an element', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', ' ', '=') }), (words) => {
        const html = draw(<TextField name="n" label="x" form={{ typed: { n: `${words}<i>` } }} />);
        expect(html).not.toContain('<i>');
        expect(html.match(/<input/g)).toHaveLength(1);
        expect(html.match(/<\/label>/g)).toHaveLength(1);
      }),
    );
  });
});

describe('forms', () => {
  const form = {
    typed: { name: 'Anna', who: 'b' },
    errors: { name: { key: 'web.error.required' }, other: { key: 'web.error.tooLong', params: { max: 3 } } },
  };

  test('an error is tied to its field, and what was typed stays', () => {
    const html = draw(<TextField name="name" label="Name" hint="As people know you" form={form} value="from the server" />);
    expect(html).toContain('aria-describedby="name-hint name-error"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toMatch(/id="name-error"[^]*Fill this in\./);
    expect(html).toContain('value="Anna"');
  });

  test('a password never comes back', () => {
    expect(draw(<TextField name="password" type="password" label="Password" form={{ typed: { password: 'secret-1' } }} />)).not.toContain('secret-1');
  });

  test('the summary links to the fields in the order of the form', () => {
    const html = draw(<ErrorSummary form={form} labels={{ other: 'Other', name: 'Name' }} />);
    expect(html.indexOf('#other')).toBeLessThan(html.indexOf('#name'));
    expect(html).toContain('Other: This is too long. It may have at most 3 characters.');
    expect(html).toContain('tabindex="-1"');
    expect(draw(<ErrorSummary form={{ typed: {} }} labels={{}} />)).toBe('');
  });

  test('the title says that there are errors', () => {
    const { t } = contextOf();
    expect(errorTitle(t, 'Sign in', form)).toBe('Error: Sign in');
    expect(errorTitle(t, 'Sign in', { typed: {} })).toBe('Sign in');
  });

  test('the first control of a group is where its error leads', () => {
    const html = draw(
      <RadioField
        name="who"
        label="Who"
        form={form}
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
      />,
    );
    expect(html).toMatch(/<input type="radio" id="who"[^>]*value="a"\/>/);
    expect(html).toMatch(/<input type="radio" id="who-2"[^>]*value="b"[^>]*checked/);
  });

  test('a box that was unticked stays unticked', () => {
    expect(draw(<CheckboxField name="now" label="Now" checked form={{ typed: {} }} />)).not.toContain('checked');
    expect(draw(<CheckboxField name="now" label="Now" checked />)).toContain('checked');
  });

  test('a form is plain HTML with a button', () => {
    const html = draw(<Form action="/go" submit="Go" />);
    expect(html).toContain('<form class="form" method="post" action="/go"');
    expect(html).toContain('type="submit"');
  });

  test('what asks again works without script', () => {
    const html = draw(
      <ConfirmButton action="/leave" question="Sure?" confirm="Leave">
        Leave
      </ConfirmButton>,
    );
    expect(html).toMatch(/<details[^]*<summary[^]*<form method="post" action="\/leave"/);
  });
});

describe('states are words', () => {
  const stops: Stop[] = [
    { label: 'One', state: 'done' },
    { label: 'Two', state: 'now' },
    { label: 'Three', state: 'todo' },
  ];

  test.each([
    ['a trail', draw(<Trail stops={stops} label="Route" />)],
    ['a route', draw(<Route stops={stops} label="Route" />)],
  ])('%s says each state', (_, html) => {
    for (const words of ['Done', 'In progress', 'To do']) expect(html).toContain(words);
  });

  test('a hero shows no more stops than fit', () => {
    const nine = Array.from({ length: 9 }, (_, i): Stop => ({ label: `Stop ${i}`, state: 'todo' }));
    expect(draw(<Hero id="h" title="T" stops={nine} stopsLabel="Route" />)).not.toContain('trail');
    expect(draw(<Hero id="h" title="T" stops={nine.slice(1)} stopsLabel="Route" />)).toContain('trail');
  });

  test('each answered option says what it was', () => {
    const option = (id: string, chosen: boolean, correct: boolean) => ({ id, text: id, why: `because ${id}`, chosen, correct });
    const html = draw(
      <AnsweredList
        label="Options"
        options={[option('a', true, true), option('b', true, false), option('c', false, true), option('d', false, false)]}
      />,
    );
    for (const words of ['Your answer, right', 'Your answer, not right', 'Right, not chosen', 'because d']) expect(html).toContain(words);
    const single = draw(<AnsweredList label="Options" options={[option('a', true, false), option('b', false, true)]} />);
    expect(single).toContain('The right answer');
  });

  test.each([
    ['right', 'Right.'],
    ['partly', 'Partly right.'],
    ['wrong', 'Not right yet.'],
  ] as const)('%s is said', (state, words) => expect(draw(<Verdict state={state} />)).toContain(words));

  test('the bar of questions says which are answered', () => {
    const html = draw(
      <QuestionBar
        steps={[
          { href: '/1', state: 'answered' },
          { href: '/2', state: 'empty', current: true },
        ]}
      />,
    );
    expect(html).toContain(', answered');
    expect(html).toContain('aria-current="step"');
  });

  test('progress says what it counts', () => {
    expect(draw(<Progress value={2} max={6} label="Modules" words="2 of 6 modules done" />)).toContain('<b class="num">2 of 6 modules done</b>');
    expect(draw(<Progress value={0} max={0} label="Nothing" />)).toContain('max="1"');
  });
});

test('a table keeps its roles, names its rows and labels its cells for phones', () => {
  const html = draw(
    <DataTable
      caption="People"
      columns={[
        { label: 'Name', header: true, cell: (row: { name: string }) => row.name },
        { label: 'State', cell: () => 'Done' },
      ]}
      rows={[{ name: 'Anna' }]}
      select={{ name: 'id', value: (row) => row.name, label: (row) => `Select ${row.name}` }}
    />,
  );
  expect(html).toContain('<th role="rowheader" scope="row">Anna</th>');
  expect(html).toContain('<td role="cell" data-label="State">Done</td>');
  expect(html).toContain('Select Anna');
  expect(draw(<DataTable caption="People" columns={[]} rows={[]} empty={<p>Nobody yet</p>} />)).toBe('<p>Nobody yet</p>');
  expect(draw(<BulkBar>x</BulkBar>)).toContain('data-count="# selected"');
});

test('content in another language says so', () => {
  const html = draw(<LessonArticle eyebrow="Lesson 1" title="Οδηγός" lang="el" html="<p>Κείμενο</p>" />);
  expect(html).toContain('<h1 lang="el">');
  expect(html).toContain('<div class="prose" lang="el"><p>Κείμενο</p></div>');
});

test.each([
  ['Anna Vermeulen', 'AV'],
  ['Ελένη Παπαδοπούλου', 'ΕΠ'],
  ['Мария', 'М'],
  ['  Ana  de  Vries ', 'AV'],
  ['', ''],
])('the letters of “%s” are “%s”', (name, letters) => expect(initials(name)).toBe(letters));

test('each place has its own picture, an unknown one has one as well', () => {
  const pictures = new Set(places.map((place) => draw(<Cover place={place} />)));
  expect(pictures.size).toBe(places.length);
  expect(draw(<Cover place="atlantis" />)).toContain('<path');
});
