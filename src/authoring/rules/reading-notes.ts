import { splitBoxes } from '../../catalogue/rules/boxes.js';
import type { SourceFiles } from '../../catalogue/rules/manifest.js';
import { fileOf, type TextUnit } from '../../catalogue/rules/translations.js';
import { plainText } from '../../platform/source/markdown.js';
import type { Problem } from '../../platform/source/source-file.js';
import type { FolderModule } from './folder-modules.js';

const wordsPerMinute = 180;
const longestLesson = 8;
/** Above this a text is harder than most newspapers: too hard for a text in plain language. */
const hardest = 48;
/** So much above the median of its language, a text stands out among its neighbours. */
const standsOut = 12;
const fewestTexts = 5;

const frontMatter = /^---[ \t]*\n[\s\S]*?\n?---[ \t]*(?:\n|$)/;
const proseOf = (text: string): string =>
  splitBoxes(text.replace(frontMatter, ''))
    .parts.map((part) => plainText(part.source.replace(/^(Sources?|Bron(nen)?):.*$/gm, '')))
    .join('\n');

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];

/**
 * LIX, after C. H. Björnsson, Läsbarhet (1968): words per sentence, plus the share in per cent of words of more than six
 * letters. Below 30 is very easy, 40 to 50 is a newspaper, above 60 a dissertation. It asks no dictionary, so it serves
 * every language, but figures of two languages are not compared.
 */
export function lix(text: string): number {
  const prose = proseOf(text);
  const words = wordsIn(prose);
  if (!words.length) return 0;
  // A line of its own (of a list or a table) is a sentence, whether it has a full stop or not.
  const sentences = prose.split(/[.!?:]+(?=[\s”"’)]|$)|\n/).filter((sentence) => wordsIn(sentence).length > 0).length;
  const long = words.filter((word) => word.replace(/[^\p{L}]/gu, '').length > 6).length;
  return words.length / Math.max(1, sentences) + (long * 100) / words.length;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Texts that are harder to read than the rest, and texts that are hard in any company. */
export function readingNotes(units: readonly TextUnit[], files: SourceFiles): Problem[] {
  const byLanguage = new Map<string, { file: string; value: number }[]>();
  for (const unit of units)
    if (unit.ending === 'md')
      for (const language of Object.keys(unit.stamps)) {
        const file = fileOf(unit, language);
        const list = byLanguage.get(language) ?? [];
        list.push({ file, value: lix(files.get(file) ?? '') });
        byLanguage.set(language, list);
      }
  return [...byLanguage].flatMap(([language, texts]) => {
    const usual = median(texts.map(({ value }) => value));
    const bound = texts.length < fewestTexts ? hardest : Math.min(hardest, usual + standsOut);
    return texts
      .filter(({ value }) => value > bound)
      .map(({ file, value }) => ({
        file,
        line: 1,
        message: `hard to read: LIX ${Math.round(value)}, where texts in "${language}" usually have ${Math.round(usual)}; shorten sentences, choose shorter words`,
      }));
  });
}

/** Minutes that are not honest: fewer than the words take, or more than one sitting at a counter allows. */
export function minutesNotes(modules: readonly FolderModule[], files: SourceFiles): Problem[] {
  return modules.flatMap(({ module, folder }) =>
    module.items.flatMap((item) => {
      if (item.kind !== 'lesson') return [];
      const file = `${folder}/module.yaml`;
      const words = wordsIn(proseOf(files.get(`${folder}/${item.id}.${module.source}.md`) ?? '')).length;
      const least = Math.ceil(words / wordsPerMinute);
      const note = (message: string): Problem => ({ file, line: 1, message });
      return [
        ...(item.minutes < least
          ? [note(`"${item.id}" takes ${least} minutes to read at ${wordsPerMinute} words a minute (${words} words), not ${item.minutes}`)]
          : []),
        ...(item.minutes > longestLesson
          ? [note(`"${item.id}" takes ${item.minutes} minutes; a lesson with its task takes ${longestLesson} at most`)]
          : []),
      ];
    }),
  );
}
