import fc from 'fast-check';
import { readPaste, writePaste } from '../../src/cohorts/rules/paste.js';

const anna = { line: 1, name: 'Anna de Vries', email: 'anna@example.org' };

describe('pasted names and addresses', () => {
  test.each<[string, string, object[]]>([
    ['name and address', 'Anna de Vries <anna@example.org>', [anna]],
    ['address in capitals', 'Anna de Vries <Anna@Example.ORG>', [anna]],
    ['address alone', 'anna@example.org', [{ ...anna, name: null }]],
    ['address in brackets alone', '<anna@example.org>', [{ ...anna, name: null }]],
    ['semicolon', 'Anna de Vries; anna@example.org', [anna]],
    ['semicolon, address first', 'anna@example.org;Anna de Vries;Finance', [anna]],
    ['comma', 'Anna de Vries, anna@example.org', [anna]],
    ['tab', 'Anna de Vries\tanna@example.org\tFinance', [anna]],
    ['first and last name in columns', 'Anna\tde Vries\tanna@example.org', [anna]],
    ['running number', '1;Anna de Vries;anna@example.org', [anna]],
    ['only a space between', 'Anna de Vries anna@example.org', [anna]],
    ['quoted name', '"Anna de Vries" <anna@example.org>', [anna]],
    ['quoted cell with a comma', '"Vries, Anna de",anna@example.org', [{ ...anna, name: 'Vries, Anna de' }]],
    ['comma inside a bracketed name', 'Vries, Anna de <anna@example.org>', [{ ...anna, name: 'Vries, Anna de' }]],
    ['mailto', 'Anna de Vries; mailto:anna@example.org', [anna]],
    ['no-break and zero-width spaces', 'Anna\u00a0de Vries\u200b <anna@example.org>\ufeff', [anna]],
    ['name equal to the address', 'anna@example.org <anna@example.org>', [{ ...anna, name: null }]],
    ['header', 'Name;E-mail\nAnna de Vries;anna@example.org', [{ ...anna, line: 2 }]],
    ['Dutch header with parts', 'Afdeling\tVoornaam\tAchternaam\tE-mailadres\nFinanciën\tAnna\tde Vries\tanna@example.org', [{ ...anna, line: 2 }]],
    ['header with an infix', 'Achternaam,Voornaam,Tussenvoegsel,Email\nVries,Anna,de,anna@example.org', [{ ...anna, line: 2 }]],
    ['header of one column', 'E-mail\nanna@example.org', [{ line: 2, name: null, email: 'anna@example.org' }]],
    [
      'one line of a mail program',
      'Anna de Vries <anna@example.org>; Bo <bo@example.org>, cy@example.org',
      [anna, { line: 1, name: 'Bo', email: 'bo@example.org' }, { line: 1, name: null, email: 'cy@example.org' }],
    ],
    [
      'addresses on one line',
      'anna@example.org, bo@example.org',
      [
        { ...anna, name: null },
        { line: 1, name: null, email: 'bo@example.org' },
      ],
    ],
    ['empty lines and empty rows', '\n ; ; \r\nAnna de Vries <anna@example.org>\n\n', [{ ...anna, line: 3 }]],
  ])('%s', (_, text, people) => {
    expect(readPaste(text)).toEqual({ people, unreadable: [], repeated: 0 });
  });

  test.each([
    ['Anna de Vries', 'no-address'],
    ['Anna <anna@example>', 'bad-address'],
    ['anna@@example.org', 'bad-address'],
    ['Anna;anna@example.org;bo@example.org', 'unclear'],
    ['Anna Bo anna@example.org bo@example.org', 'unclear'],
    [`${'x'.repeat(201)} <anna@example.org>`, 'long-name'],
    ['Anna <>', 'no-address'],
  ])('%s cannot be read: %s', (text, reason) => {
    const pasted = readPaste(`ok@example.org\n${text}`);
    expect(pasted.people).toEqual([{ line: 1, name: null, email: 'ok@example.org' }]);
    expect(pasted.unreadable).toMatchObject([{ line: 2, reason }]);
    expect(pasted.unreadable[0]!.text.length).toBeLessThanOrEqual(80);
  });

  test('an address that comes again is one person, with the first name that was given', () => {
    expect(readPaste('anna@example.org\nAnna de Vries <ANNA@example.org>\nA. <anna@example.org>')).toEqual({
      people: [anna],
      unreadable: [],
      repeated: 2,
    });
  });

  const name = fc.stringMatching(/^[A-Za-zÀ-ž][A-Za-zÀ-ž' -]{0,30}[A-Za-zÀ-ž]$/).map((text) => text.replace(/ +/g, ' '));
  const email = fc.stringMatching(/^[a-z][a-z0-9.]{0,10}[a-z0-9]@[a-z]{2,10}\.[a-z]{2,4}$/);
  const people = fc.uniqueArray(fc.record({ name: fc.option(name), email }), { selector: (person) => person.email, maxLength: 30 });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(people, (list) => {
        const pasted = readPaste(writePaste(list));
        expect(pasted.unreadable).toEqual([]);
        expect(pasted.people.map(({ name, email }) => ({ name, email }))).toEqual(list);
      }),
    );
  });

  test('any text is read without a fault; every address is usable and comes once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('aB @.<>;,"\t\n:é')), maxLength: 80 }), (text) => {
        const { people: found } = readPaste(text);
        expect(new Set(found.map((person) => person.email)).size).toBe(found.length);
        for (const person of found) expect(person.email).toMatch(/^[^\s@<>;,:]+@[^\s@<>;,:]+\.[^\s@<>;,:]{2,}$/);
        expect(readPaste(writePaste(found)).people.map(({ name, email }) => ({ name, email }))).toEqual(
          found.map(({ name, email }) => ({ name, email })),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
