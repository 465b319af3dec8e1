import { Inject, Injectable } from '@nestjs/common';
import { NotFound } from '../platform/errors.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { plainText } from '../platform/source/markdown.js';
import { CatalogueQueries } from './catalogue.queries.js';
import { CatalogueService, type RenderedLesson } from './catalogue.service.js';
import type { Handbook, HandbookPage, Term } from './handbook.js';
import { Kept } from './kept.js';
import { inLanguage } from './outline.js';
import { readHandbook } from './rules/read-handbook.js';
import { search, type Findable, type Found } from './rules/search.js';
import { TextsService } from './texts.service.js';

/** A page or a term, as search knows it. */
export interface Entry extends Findable {
  kind: 'page' | 'term';
  id: string;
  language: string;
}

/** The handbook as it is published: the newest state, from memory. */
@Injectable()
export class HandbookService {
  private readonly books = new Kept<Handbook>(3);
  private readonly indexes = new Kept<Entry[]>(12);

  constructor(
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(CatalogueQueries) private readonly queries: CatalogueQueries,
    @Inject(TextsService) private readonly texts: TextsService,
  ) {}

  /** Null where none has been published. */
  async current(): Promise<Handbook | null> {
    const number = await this.catalogue.currentHandbook();
    if (number === null) return null;
    const known = this.books.get(String(number));
    if (known) return known;
    const manifest = await this.queries.handbook(number);
    if (!manifest) return null;
    const { handbook, problems } = readHandbook(await this.texts.files(manifest, `state ${number} of the handbook`));
    if (!handbook) throw new Error(`state ${number} of the handbook cannot be read: ${problems.map((problem) => problem.message).join('; ')}`);
    return this.books.set(String(number), { ...handbook, number });
  }

  /** @throws NotFound where there is none */
  async require(): Promise<Handbook> {
    const book = await this.current();
    if (!book) throw new NotFound('handbook');
    return book;
  }

  /** A page in the reader's language, else in the source's. @throws NotFound */
  async page(book: Handbook, id: string, language: string): Promise<RenderedLesson> {
    const page = book.pages.find((one) => one.id === id);
    if (!page) throw new NotFound('page');
    const { words, language: own } = inLanguage(page.words, language, book.source);
    const html = await this.texts.html(words.bodyHash, own, isLanguage(language) ? language : 'en', book.pictures, Object.keys(book.pictures));
    return { html, language: own, title: words.title, lead: words.lead };
  }

  /** Pages and terms in which every word occurs, the best first. */
  async find(book: Handbook, language: string, query: string): Promise<Found<Entry>[]> {
    const key = `${book.number}/${language}`;
    const entries = this.indexes.get(key) ?? this.indexes.set(key, await this.index(book, language));
    return search(entries, query);
  }

  private async index(book: Handbook, language: string): Promise<Entry[]> {
    const pages = await Promise.all(book.pages.map((page) => this.pageEntry(page, book, language)));
    return [...book.terms.map((term) => termEntry(term, book, language)), ...pages];
  }

  private async pageEntry(page: HandbookPage, book: Handbook, language: string): Promise<Entry> {
    const { words, language: own } = inLanguage(page.words, language, book.source);
    const parts = await this.texts.parts(words.bodyHash, own);
    const text = [words.lead, ...parts.map((part) => plainText(part.source))].join(' ');
    return { kind: 'page', id: page.id, language: own, name: words.title, others: [], text };
  }
}

function termEntry(term: Term, book: Handbook, language: string): Entry {
  const { words, language: own } = inLanguage(term.words, language, book.source);
  return { kind: 'term', id: term.id, language: own, name: words.term, others: words.forms, text: plainText(words.text) };
}
