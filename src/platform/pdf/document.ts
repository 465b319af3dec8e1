import PDFDocument from 'pdfkit';
import { Typesetter } from './typesetter.js';

/** A4 upright, in points. */
export const a4 = { width: 595.28, height: 841.89 };

interface About {
  language: string;
  title: string;
  author: string;
  subject: string;
  /** Moment that the file carries: the same data give the same bytes. */
  at: Date;
  layout?: 'portrait' | 'landscape';
}

export interface OpenDocument {
  doc: PDFKit.PDFDocument;
  type: Typesetter;
  /** The structure element of the whole document; tagged content is added to it. */
  whole: PDFKit.PDFStructureElement;
  /** Closes the document. */
  finish: () => Promise<Buffer>;
}

/** Opens a document of tagged PDF/UA-1 with an empty A4 page and the house font. */
export function openDocument({ language, title, author, subject, at, layout = 'portrait' }: About): OpenDocument {
  const doc = new PDFDocument({
    size: 'A4',
    layout,
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never, // the typings know PDF/A only
    tagged: true,
    lang: language,
    displayTitle: true,
    font: null as unknown as string, // none of the built-in fonts: everything on the page is embedded
    info: { Title: title, Author: author, Subject: subject, Creator: 'Reed', Producer: 'Reed', CreationDate: at, ModDate: at },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const type = new Typesetter(doc);
  const whole = doc.struct('Document');
  doc.addStructure(whole);
  return {
    doc,
    type,
    whole,
    finish: () => {
      doc.end();
      return done;
    },
  };
}

/** Draws what is decoration only and is not read aloud. */
export function drawArtifact(doc: PDFKit.PDFDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}
