import { Body, Controller, Get, Inject, Ip, Param, Post } from '@nestjs/common';
import { NotFound } from '../platform/errors.js';
import { Public } from '../platform/security/access.js';
import { errorTitle } from '../web/components/form-page.js';
import { readForm } from '../web/forms.js';
import { page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { verifyPath } from './certificate-files.service.js';
import { codeForm, nameForm } from './certificates.dto.js';
import { VerifiedPage, VerifyPage } from './pages/verify-page.js';
import { groupCode, readCode } from './rules/code.js';
import { VerificationService, type VerifiedCertificate } from './verification.service.js';

/** Anybody who holds a certificate in their hands, without sign-in. */
@Controller('verify')
export class VerifyPagesController {
  constructor(@Inject(VerificationService) private readonly verification: VerificationService) {}

  @Public()
  @Get()
  ask(@PageOf() at: PageContext): Page {
    return page(at.t('certificates.verify.title'), <VerifyPage />, { layout: 'plain' });
  }

  @Public()
  @Post()
  read(@Body() body: unknown, @PageOf() at: PageContext): Page | SeeOther {
    const form = readForm(codeForm, body);
    if (form.ok) return seeOther(verifyPath(form.value.code));
    return page(errorTitle(at.t, at.t('certificates.verify.title'), form), <VerifyPage form={form} />, { layout: 'plain', status: 422 });
  }

  /** As printed, or as somebody typed it into the address bar. */
  @Public()
  @Get(':code')
  async show(@Param('code') typed: string, @PageOf() at: PageContext): Promise<Page | SeeOther> {
    const code = readCode(typed);
    if (code !== null && code !== typed) return seeOther(verifyPath(code));
    const certificate = await known(this.verification.look(typed));
    if (!certificate) {
      const form = { typed: { code: typed.slice(0, 200) } };
      return page(at.t('certificates.verify.title'), <VerifyPage form={form} unknown />, { layout: 'plain', status: 404 });
    }
    return result(at, certificate, <VerifiedPage certificate={certificate} />);
  }

  /** The name travels in the body and nowhere else; the answer is drawn at once, because nothing has been changed. */
  @Public()
  @Post(':code')
  async compare(@Param('code') typed: string, @Body() body: unknown, @Ip() ip: string, @PageOf() at: PageContext): Promise<Page> {
    const form = readForm(nameForm, body);
    if (!form.ok) {
      const certificate = await this.verification.look(typed);
      const title = errorTitle(at.t, at.t('certificates.verify.resultTitle', { code: groupCode(certificate.code) }), form);
      return page(title, <VerifiedPage certificate={certificate} form={form} />, { layout: 'plain', status: 422 });
    }
    const { name } = form.value;
    const { certificate, matches } = await this.verification.compare(typed, name, ip);
    return result(at, certificate, <VerifiedPage certificate={certificate} form={{ typed: form.typed }} answer={{ name, matches }} />, 200);
  }
}

const result = (at: PageContext, certificate: VerifiedCertificate, view: Page['body'], status?: number): Page =>
  page(at.t('certificates.verify.resultTitle', { code: groupCode(certificate.code) }), view, {
    layout: 'plain',
    status,
    headers: { 'x-robots-tag': 'noindex' },
  });

/** A code that nobody has is an answer here, not an error page. */
const known = (certificate: Promise<VerifiedCertificate>): Promise<VerifiedCertificate | null> =>
  certificate.catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
