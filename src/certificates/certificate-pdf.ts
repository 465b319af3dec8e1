import type { Language } from '../platform/i18n/texts.js';
import { translator } from '../platform/i18n/texts.js';
import { formats } from '../platform/i18n/formats.js';
import { ink } from '../platform/pdf/ink.js';
import { drawArtifact, openDocument } from '../platform/pdf/document.js';
import { Typesetter, type Block } from '../platform/pdf/typesetter.js';
import { drawQr, drawRoofs } from './pdf-picture.js';
import { groupCode } from './rules/code.js';
import { duration } from './duration.js';

/** All that a certificate says. The same data give the same bytes. */
export interface CertificateSheet {
  language: Language;
  personName: string;
  title: string;
  /** Language of the title, which may lag behind the reader's. */
  titleLanguage: string;
  /** Place of the case on which the programme is built; null where its texts name none. */
  place: string | null;
  minutes: number;
  issuer: string;
  issuedAt: Date;
  /** Civil dates. */
  issuedOn: string;
  validUntil: string | null;
  code: string;
  /** Address at which anybody can check it. */
  verifyUrl: string;
  sample: boolean;
}

// A4 landscape in points.
const page = { width: 841.89, height: 595.28 };
const left = 64;
const textWidth = 452;
const card = { x: 596, y: 64, width: 182 };
const ground = page.height - 66;

/**
 * Draws one A4 page as tagged PDF/UA-1. `missing` are the letters for which the font has no shape: they are boxes on the
 * page and stay themselves in the text.
 */
export async function drawCertificate(sheet: CertificateSheet): Promise<{ pdf: Buffer; missing: string[] }> {
  const t = translator(sheet.language);
  const format = formats(sheet.language, 'UTC');
  const title = t('certificates.pdf.title', { name: sheet.personName, programme: sheet.title });
  const { doc, type, whole, finish } = openDocument({
    language: sheet.language,
    title,
    author: sheet.issuer,
    subject: sheet.verifyUrl,
    at: sheet.issuedAt,
    layout: 'landscape',
  });

  drawGround(doc);

  const put = (tag: 'H1' | 'H2' | 'P', block: Block, x: number, y: number, lang?: string): number => {
    whole.add(doc.struct(tag, lang ? { lang } : {}, () => type.draw(block, x, y)));
    return y + block.height;
  };

  put('P', type.fit(sheet.issuer, { weight: 'semibold', color: ink.text }, textWidth, 2, [14, 13, 12]), left, 60);

  let y = 122;
  y = put('H1', type.block(t('certificates.pdf.heading'), { weight: 'semibold', size: 17, color: ink.brand }, textWidth), left, y) + 16;
  const name = { weight: 'bold', color: ink.text } as const;
  const oneLine = type.fit(sheet.personName, name, textWidth, 1, [38, 35, 32, 29]);
  y = put('P', oneLine.lines.length === 1 ? oneLine : type.fit(sheet.personName, name, textWidth, 2, [34, 30, 26, 22, 18, 14]), left, y) + 8;
  y = put('P', type.block(t('certificates.pdf.completed'), { weight: 'regular', size: 13, color: ink.soft }, textWidth), left, y) + 8;
  y = put('P', type.fit(sheet.title, { weight: 'bold', color: ink.brand }, textWidth, 3, [24, 22, 20, 18, 16]), left, y, sheet.titleLanguage) + 2;
  if (sheet.place) {
    const built = t('certificates.pdf.place', { place: sheet.place });
    y = put('P', type.block(built, { weight: 'regular', size: 12, color: ink.soft }, textWidth), left, y);
  }

  // Facts stand on one line, below whatever the texts above have taken.
  y = Math.max(y + 22, 352);
  drawArtifact(doc, () => doc.rect(left, y, textWidth, 0.8).fill(ink.line));
  y += 14;
  const facts: [string, string][] = [
    [t('certificates.fact.issued'), format.day(sheet.issuedOn)],
    [t('certificates.fact.time'), duration(t, sheet.minutes)],
    [t('certificates.fact.validity'), sheet.validUntil ? format.day(sheet.validUntil) : t('certificates.fact.noEnd')],
  ];
  const column = textWidth / facts.length;
  facts.forEach(([label, value], i) => {
    const x = left + i * column;
    const below = put('P', type.block(label, { weight: 'regular', size: 9.5, color: ink.soft }, column - 12), x, y);
    put('P', type.block(value, { weight: 'semibold', size: 12.5, color: ink.text }, column - 12), x, below + 1);
  });

  const foot = sheet.sample ? t('certificates.sample') : t('certificates.pdf.foot', { issuer: sheet.issuer });
  put('P', type.fit(foot, { weight: 'semibold', color: sheet.sample ? ink.sun : ink.paper }, textWidth, 1, [13, 11, 10, 9, 8]), left, ground + 24);

  drawCheck(doc, type, sheet, t('certificates.pdf.check'), t('certificates.pdf.qr', { url: sheet.verifyUrl }), t('certificates.fact.code'), whole);
  whole.end();
  if (sheet.sample) drawSample(doc, type, t('certificates.sample'));
  return { pdf: await finish(), missing: [...type.missing] };
}

function drawGround(doc: PDFKit.PDFDocument): void {
  drawArtifact(doc, () => {
    doc.rect(0, 0, page.width, 10).fill(ink.brand);
    doc.rect(0, 10, page.width, 3).fill(ink.sun);
    drawRoofs(doc, page.width - 40, ground, 300);
    doc.rect(0, ground, page.width, page.height - ground).fill(ink.deep);
  });
}

/** The card with the QR code, the code in groups and the address, which is a link. */
function drawCheck(
  doc: PDFKit.PDFDocument,
  type: Typesetter,
  sheet: CertificateSheet,
  invitation: string,
  alt: string,
  codeLabel: string,
  whole: PDFKit.PDFStructureElement,
): void {
  const { x, y, width } = card;
  const inner = width - 32;
  drawArtifact(doc, () => doc.roundedRect(x, y, width, 240, 14).fill(ink.tint));
  const figure = doc.struct('Figure', { alt }, () => drawQr(doc, sheet.verifyUrl, x + 24, y + 18, width - 48));
  whole.add(figure);
  let below = y + width - 48 + 28;
  const add = (block: Block, gap: number, link?: string): void => {
    const at = below;
    if (link) {
      // The annotation must stand inside the structure element of its own text (PDF/UA-1, 7.18.5).
      const element = doc.struct('Link');
      whole.add(element);
      element.add(() => type.draw(block, x + 16, at));
      const options = { structParent: element, Contents: new String(alt) as string };
      doc.link(x + 16, at, block.width, block.height, link, options as never);
      element.end();
    } else whole.add(doc.struct('P', {}, () => type.draw(block, x + 16, at)));
    below += block.height + gap;
  };
  add(type.block(invitation, { weight: 'regular', size: 9.5, color: ink.soft }, inner), 3);
  add(type.block(`${codeLabel} ${groupCode(sheet.code)}`, { weight: 'bold', size: 12.5, color: ink.text }, inner), 2);
  const address = sheet.verifyUrl.replace(/^https?:\/\//, '');
  const small = { weight: 'regular', color: ink.brand } as const;
  const oneLine = type.fit(address, small, inner, 1, [9, 8.5, 8]);
  const cut = address.length - sheet.code.length;
  const [host, tail] = [type.fit(address.slice(0, cut), small, inner, 2, [8, 7.5, 7]), type.block(address.slice(cut), { ...small, size: 8 }, inner)];
  const lines = [...host.lines, ...tail.lines];
  add(oneLine.lines.length === 1 ? oneLine : { ...host, lines, height: lines.length * host.leading }, 0, sheet.verifyUrl);
}

/** Across the page, for the eye; the foot says the same words as text. */
function drawSample(doc: PDFKit.PDFDocument, type: Typesetter, words: string): void {
  drawArtifact(doc, () => {
    const style = { weight: 'bold', size: 46, color: ink.sun } as const;
    const width = type.width(words, style);
    doc.save().opacity(0.24);
    doc.rotate(-24, { origin: [page.width / 2, page.height / 2] });
    type.draw(type.block(words, style, width + 1), (page.width - width) / 2, page.height / 2 - 30);
    doc.restore();
  });
}
