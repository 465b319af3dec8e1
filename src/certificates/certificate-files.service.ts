import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { inLanguage } from '../catalogue/outline.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { isLanguage, type Language } from '../platform/i18n/texts.js';
import { log } from '../platform/log.js';
import { drawCertificate } from './certificate-pdf.js';
import { CertificateQueries, type CertificateRow } from './certificates.queries.js';

const dayMs = 86_400_000;

/** The title in the reader's language, else in English, else in whichever there is. */
export function titleOf(certificate: Pick<CertificateRow, 'title'>, language: string): { title: string; language: string } {
  const found = [language, 'en', ...Object.keys(certificate.title)].find((code) => certificate.title[code] !== undefined) ?? 'en';
  return { title: certificate.title[found] ?? '', language: found };
}

/** The address at which anybody can check a certificate. */
export const verifyPath = (code: string): string => `/verify/${code}`;

/** Makes the PDF of a certificate once per language: after issue by the worker, else at the first download. */
@Injectable()
export class CertificateFiles {
  constructor(
    @Inject(CertificateQueries) private readonly rows: CertificateQueries,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(Config) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async pdf(certificate: CertificateRow, language: Language): Promise<Buffer> {
    const known = await this.rows.file(certificate.id, language);
    if (known) return known;
    const outline = await this.catalogue.outline(certificate.revisionId);
    const { title, language: titleLanguage } = titleOf(certificate, language);
    const { pdf, missing } = await drawCertificate({
      language,
      personName: certificate.personName,
      title,
      titleLanguage,
      place: inLanguage(outline.words, language, outline.source).words.case || null,
      minutes: certificate.minutes,
      issuer: certificate.issuer,
      issuedAt: certificate.issuedAt,
      issuedOn: certificate.issuedOn,
      validUntil: certificate.validUntil,
      code: certificate.code,
      verifyUrl: this.config.baseUrl + verifyPath(certificate.code),
      sample: certificate.sample,
    });
    if (missing.length)
      log.warn({ certificate: certificate.id, letters: missing.length }, 'a certificate has letters for which its font has no shape');
    // Two first downloads at once draw the same bytes; one of them is kept.
    await this.rows.keepFile(certificate.id, language, pdf, this.clock.now());
    return pdf;
  }

  /** Draws ahead, in the holder's language. Safe to run twice. */
  async drawAhead(id: string): Promise<void> {
    const certificate = await this.rows.byId(id);
    const language = await this.rows.languageOf(id);
    if (certificate) await this.pdf(certificate, isLanguage(language) ? language : 'en');
  }

  /** Certificates of the last day whose job was lost. */
  async mend(): Promise<void> {
    for (const { id } of await this.rows.undrawn(new Date(this.clock.now().getTime() - dayMs), 50))
      await this.drawAhead(id).catch((error: unknown) => log.error({ certificate: id, err: error }, 'a certificate could not be drawn'));
  }
}
