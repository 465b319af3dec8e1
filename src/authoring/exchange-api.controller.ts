import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import { ApiRoute } from '../platform/http/api-route.js';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { isFormat, maxBytes } from '../questions/exchange/exchanged.js';
import { readBody } from '../web/forms.js';
import type { UploadConfig } from '../web/multipart.js';
import { PageOf, type PageContext } from '../web/page.js';
import { bankBody, dryRunDto, dryRunOf, filesBody, filesDto, filesOf } from './exchange.dto.js';
import { ExchangeService, type Bank, type ModulePlace } from './exchange.service.js';

// JSON writes some signs of a text as several.
const upload: UploadConfig = { upload: 2 * maxBytes };

/** Questions of other systems become course files. Nothing is stored. */
@Controller('api/v1/authoring/exchange')
@Requires('import.read')
export class ExchangeApiController {
  constructor(@Inject(ExchangeService) private readonly exchange: ExchangeService) {}

  @Post('dry-run')
  @HttpCode(200)
  @RouteConfig(upload)
  @ApiRoute({
    summary: 'What becomes of each question of a file in Moodle XML or GIFT. 422 where the whole file is refused',
    body: bankBody,
    response: dryRunDto,
    problems: [413],
  })
  async dryRun(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Body() body: unknown) {
    const { bank, place } = await this.bankIn(viewer, readBody(bankBody, body));
    return dryRunOf(bank, place, at.t);
  }

  @Post('files')
  @HttpCode(200)
  @RouteConfig(upload)
  @ApiRoute({
    summary: 'The two files of a quiz with these questions, for the course folder, and what the check says of them',
    body: filesBody,
    response: filesDto,
    problems: [413],
  })
  async files(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext, @Body() body: unknown) {
    const sent = readBody(filesBody, body);
    const { bank, place } = await this.bankIn(viewer, sent);
    return filesOf(bank, place, await this.exchange.files(viewer, bank, place, sent), at.t);
  }

  private async bankIn(viewer: Viewer, { text, format, language, module }: z.infer<typeof bankBody>): Promise<{ bank: Bank; place: ModulePlace }> {
    const bank = this.exchange.read(viewer, text, isFormat(format) ? format : null, 'text');
    return { bank, place: await this.exchange.place(viewer, module, language) };
  }
}
