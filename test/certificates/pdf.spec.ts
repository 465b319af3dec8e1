import { drawCertificate, type CertificateSheet } from '../../src/certificates/certificate-pdf.js';
import { pdfText } from '../support/pdf.js';

const sheet: CertificateSheet = {
  language: 'en',
  personName: 'Anna de Vries',
  title: 'Stories of Dobrogea: trust between neighbours',
  titleLanguage: 'en',
  place: 'Constanța, Romania',
  minutes: 452,
  issuer: 'Sample town (demonstration)',
  issuedAt: new Date('2026-11-24T09:00:00Z'),
  issuedOn: '2026-11-24',
  validUntil: null,
  code: 'BCDFGHJKMN',
  verifyUrl: 'http://127.0.0.1:3000/verify/BCDFGHJKMN',
  sample: true,
};

const plain = (pdf: Buffer): string => pdf.toString('latin1');

describe('the PDF of a certificate', () => {
  it.each(['Maria Żammit', 'Ștefan Țîru', 'Őrsi Gábor', 'Ελένη Παπαδάκης', 'Мария Георгиева', 'Љубица O’Neill Παύλου', 'Črt Žižek'])(
    'says the name %s, letter by letter',
    async (personName) => {
      const { pdf, missing } = await drawCertificate({ ...sheet, personName });
      expect(missing).toEqual([]);
      expect((await pdfText(pdf)).normalize('NFC')).toContain(personName);
    },
  );

  it('says all that it must, in the language asked for', async () => {
    const english = await pdfText((await drawCertificate(sheet)).pdf);
    for (const words of [
      'Certificate of completion',
      'Stories of Dobrogea',
      'built on the case of Constanța, Romania',
      '24 November 2026',
      '7 hours 32 minutes',
      'BCD-FGH-JKMN',
      'Sample, not an official document',
      'Sample town (demonstration)',
    ])
      expect(english.replace(/\s+/g, ' ')).toContain(words);
    const dutch = await pdfText((await drawCertificate({ ...sheet, language: 'nl', sample: false })).pdf);
    for (const words of ['Certificaat', '24 november 2026', '7 uur 32 minuten']) expect(dutch.replace(/\s+/g, ' ')).toContain(words);
    expect(dutch).not.toContain('Voorbeeld');
  });

  it('is tagged, titled and in a language, with every font embedded', async () => {
    const { pdf } = await drawCertificate(sheet);
    const raw = plain(pdf);
    for (const part of [
      '/MarkInfo',
      '/StructTreeRoot',
      '/Lang (en)',
      '/DisplayDocTitle true',
      '/S /H1',
      '/S /Figure',
      '/S /Link',
      'pdfuaid:part',
      '/FontFile2',
    ])
      expect(raw).toContain(part);
    expect(raw).toContain('QR code that leads to http://127.0.0.1:3000/verify/BCDFGHJKMN'.slice(0, 10));
    expect(raw).toContain(`/URI (${sheet.verifyUrl})`);
    expect(raw).not.toContain('/BaseFont /Helvetica');
    expect(raw.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
  });

  it('gives the same bytes for the same data', async () => {
    const [first, second] = [await drawCertificate(sheet), await drawCertificate({ ...sheet })];
    expect(first.pdf.equals(second.pdf)).toBe(true);
    expect((await drawCertificate({ ...sheet, personName: 'Somebody Else' })).pdf.equals(first.pdf)).toBe(false);
  });

  it('refuses no name: letters that no font has are boxes, keep their meaning, and are reported', async () => {
    const { pdf, missing } = await drawCertificate({ ...sheet, personName: 'Anna 漢字' });
    expect(missing).toEqual(['漢', '字']);
    expect(await pdfText(pdf)).toContain('Anna');
  });

  it('keeps long names and titles on the one page', async () => {
    const long = {
      ...sheet,
      personName: 'Maria Magdalena Papadopoulou-Konstantinidou von Hohenberg zu Ehrenstein-Kressenbach',
      title: 'A very long title of a programme that needs its lines '.repeat(3),
    };
    const { pdf } = await drawCertificate(long);
    expect(plain(pdf).match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    expect(await pdfText(pdf)).toContain('Ehrenstein');
  });
});
