import { Inject, Injectable } from '@nestjs/common';
import { ThrottleService } from '../accounts/throttle.service.js';
import { Clock } from '../platform/clock.js';
import { NotFound } from '../platform/errors.js';
import { CertificateQueries, type CertificateRow } from './certificates.queries.js';
import { readCode } from './rules/code.js';
import { sameName } from './rules/name-match.js';
import { validity, withdrawnOn, type Validity } from './rules/validity.js';

/** What anybody with the code may know: everything but the name, and why it was withdrawn. */
export interface VerifiedCertificate {
  code: string;
  state: Validity;
  sample: boolean;
  title: Record<string, string>;
  issuer: string;
  minutes: number;
  /** Civil dates. */
  issuedOn: string;
  validUntil: string | null;
  withdrawnOn: string | null;
}

/**
 * Answers whoever holds a certificate in their hands, without sign-in. Comparisons of
 * names are counted by address and by code; codes themselves are too many to be guessed (26 to the tenth).
 */
@Injectable()
export class VerificationService {
  constructor(
    @Inject(CertificateQueries) private readonly rows: CertificateQueries,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * @param typed a code as people write it, or a whole verification address
   * @throws NotFound where there is no such certificate
   */
  async look(typed: string): Promise<VerifiedCertificate> {
    return this.seen(await this.find(typed));
  }

  /** @throws NotFound where there is no such certificate · TooMany */
  async compare(typed: string, name: string, ip: string): Promise<{ certificate: VerifiedCertificate; matches: boolean }> {
    await this.throttle.passAddress('verifyAddress', ip);
    const row = await this.find(typed);
    await this.throttle.passAccount('verifyCode', row.code);
    return { certificate: this.seen(row), matches: sameName(row.personName, name) };
  }

  private async find(typed: string): Promise<CertificateRow> {
    const code = readCode(typed);
    const row = code === null ? null : await this.rows.byCode(code);
    if (!row) throw new NotFound('certificate');
    return row;
  }

  private seen(row: CertificateRow): VerifiedCertificate {
    const { code, sample, title, issuer, minutes, issuedOn, validUntil } = row;
    const state = validity(this.clock.now(), row, row.zone);
    return { code, state, sample, title, issuer, minutes, issuedOn, validUntil, withdrawnOn: withdrawnOn(row.withdrawnAt, row.zone) };
  }
}
