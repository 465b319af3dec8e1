/** Options are shuffled on screen, so none may speak of another's place. English and Dutch. */
const patterns = [
  /\b(all|none|both|any|either|neither)\s+(of\s+)?(the\s+)?(above|below)\b/i,
  /\b(above|below|previous|preceding|next|last)\s+(options?|answers?)\b/i,
  /\b(options?|answers?|optie|antwoord)\s+[A-H]\b(?!')/,
  /\b(alle|geen\s+van(\s+de)?|beide)\s+(boven|onder)staande\b/i,
  /\b(boven|onder)staande\s+(opties?|antwoord(en)?)\b/i,
];

/** True where words speak of another option's place, as in "all of the above". */
export const speaksOfPlace = (words: string): boolean => patterns.some((pattern) => pattern.test(words));
