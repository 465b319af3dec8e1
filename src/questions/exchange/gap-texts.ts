import { renderMarkdown } from '../../platform/source/markdown.js';
import { QuestionRefused, type ChangeCode, type ExchangedGapMenu } from './exchanged.js';
import { escapeMarkdown, readHtml, unescapeMarkdown, type Blocks } from './html.js';
import { checked, ownStem, rule, stemIn, stemText, type ForeignText, type Stem } from './texts.js';

/** A question taken apart; `text` still has the gaps of the other system. */
export type GapStem = Stem & { text: string };

const aGap = /\[\[\d{1,4}\]\]/;

/** The text as ours, where we wrote it: what is asked, a rule, and then the text with its gaps. */
function ownText(whole: string): GapStem | null {
  const at = whole.lastIndexOf(rule);
  if (at < 0 || !aGap.test(whole.slice(at))) return null;
  const [head, text] = [whole.slice(0, at), unescapeMarkdown(whole.slice(at + rule.length))];
  const stem = head.includes(rule) ? ownStem(head) : { stem: unescapeMarkdown(head), case: null, exhibit: null };
  return stem && { ...stem, text };
}

const paragraphs = (text: string): Blocks => ({
  blocks: text.split(/\n\s*\n/).map((plain) => ({ kind: 'paragraph', plain, markdown: escapeMarkdown(plain) })),
  formatted: false,
});

/** The text begins where the first gap is; what stands before it asks for something, or nothing does. */
export function gapStemFrom(foreign: ForeignText, changes: Set<ChangeCode>): GapStem {
  const { format, text: whole } = checked(foreign);
  const own = format === 'markdown' ? ownText(whole) : null;
  if (own) return own;
  const { blocks, formatted } = format === 'plain' ? paragraphs(whole) : readHtml(format === 'markdown' ? renderMarkdown(whole) : whole, changes);
  const first = blocks.findIndex(({ plain }) => aGap.test(plain));
  if (first < 0) throw new QuestionRefused('noText');
  const text = blocks
    .slice(first)
    .map(({ plain }) => plain)
    .join('\n\n');
  if (formatted) changes.add('formatting');
  if (first > 0) return { ...stemIn({ blocks: blocks.slice(0, first), formatted }, changes), text };
  changes.add('plainStem');
  return { stem: '', case: null, exhibit: null, text };
}

/** @param gaps what the other system writes for each gap */
export function gapStemText(question: ExchangedGapMenu, gaps: readonly string[]): ForeignText {
  const { format, text: head } = stemText(question);
  const text = question.text
    .split(/\[\[(\d+)\]\]/)
    .map((piece, index) => (index % 2 ? gaps[Number(piece) - 1]! : escapeMarkdown(piece)))
    .join('');
  return { format: 'markdown', text: `${format === 'markdown' ? head : escapeMarkdown(head)}${rule}${text}` };
}
