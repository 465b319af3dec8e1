import { personalWords } from '../../../src/plans/rules/personal.js';

describe('words that may point at one person', () => {
  it.each<[string, string, string[]]>([
    ['an e-mail address', 'Write to anna.berg@town.example today.', ['email: anna.berg@town.example']],
    ['a telephone number', 'Call +43 2252 508 521 or 02252/508521.', ['phone: +43 2252 508 521', 'phone: 02252/508521']],
    ['a name with a title', 'Ask Mrs Winter and Dr. Kovács.', ['name: Mrs Winter', 'name: Dr. Kovács']],
    ['a name with a title in Dutch', 'Vraag het aan mevrouw Jansen of dhr. De Vries.', ['name: mevrouw Jansen', 'name: dhr. De Vries']],
    ['a name that is announced', 'A woman called Samira Aziz will speak.', ['name: called Samira Aziz']],
    ['a name that is announced in Dutch', 'De buurvrouw heet Annelies.', ['name: heet Annelies']],
    ['an age', 'a 34-year-old from the mill', ['story: 34-year-old']],
    ['an age in Dutch', 'een 34-jarige uit de molen', ['story: 34-jarige']],
    ['a story', 'She fled in 2015 and lost her son.', ['story: She fled']],
    ['a story in Dutch', 'Hij vluchtte in 2015.', ['story: Hij vluchtte']],
    ['the same words twice', 'a@b.example and a@b.example', ['email: a@b.example']],
  ])('%s', (_name, text, wanted) => expect(personalWords(text).map((one) => `${one.kind}: ${one.text}`)).toEqual(wanted));

  it.each<[string, string]>([
    ['roles and places', 'The head of the library in Mill Street talks to the caretaker on 3 May 2027.'],
    ['amounts and years', '2,000 euro in 2026 and 2027; 12,500 residents; 0.5 per cent.'],
    ['people in general', 'People who fled the war are new members of the town.'],
    ['names of towns and offices', 'Town Hall, Red Cross, Bela Krajina, Council of Europe.'],
    ['nothing', ''],
  ])('not: %s', (_name, text) => expect(personalWords(text)).toEqual([]));

  it('stops at five and never takes long', () => {
    expect(personalWords(Array.from({ length: 20 }, (_, i) => `a${i}@b.example`).join(' '))).toHaveLength(5);
    const begin = performance.now();
    personalWords(`${'a'.repeat(2000)}${'0 '.repeat(1000)}`.slice(0, 4000));
    expect(performance.now() - begin).toBeLessThan(500);
  });
});
