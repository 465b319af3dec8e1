import { a4, drawArtifact, openDocument, type OpenDocument } from '../platform/pdf/document.js';
import { ink } from '../platform/pdf/ink.js';
import type { Block } from '../platform/pdf/typesetter.js';
import type { PlanSection, PlanSheet } from './plan-sheet.js';

const margin = { left: 56, right: 56, top: 60, bottom: 60 };
const width = a4.width - margin.left - margin.right;
const bottom = a4.height - margin.bottom;
const padding = 5;

/** Writes down a page and goes on to the next one where it ends. */
class Column {
  private y = margin.top;

  constructor(private readonly pdf: OpenDocument) {}

  /** Room for so many points on this page; else a new one begins. */
  private room(height: number): void {
    if (this.y + height <= bottom) return;
    this.pdf.doc.addPage();
    this.y = margin.top;
  }

  /** A little room before what comes next, unless the page has just begun. */
  gap(points: number): void {
    if (this.y > margin.top) this.y += points;
  }

  /** @param keep points that must still fit below, so that a heading is not left alone */
  text(tag: 'H1' | 'H2' | 'P', block: Block, gap: number, keep = 0): void {
    const { doc, whole, type } = this.pdf;
    this.room(Math.min(block.leading + keep, bottom - margin.top));
    // A long paragraph goes on over the page; each stretch of it is drawn into the same element.
    const element = doc.struct(tag);
    whole.add(element);
    let rest = block.lines;
    while (rest.length) {
      this.room(block.leading);
      const fits = Math.max(1, Math.floor((bottom - this.y) / block.leading));
      const part = { ...block, lines: rest.slice(0, fits), height: Math.min(fits, rest.length) * block.leading };
      const at = this.y;
      element.add(() => type.draw(part, margin.left, at));
      this.y += part.height;
      rest = rest.slice(fits);
    }
    element.end();
    this.y += gap;
  }

  table({ columns, rows }: NonNullable<PlanSection['table']>): void {
    const { doc, whole } = this.pdf;
    const table = doc.struct('Table');
    whole.add(table);
    this.row(table, columns, true);
    for (const row of rows)
      this.row(
        table,
        columns.map((_, index) => row[index] ?? ''),
        false,
      );
    table.end();
    this.y += 8;
  }

  private row(table: PDFKit.PDFStructureElement, cells: string[], head: boolean): void {
    const { doc, type } = this.pdf;
    const cellWidth = width / cells.length;
    const style = { weight: head ? 'semibold' : 'regular', size: 9.5, color: ink.text } as const;
    const blocks = cells.map((text) => type.block(text.replace(/\n/g, ' '), style, cellWidth - 2 * padding));
    const height = Math.max(style.size * 1.25, ...blocks.map((block) => block.height)) + 2 * padding;
    this.room(height);
    const top = this.y;
    drawArtifact(doc, () => {
      if (head) doc.rect(margin.left, top, width, height).fill(ink.tint);
      doc.lineWidth(0.6).rect(margin.left, top, width, height).stroke(ink.line);
      for (let i = 1; i < cells.length; i++)
        doc
          .moveTo(margin.left + i * cellWidth, top)
          .lineTo(margin.left + i * cellWidth, top + height)
          .stroke(ink.line);
    });
    const row = doc.struct('TR');
    table.add(row);
    blocks.forEach((block, index) => {
      const x = margin.left + index * cellWidth + padding;
      const element = doc.struct(head ? 'TH' : 'TD', {}, () => type.draw(block, x, top + padding));
      row.add(element);
    });
    row.end();
    this.y += height;
  }
}

/** The plan as tagged PDF/UA-1, as many pages as it takes. `missing` are letters for which the font has no shape. */
export async function planPdf(sheet: PlanSheet): Promise<{ pdf: Buffer; missing: string[] }> {
  const pdf = openDocument({ language: sheet.language, title: sheet.title, author: sheet.author, subject: sheet.programme, at: sheet.at });
  const { type } = pdf;
  const column = new Column(pdf);
  const set = (text: string, size: number, weight: 'regular' | 'semibold' | 'bold', color: string): Block =>
    type.block(text, { weight, size, color }, width);
  column.text('H1', set(sheet.title, 22, 'bold', ink.brand), 4, 40);
  column.text('P', set([sheet.programme, sheet.author].filter(Boolean).join(' · '), 11, 'semibold', ink.text), 2);
  column.text('P', set(sheet.state, 10, 'regular', ink.soft), 14);
  for (const section of sheet.sections) {
    column.gap(8);
    column.text('H2', set(section.heading, 13, 'bold', ink.brand), 2, 44);
    column.text('P', set(section.question, 9.5, 'regular', ink.soft), 4, 20);
    if (section.table) column.table(section.table);
    else if (!section.paragraphs.length) column.text('P', set(sheet.empty, 10.5, 'regular', ink.soft), 4);
    for (const paragraph of section.paragraphs) column.text('P', set(paragraph, 10.5, 'regular', ink.text), 4);
  }
  pdf.whole.end();
  return { pdf: await pdf.finish(), missing: [...type.missing] };
}
