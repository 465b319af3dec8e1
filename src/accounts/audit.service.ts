import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';

/** What was done: `<object>.<verb>`. Details hold ids and settings, never names or texts. */
export interface AuditFact {
  /** Null where the installation itself acted. */
  actorId: string | null;
  action: string;
  objectType: string;
  objectId: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes who changed what; call it in the transaction of the change. */
@Injectable()
export class AuditService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async record({ actorId, action, objectType, objectId, detail = {} }: AuditFact): Promise<void> {
    await this.database.query('INSERT INTO audit_entry (at, actor_id, action, object_type, object_id, detail) VALUES ($1, $2, $3, $4, $5, $6)', [
      this.clock.now(),
      actorId,
      action,
      objectType,
      objectId,
      detail,
    ]);
  }
}
