import fc from 'fast-check';
import { folded, search, type Findable } from '../../src/catalogue/rules/search.js';

const entry = (name: string, others: string[] = [], text = ''): Findable => ({ name, others, text });
const entries = [
  entry('refugee', ['refugees'], 'Somebody whom a state protects.'),
  entry('asylum seeker', ['asylum seekers'], 'Somebody who has asked for protection; not yet a refugee.'),
  entry('Črnomelj', [], 'A town in Bela Krajina.'),
  entry('About the project', [], 'A refugee shelter is not mentioned. ' + 'Many words stand here. '.repeat(20) + 'At the end stands a lighthouse.'),
];
const names = (query: string): string[] => search(entries, query).map(({ entry: { name } }) => name);

describe('search', () => {
  it.each<[string, string, string[]]>([
    ['the name before the text', 'refugee', ['refugee', 'asylum seeker', 'About the project']],
    ['another form of the name', 'refugees', ['refugee']],
    ['the beginning of a name', 'asyl', ['asylum seeker']],
    ['a word in the middle of a name', 'seeker', ['asylum seeker']],
    ['without marks and capitals', 'crnomelj', ['Črnomelj']],
    ['with marks where there are none', 'ŘEFUGEE', ['refugee', 'asylum seeker', 'About the project']],
    ['every word must occur', 'town krajina', ['Črnomelj']],
    ['not all words occur', 'town refugee', []],
    ['nothing', '', []],
    ['signs only', '% _ \\ "', []],
    ['one letter', 'a', []],
  ])('%s', (_name, query, wanted) => expect(names(query)).toEqual(wanted));

  it('shows the words around the first hit', () => {
    expect(search(entries, 'lighthouse')[0]!.excerpt).toMatch(/^… .*lighthouse\.$/);
    expect(search(entries, 'refugee')[0]!.excerpt).toBe('Somebody whom a state protects.');
  });

  it('never fails, and finds whatever has the query as its name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, query) => {
        const found = search([entry(name, [], name)], query);
        if (found.length) for (const word of folded(query).split(/[^\p{L}\p{N}]+/u).filter((one) => one.length > 1)) expect(folded(name)).toContain(word);
        const own = search([entry(name)], name);
        if (/[\p{L}\p{N}]{2}/u.test(folded(name))) expect(own).toHaveLength(1);
      }),
    );
  });
});
