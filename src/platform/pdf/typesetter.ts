import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Weights of Commissioner (OFL) that printed pages use: whole static fonts, so that a name may mix Latin, Greek and Cyrillic. */
export type Weight = 'regular' | 'semibold' | 'bold';
const files: Record<Weight, string> = {
  regular: '400Regular/Commissioner_400Regular.ttf',
  semibold: '600SemiBold/Commissioner_600SemiBold.ttf',
  bold: '700Bold/Commissioner_700Bold.ttf',
};

interface Style {
  weight: Weight;
  size: number;
  color: string;
}

/** Text that has been broken into lines for one width. `width` is that of the widest line, in points. */
export interface Block {
  lines: string[];
  style: Style;
  leading: number;
  height: number;
  width: number;
}

/** What of pdfkit's current font is asked here: it has no public question for a missing letter. */
interface FontInUse {
  _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

/** Width of the box that stands for a letter which no font has, in ems. */
const boxWidth = 0.62;

// Marks of direction, joiners and variation selectors: they have no shape of their own.
const shapeless = /\p{Default_Ignorable_Code_Point}/gu;

/** Sets lines of text. A letter that the font lacks is drawn as an empty box, keeps its meaning as ActualText, and is listed in `missing`. */
export class Typesetter {
  readonly missing = new Set<string>();

  constructor(private readonly doc: PDFKit.PDFDocument) {
    const root = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/commissioner/package.json'));
    for (const [weight, file] of Object.entries(files)) doc.registerFont(weight, join(root, file));
  }

  /** Breaks a text at spaces; a single word that is wider than the line is broken inside. */
  block(text: string, style: Style, width: number, leading = style.size * 1.25): Block {
    const lines: string[] = [];
    let line = '';
    for (const word of clean(text).split(' ')) {
      const longer = line ? `${line} ${word}` : word;
      if (this.width(longer, style) <= width) line = longer;
      else {
        // The space stays at the end of its line: readers of the text must not run two words together.
        if (line) lines.push(`${line} `);
        line = '';
        for (const letter of word) {
          if (line && this.width(line + letter, style) > width) {
            lines.push(line);
            line = '';
          }
          line += letter;
        }
      }
    }
    if (line) lines.push(line);
    return { lines, style, leading, height: lines.length * leading, width: Math.max(0, ...lines.map((l) => this.width(l.trimEnd(), style))) };
  }

  /** The largest of the sizes at which a text takes no more than so many lines; the smallest where none does. */
  fit(text: string, style: Omit<Style, 'size'>, width: number, maxLines: number, sizes: number[]): Block {
    let block = this.block(text, { ...style, size: sizes[0]! }, width);
    for (const size of sizes.slice(1)) {
      // A single word that had to be broken is worse than a smaller size.
      if (
        block.lines.length <= maxLines &&
        clean(text)
          .split(' ')
          .every((word) => this.width(word, block.style) <= width)
      )
        break;
      block = this.block(text, { ...style, size }, width);
    }
    return block;
  }

  width(text: string, style: Style): number {
    this.use(style);
    return this.runs(text).reduce((sum, run) => sum + (run.drawn ? this.doc.widthOfString(run.text) : boxWidth * style.size), 0);
  }

  /** Draws a block with its first line's top at `y`. */
  draw(block: Block, x: number, y: number): void {
    block.lines.forEach((line, i) => this.line(line, block.style, x, y + i * block.leading + block.style.size));
  }

  private line(text: string, style: Style, x: number, baseline: number): void {
    const { doc } = this;
    this.use(style);
    for (const run of this.runs(text)) {
      if (run.drawn) {
        doc.fillColor(style.color).text(run.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
        x += doc.widthOfString(run.text);
        continue;
      }
      this.missing.add(run.text);
      const height = style.size * 0.7;
      doc.markContent('Span', { actual: run.text });
      doc
        .lineWidth(style.size / 18)
        .rect(x + style.size * 0.06, baseline - height, style.size * (boxWidth - 0.12), height)
        .stroke(style.color);
      doc.endMarkedContent();
      x += style.size * boxWidth;
    }
  }

  private use(style: Style): void {
    this.doc.font(style.weight).fontSize(style.size);
  }

  /** Stretches of letters that the font in use has, and single ones that it lacks. */
  private runs(text: string): { text: string; drawn: boolean }[] {
    const { font } = (this.doc as unknown as FontInUse)._font;
    const runs: { text: string; drawn: boolean }[] = [];
    for (const letter of text) {
      const drawn = font.hasGlyphForCodePoint(letter.codePointAt(0)!);
      const last = runs.at(-1);
      if (drawn && last?.drawn) last.text += letter;
      else runs.push({ text: letter, drawn });
    }
    return runs;
  }
}

const clean = (text: string): string => text.normalize('NFC').replace(shapeless, '').replace(/\s+/g, ' ').trim();
