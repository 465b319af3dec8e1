/** Something in a text that may point at one person. */
export interface Finding {
  kind: 'email' | 'phone' | 'name' | 'story';
  /** The words in question, as written. */
  text: string;
}

const mostFindings = 5;

const email = /[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}/giu;
// Seven digits or more that are written as a telephone number; an amount or a year is shorter.
const phone = /(?<![\d.,])(?:\+|00|0)\d(?:[\s()/.-]?\d){6,}(?![\d])/gu;

// Titles in English and Dutch, and in the languages of the eight places, before a capitalised word.
const titles =
  'Mr Mrs Ms Miss Mx Dr Dhr Mw Mevr Mevrouw Meneer Mijnheer Madame Monsieur Frau Herr Signora Signor Doamna Domnul Gospa Gospod Familie Family Fam'
    .split(' ')
    .map((title) => `[${title[0]!}${title[0]!.toLowerCase()}]${title.slice(1)}`)
    .join('|');
const titled = new RegExp(`(?<![\\p{L}])(?:${titles})\\.?\\s+\\p{Lu}[\\p{L}'’-]+(?:\\s+\\p{Lu}[\\p{L}'’-]+)?`, 'gu');

// "called Anna", "heet Anna": a name is announced.
const called = /(?<![\p{L}])(?:called|named|whose name is|her name is|his name is|genaamd|heet)\s+(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?)/gu;

// An age and a person: with an origin or a street that is a portrait. English and Dutch.
const aged = /(?<![\p{L}\d])\d{1,2}[-\s]?(?:year[-\s]?old|years old|jarige|jaar oud)(?![\p{L}])/giu;

// What happened to one person, told as a story. Kept narrow: a plan may well speak of people in general.
const story =
  /(?<![\p{L}])(?:(?:she|he)\s+(?:fled|was tortured|was raped|was deported|lost (?:her|his) (?:child|children|son|daughter|wife|husband))|(?:zij|ze|hij)\s+(?:vluchtte|werd gemarteld|werd verkracht|werd uitgezet|verloor (?:haar|zijn) (?:kind|kinderen|zoon|dochter|vrouw|man)))(?![\p{L}])/giu;

/**
 * Looks for words by which somebody could be recognised: addresses, numbers, names with a title or announced as names, ages,
 * and what happened to one person. It warns and never refuses: it finds what is written plainly, and misses the rest.
 */
export function personalWords(text: string): Finding[] {
  const found: Finding[] = [];
  const add = (kind: Finding['kind'], pattern: RegExp): void => {
    for (const match of text.matchAll(pattern)) {
      const words = match[0].trim();
      if (!found.some((one) => one.text === words)) found.push({ kind, text: words });
    }
  };
  add('email', email);
  add('phone', phone);
  add('name', titled);
  add('name', called);
  add('story', aged);
  add('story', story);
  return found.slice(0, mostFindings);
}
