import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import type { Role } from '../platform/security/viewer.js';
import { defaultPolicy } from './authority.entity.js';
import { Passwords } from './passwords.js';

/** Of all sample people; shown on the sign-in page of an embedded installation, and never used elsewhere. */
export const samplePassword = 'reed-sample-1';
/** Who stands on the sign-in page of an embedded installation, in this order. */
export const sampleSignIns = ['learner', 'trainer', 'coordinator', 'administrator'] as const;
export type SampleSignIn = (typeof sampleSignIns)[number];
export const sampleEmail: Record<SampleSignIn, string> = {
  learner: 'learner@reed.test',
  trainer: 'trainer@reed.test',
  coordinator: 'coordinator@reed.test',
  administrator: 'admin@reed.test',
};

export const sampleZone = 'Europe/Brussels';
const sampleAuthority = { id: '01930000-0000-7000-8000-000000000001', name: 'Sample town (demonstration)' };
const names: Record<SampleSignIn, string> = {
  learner: 'Anna Vermeer',
  trainer: 'Tomas Lindqvist',
  coordinator: 'Maria Petrova',
  administrator: 'Jonas Weber',
};
const rolesOf: Record<SampleSignIn, Role[]> = { learner: [], trainer: ['trainer'], coordinator: ['coordinator'], administrator: ['administrator'] };

export interface SamplePeople {
  authorityId: string;
  /** Person ids. */
  learner: string;
  trainer: string;
  coordinator: string;
  administrator: string;
}

/** The sample authority and the people in it, for an installation that is tried out. Running it again makes nothing twice. */
@Injectable()
export class SeedPeople {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  async run(): Promise<SamplePeople> {
    const hash = await this.passwords.hash(samplePassword);
    return this.database.transaction(async () => {
      const now = this.clock.now();
      await this.database.query(
        `INSERT INTO authority (id, parent_id, path, name, zone, policy, contact_name, contact_email, created_at)
         VALUES ($1, NULL, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
        [
          sampleAuthority.id,
          `/${sampleAuthority.id}/`,
          sampleAuthority.name,
          sampleZone,
          defaultPolicy,
          names.administrator,
          sampleEmail.administrator,
          now,
        ],
      );
      const ids: Partial<Record<SampleSignIn, string>> = {};
      for (const who of sampleSignIns) ids[who] = await this.person(who, hash, now);
      return { authorityId: sampleAuthority.id, ...(ids as Record<SampleSignIn, string>) };
    });
  }

  private async person(who: SampleSignIn, hash: string, now: Date): Promise<string> {
    const made = await this.database.one<{ id: string }>(
      `INSERT INTO person (id, email, name, authority_id, password_hash, language, zone, created_at) VALUES ($1, $2, $3, $4, $5, 'en', $6, $7)
       ON CONFLICT (email) DO NOTHING RETURNING id`,
      [newId(), sampleEmail[who], names[who], sampleAuthority.id, hash, sampleZone, now],
    );
    if (!made) return (await this.database.one<{ id: string }>('SELECT id FROM person WHERE email = $1', [sampleEmail[who]]))!.id;
    // Roles only with a new account: one that somebody took away while trying out stays away.
    for (const role of rolesOf[who])
      await this.database.query('INSERT INTO role_grant (id, person_id, role, authority_id, created_at) VALUES ($1, $2, $3, $4, $5)', [
        newId(),
        made.id,
        role,
        role === 'administrator' ? null : sampleAuthority.id,
        now,
      ]);
    return made.id;
  }
}
