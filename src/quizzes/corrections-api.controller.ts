import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { readBody } from '../web/forms.js';
import { confirmForm, versionQuery, wishForm } from './correction.forms.js';
import { CorrectionsService, type Effect, type Effects } from './corrections.service.js';
import { correctionKinds } from './rules/correct.js';

const result = z.object({ numerator: z.number().int(), denominator: z.number().int(), max: z.number().int(), passed: z.boolean() });
const effect = z.object({
  attemptId: z.string(),
  programmeId: z.string(),
  before: result,
  after: result,
  certificates: z
    .array(z.object({ id: z.uuid(), programmeId: z.string(), title: z.record(z.string(), z.string()), issuedOn: z.iso.date() }))
    .describe('Certificates that rest on it and are not withdrawn: of this enrolment, and of those to which its module was credited.'),
});
/** `seen` names this picture and confirms it. */
const effectsBody = z.object({ attempts: z.number().int(), raised: z.array(effect), lowered: z.array(effect), seen: z.string() });
const corrections = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(correctionKinds),
    answer: z.array(z.string()),
    language: z.string().nullable().describe('In which the answer was typed; null where it was not.'),
    reason: z.string(),
    madeBy: z.string(),
    madeAt: z.iso.datetime(),
    changed: z.number().int(),
  }),
);

const versions = z.array(
  z.object({
    version: z.string(),
    current: z.boolean(),
    /** Graded ones, in whatever programme. */
    attempts: z.number().int(),
    /** The first revision in which it was met. */
    since: z.object({ programmeId: z.string(), revision: z.number().int() }),
  }),
);

const one = ({ met, after, certificates }: Effect) => ({
  attemptId: met.id,
  programmeId: met.programmeId,
  before: { ...met.score, passed: met.passed },
  after: { ...after.score, passed: after.passed },
  certificates: certificates.map(({ id, programmeId, title, issuedOn }) => ({ id, programmeId, title, issuedOn })),
});
const shown = ({ attempts, raised, lowered, seen }: Effects) => ({ attempts, raised: raised.map(one), lowered: lowered.map(one), seen });

@Controller('api/v1/programmes/:programmeId/quizzes/:quizId/questions/:questionId/corrections')
@Requires('question.correct')
export class CorrectionsApiController {
  constructor(@Inject(CorrectionsService) private readonly corrections: CorrectionsService) {}

  @Get()
  @ApiRoute({ summary: 'What has been put right about a question', query: versionQuery, response: corrections })
  async made(
    @CurrentViewer() viewer: Viewer,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
    @Query() query: unknown,
  ) {
    const { made } = await this.corrections.place(viewer, programmeId, quizId, questionId, readBody(versionQuery, query).version);
    return made.map(({ id, kind, answer, language, reason, madeBy, madeAt, changed }) => ({
      id,
      kind,
      answer,
      language,
      reason,
      madeBy,
      madeAt: madeAt.toISOString(),
      changed,
    }));
  }

  @Get('versions')
  @ApiRoute({ summary: 'Versions of a question that can be put right: today’s first, then others that attempts have met', response: versions })
  async versions(
    @CurrentViewer() viewer: Viewer,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
  ) {
    const place = await this.corrections.place(viewer, programmeId, quizId, questionId);
    return place.versions.map(({ version, current, attempts, since }) => ({ version, current, attempts, since }));
  }

  @Post('preview')
  @HttpCode(200)
  @ApiRoute({ summary: 'Whose results a correction would change; writes nothing', query: versionQuery, body: wishForm, response: effectsBody })
  async preview(
    @CurrentViewer() viewer: Viewer,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
    @Query() query: unknown,
    @Body() body: unknown,
  ) {
    const { reason: _reason, ...wish } = readBody(wishForm, body);
    return shown(
      await this.corrections.preview(
        await this.corrections.place(viewer, programmeId, quizId, questionId, readBody(versionQuery, query).version),
        wish,
      ),
    );
  }

  @Post()
  @HttpCode(200)
  @ApiRoute({
    summary: 'Makes a correction that has been previewed; results only rise, but for those named in `lower`',
    query: versionQuery,
    body: confirmForm,
    response: effectsBody,
    problems: [409],
  })
  async apply(
    @CurrentViewer() viewer: Viewer,
    @Param('programmeId') programmeId: string,
    @Param('quizId') quizId: string,
    @Param('questionId') questionId: string,
    @Query() query: unknown,
    @Body() body: unknown,
  ) {
    const { kind, answer, language, reason, ...confirmed } = readBody(confirmForm, body);
    const { version } = readBody(versionQuery, query);
    return shown(
      await this.corrections.apply(viewer, programmeId, quizId, questionId, { kind, answer, language }, { reason, ...confirmed }, version),
    );
  }
}
