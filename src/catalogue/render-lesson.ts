import { escapeHtml as escape } from '../platform/escape-html.js';
import { formats } from '../platform/i18n/formats.js';
import { translator, type Language, type Translate } from '../platform/i18n/texts.js';
import { markdownVersion, renderMarkdown } from '../platform/source/markdown.js';
import type { Picture } from '../platform/source/picture.js';
import { renderPicture } from '../web/picture.js';
import type { BoxKind, BoxPart, LessonPart } from './rules/boxes.js';

/** Part of the key of everything that is rendered: raise the first number whenever the same lesson would become other HTML. */
export const rendererVersion = `2.${markdownVersion}`;

const labels: Record<BoxKind, (t: Translate) => string> = {
  extension: (t) => t('catalogue.box.extension'),
  task: (t) => t('catalogue.box.task'),
  model: (t) => t('catalogue.box.model'),
  country: (t) => t('catalogue.box.country'),
  dated: (t) => t('catalogue.box.dated'),
  content: (t) => t('catalogue.box.content'),
  note: (t) => t('catalogue.box.note'),
  plan: (t) => t('catalogue.box.plan'),
  picture: (t) => t('catalogue.box.picture'),
};

/** What a text may show beside its words, by id. */
export type Shown = Readonly<Record<string, Picture>>;

/** A box: its kind in the reader's language, its title one level below the section in which it stands. */
function renderBox(box: BoxPart, level: number, language: Language, textLanguage: string, pictures: Shown): string {
  const t = translator(language);
  const picture = box.kind === 'picture' && box.ref ? pictures[box.ref] : undefined;
  if (picture) return renderPicture(picture, textLanguage, language, renderMarkdown(box.source));
  const lang = language === textLanguage ? '' : ` lang="${language}"`;
  const label = escape(labels[box.kind](t));
  const body = renderMarkdown(box.source);
  if (box.kind === 'model')
    return `<details class="box box-model"><summary><span class="box-label"${lang}>${label}</span>${box.title ? ` <span class="box-title">${escape(box.title)}</span>` : ''}</summary>\n${body}</details>\n`;
  const title = box.title ? `<h${level} class="box-title">${escape(box.title)}</h${level}>\n` : '';
  const until = box.date
    ? `<p class="box-date"${lang}><time datetime="${box.date}">${escape(t('catalogue.box.until', { day: formats(language, 'UTC').day(box.date) }))}</time></p>\n`
    : '';
  return `<section class="box box-${box.kind}"><p class="box-label"${lang}>${label}</p>\n${title}${body}${until}</section>\n`;
}

const lastHeading = /^(#{2,3})\s/gm;

/**
 * Safe HTML of a lesson's body, to stand below the page's h1: sections begin at h2.
 * @param language of the reader, for the labels of the boxes
 * @param textLanguage of the lesson
 */
export function renderLesson(parts: readonly LessonPart[], language: Language, textLanguage: string, shown: Shown): string {
  let html = '';
  let level = 1;
  for (const part of parts) {
    if (part.part === 'box') {
      html += renderBox(part, Math.min(level + 1, 4), language, textLanguage, shown);
      continue;
    }
    html += renderMarkdown(part.source);
    for (const [, marks] of part.source.matchAll(lastHeading)) level = marks!.length;
  }
  return html;
}
