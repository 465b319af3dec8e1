import { splitBoxes, type BoxPart } from '../../catalogue/rules/boxes.js';
import type { SourceFiles } from '../../catalogue/rules/manifest.js';
import { fileOf, type TextUnit } from '../../catalogue/rules/translations.js';
import type { Problem } from '../../platform/source/source-file.js';

// Front matter is no box, so the whole file may be cut up: the lines are then those of the file.
const datedBoxes = (text: string): BoxPart[] =>
  splitBoxes(text).parts.flatMap((part) => (part.part === 'box' && part.kind === 'dated' ? [part] : []));

function passed(file: string, boxes: readonly BoxPart[], today: string): Problem[] {
  return boxes.flatMap(({ date, line }) =>
    date && date <= today ? [{ file, line: line - 1, message: `due to be checked again since ${date}; check it, then write the next day` }] : [],
  );
}

function otherDays(file: string, boxes: readonly BoxPart[], source: readonly BoxPart[]): Problem[] {
  return boxes.flatMap(({ date, line }, index) => {
    const wanted = source[index]?.date;
    return date && wanted && date !== wanted ? [{ file, line: line - 1, message: `the source says ${wanted} here, not ${date}` }] : [];
  });
}

/**
 * Boxes whose day has come, told once, in the source; and translations that name another day than their source.
 * @param today civil date, 2027-05-31
 */
export function datedNotes(units: readonly TextUnit[], files: SourceFiles, today: string): Problem[] {
  return units.flatMap((unit) => {
    if (unit.ending !== 'md') return [];
    const source = datedBoxes(files.get(fileOf(unit, unit.source)) ?? '');
    const others = Object.keys(unit.stamps).filter((language) => language !== unit.source);
    return [
      ...passed(fileOf(unit, unit.source), source, today),
      ...others.flatMap((language) => otherDays(fileOf(unit, language), datedBoxes(files.get(fileOf(unit, language)) ?? ''), source)),
    ];
  });
}

/** Addresses that anybody on the way can read and change. One that the source has is told there, not in each translation. */
export function linkNotes(units: readonly TextUnit[], files: SourceFiles): Problem[] {
  return units.flatMap((unit) => {
    const source = files.get(fileOf(unit, unit.source)) ?? '';
    return Object.keys(unit.stamps).flatMap((language) => {
      const file = fileOf(unit, language);
      const lines = (files.get(file) ?? '').split('\n');
      return lines.flatMap((text, index) =>
        [...text.matchAll(/\bhttp:\/\/[^\s)>\]"']*/gi)]
          .filter(([address]) => language === unit.source || !source.includes(address))
          .map(([address]) => ({ file, line: index + 1, message: `${address} is not https` })),
      );
    });
  });
}
