import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { CurrentViewer, Requires } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { isFormat, maxBytes } from '../questions/exchange/exchanged.js';
import type { FormState } from '../web/components/field.js';
import { errorTitle } from '../web/components/form-page.js';
import { readBody, readForm, refusal } from '../web/forms.js';
import type { UploadConfig } from '../web/multipart.js';
import { Download, page, PageOf, type Page, type PageContext } from '../web/page.js';
import { bankForm, targetForm } from './exchange.dto.js';
import { ExchangeService, type Bank, type ModulePlace } from './exchange.service.js';
import { DryRunPage, ExchangePage, FilesPage } from './pages/exchange-pages.js';

// Browsers send each end of a line as two signs; the fields beside the file are small.
const upload: UploadConfig = { upload: 2 * maxBytes };

const whichForm = z.object({ which: z.enum(['structure', 'words'], 'web.error.invalid') });

/** What was sent: a file, or else what was typed. */
function sentIn(body: unknown): { sent: Uint8Array | string; at: 'file' | 'text' } {
  const { file, text } = (body ?? {}) as { file?: unknown; text?: unknown };
  if (file instanceof Uint8Array) return { sent: file, at: 'file' };
  return { sent: typeof text === 'string' ? text : '', at: 'text' };
}

/** Questions of other systems become course files in three steps. Nothing is kept: each step sends along what the next one needs. */
@Controller('authoring/exchange')
@Requires('import.read')
export class ExchangePagesController {
  constructor(@Inject(ExchangeService) private readonly exchange: ExchangeService) {}

  @Get()
  async start(@PageOf() at: PageContext, @CurrentViewer() viewer: Viewer): Promise<Page> {
    return page(at.t('authoring.exchange.title'), <ExchangePage modules={await this.exchange.modules(viewer)} />, { active: 'authoring' });
  }

  /** The dry run; the answer is the page itself, so that nothing needs to be kept. */
  @Post()
  @HttpCode(200)
  @RouteConfig(upload)
  async dryRun(@PageOf() at: PageContext, @CurrentViewer() viewer: Viewer, @Body() body: unknown): Promise<Page> {
    const read = readForm(bankForm, body);
    if (!read.ok) return this.startAgain(at, viewer, body, read);
    try {
      const { bank, place } = await this.bankIn(viewer, body);
      return this.page(at, <DryRunPage bank={bank} place={place} />);
    } catch (error) {
      return this.startAgain(at, viewer, body, refusal(error, read.typed));
    }
  }

  @Post('files')
  @HttpCode(200)
  @RouteConfig(upload)
  async files(@PageOf() at: PageContext, @CurrentViewer() viewer: Viewer, @Body() body: unknown): Promise<Page> {
    const { bank, place } = await this.bankIn(viewer, body);
    const read = readForm(targetForm, body);
    const again = (form: FormState): Page =>
      page(errorTitle(at.t, at.t('authoring.exchange.title'), form), <DryRunPage bank={bank} place={place} form={form} />, {
        status: 422,
        active: 'authoring',
      });
    if (!read.ok) return again(read);
    try {
      const files = await this.exchange.files(viewer, bank, place, read.value);
      return this.page(at, <FilesPage bank={bank} place={place} files={files} chosen={read.value} />);
    } catch (error) {
      return again(refusal(error, read.typed));
    }
  }

  @Post('download')
  @HttpCode(200)
  @RouteConfig(upload)
  async download(@CurrentViewer() viewer: Viewer, @Body() body: unknown): Promise<Download> {
    const { bank, place } = await this.bankIn(viewer, body);
    const files = await this.exchange.files(viewer, bank, place, readBody(targetForm, body));
    const { name, text } = files[readBody(whichForm, body).which];
    return new Download(text, 'application/yaml; charset=utf-8', name);
  }

  /** @throws Invalid where the form, the module or the whole file is refused */
  private async bankIn(viewer: Viewer, body: unknown): Promise<{ bank: Bank; place: ModulePlace }> {
    const { format, language, module } = readBody(bankForm, body);
    const { sent, at } = sentIn(body);
    const bank = this.exchange.read(viewer, sent, isFormat(format) ? format : null, at);
    return { bank, place: await this.exchange.place(viewer, module, language) };
  }

  /** The first step once more, with what was typed, whatever its length. */
  private async startAgain(at: PageContext, viewer: Viewer, body: unknown, form: FormState): Promise<Page> {
    const { sent } = sentIn(body);
    const modules = await this.exchange.modules(viewer);
    const shown = { ...form, typed: { ...form.typed, text: typeof sent === 'string' ? sent : '' } };
    return page(errorTitle(at.t, at.t('authoring.exchange.title'), shown), <ExchangePage modules={modules} form={shown} />, {
      status: 422,
      active: 'authoring',
    });
  }

  private page(at: PageContext, body: Page['body']): Page {
    return page(at.t('authoring.exchange.title'), body, { active: 'authoring' });
  }
}
