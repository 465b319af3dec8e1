import fc from 'fast-check';
import { renderLesson } from '../../src/catalogue/render-lesson.js';
import { splitBoxes } from '../../src/catalogue/rules/boxes.js';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { smallCourses } from '../support/courses.js';

const html = (body: string, language: 'en' | 'nl' = 'en', own = 'en'): string => renderLesson(splitBoxes(body).parts, language, own, {});

describe('a rendered lesson', () => {
  it('keeps its sections below the h1 of the page, and titles of boxes below their section', () => {
    const page = html('::: note Before\nText\n:::\n\n## One\n\n::: task Do it\nNow\n:::\n\n### Deeper\n\n::: country Where\nHere\n:::');
    expect([...page.matchAll(/<(h\d)[^>]*>([^<]+)/g)].map(([, tag, text]) => `${tag} ${text}`)).toEqual([
      'h2 Before',
      'h2 One',
      'h3 Do it',
      'h3 Deeper',
      'h4 Where',
    ]);
  });

  it.each<[string, string[]]>([
    [
      '::: extension Title\nText\n:::',
      ['<section class="box box-extension"><p class="box-label">Extension material</p>', '<h2 class="box-title">Title</h2>', '<p>Text</p>'],
    ],
    [
      '::: model Ours\nText\n:::',
      ['<details class="box box-model"><summary><span class="box-label">Model answer</span> <span class="box-title">Ours</span></summary>'],
    ],
    ['::: dated 2027-05-31 Law\nText\n:::', ['<time datetime="2027-05-31">To be checked again on 31 May 2027</time>']],
    ['::: content\nText\n:::', ['<p class="box-label">Content note</p>\n<p>Text</p>']],
  ])('draws %s', (body, parts) => {
    for (const part of parts) expect(html(body)).toContain(part);
  });

  it('labels boxes in the reader’s language and says so', () => {
    expect(html('::: extension T\nText\n:::', 'nl', 'en')).toContain('<p class="box-label" lang="nl">Aanvullend materiaal</p>');
    expect(html('::: dated 2027-05-31\nText\n:::', 'nl', 'nl')).toContain(
      '<p class="box-date"><time datetime="2027-05-31">Opnieuw te controleren op 31 mei 2027</time>',
    );
  });

  it('links outside without telling who reads', () => {
    expect(html('[there](https://example.org/?a=1&b=2)')).toBe(
      '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">there</a></p>\n',
    );
    expect(html('www.example.org')).not.toContain('<a');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,<script>)',
    '![x](https://example.org/a.png)',
    '&lt;b&gt;',
  ])('shows %s as the text that it is', (body) => {
    const page = html(`${body}\n\n::: note ${body}\n${body}\n:::`);
    expect(page).not.toMatch(/<(script|img|b)\b/i);
    expect(page).not.toMatch(/href="(javascript|data):/i);
  });

  it('makes no tag that Markdown does not have, whatever the source', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<script>',
            '</p>',
            '"',
            "'",
            ':::',
            '::: note ',
            '::: model ',
            '\n',
            '\n\n',
            '# ',
            '`',
            '[a](',
            ')',
            'javascript:',
            '&',
            'x',
            '![',
            '](',
            'onload=',
          ),
        ),
        (pieces) => {
          const known =
            /^(p|h[2-4]|h1|section|details|summary|span|ul|ol|li|a|strong|em|code|pre|blockquote|br|hr|table|thead|tbody|tr|th|td|time|div)$/;
          for (const [, tag] of html(pieces.join('')).matchAll(/<\/?([a-z0-9]+)/gi)) expect(tag).toMatch(known);
        },
      ),
    ));
});

describe('a damaged course folder', () => {
  const intact = [...smallCourses()];
  it('is read to its end, whatever the damage', () =>
    fc.assert(
      fc.property(
        fc.nat({ max: intact.length - 1 }),
        fc.nat(),
        fc.constantFrom(
          '',
          '\t',
          ': :',
          '- - -',
          '[',
          '{}',
          '&a',
          '*a',
          '"',
          "'",
          '!!js/function x',
          '---',
          ':::',
          '::: dated',
          'id: [1, 2]',
          'items:',
          '? a',
          '%YAML 9',
          '\u2028',
          'null',
          '~',
        ),
        (which, at, damage) => {
          const files = new Map(intact);
          const [file, text] = intact[which]!;
          const lines = text.split('\n');
          lines[at % lines.length] = damage;
          files.set(file, lines.join('\n'));
          for (const problem of readCourses(files).problems) {
            expect(problem.line).toBeGreaterThanOrEqual(1);
            expect(problem.line).toBeLessThanOrEqual((files.get(problem.file) ?? '').split('\n').length);
            expect(problem.message).not.toMatch(/undefined|\[object/);
          }
        },
      ),
      { numRuns: 100 },
    ));
});
