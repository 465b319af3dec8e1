import { escapeHtml } from '../platform/escape-html.js';
import { translator, type Language } from '../platform/i18n/texts.js';
import { pictureWords, type Picture, type PictureWords, type Slot } from '../platform/source/picture.js';

/** Lines of at most `wrap` characters, broken at blanks; a longer word has a line of its own. */
export function wrapped(text: string, wrap: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line && line.length + 1 + word.length > wrap) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, line] : lines;
}

function filled({ key, attributes, x, wrap, line }: Slot, { labels }: PictureWords): string {
  const lines = wrapped(labels[key] ?? '', wrap).map((text, index) => `<tspan x="${x}"${index ? ` dy="${line}"` : ''}>${escapeHtml(text)}</tspan>`);
  return lines.length ? `<text${attributes}>${lines.join('')}</text>` : '';
}

/**
 * Safe HTML of a figure: the drawing with its words, the caption, and all that the picture says as text, folded.
 * @param language of the text around it, for the words
 * @param reader language of the reader, for the interface
 * @param caption safe HTML; empty: none
 */
export function renderPicture(picture: Picture, language: string, reader: Language, caption: string): string {
  const { words, language: own } = pictureWords(picture, language);
  const { viewBox, parts } = picture.drawing;
  const drawn = parts.map((part) => (typeof part === 'string' ? part : filled(part, words))).join('');
  const lang = own === language ? '' : ` lang="${own}"`;
  const readerLang = reader === language ? '' : ` lang="${reader}"`;
  return (
    `<figure class="picture"${lang}><svg viewBox="${viewBox}" role="img" aria-label="${escapeHtml(words.title)}" xmlns="http://www.w3.org/2000/svg">${drawn}</svg>\n` +
    (caption ? `<figcaption>${caption}</figcaption>\n` : '') +
    `<details class="picture-words"><summary><span${readerLang}>${escapeHtml(translator(reader)('web.picture.inWords'))}</span></summary><p>${escapeHtml(words.alternative)}</p></details></figure>\n`
  );
}
