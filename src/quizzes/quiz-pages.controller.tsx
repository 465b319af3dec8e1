import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody, refusal } from '../web/forms.js';
import { forgetTyped, keptTyped } from '../web/kept-form.js';
import { Download, page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { AttemptBar, type Draft } from './pages/question-page.js';
import { ResultPage, resultTitle } from './pages/result-page.js';
import { ReviewPage } from './pages/review-page.js';
import { QuizStartPage } from './pages/start-page.js';
import { allPage, questionPage, quizTitle } from './attempt-pages.js';
import { questionPlace, quizPaths } from './quiz-paths.js';
import type { Question } from '../questions/question.js';
import { answerField, type Answers } from '../questions/rules/try.js';
import { answerIn } from '../questions/rules/answer-form.js';
import { walkPlace } from '../questions/views/branching.js';
import { allAnswersIn, answerBody, numberIn, languageField, languageIn, originIn, originOfAllIn, seenField } from './quiz.forms.js';
import { AnsweredElsewhere } from './attempt-refusals.js';
import { QuizService, type QuizSheet, type Saved } from './quiz.service.js';
import { ReceiptsService } from './receipts.service.js';
import { secondsLeft } from './rules/deadline.js';
import { firstEmpty } from './rules/place.js';

/** What the script is told after a change. */
interface Told {
  saved?: string;
  /** Another device has answered since: the sentence that says so. */
  elsewhere?: string;
  /** Hidden fields of the form and what they hold from now on. */
  fields?: Record<string, string>;
}

/** Where an attempt stands: its result, else its first question that is not fully answered, else the review. */
function standing(here: QuizSheet): string {
  const { sheet, questions } = here;
  const { enrolmentId, quizId, number } = sheet;
  if (sheet.handedInAt) return quizPaths.attempt(enrolmentId, quizId, number);
  const k = firstEmpty(questions, sheet.responses);
  return k === null ? quizPaths.review(enrolmentId, quizId, number) : questionPlace(here, k);
}

@Controller('learn/:enrolmentId/quizzes/:quizId')
@SignedIn()
export class QuizPagesController {
  constructor(
    @Inject(QuizService) private readonly quizzes: QuizService,
    @Inject(ReceiptsService) private readonly receipts: ReceiptsService,
  ) {}

  @Get()
  async start(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
  ): Promise<Page> {
    const here = await this.quizzes.desk(viewer, enrolmentId, quizId);
    return page(quizTitle(here, at), <QuizStartPage here={here} />, { active: 'home' });
  }

  @Post('start')
  async begin(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string, @Param('quizId') quizId: string): Promise<SeeOther> {
    const number = await this.quizzes.start(viewer, enrolmentId, quizId);
    return seeOther(standing(await this.quizzes.sheet(viewer, enrolmentId, quizId, number)));
  }

  /** Leads to the first question of the open attempt that is not fully answered. */
  @Get('continue')
  async resume(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string, @Param('quizId') quizId: string): Promise<SeeOther> {
    const { outcome } = await this.quizzes.desk(viewer, enrolmentId, quizId);
    if (outcome.open === null) return seeOther(quizPaths.quiz(enrolmentId, quizId));
    return seeOther(standing(await this.quizzes.sheet(viewer, enrolmentId, quizId, outcome.open)));
  }

  @Get('attempts/:number')
  async result(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') number: string,
  ): Promise<Page | SeeOther> {
    const here = await this.quizzes.sheet(viewer, enrolmentId, quizId, numberIn(number));
    if (!here.sheet.handedInAt) return seeOther(standing(here));
    const what = resultTitle(here.sheet, at.t);
    return page(at.t('quizzes.pageTitle', { what, quiz: quizTitle(here, at) }), <ResultPage here={here} />, { active: 'home' });
  }

  @Get('attempts/:number/questions/:k')
  async question(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Req() request: FastifyRequest,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') number: string,
    @Param('k') k: string,
  ): Promise<Page | SeeOther> {
    const here = await this.quizzes.sheet(viewer, enrolmentId, quizId, numberIn(number));
    if (here.sheet.handedInAt) return seeOther(standing(here));
    if (here.quiz.settings.layout === 'all') return seeOther(questionPlace(here, numberIn(k) || 1));
    const typed = keptTyped(request);
    if (!typed) return questionPage(here, numberIn(k), at);
    return questionPage(
      here,
      numberIn(k),
      at,
      { draft: { answer: answerIn(typed), language: languageIn(typed, 'language', at.language), why: { is: 'signedOut' } } },
      forgetTyped(request),
    );
  }

  /** For the script of an open page: the end of the attempt moves when more time is given. */
  @Get('attempts/:number/time')
  async time(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') number: string,
  ): Promise<{ left: number | null; until: string }> {
    const { sheet, now } = await this.quizzes.sheet(viewer, enrolmentId, quizId, numberIn(number));
    const until = sheet.deadline ? at.t('quizzes.time.until', { when: at.format.dateTime(sheet.deadline) }) : '';
    return { left: sheet.handedInAt ? 0 : secondsLeft(sheet.deadline, now), until };
  }

  /** Practice: keeps the answer for good; the page of the question then explains it. */
  @Post('attempts/:number/questions/:k/check')
  async check(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') attempt: string,
    @Param('k') question: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther> {
    const [number, k, language] = [numberIn(attempt), numberIn(question), languageIn(body, 'language', at.language)];
    const { answer } = readBody(answerBody, { answer: answerIn(body) });
    try {
      await this.quizzes.check(viewer, enrolmentId, quizId, number, k, answer, originIn(body), language);
    } catch (error) {
      if (error instanceof AnsweredElsewhere) return this.elsewhere(viewer, at, [enrolmentId, quizId, number], k, { answer, language }, error);
      const { errors } = refusal(error, {});
      return questionPage(await this.quizzes.sheet(viewer, enrolmentId, quizId, number), k, at, {
        typed: { answer, language },
        error: errors.answer,
      });
    }
    return seeOther(quizPaths.question(enrolmentId, quizId, number, k));
  }

  @Get('attempts/:number/questions')
  async all(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Req() request: FastifyRequest,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') number: string,
  ): Promise<Page | SeeOther> {
    const here = await this.quizzes.sheet(viewer, enrolmentId, quizId, numberIn(number));
    if (here.sheet.handedInAt || here.quiz.settings.layout === 'one') return seeOther(standing(here));
    const typed = keptTyped(request);
    return typed ? allPage(here, at, { body: typed, signedOut: true }, forgetTyped(request)) : allPage(here, at);
  }

  /**
   * As `answer`, for all questions at once: by the button of their page, which sends what its questions have not settled themselves. On to
   * the review, or the page again where another device has answered since. By script only from pages that an earlier release has served.
   */
  @Post('attempts/:number/questions')
  @HttpCode(200)
  async answerAll(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Req() request: FastifyRequest,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') attempt: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther | Told> {
    const number = numberIn(attempt);
    const given = (questions: readonly Question[]): Answers => {
      const answers = allAnswersIn(questions, body);
      for (const answer of Object.values(answers)) readBody(answerBody, { answer });
      return answers;
    };
    try {
      const { savedAt, sequences, refused } = await this.quizzes.saveAll(viewer, enrolmentId, quizId, number, given, originOfAllIn(body), (id) =>
        languageIn(body, languageField(id), at.language),
      );
      const time = at.format.time(savedAt);
      if (refused.length) {
        if (wantsJson(request)) return { elsewhere: at.t('quizzes.elsewhere.short', { time }) };
        const here = await this.quizzes.sheet(viewer, enrolmentId, quizId, number);
        return allPage(here, at, {
          body,
          errors: Object.fromEntries(refused.map((id) => [answerField(id), { key: 'quizzes.elsewhere.one' }])),
        });
      }
      const fields = Object.fromEntries(Object.entries(sequences).map(([id, sequence]) => [seenField(id), String(sequence)]));
      if (wantsJson(request)) return { saved: at.t('quizzes.saved', { time }), fields };
    } catch (error) {
      if (wantsJson(request)) throw error;
      const { errors } = refusal(error, {});
      const here = await this.quizzes.sheet(viewer, enrolmentId, quizId, number);
      return allPage(here, at, { body, errors });
    }
    return seeOther(quizPaths.review(enrolmentId, quizId, number));
  }

  /** The answer that was sent beside the one that another device has given since. */
  private async elsewhere(
    viewer: Viewer,
    at: PageContext,
    place: [enrolmentId: string, quizId: string, number: number],
    k: number,
    given: Pick<Draft, 'answer' | 'language'>,
    { sequence, savedAt }: AnsweredElsewhere,
  ): Promise<Page> {
    const here = await this.quizzes.sheet(viewer, ...place);
    return questionPage(here, k, at, { draft: { ...given, why: { is: 'elsewhere', sequence, savedAt } } });
  }

  /**
   * By script: `saved` in the reader's language and what to send next, or `elsewhere` where another device has answered since.
   * Without: on to the next question, or to the review after the last; the page again before another device's answer is replaced,
   * and where it is asked step by step and has more to show.
   */
  @Post('attempts/:number/questions/:k/answer')
  @HttpCode(200)
  async answer(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Req() request: FastifyRequest,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') attempt: string,
    @Param('k') question: string,
    @Body() body: unknown,
  ): Promise<Page | SeeOther | Told> {
    const [number, k, language] = [numberIn(attempt), numberIn(question), languageIn(body, 'language', at.language)];
    const { answer } = readBody(answerBody, { answer: answerIn(body) });
    const saved = await this.quizzes
      .save(viewer, enrolmentId, quizId, number, k, answer, originIn(body), language)
      .catch((error: unknown): Saved | AnsweredElsewhere => {
        if (error instanceof AnsweredElsewhere) return error;
        throw error;
      });
    if (saved instanceof AnsweredElsewhere) {
      if (wantsJson(request)) return { elsewhere: at.t('quizzes.elsewhere.short', { time: at.format.time(saved.savedAt) }) };
      return this.elsewhere(viewer, at, [enrolmentId, quizId, number], k, { answer, language }, saved);
    }
    const { savedAt, sequence, questions, more } = saved;
    if (wantsJson(request)) return { saved: at.t('quizzes.saved', { time: at.format.time(savedAt) }), fields: { seen: String(sequence) } };
    if (more) return seeOther(`${quizPaths.question(enrolmentId, quizId, number, k)}#${walkPlace}`);
    return seeOther(k < questions ? quizPaths.question(enrolmentId, quizId, number, k + 1) : quizPaths.review(enrolmentId, quizId, number));
  }

  @Get('attempts/:number/review')
  async review(
    @CurrentViewer() viewer: Viewer,
    @PageOf() at: PageContext,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') number: string,
  ): Promise<Page | SeeOther> {
    const here = await this.quizzes.sheet(viewer, enrolmentId, quizId, numberIn(number));
    if (here.sheet.handedInAt) return seeOther(standing(here));
    const title = at.t('quizzes.pageTitle', { what: at.t('quizzes.review.title'), quiz: quizTitle(here, at) });
    return page(title, <ReviewPage here={here} />, { layout: 'focus', bar: <AttemptBar here={here} savedAt={null} /> });
  }

  @Post('attempts/:number/hand-in')
  async handIn(
    @CurrentViewer() viewer: Viewer,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') attempt: string,
  ): Promise<SeeOther> {
    const number = numberIn(attempt);
    await this.quizzes.handIn(viewer, enrolmentId, quizId, number);
    return seeOther(quizPaths.attempt(enrolmentId, quizId, number));
  }

  /** What was handed in, signed; for the learner to keep. */
  @Get('attempts/:number/receipt.json')
  async receipt(
    @CurrentViewer() viewer: Viewer,
    @Param('enrolmentId') enrolmentId: string,
    @Param('quizId') quizId: string,
    @Param('number') attempt: string,
  ): Promise<Download> {
    const number = numberIn(attempt);
    const receipt = await this.receipts.receipt(viewer, enrolmentId, quizId, number);
    return new Download(`${JSON.stringify(receipt, null, 2)}\n`, 'application/json; charset=utf-8', `receipt-${quizId}-${number}.json`);
  }
}

const wantsJson = (request: FastifyRequest): boolean => /\bapplication\/json\b/.test(request.headers.accept ?? '');
