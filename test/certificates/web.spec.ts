import request from 'supertest';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { TokensService } from '../../src/accounts/tokens.service.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CertificatesModule } from '../../src/certificates/certificates.module.js';
import { CertificatesService, type CertificateView } from '../../src/certificates/certificates.service.js';
import { CertificatesWebModule } from '../../src/certificates/certificates.web.module.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { HttpModule } from '../../src/platform/http/http.module.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { WebModule } from '../../src/web/web.module.js';
import { School } from '../progress/school.js';
import { testWeb, type TestWeb } from '../support/app.js';

let t: TestWeb;
let school: School;
let holder: Viewer;
let enrolmentId: string;
let certificate: CertificateView;
let own: string;
let outsider: string;

const tokenOf = async (viewer: Viewer): Promise<string> => `Bearer ${(await t.get(TokensService).make(viewer, 'test')).secret}`;
const get = (path: string, token?: string) => {
  const asked = request(t.server).get(path);
  return token ? asked.set('Authorization', token) : asked;
};
const post = (path: string, body: object) => request(t.server).post(path).set('Origin', t.config.baseUrl).type('form').send(body);

beforeAll(async () => {
  t = await testWeb([
    HttpModule,
    WebModule,
    MailModule,
    AccountsModule,
    CatalogueModule,
    CohortsModule,
    ProgressModule,
    AuthoringModule,
    CertificatesModule,
    CertificatesWebModule,
  ]);
  school = await School.in(t);
  holder = await school.person('Ștefan Țîru');
  enrolmentId = await school.enrol(holder);
  const enrolment = { id: enrolmentId, personId: holder.personId, programmeId: 'small' };
  await t.get(ProgressService).record(enrolment, { type: 'quiz-graded', itemId: 'q-shared', payload: { attempt: 1, passed: true } });
  await t.get(ProgressService).record(enrolment, { type: 'lesson-finished', itemId: 'l-local' });
  certificate = await t.get(CertificatesService).forEnrolment(holder, enrolmentId);
  own = await tokenOf(holder);
  outsider = await tokenOf(await school.person('Other Learner'));
});
afterAll(async () => {
  await school.close();
  await t.close();
});

describe('the pages of certificates', () => {
  it('list one’s own, with a way on where there is none', async () => {
    const list = await get('/certificates', own).expect(200);
    expect(list.text).toContain(`href="/certificates/${certificate.id}"`);
    const empty = await get('/certificates', outsider).expect(200);
    expect(empty.text).toContain('No certificates yet');
    expect(empty.text).not.toContain(certificate.id);
  });

  it('show one with its file, its address and what others see', async () => {
    const page = await get(`/certificates/${certificate.id}`, own).expect(200);
    for (const part of [
      `/certificates/${certificate.id}/file`,
      `${t.config.baseUrl}/verify/${certificate.code}`,
      'Ștefan Țîru',
      'Sample, not an official document',
    ])
      expect(page.text).toContain(part);
  });

  it('offer LinkedIn for what is official, not for a sample', async () => {
    const page = async () => (await get(`/certificates/${certificate.id}`, own).expect(200)).text;
    expect(await page()).not.toContain('linkedin.com');
    await t.database.query('UPDATE certificate SET sample = false WHERE id = $1', [certificate.id]);
    expect(await page()).toContain('https://www.linkedin.com/profile/add?');
    await t.database.query('UPDATE certificate SET sample = true WHERE id = $1', [certificate.id]);
  });

  it('lead from a completed enrolment to its certificate', async () => {
    const answer = await get(`/certificates/for/${enrolmentId}`, own).expect(303);
    expect(answer.headers.location).toBe(`/certificates/${certificate.id}`);
  });

  it('give the PDF as a file, in the reader’s language', async () => {
    const answer = await get(`/certificates/${certificate.id}/file`, own)
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="certificate-[A-Z0-9]{10}-en\.pdf"$/);
    expect((answer.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('do not exist for others, and ask strangers to sign in', async () => {
    for (const path of [
      `/certificates/${certificate.id}`,
      `/certificates/${certificate.id}/file`,
      `/certificates/for/${enrolmentId}`,
      `/api/v1/certificates/${certificate.id}`,
    ]) {
      await get(path, outsider).expect(404);
      const stranger = await get(path);
      expect([303, 401]).toContain(stranger.status);
    }
    await get('/certificates/not-an-id', own).expect(404);
  });
});

describe('the public pages for checking', () => {
  it('take a code as it is written and lead to its page', async () => {
    const { code } = certificate;
    const answer = await post('/verify', { code: ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} ` }).expect(303);
    expect(answer.headers.location).toBe(`/verify/${code}`);
    expect((await get(`/verify/${code.toLowerCase()}`).expect(303)).headers.location).toBe(`/verify/${code}`);
  });

  it('keep what was typed where it cannot be a code', async () => {
    const answer = await post('/verify', { code: 'hello <b>' }).expect(422);
    expect(answer.text).toContain('value="hello &lt;b>"');
    expect(answer.text).toMatch(/<title>Error: /);
    await post('/verify', {}).expect(422);
  });

  it('show programme, date and worth without the name, and write nothing', async () => {
    const answer = await get(`/verify/${certificate.code}`).expect(200);
    for (const part of ['genuine and valid', '24 November 2026', 'Town', 'Sample, not an official document']) expect(answer.text).toContain(part);
    expect(answer.text).not.toContain('Țîru');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('say so where there is no such certificate', async () => {
    expect((await get('/verify/ZZZZZZZZZX').expect(404)).text).toContain('There is no certificate with this code');
    await get('/verify/nonsense').expect(404);
  });

  it('answer whether a name matches, in the language asked for', async () => {
    const path = `/verify/${certificate.code}`;
    expect((await post(path, { name: 'stefan tiru' }).expect(200)).text).toContain('Yes: the name “stefan tiru” matches.');
    expect((await post(path, { name: 'Somebody' }).set('Accept-Language', 'nl').expect(200)).text).toContain('Nee: de naam “Somebody” klopt niet.');
    await post(path, { name: '  ' }).expect(422);
    await post('/verify/ZZZZZZZZZX', { name: 'x' }).expect(404);
  });
});

describe('the API', () => {
  it('lists and shows one’s own', async () => {
    const list = await get('/api/v1/certificates', own).expect(200);
    expect(list.body.items).toHaveLength(1);
    const one = await get(`/api/v1/certificates/${certificate.id}`, own).expect(200);
    expect(one.body).toEqual(list.body.items[0]);
    expect(one.body).toMatchObject({ code: certificate.code, state: 'valid', verifyUrl: `${t.config.baseUrl}/verify/${certificate.code}` });
    expect(one.body).not.toHaveProperty('personId');
    await get('/api/v1/certificates').expect(401);
  });

  it('verifies without sign-in', async () => {
    const seen = await get(`/api/v1/verify/${certificate.code}`).expect(200);
    expect(seen.body).toEqual({
      code: certificate.code,
      state: 'valid',
      sample: true,
      title: certificate.title,
      issuer: 'Town',
      minutes: certificate.minutes,
      issuedOn: '2026-11-24',
      validUntil: null,
      withdrawnOn: null,
    });
    const ask = (name: unknown) => request(t.server).post(`/api/v1/verify/${certificate.code}`).set('Origin', t.config.baseUrl).send({ name });
    expect((await ask('ȘTEFAN țîru').expect(200)).body).toEqual({ matches: true });
    expect((await ask('Stefan').expect(200)).body).toEqual({ matches: false });
    await ask('').expect(422);
    await get('/api/v1/verify/ZZZZZZZZZX').expect(404);
  });
});
