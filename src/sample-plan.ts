import type { PlanField } from './catalogue/outline.js';
import type { PlanValue } from './plans/rules/value.js';

/** What the sample people have written, per language and field: a plan of an invented town. */
const words: Record<'en' | 'nl', Record<string, PlanValue>> = {
  en: {
    place: 'Sample town: one main street, a school, a library, a reception house at the old mill. Unlike the case: no sea and no harbour.',
    problem: 'Neighbours of the mill ask at three counters who lives there and for how long, and hear three different answers.',
    audience: 'People who live within ten minutes of the mill and have not been inside it.',
    value: 'In this town whoever asks gets an honest answer.',
    message: 'Ask us about the mill. You get the same answer at every counter, also when the answer is “we do not know yet”.',
    messenger: 'The head of the library, together with the caretaker of the mill.',
    channel: 'A card in the letter boxes of four streets, and an open hour in the library. Not reached: people who work in the evening.',
    participation: 'Residents of the mill decide in two meetings what the open hour shows and what it does not.',
    consent: 'No faces and no names. Whoever changes their mind can take their words back until printing; the library keeps the list.',
    calendar: [
      ['first week', 'both meetings with residents of the mill', 'library'],
      ['third week', 'card to four streets', 'press office'],
      ['fifth week', 'first open hour', 'library and caretaker'],
    ],
    money: [
      ['printing the card', '180', 'press office'],
      ['coffee, interpreter', '320', 'integration budget'],
    ],
    indicators: [
      ['counters that give the same answer to one question', '1 of 3', '3 of 3 by the fifth week'],
      ['neighbours who come to the open hour', '0', '25'],
      ['questions that come a second time', '9 in a month', '3 in a month'],
    ],
  },
  nl: {
    place:
      'Voorbeeldstad: één hoofdstraat, een school, een bibliotheek, een opvanghuis in de oude molen. Anders dan het voorbeeld: geen zee en geen haven.',
    problem: 'Buren van de molen vragen aan drie balies wie daar woont en voor hoelang, en horen drie verschillende antwoorden.',
    audience: 'Mensen die op hoogstens tien minuten van de molen wonen en er nog nooit binnen waren.',
    value: 'Wie in deze stad iets vraagt, krijgt een eerlijk antwoord.',
    message:
      'Vraag het ons als je iets over de molen wilt weten. Aan elke balie hoor je hetzelfde, ook als het antwoord is: “dat weten we nog niet”.',
    messenger: 'Het hoofd van de bibliotheek, samen met de huismeester van de molen.',
    channel: 'Een kaart in de brievenbussen van vier straten en een open uur in de bibliotheek. Niet bereikt: wie ’s avonds werkt.',
    participation: 'Bewoners van de molen beslissen in twee bijeenkomsten wat het open uur laat zien en wat niet.',
    consent: 'Geen gezichten en geen namen. Wie zich bedenkt, kan woorden terugnemen tot het drukken; de bibliotheek houdt de lijst bij.',
    calendar: [
      ['eerste week', 'twee bijeenkomsten met bewoners van de molen', 'bibliotheek'],
      ['derde week', 'kaart naar vier straten', 'communicatie'],
      ['vijfde week', 'eerste open uur', 'bibliotheek en huismeester'],
    ],
    money: [
      ['kaart drukken', '180', 'communicatie'],
      ['koffie, tolk', '320', 'integratiebudget'],
    ],
    indicators: [
      ['balies die op één vraag hetzelfde antwoorden', '1 van 3', '3 van 3 in de vijfde week'],
      ['buren die naar het open uur komen', '0', '25'],
      ['vragen die een tweede keer komen', '9 per maand', '3 per maand'],
    ],
  },
};

const other: Record<'en' | 'nl', string> = {
  en: 'Good evening. In this town whoever asks gets an honest answer. That is why the library opens an hour every Thursday for everybody who has a question about the mill. We cannot say who may stay; we can say what we know.',
  nl: 'Goedenavond. Wie in deze stad iets vraagt, krijgt een eerlijk antwoord. Daarom is de bibliotheek elke donderdag een uur open voor iedereen met een vraag over de molen. Wie mag blijven, kunnen we niet zeggen; wat we weten wel.',
};

/** What a sample person writes into a field. */
export function sampleWords(field: PlanField, language: string): PlanValue {
  const own = language === 'nl' ? 'nl' : 'en';
  return words[own][field.id] ?? (field.kind === 'text' ? other[own] : [[other[own].slice(0, 60)]]);
}
