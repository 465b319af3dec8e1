import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { AuditService } from './audit.service.js';
import { AuthoritiesService } from './authorities.service.js';
import { LinksService } from './links.service.js';

/** The way into an installation that has nobody yet, for whoever holds its command line. */
@Injectable()
export class FirstAdministrator {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(AuthoritiesService) private readonly authorities: AuthoritiesService,
    @Inject(LinksService) private readonly links: LinksService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /**
   * Makes somebody administrator of the whole installation and, where there is none, the first authority. Repeating it gives
   * another link and changes nothing else; a deactivated account becomes active again.
   * @returns full address of a page, good once and for 24 hours, where that person sets name and password
   */
  async create(email: string): Promise<string> {
    return this.database.transaction(async () => {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const authorityId = await this.authorities.makeRoot({ name: new URL(this.config.baseUrl).hostname, zone });
      const person = await this.database.one<{ id: string }>(
        `INSERT INTO person (id, email, name, authority_id, language, zone, created_at) VALUES ($1, $2, '', $3, 'en', $4, $5)
         ON CONFLICT (email) DO UPDATE SET deactivated_at = NULL RETURNING id`,
        [newId(), email.trim().toLowerCase(), authorityId, zone, this.clock.now()],
      );
      const personId = person!.id;
      await this.database.query(
        `INSERT INTO role_grant (id, person_id, role, authority_id, created_at) SELECT $1, $2, 'administrator', NULL, $3
         WHERE NOT EXISTS (SELECT 1 FROM role_grant WHERE person_id = $2 AND role = 'administrator' AND authority_id IS NULL)`,
        [newId(), personId, this.clock.now()],
      );
      await this.audit.record({
        actorId: null,
        action: 'role.grant',
        objectType: 'person',
        objectId: personId,
        detail: { role: 'administrator', authorityId: null },
      });
      const { secret } = await this.links.make('first-admin', personId, '/');
      return this.links.address('first-admin', secret);
    });
  }
}
