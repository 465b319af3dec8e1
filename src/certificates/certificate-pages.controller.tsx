import { Controller, Get, Inject, Param } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { CurrentViewer, SignedIn } from '../platform/security/access.js';
import type { Viewer } from '../platform/security/viewer.js';
import { Download, page, PageOf, seeOther, type Page, type PageContext, type SeeOther } from '../web/page.js';
import { titleOf, verifyPath } from './certificate-files.service.js';
import { CertificatesService } from './certificates.service.js';
import { CertificatePage } from './pages/certificate-page.js';
import { CertificatesPage } from './pages/certificates-page.js';

/** A learner's own certificates. */
@Controller('certificates')
export class CertificatePagesController {
  constructor(
    @Inject(CertificatesService) private readonly certificates: CertificatesService,
    @Inject(Config) private readonly config: Config,
  ) {}

  @SignedIn()
  @Get()
  async list(@CurrentViewer() viewer: Viewer, @PageOf() at: PageContext): Promise<Page> {
    return page(at.t('certificates.list.title'), <CertificatesPage certificates={await this.certificates.list(viewer)} />, {
      active: 'certificates',
    });
  }

  /** Where a completed programme leads. */
  @SignedIn()
  @Get('for/:enrolmentId')
  async forEnrolment(@CurrentViewer() viewer: Viewer, @Param('enrolmentId') enrolmentId: string): Promise<SeeOther> {
    return seeOther(`/certificates/${(await this.certificates.forEnrolment(viewer, enrolmentId)).id}`);
  }

  @SignedIn()
  @Get(':id')
  async one(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @PageOf() at: PageContext): Promise<Page> {
    const certificate = await this.certificates.get(viewer, id);
    const { title } = titleOf(certificate, at.language);
    const view = <CertificatePage certificate={certificate} verifyUrl={this.config.baseUrl + verifyPath(certificate.code)} />;
    return page(at.t('certificates.one.pageTitle', { programme: title }), view, { active: 'certificates' });
  }

  /** The PDF in the reader's language. */
  @SignedIn()
  @Get(':id/file')
  async file(@CurrentViewer() viewer: Viewer, @Param('id') id: string, @PageOf() at: PageContext): Promise<Download> {
    const { pdf, certificate } = await this.certificates.pdf(viewer, id, at.language);
    return new Download(pdf, 'application/pdf', `certificate-${certificate.code}-${at.language}.pdf`);
  }
}
