import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { Passwords } from './passwords.js';
import { ThrottleService } from './throttle.service.js';

/** Decides who may come in with an e-mail address and a password. */
@Injectable()
export class SignInService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(ThrottleService) private readonly throttle: ThrottleService,
  ) {}

  /**
   * The person's id; null for every cause alike: no such account, another password, none set yet, deactivated.
   * Takes the same time for all of them.
   * @param ip where the request came from
   * @throws TooMany
   */
  async authenticate(email: string, password: string, ip: string): Promise<string | null> {
    const account = email.trim().toLowerCase();
    await this.throttle.passAddress('signInAddress', ip); // first: a refused address must not lock accounts
    await this.throttle.passAccount('signInAccount', account);
    const person = await this.database.one<{ id: string; hash: string | null; active: boolean }>(
      'SELECT id, password_hash AS hash, deactivated_at IS NULL AS active FROM person WHERE email = $1',
      [account],
    );
    const matches = await this.passwords.verify(person?.hash ?? null, password);
    if (!person || !matches || !person.active) return null;
    await this.throttle.forgive(['signInAccount', account], ['signInAddress', ip]);
    return person.id;
  }

  /**
   * Whether somebody who has signed in knows the password; for changing it.
   * @throws TooMany
   */
  async confirm(person: { personId: string; email: string }, password: string): Promise<boolean> {
    await this.throttle.passAccount('signInAccount', person.email);
    const row = await this.database.one<{ hash: string | null }>('SELECT password_hash AS hash FROM person WHERE id = $1', [person.personId]);
    const matches = await this.passwords.verify(row?.hash ?? null, password);
    if (matches) await this.throttle.forgive(['signInAccount', person.email]);
    return matches;
  }
}
