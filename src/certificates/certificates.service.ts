import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Conflict, NotFound } from '../platform/errors.js';
import type { Language } from '../platform/i18n/texts.js';
import { isId } from '../platform/ids.js';
import type { Viewer } from '../platform/security/viewer.js';
import { CertificateFiles } from './certificate-files.service.js';
import { maySee } from './certificate.policy.js';
import { CertificateQueries, type CertificateRow } from './certificates.queries.js';
import { validity, type Validity } from './rules/validity.js';

/** A certificate with what it is worth now. */
export interface CertificateView extends CertificateRow {
  state: Validity;
}

/** Somebody's own certificates. */
@Injectable()
export class CertificatesService {
  constructor(
    @Inject(CertificateQueries) private readonly rows: CertificateQueries,
    @Inject(CertificateFiles) private readonly files: CertificateFiles,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(viewer: Viewer): Promise<CertificateView[]> {
    return (await this.rows.byPerson(viewer.personId)).map((row) => this.view(row));
  }

  /** @throws NotFound for anybody else's */
  async get(viewer: Viewer, id: string): Promise<CertificateView> {
    return this.own(viewer, isId(id) ? await this.rows.byId(id) : null);
  }

  /** The certificate that a completed enrolment earned. @throws NotFound for anybody else's, and where there is none */
  async forEnrolment(viewer: Viewer, enrolmentId: string): Promise<CertificateView> {
    return this.own(viewer, isId(enrolmentId) ? await this.rows.byEnrolment(enrolmentId) : null);
  }

  /** The PDF in this language. @throws NotFound for anybody else's · Conflict while it is withdrawn: its file says nothing of that */
  async pdf(viewer: Viewer, id: string, language: Language): Promise<{ pdf: Buffer; certificate: CertificateView }> {
    const certificate = await this.get(viewer, id);
    if (certificate.state === 'withdrawn') throw new Conflict('certificates.one.noFile');
    return { pdf: await this.files.pdf(certificate, language), certificate };
  }

  private own(viewer: Viewer, row: CertificateRow | null): CertificateView {
    if (!row || !maySee(viewer, row)) throw new NotFound('certificate');
    return this.view(row);
  }

  private view(row: CertificateRow): CertificateView {
    return { ...row, state: validity(this.clock.now(), row, row.zone) };
  }
}
