import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { NotAllowed, type FieldError } from '../platform/errors.js';
import type { Language } from '../platform/i18n/texts.js';
import type { Viewer } from '../platform/security/viewer.js';
import { AuditService } from './audit.service.js';
import { LinksService } from './links.service.js';
import { passwordFault } from './password-fault.js';
import { Passwords } from './passwords.js';
import { SessionStore } from './session-store.js';
import { SignInService } from './sign-in.service.js';

/** What people decide about themselves; what is left out stays. */
export interface ProfileChange {
  name?: string;
  language?: Language;
  /** IANA zone. */
  zone?: string;
  theme?: Viewer['theme'];
}

@Injectable()
export class ProfileService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SignInService) private readonly signIn: SignInService,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(SessionStore) private readonly sessions: SessionStore,
    @Inject(LinksService) private readonly links: LinksService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** @returns the viewer as they are from now on */
  async change(viewer: Viewer, { name = viewer.name, language, zone = viewer.zone, theme = viewer.theme }: ProfileChange): Promise<Viewer> {
    const changed = { name, language: language ?? viewer.language, zone, theme };
    await this.database.query('UPDATE person SET name = $2, language = $3, zone = $4, theme = $5 WHERE id = $1', [
      viewer.personId,
      changed.name,
      changed.language,
      changed.zone,
      changed.theme,
    ]);
    return { ...viewer, ...changed };
  }

  /**
   * Sets another password and ends the person's other sessions.
   * @param sessionId of the session that stays
   * @returns errors by field; null where it was done
   * @throws TooMany
   */
  async changePassword(viewer: Viewer, given: { current: string; chosen: string }, sessionId: string): Promise<Record<string, FieldError> | null> {
    if (viewer.by !== 'session') throw new NotAllowed('password');
    const fault = passwordFault(given.chosen, viewer);
    if (fault) return { newPassword: fault };
    if (!(await this.signIn.confirm(viewer, given.current))) return { currentPassword: { key: 'accounts.profile.wrongPassword' } };
    const hash = await this.passwords.hash(given.chosen);
    await this.database.transaction(async () => {
      await this.database.query('UPDATE person SET password_hash = $2 WHERE id = $1', [viewer.personId, hash]);
      await this.links.useUpAll(viewer.personId);
      await this.sessions.endAll(viewer.personId, sessionId);
      await this.audit.record({ actorId: viewer.personId, action: 'person.change-password', objectType: 'person', objectId: viewer.personId });
    });
    return null;
  }
}
