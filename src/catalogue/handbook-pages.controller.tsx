import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { NotFound } from '../platform/errors.js';
import { Public } from '../platform/security/access.js';
import { answersFrom, tryAnswers } from '../questions/rules/try.js';
import { page, PageOf, type Page, type PageContext } from '../web/page.js';
import type { Handbook } from './handbook.js';
import { HandbookService } from './handbook.service.js';
import { inLanguage, type OutlineQuiz } from './outline.js';
import { GlossaryPage, HandbookPage, ReferencePage, SearchPage } from './pages/handbook-pages.js';
import { SelfCheckPage } from './pages/self-check-page.js';

const active = 'handbook';
const longestQuery = 100;

/** Open to everybody: nothing in it is about anybody. */
@Controller('handbook')
@Public()
export class HandbookPagesController {
  constructor(@Inject(HandbookService) private readonly handbook: HandbookService) {}

  @Get()
  async contents(@PageOf() at: PageContext): Promise<Page> {
    return page(at.t('catalogue.handbook.title'), <HandbookPage book={await this.handbook.require()} />, { active });
  }

  @Get('glossary')
  async glossary(@PageOf() at: PageContext): Promise<Page> {
    return page(at.t('catalogue.glossary.title'), <GlossaryPage book={await this.handbook.require()} />, { active });
  }

  @Get('search')
  async search(@PageOf() at: PageContext, @Query('q') q?: unknown): Promise<Page> {
    const query = typeof q === 'string' ? q.trim().slice(0, longestQuery) : '';
    const book = await this.handbook.require();
    const found = query ? await this.handbook.find(book, at.language, query) : [];
    return page(at.t('catalogue.handbook.search'), <SearchPage query={query} found={found} />, { active });
  }

  @Get('self-check')
  async selfCheck(@PageOf() at: PageContext): Promise<Page> {
    const book = await this.handbook.require();
    return selfCheckPage(book, selfCheckOf(book), null, at);
  }

  /** The answer is the page itself, so that nothing needs to be kept. */
  @Post('self-check')
  @HttpCode(200)
  async check(@PageOf() at: PageContext, @Body() body: unknown): Promise<Page> {
    const book = await this.handbook.require();
    const quiz = selfCheckOf(book);
    return selfCheckPage(book, quiz, tryAnswers(quiz.questions, answersFrom(quiz.questions, body), at.language), at);
  }

  @Get(':pageId')
  async one(@PageOf() at: PageContext, @Param('pageId') pageId: string): Promise<Page> {
    const found = await this.handbook.page(await this.handbook.require(), pageId, at.language);
    return page(found.title, <ReferencePage page={found} />, { active });
  }
}

function selfCheckOf(book: Handbook): OutlineQuiz {
  if (!book.selfCheck) throw new NotFound('self-check');
  return book.selfCheck;
}

const selfCheckPage = (book: Handbook, quiz: OutlineQuiz, tried: ReturnType<typeof tryAnswers> | null, at: PageContext): Page =>
  page(inLanguage(quiz.words, at.language, book.source).words.title, <SelfCheckPage book={book} quiz={quiz} tried={tried} />, { active });
