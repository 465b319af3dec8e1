import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { AuthoringModule } from '../../src/authoring/authoring.module.js';
import { CatalogueModule } from '../../src/catalogue/catalogue.module.js';
import { CertificateFiles } from '../../src/certificates/certificate-files.service.js';
import { CertificateQueries } from '../../src/certificates/certificates.queries.js';
import { CertificatesModule } from '../../src/certificates/certificates.module.js';
import { CertificatesService, type CertificateView } from '../../src/certificates/certificates.service.js';
import { IssuingService } from '../../src/certificates/issuing.service.js';
import { VerificationService } from '../../src/certificates/verification.service.js';
import { CohortsModule } from '../../src/cohorts/cohorts.module.js';
import { MailKinds } from '../../src/mail/mail-kinds.js';
import { MailModule } from '../../src/mail/mail.module.js';
import { NotFound, TooMany } from '../../src/platform/errors.js';
import { newId } from '../../src/platform/ids.js';
import type { Viewer } from '../../src/platform/security/viewer.js';
import { ProgressModule } from '../../src/progress/progress.module.js';
import { ProgressService } from '../../src/progress/progress.service.js';
import { CompletionRewards } from '../../src/progress/registries.js';
import { School } from '../progress/school.js';
import { testServices, type TestServices } from '../support/app.js';

let t: TestServices;
let school: School;

beforeAll(async () => {
  t = await testServices([MailModule, AccountsModule, CatalogueModule, CohortsModule, ProgressModule, AuthoringModule, CertificatesModule]);
  school = await School.in(t);
});
afterAll(async () => {
  await school.close();
  await t.close();
});

/** Finishes the last items of programme `small`; the fact that completes it announces it. */
async function complete(viewer: Viewer, enrolmentId: string): Promise<void> {
  const enrolment = { id: enrolmentId, personId: viewer.personId, programmeId: 'small' };
  const progress = t.get(ProgressService);
  await progress.record(enrolment, { type: 'quiz-graded', itemId: 'q-shared', payload: { attempt: 1, passed: true } });
  await progress.record(enrolment, { type: 'lesson-finished', itemId: 'l-local' });
}

async function graduate(name: string, language = 'en'): Promise<{ viewer: Viewer; enrolmentId: string; certificate: CertificateView }> {
  const viewer = await school.person(name, [], language);
  const enrolmentId = await school.enrol(viewer);
  await complete(viewer, enrolmentId);
  return { viewer, enrolmentId, certificate: await t.get(CertificatesService).forEnrolment(viewer, enrolmentId) };
}

const mailsTo = (personId: string) =>
  t.database.query(
    'SELECT id, kind, object_id AS "objectId", dedupe_key AS "dedupeKey", language, subject, text, html FROM outgoing_mail WHERE person_id = $1',
    [personId],
  );
const countOf = async (enrolmentId: string): Promise<number> =>
  Number((await t.database.one('SELECT count(*) FROM certificate WHERE enrolment_id = $1', [enrolmentId]))!.count);

describe('a completed programme', () => {
  it('gives one certificate that keeps what it said, dated in the zone of the cohort', async () => {
    t.clock.set('2026-11-24T23:30:00Z');
    const { viewer, enrolmentId, certificate } = await graduate('Maria Żammit');
    expect(certificate).toMatchObject({
      personName: 'Maria Żammit',
      programmeId: 'small',
      issuer: 'Town',
      sample: true,
      issuedOn: '2026-11-25',
      validUntil: null,
      state: 'valid',
      code: expect.stringMatching(/^[23456789BCDFGHJKMNPQRTVWXZ]{10}$/),
    });
    expect(certificate.minutes).toBeGreaterThan(0);
    expect(certificate.title.en).toBeTruthy();
    expect(t.get(CompletionRewards).forEnrolment(enrolmentId)).toEqual({ href: `/certificates/for/${enrolmentId}` });
    await t.database.query(`UPDATE person SET name = 'Somebody Else' WHERE id = $1`, [viewer.personId]);
    expect((await t.get(CertificatesService).get(viewer, certificate.id)).personName).toBe('Maria Żammit');
    t.clock.set('2026-11-24T09:00:00Z');
  });

  it('tells of it in one mail, in the language of the person', async () => {
    const { viewer, certificate } = await graduate('Jan Jansen', 'nl');
    const mails = await mailsTo(viewer.personId);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ kind: 'certificates.issued', dedupeKey: `certificate:${certificate.id}`, language: 'nl' });
    expect(mails[0]!.subject).toMatch(/^Je certificaat: /);
    for (const part of [mails[0]!.text, mails[0]!.html]) expect(part).toContain(`${t.config.baseUrl}/certificates/${certificate.id}`);
  });

  it('gives nothing for a repeat, nor for two at once', async () => {
    const { viewer, enrolmentId, certificate } = await graduate('Ana Repeat');
    const again = { enrolmentId, personId: viewer.personId, programmeId: 'small', revisionId: certificate.revisionId, at: t.clock.now() };
    expect(await Promise.all([t.get(IssuingService).issue(again), t.get(IssuingService).issue(again)])).toEqual([false, false]);
    expect(await countOf(enrolmentId)).toBe(1);
    expect(await mailsTo(viewer.personId)).toHaveLength(1);
  });

  it('gives one where two workers mend at once what an announcement missed', async () => {
    const { viewer, enrolmentId } = await graduate('Mende Ame');
    await t.database.query('DELETE FROM certificate WHERE enrolment_id = $1', [enrolmentId]);
    await t.database.query('DELETE FROM outgoing_mail WHERE person_id = $1', [viewer.personId]);
    const issued = await Promise.all([t.get(IssuingService).mend(), t.get(IssuingService).mend()]);
    expect(issued[0]! + issued[1]!).toBe(1);
    expect(await countOf(enrolmentId)).toBe(1);
    expect(await mailsTo(viewer.personId)).toHaveLength(1);
    expect(await t.get(IssuingService).mend()).toBe(0);
  });

  it('draws another code where one is taken', async () => {
    const first = await graduate('First Code');
    const viewer = await school.person('Second Code');
    const enrolmentId = await school.enrol(viewer);
    const row = { ...first.certificate, id: newId(), enrolmentId, personId: viewer.personId };
    expect(await t.get(CertificateQueries).insert(row)).toBe(false);
    expect(await t.get(CertificateQueries).insert({ ...row, code: 'ZZZZZZZZZZ' })).toBe(true);
  });

  it('leaves nothing behind where the completing transaction rolls back', async () => {
    const viewer = await school.person('Rolled Back');
    const enrolmentId = await school.enrol(viewer);
    await expect(
      t.database.transaction(async () => {
        await complete(viewer, enrolmentId);
        throw new Error('after all');
      }),
    ).rejects.toThrow('after all');
    expect(await countOf(enrolmentId)).toBe(0);
    expect(await mailsTo(viewer.personId)).toEqual([]);
  });

  it('does not send the mail once the certificate is withdrawn or the account closed', async () => {
    const { viewer, certificate } = await graduate('With Drawn');
    const [mail] = await mailsTo(viewer.personId);
    const ask = () => t.get(MailKinds).stillWanted(mail!.kind as string, mail!.objectId as string, viewer.personId, t.clock.now());
    expect(await ask()).toEqual({ wanted: true });
    await t.database.query('UPDATE person SET deactivated_at = $2 WHERE id = $1', [viewer.personId, t.clock.now()]);
    expect(await ask()).toEqual({ wanted: false, reason: 'deactivated' });
    await t.database.query('UPDATE certificate SET withdrawn_at = $2 WHERE id = $1', [certificate.id, t.clock.now()]);
    expect(await ask()).toEqual({ wanted: false, reason: 'withdrawn' });
  });
});

describe('who sees a certificate', () => {
  it('its holder, and nobody else, whatever their role', async () => {
    const { viewer, enrolmentId, certificate } = await graduate('Own Er');
    const service = t.get(CertificatesService);
    expect((await service.list(viewer)).map(({ id }) => id)).toEqual([certificate.id]);
    expect((await service.pdf(viewer, certificate.id, 'en')).pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const administrator = await school.person('Admin', [{ role: 'administrator', path: null }]);
    for (const outsider of [await school.person('Other Learner'), school.coordinator(), administrator]) {
      expect(await service.list(outsider)).toEqual([]);
      for (const ask of [
        () => service.get(outsider, certificate.id),
        () => service.forEnrolment(outsider, enrolmentId),
        () => service.pdf(outsider, certificate.id, 'en'),
      ])
        await expect(ask()).rejects.toBeInstanceOf(NotFound);
    }
    await expect(service.get(viewer, 'not-an-id')).rejects.toBeInstanceOf(NotFound);
    await expect(service.get(viewer, newId())).rejects.toBeInstanceOf(NotFound);
  });

  it('the file is made once per language, also by two first downloads at once, and stays', async () => {
    const { viewer, certificate } = await graduate('File Maker');
    const service = t.get(CertificatesService);
    const both = await Promise.all([service.pdf(viewer, certificate.id, 'en'), service.pdf(viewer, certificate.id, 'en')]);
    expect(both[0].pdf.equals(both[1].pdf)).toBe(true);
    await t.get(CertificateFiles).drawAhead(certificate.id);
    await t.get(CertificateFiles).drawAhead(certificate.id);
    const dutch = await service.pdf(viewer, certificate.id, 'nl');
    expect(dutch.pdf.equals(both[0].pdf)).toBe(false);
    const files = await t.database.query('SELECT language FROM certificate_file WHERE certificate_id = $1 ORDER BY language', [certificate.id]);
    expect(files).toEqual([{ language: 'en' }, { language: 'nl' }]);
  });

  it('the worker draws what a lost job left', async () => {
    const { certificate } = await graduate('Lost Job');
    await t.get(CertificateFiles).mend();
    await t.get(CertificateFiles).mend();
    expect(await t.get(CertificateQueries).file(certificate.id, 'en')).not.toBeNull();
  });
});

describe('checking a certificate', () => {
  it('shows everything but the name to whoever has the code, however it is written', async () => {
    const { certificate } = await graduate('Hidden Name');
    const { code } = certificate;
    const verification = t.get(VerificationService);
    for (const typed of [
      code,
      code.toLowerCase(),
      ` ${code.slice(0, 3)}-${code.slice(3, 6)} ${code.slice(6)}`,
      `${t.config.baseUrl}/verify/${code}`,
    ]) {
      const seen = await verification.look(typed);
      expect(seen).toMatchObject({ code, state: 'valid', sample: true, issuer: 'Town', issuedOn: '2026-11-24' });
      expect(JSON.stringify(seen)).not.toContain('Hidden');
    }
    for (const wrong of ['ZZZZZZZZZX', 'nonsense', '', `${code}X`]) await expect(verification.look(wrong)).rejects.toBeInstanceOf(NotFound);
  });

  it('says whether it is still valid', async () => {
    const { certificate } = await graduate('State Machine');
    const verification = t.get(VerificationService);
    await t.database.query(`UPDATE certificate SET valid_until = '2026-11-24' WHERE id = $1`, [certificate.id]);
    expect((await verification.look(certificate.code)).state).toBe('valid');
    t.clock.set('2026-11-24T23:00:00Z');
    expect((await verification.look(certificate.code)).state).toBe('expired');
    await t.database.query('UPDATE certificate SET withdrawn_at = $2 WHERE id = $1', [certificate.id, t.clock.now()]);
    expect((await verification.look(certificate.code)).state).toBe('withdrawn');
    t.clock.set('2026-11-24T09:00:00Z');
  });

  it('compares a name, and slows down whoever guesses', async () => {
    const { certificate } = await graduate('Őrsi Gábor');
    const verification = t.get(VerificationService);
    expect((await verification.compare(certificate.code, 'orsi gabor', '192.0.2.1')).matches).toBe(true);
    expect((await verification.compare(certificate.code, 'Gabor', '192.0.2.1')).matches).toBe(false);
    for (let i = 0; i < 18; i++) await verification.compare(certificate.code, `guess ${i}`, `192.0.2.${i + 2}`);
    await expect(verification.compare(certificate.code, 'orsi gabor', '198.51.100.1')).rejects.toBeInstanceOf(TooMany);
    t.clock.pass({ minutes: 16 });
    expect((await verification.compare(certificate.code, 'orsi gabor', '198.51.100.1')).matches).toBe(true);
    t.clock.set('2026-11-24T09:00:00Z');
  });
});
