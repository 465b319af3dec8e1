import { splitBoxes } from '../../catalogue/rules/boxes.js';
import type { SourceFiles } from '../../catalogue/rules/manifest.js';
import { fileOf, type TextUnit } from '../../catalogue/rules/translations.js';
import { plainText } from '../../platform/source/markdown.js';
import type { Problem } from '../../platform/source/source-file.js';

/** What names a law, or a rule of a platform: it changes, so it must say when it is checked again. English and Dutch. */
const changing = [
  /\b(Regulation|Verordening)\s+\((EU|EG|EC)\)/,
  /\b(Directive|Richtlijn)\s+(\((EU|EG|EC)\)|\d{4}\/)/,
  /\b(Law|Act|Wet)\s+\d+\/\d{4}/,
  /\b([Aa]rticle|[Aa]rtikel|[Aa]rt\.)\s+\d+\s+(of the|van de)\s+(GDPR|AVG|Regulation|Verordening|law|wet)/,
  /\b(Meta|Google|YouTube)\b[^.]*\b(political|politieke)\b/,
];

/** Statements of law or of platforms that stand outside a box with a day. */
export function undatedNotes(units: readonly TextUnit[], files: SourceFiles): Problem[] {
  return units.flatMap((unit) => {
    if (unit.ending !== 'md') return [];
    const file = fileOf(unit, unit.source);
    return splitBoxes(files.get(file) ?? '').parts.flatMap((part) => {
      if (part.part === 'box' && part.kind === 'dated') return [];
      const hit = changing.map((pattern) => pattern.exec(plainText(part.source))).find((match) => match !== null);
      return hit
        ? [
            {
              file,
              line: part.line,
              message: `"${hit[0].slice(0, 50)}" may change: put it into a "dated" box with the day on which it is checked again`,
            },
          ]
        : [];
    });
  });
}
