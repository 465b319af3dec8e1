import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CertificatesModule } from '../../src/certificates/certificates.module.js';
import { CertificatesService, type CertificateView } from '../../src/certificates/certificates.service.js';
import { IssuingService } from '../../src/certificates/issuing.service.js';
import { VerificationService } from '../../src/certificates/verification.service.js';
import { WithdrawalsService } from '../../src/certificates/withdrawals.service.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { Conflict, NotAllowed, NotFound } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { LearnService } from '../../src/progress/learn.service.js';
import { ProgressAudit } from '../../src/progress/progress-audit.service.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';

let t: TestServices;
let school: School;
let withdrawals: WithdrawalsService;
let administrator: Viewer;

beforeAll(async () => {
  t = await testServices([MailModule, AccountsModule, CatalogueModule, CohortsModule, ProgressModule, AuthoringModule, CertificatesModule]);
  school = await School.in(t);
  withdrawals = t.get(WithdrawalsService);
  administrator = await school.person('Administrator', [{ role: 'administrator', path: `/${school.authorityId}/` }]);
});
beforeEach(() => t.clock.set('2026-11-24T23:30:00Z'));
afterAll(async () => {
  await school.close();
  await t.close();
});

interface Graduate {
  viewer: Viewer;
  enrolmentId: string;
  certificate: CertificateView;
}
async function graduate(name: string, language = 'en', grants: Viewer['grants'] = []): Promise<Graduate> {
  const viewer = await school.person(name, grants, language);
  const enrolmentId = await school.enrol(viewer);
  const enrolment = { id: enrolmentId, personId: viewer.personId, programmeId: 'small' };
  await t.get(ProgressService).record(enrolment, { type: 'quiz-graded', itemId: 'q-shared', payload: { attempt: 1, passed: true } });
  await t.get(ProgressService).record(enrolment, { type: 'lesson-finished', itemId: 'l-local' });
  return { viewer, enrolmentId, certificate: await t.get(CertificatesService).forEnrolment(viewer, enrolmentId) };
}
const holding = async (id: string): Promise<string> => (await withdrawals.get(administrator, id)).withdrawals[0]!.id;
const mailsTo = (personId: string) =>
  t.database.query<{ kind: string; text: string; html: string; subject: string; objectId: string } & Record<string, unknown>>(
    `SELECT kind, subject, text, html, object_id AS "objectId" FROM outgoing_mail WHERE person_id = $1 AND kind <> 'certificates.issued' ORDER BY id`,
    [personId],
  );
const audited = (id: string) =>
  t.database.query('SELECT action, actor_id AS "actorId", detail FROM audit_entry WHERE object_type = $1 AND object_id = $2 ORDER BY id', [
    'certificate',
    id,
  ]);

test('withdrawn: its public page says so with the date and without the reason, its file is kept back, its holder is told why', async () => {
  const { viewer, enrolmentId, certificate } = await graduate('Maria Żammit');
  const { pdf } = await t.get(CertificatesService).pdf(viewer, certificate.id, 'en');
  expect(await t.get(VerificationService).look(certificate.code)).toMatchObject({ state: 'valid', withdrawnOn: null });
  await withdrawals.withdraw(administrator, certificate.id, 'The identity was mixed up.', 'form 1');

  const seen = await t.get(VerificationService).look(certificate.code);
  expect(seen).toMatchObject({ state: 'withdrawn', withdrawnOn: '2026-11-25' }); // the day of the cohort's zone
  expect(JSON.stringify(seen)).not.toContain('mixed up');
  expect(await t.get(CertificatesService).get(viewer, certificate.id)).toMatchObject({
    state: 'withdrawn',
    withdrawnBecause: 'The identity was mixed up.',
  });
  await expect(t.get(CertificatesService).pdf(viewer, certificate.id, 'en')).rejects.toThrow(Conflict);
  await expect(t.get(CertificatesService).pdf(viewer, certificate.id, 'nl')).rejects.toThrow(Conflict); // nor another that was not drawn before

  const [mail, ...more] = await mailsTo(viewer.personId);
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ kind: 'certificates:withdrawn', subject: expect.stringMatching(/^Your certificate has been withdrawn: /) });
  for (const part of [mail!.text, mail!.html])
    for (const words of ['The identity was mixed up.', '25 November 2026', `/certificates/${certificate.id}`]) expect(part).toContain(words);

  // What was learned stays, and nothing issues another.
  const { standing } = await t.get(LearnService).journey(await t.get(LearnService).enrolment(viewer, enrolmentId));
  expect(standing.completedAt).not.toBeNull();
  expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);
  expect(await t.get(IssuingService).mend()).toBe(0);
  expect((await t.get(CertificatesService).list(viewer)).map(({ id }) => id)).toEqual([certificate.id]);

  t.clock.set('2026-11-26T09:00:00Z');
  await withdrawals.reinstate(administrator, certificate.id, await holding(certificate.id), 'It was the other Maria.');
  expect(await t.get(VerificationService).look(certificate.code)).toMatchObject({ state: 'valid', withdrawnOn: null });
  expect(await t.get(CertificatesService).get(viewer, certificate.id)).toMatchObject({ withdrawnBecause: null, code: certificate.code });
  expect((await t.get(CertificatesService).pdf(viewer, certificate.id, 'en')).pdf.equals(pdf)).toBe(true);
  const second = (await mailsTo(viewer.personId))[1]!;
  expect(second).toMatchObject({ kind: 'certificates:reinstated' });
  for (const words of ['It was the other Maria.', 'withdrawn on 25 November 2026']) expect(second.text).toContain(words);
  expect((await t.get(ProgressAudit).verify()).differences).toEqual([]);

  const entries = await audited(certificate.id);
  expect(entries.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['certificate.withdrawn', administrator.personId],
    ['certificate.reinstated', administrator.personId],
  ]);
  expect(JSON.stringify(entries)).not.toContain('Maria');
  const { withdrawals: kept } = await withdrawals.get(administrator, certificate.id);
  expect(kept).toMatchObject([
    {
      reason: 'The identity was mixed up.',
      withdrawnBy: 'Administrator',
      reinstatedBy: 'Administrator',
      reinstatedBecause: 'It was the other Maria.',
    },
  ]);
});

test('the mail is in the language of its holder, and a closed account gets none', async () => {
  const dutch = await graduate('Jan Jansen', 'nl');
  await withdrawals.withdraw(administrator, dutch.certificate.id, 'Verkeerde persoon', 'k');
  expect((await mailsTo(dutch.viewer.personId))[0]!.subject).toMatch(/^Je certificaat is ingetrokken: /);
  const closed = await graduate('Closed Account');
  await t.database.query('UPDATE person SET deactivated_at = $2 WHERE id = $1', [closed.viewer.personId, t.clock.now()]);
  await withdrawals.withdraw(administrator, closed.certificate.id, 'Wrong person', 'k');
  expect(await mailsTo(closed.viewer.personId)).toEqual([]);
});

test('the same form again changes nothing, also after a reinstatement; of two at once one withdraws', async () => {
  const { viewer, certificate } = await graduate('Twice Sent');
  await Promise.all([1, 2].map(() => withdrawals.withdraw(administrator, certificate.id, 'Once', 'same form')));
  expect(await mailsTo(viewer.personId)).toHaveLength(1);
  const first = await holding(certificate.id);
  t.clock.pass({ minutes: 1 });
  await Promise.all([1, 2].map(() => withdrawals.reinstate(administrator, certificate.id, first, 'Back')));
  await withdrawals.withdraw(administrator, certificate.id, 'Once', 'same form');
  expect((await t.get(CertificatesService).get(viewer, certificate.id)).state).toBe('valid');
  expect((await mailsTo(viewer.personId)).map(({ kind }) => kind)).toEqual(['certificates:withdrawn', 'certificates:reinstated']);

  t.clock.pass({ minutes: 1 });
  const both = await Promise.allSettled(['a', 'b'].map((key) => withdrawals.withdraw(administrator, certificate.id, key, key)));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((both.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason).toBeInstanceOf(Conflict);
  // The old withdrawal is over: reinstating it again does not end the new one.
  await withdrawals.reinstate(administrator, certificate.id, first, 'Back again');
  expect((await t.get(CertificatesService).get(viewer, certificate.id)).state).toBe('withdrawn');
  expect(await audited(certificate.id)).toHaveLength(3);
});

test('news that has been overtaken before it went is not sent', async () => {
  const { viewer, certificate } = await graduate('Over Taken');
  const asked = async () =>
    Promise.all(
      (await mailsTo(viewer.personId)).map(({ kind, objectId }) => t.get(MailKinds).stillWanted(kind, objectId, viewer.personId, t.clock.now())),
    );
  await withdrawals.withdraw(administrator, certificate.id, 'One', '1');
  expect(await asked()).toEqual([{ wanted: true }]);
  t.clock.pass({ minutes: 1 });
  await withdrawals.reinstate(administrator, certificate.id, await holding(certificate.id), 'Two');
  t.clock.pass({ minutes: 1 });
  expect(await asked()).toEqual([{ wanted: false, reason: 'reinstated' }, { wanted: true }]);
  await withdrawals.withdraw(administrator, certificate.id, 'Three', '3');
  expect(await asked()).toEqual([{ wanted: false, reason: 'reinstated' }, { wanted: false, reason: 'withdrawn' }, { wanted: true }]);
  await t.database.query('UPDATE person SET deactivated_at = $2 WHERE id = $1', [viewer.personId, t.clock.now()]);
  expect((await asked())[2]).toEqual({ wanted: false, reason: 'deactivated' });
});

test('administrators of the holder’s tree find it, by the person and by the code; for everybody else it does not exist', async () => {
  const { viewer, certificate } = await graduate('Found Here');
  const above = await school.person('Above', [{ role: 'administrator', path: null }]);
  for (const may of [administrator, above]) {
    expect((await withdrawals.ofPerson(may, viewer.personId)).certificates.map(({ id }) => id)).toEqual([certificate.id]);
    expect((await withdrawals.byCode(may, `${t.config.baseUrl}/verify/${certificate.code.toLowerCase()}`)).id).toBe(certificate.id);
    expect(await withdrawals.mayFind(may, viewer.personId)).toBe(true);
  }
  const path = `/${school.authorityId}/`;
  for (const outsider of [
    viewer,
    school.coordinator(),
    await school.person('Trainer', [{ role: 'trainer', path }]),
    await school.person('Elsewhere', [{ role: 'administrator', path: `/${newId()}/` }]),
    await school.person('Below', [{ role: 'administrator', path: `${path}${newId()}/` }]),
  ]) {
    for (const ask of [
      () => withdrawals.ofPerson(outsider, viewer.personId),
      () => withdrawals.byCode(outsider, certificate.code),
      () => withdrawals.get(outsider, certificate.id),
      () => withdrawals.withdraw(outsider, certificate.id, 'No', 'k'),
    ])
      await expect(ask()).rejects.toBeInstanceOf(NotFound);
    expect(await withdrawals.mayFind(outsider, viewer.personId)).toBe(false);
  }
  await withdrawals.withdraw(above, certificate.id, 'Yes', 'k');
  const withdrawal = await holding(certificate.id);
  await expect(withdrawals.reinstate(viewer, certificate.id, withdrawal, 'Mine')).rejects.toBeInstanceOf(NotFound);
  const other = await graduate('Other Holder');
  await expect(withdrawals.reinstate(administrator, other.certificate.id, withdrawal, 'Mixed')).rejects.toBeInstanceOf(NotFound);
  expect((await withdrawals.get(administrator, certificate.id)).certificate.state).toBe('withdrawn');
});

test('nobody decides about a certificate of their own', async () => {
  const own = await graduate('Own Administrator', 'en', [{ role: 'administrator', path: `/${school.authorityId}/` }]);
  const id = own.certificate.id;
  expect((await withdrawals.get(own.viewer, id)).mayDecide).toBe(false);
  await expect(withdrawals.withdraw(own.viewer, id, 'Mine', 'k')).rejects.toBeInstanceOf(NotAllowed);
  await withdrawals.withdraw(administrator, id, 'Not yours', 'k');
  await expect(withdrawals.reinstate(own.viewer, id, await holding(id), 'Mine')).rejects.toBeInstanceOf(NotAllowed);
  expect((await t.get(CertificatesService).get(own.viewer, id)).state).toBe('withdrawn');
});

test('of several versions each can be withdrawn, because each code can be checked', async () => {
  const { viewer, certificate } = await graduate('Two Versions');
  const second = newId();
  await t.database.query(
    `INSERT INTO certificate (id, enrolment_id, person_id, cycle, version, code, person_name, programme_id, revision_id, title, minutes, issuer, sample, issued_at, issued_on)
     SELECT $2, enrolment_id, person_id, cycle, 2, 'ZZZZZZZZZ2', person_name, programme_id, revision_id, title, minutes, issuer, sample, issued_at, issued_on FROM certificate WHERE id = $1`,
    [certificate.id, second],
  );
  expect((await withdrawals.ofPerson(administrator, viewer.personId)).certificates.map(({ version }) => version).sort((a, b) => a - b)).toEqual([
    1, 2,
  ]);
  await withdrawals.withdraw(administrator, certificate.id, 'Replaced', 'k');
  expect((await t.get(VerificationService).look(certificate.code)).state).toBe('withdrawn');
  expect((await t.get(VerificationService).look('ZZZZZZZZZ2')).state).toBe('valid');
});
