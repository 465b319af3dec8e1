import { AlignmentType, BorderStyle, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { ink } from '../platform/pdf/ink.js';
import type { PlanSection, PlanSheet } from './plan-sheet.js';

const colour = (value: string): string => value.slice(1);
// Twentieths of a point.
const below = (points: number): { after: number } => ({ after: points * 20 });
const line = { style: BorderStyle.SINGLE, size: 4, color: colour(ink.line) };
const borders = { top: line, bottom: line, left: line, right: line };

const cell = (text: string, head: boolean): TableCell =>
  new TableCell({
    borders,
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: text.split('\n').map((part) => new Paragraph({ children: [new TextRun({ text: part, bold: head })] })),
  });

function tableOf({ columns, rows }: NonNullable<PlanSection['table']>): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: columns.map((text) => cell(text, true)) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: columns.map((_, index) => cell(row[index] ?? '', false)) })),
    ],
  });
}

function sectionOf({ heading, question, paragraphs, table }: PlanSection, empty: string): (Paragraph | Table)[] {
  const quiet = (text: string): Paragraph =>
    new Paragraph({ spacing: below(4), children: [new TextRun({ text, italics: true, color: colour(ink.soft) })] });
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, spacing: { before: 280, after: 40 }, keepNext: true, text: heading }),
    quiet(question),
    ...(table ? [tableOf(table)] : []),
    ...paragraphs.map((text) => new Paragraph({ spacing: below(6), text })),
    ...(table || paragraphs.length ? [] : [quiet(empty)]),
  ];
}

/** The plan as a Word document (Office Open XML, ECMA-376) that can be changed and passed on. */
export async function planDocx(sheet: PlanSheet): Promise<Buffer> {
  const document = new Document({
    title: sheet.title,
    creator: sheet.author || 'Reed',
    description: sheet.programme,
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 22, language: { value: sheet.language } } },
        heading1: { run: { size: 40, bold: true, color: colour(ink.brand) } },
        heading2: { run: { size: 26, bold: true, color: colour(ink.brand) } },
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: 1000, bottom: 1000, left: 1100, right: 1100 } } },
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, alignment: AlignmentType.LEFT, spacing: below(4), text: sheet.title }),
          new Paragraph({ spacing: below(2), text: [sheet.programme, sheet.author].filter(Boolean).join(' · ') }),
          new Paragraph({ spacing: below(6), children: [new TextRun({ text: sheet.state, color: colour(ink.soft) })] }),
          ...sheet.sections.flatMap((section) => sectionOf(section, sheet.empty)),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
