import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';

/** One withdrawal with its way back, and the names of those who did it. */
export interface WithdrawalRow extends Record<string, unknown> {
  id: string;
  /** Empty where it was not kept. */
  reason: string;
  withdrawnAt: Date;
  withdrawnBy: string | null;
  reinstatedAt: Date | null;
  reinstatedBy: string | null;
  reinstatedBecause: string | null;
}

const OF_CERTIFICATE = `
  SELECT w.id, w.reason, w.withdrawn_at AS "withdrawnAt", p.name AS "withdrawnBy", w.reinstated_at AS "reinstatedAt", r.name AS "reinstatedBy",
    w.reinstated_because AS "reinstatedBecause"
  FROM certificate_withdrawal w LEFT JOIN person p ON p.id = w.withdrawn_by LEFT JOIN person r ON r.id = w.reinstated_by
  WHERE w.certificate_id = $1 ORDER BY w.withdrawn_at DESC, w.id`;

const STATE = `
  SELECT c.withdrawn_at AS "withdrawnAt", w.reinstated_at AS "reinstatedAt", p.deactivated_at IS NULL AS active
  FROM certificate_withdrawal w JOIN certificate c ON c.id = w.certificate_id JOIN person p ON p.id = c.person_id WHERE w.id = $1`;

const LOCK = 'SELECT 1 FROM certificate WHERE id = $1 FOR NO KEY UPDATE';

const WITHDRAW = `
  WITH made AS (
    INSERT INTO certificate_withdrawal (id, certificate_id, reason, withdrawn_by, withdrawn_at) VALUES ($1, $2, $3, $4, $5)
  )
  UPDATE certificate SET withdrawn_at = $5 WHERE id = $2`;

const REINSTATE = `
  WITH ended AS (
    UPDATE certificate_withdrawal SET reinstated_because = $3, reinstated_by = $4, reinstated_at = $5 WHERE id = $1
  )
  UPDATE certificate SET withdrawn_at = NULL WHERE id = $2`;

const PATH = 'SELECT a.path AS "authorityPath" FROM person p LEFT JOIN authority a ON a.id = p.authority_id WHERE p.id = $1';

@Injectable()
export class WithdrawalQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Latest first. */
  ofCertificate(certificateId: string): Promise<WithdrawalRow[]> {
    return this.database.query<WithdrawalRow>(OF_CERTIFICATE, [certificateId]);
  }

  /** Where a certificate stands with one withdrawal; null where there is none of this id. */
  state(withdrawalId: string): Promise<{ withdrawnAt: Date | null; reinstatedAt: Date | null; active: boolean } | null> {
    return this.database.one(STATE, [withdrawalId]);
  }

  holder(personId: string): Promise<{ authorityPath: string | null } | null> {
    return this.database.one(PATH, [personId]);
  }

  /** Held until the transaction ends: nobody else withdraws or reinstates it meanwhile. */
  async lock(certificateId: string): Promise<void> {
    await this.database.query(LOCK, [certificateId]);
  }

  async withdraw(id: string, certificateId: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.query(WITHDRAW, [id, certificateId, reason, by, at]);
  }

  async reinstate(id: string, certificateId: string, reason: string, by: string, at: Date): Promise<void> {
    await this.database.query(REINSTATE, [id, certificateId, reason, by, at]);
  }
}
