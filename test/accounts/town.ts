import type { Test } from 'supertest';
import request from 'supertest';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { AccountsWebModule } from '../../src/accounts/accounts.web.module.js';
import { AuthoritiesService } from '../../src/accounts/authorities.service.js';
import { Passwords } from '../../src/accounts/passwords.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { MailWebModule } from '../../src/mail/mail.web.module.js';
import { HttpModule } from '../../src/platform/http/http.module.js';
import { newId } from '../../src/platform/ids.js';
import type { Grant, Role, Viewer } from '../../src/platform/security/viewer.js';
import { WebModule } from '../../src/web/web.module.js';
import { testWeb, type TestOptions, type TestServices, type TestWeb } from '../support/app.js';

export const accountsWeb = (options?: TestOptions): Promise<TestWeb> =>
  testWeb([HttpModule, WebModule, MailModule, MailWebModule, AccountsModule, AccountsWebModule], options);

export const password = 'lamp orchid ferry';

/** People of a small town with two departments, made with plain rows so that a test begins with facts. */
export class Town {
  root: string;
  private hash: string;

  constructor(readonly t: TestServices) {}

  async build(): Promise<this> {
    this.hash = await this.t.get(Passwords).hash(password);
    this.root = await this.node(null, 'Town');
    return this;
  }

  async node(parentId: string | null, name: string): Promise<string> {
    const id = newId();
    const parent = parentId ? await this.t.get(AuthoritiesService).byId(parentId) : null;
    await this.t.database.query(
      `INSERT INTO authority (id, parent_id, path, name, zone, policy) VALUES ($1, $2, $3, $4, 'Europe/Brussels', '{"coordinatorsSeeScores":false}')`,
      [id, parentId, `${parent?.path ?? '/'}${id}/`, name],
    );
    return id;
  }

  async person(email: string, authorityId: string | null, roles: [Role, string | null][] = [], { accepted = true } = {}): Promise<string> {
    const id = newId();
    await this.t.database.query(
      `INSERT INTO person (id, email, name, authority_id, password_hash, language, zone) VALUES ($1, $2, $3, $4, $5, 'en', 'Europe/Brussels')`,
      [id, email, email.split('@')[0], authorityId, accepted ? this.hash : null],
    );
    for (const [role, at] of roles)
      await this.t.database.query('INSERT INTO role_grant (id, person_id, role, authority_id) VALUES ($1, $2, $3, $4)', [newId(), id, role, at]);
    return id;
  }

  async viewer(personId: string): Promise<Viewer> {
    const row = (await this.t.database.one<{ name: string; email: string; grants: Grant[] }>(
      `SELECT name, email, coalesce((SELECT json_agg(json_build_object('role', g.role, 'path', a.path)) FROM role_grant g
         LEFT JOIN authority a ON a.id = g.authority_id WHERE g.person_id = p.id), '[]') AS grants FROM person p WHERE id = $1`,
      [personId],
    ))!;
    return { personId, ...row, language: 'en', zone: 'UTC', theme: 'system', by: 'session' };
  }
}

/** A browser: keeps its cookies and says where its requests come from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  constructor(private readonly t: TestWeb) {}

  get(path: string): Promise<request.Response> {
    return this.send(request(this.t.server as never).get(path));
  }

  post(path: string, body: Record<string, string> = {}): Promise<request.Response> {
    return this.send(
      request(this.t.server as never)
        .post(path)
        .set('Origin', this.t.config.baseUrl)
        .type('form')
        .send(body),
    );
  }

  async signIn(email: string, word = password): Promise<request.Response> {
    return this.post('/sign-in', { email, password: word });
  }

  /** Who the server takes this browser for. */
  async me(): Promise<{ status: number; email?: string }> {
    const { status, body } = await this.get('/api/v1/me');
    return { status, email: (body as { email?: string }).email };
  }

  private async send(test: Test): Promise<request.Response> {
    if (this.cookies.size) test.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await test.redirects(0).ok(() => true);
    for (const line of (response.headers['set-cookie'] as unknown as string[] | undefined) ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) this.cookies.set(name!, value);
      else this.cookies.delete(name!);
    }
    return response;
  }
}

/** The single-use link in the newest mail to an address. */
export async function linkIn(t: TestServices, email: string): Promise<string> {
  const mail = await t.database.one<{ text: string }>(
    'SELECT text FROM outgoing_mail WHERE to_address = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
    [email],
  );
  return new URL(/https?:\/\/\S+\/(?:welcome|reset)\/[\w-]+/.exec(mail?.text ?? '')![0]).pathname;
}
