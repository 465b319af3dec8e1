import { checkMarkdown, renderMarkdown } from '../../platform/source/markdown.js';
import { maxText, QuestionRefused, type ChangeCode, type Exchanged } from './exchanged.js';
import { escapeMarkdown, readHtml, unescapeMarkdown, type Blocks } from './html.js';

/** How a text of another system is meant; `moodle` is plain text in which HTML may stand. */
export const textFormats = ['html', 'moodle', 'plain', 'markdown'] as const;
export type TextFormat = (typeof textFormats)[number];

export interface ForeignText {
  format: TextFormat;
  text: string;
}

export type Stem = Pick<Exchanged, 'stem' | 'case' | 'exhibit'>;

const looksLikeHtml = (text: string): boolean => /<\/?[a-z][^<>]*>|&(#\d+|#x[\da-f]+|[a-z]+\d*);/i.test(text);

export function checked({ format, text }: ForeignText): ForeignText {
  if (text.length > maxText) throw new QuestionRefused('tooLong');
  const clean = text.replace(/\r\n?/g, '\n').trim();
  return format === 'moodle' ? { format: looksLikeHtml(clean) ? 'html' : 'plain', text: clean } : { format, text: clean };
}

/** A short text: its words alone. */
export function plainWords(foreign: ForeignText, changes: Set<ChangeCode>): string {
  const { format, text } = checked(foreign);
  if (format === 'plain' || !text) return text;
  const { blocks, formatted } = readHtml(format === 'markdown' ? renderMarkdown(text) : text, changes);
  if (formatted || blocks.length > 1) changes.add('formatting');
  return blocks
    .map((one) => one.plain)
    .join('\n')
    .trim();
}

/** Between the situation and the question, where we write both into one text. A stem that holds it is escaped. */
export const rule = '\n\n---\n\n';
const ownHeading = /^#### ([^\n]+)\n\n/;

/** The text of a question as other systems have it: the situation, a rule, and then what is asked. */
export function stemText({ stem, case: situation, exhibit }: Stem): ForeignText {
  if (situation === null) return { format: 'plain', text: stem };
  return { format: 'markdown', text: `${exhibit === null ? '' : `#### ${escapeMarkdown(exhibit)}\n\n`}${situation}${rule}${escapeMarkdown(stem)}` };
}

export function ownStem(text: string): Stem | null {
  const at = text.lastIndexOf(rule);
  const [, heading] = ownHeading.exec(text) ?? [];
  if (at < 0) return null;
  const situation = text.slice(heading === undefined ? 0 : heading.length + 7, at);
  const { faults, headings } = checkMarkdown(situation);
  if (!situation.trim() || faults.length || headings.length) return null;
  return { stem: unescapeMarkdown(text.slice(at + rule.length)), case: situation, exhibit: heading === undefined ? null : unescapeMarkdown(heading) };
}

/** The text of a question taken apart: what is asked is its last paragraph, and what comes before it stands beside the question. */
export function stemFrom(foreign: ForeignText, changes: Set<ChangeCode>): Stem {
  const { format, text } = checked(foreign);
  if (!text) throw new QuestionRefused('noText');
  if (format === 'plain') return { stem: text, case: null, exhibit: null };
  const own = format === 'markdown' ? ownStem(text) : null;
  if (own) return own;
  return stemIn(readHtml(format === 'markdown' ? renderMarkdown(text) : text, changes), changes);
}

/** What is asked is the last paragraph. */
export function stemIn({ blocks, formatted }: Blocks, changes: Set<ChangeCode>): Stem {
  const asked = blocks.findLastIndex((one) => one.kind === 'paragraph');
  const stem = (blocks[asked] ?? blocks.at(-1))?.plain;
  if (!stem) throw new QuestionRefused('noText');
  if (blocks.length === 1) {
    if (formatted) changes.add('formatting');
    return { stem, case: null, exhibit: null };
  }
  changes.add('case');
  if (formatted) changes.add('markdown');
  const rest = blocks.filter((_, index) => index !== (asked < 0 ? blocks.length - 1 : asked));
  const exhibit = rest.length > 1 && rest[0]!.kind === 'heading' ? rest.shift()!.plain : null;
  return { stem, exhibit, case: rest.map((one) => (one.kind === 'heading' ? `**${escapeMarkdown(one.plain)}**` : one.markdown)).join('\n\n') };
}
