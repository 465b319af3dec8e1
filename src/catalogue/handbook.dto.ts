import { z } from 'zod';
import type { Handbook, Term } from './handbook.js';
import { inLanguage } from './outline.js';

const pageLine = z.object({ id: z.string(), language: z.string(), title: z.string(), lead: z.string() });
export const handbookDto = z.object({
  number: z.number().int().describe('Number of the published state.'),
  pages: z.array(pageLine),
  terms: z.array(
    z.object({
      id: z.string(),
      language: z.string(),
      term: z.string(),
      text: z.string().describe('Markdown'),
      checkBy: z.iso.date().nullable().describe('A legal term: the day on which it must be checked again.'),
      see: z.array(z.string()),
    }),
  ),
});
export const handbookPageDto = pageLine.extend({ html: z.string() });

/** Terms in the alphabet of the reader's language. */
export function sortedTerms(book: Handbook, language: string): { term: Term; words: Term['words'][string]; language: string }[] {
  const order = new Intl.Collator(language).compare;
  return book.terms.map((term) => ({ term, ...inLanguage(term.words, language, book.source) })).sort((a, b) => order(a.words.term, b.words.term));
}

export function toHandbook(book: Handbook, wanted: string): z.infer<typeof handbookDto> {
  return {
    number: book.number,
    pages: book.pages.map((page) => {
      const { words, language } = inLanguage(page.words, wanted, book.source);
      return { id: page.id, language, title: words.title, lead: words.lead };
    }),
    terms: sortedTerms(book, wanted).map(({ term, words, language }) => ({
      id: term.id,
      language,
      term: words.term,
      text: words.text,
      checkBy: term.checkBy,
      see: term.see,
    })),
  };
}
