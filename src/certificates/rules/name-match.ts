// Letters that carry their mark inside, so that Unicode's decomposition leaves them whole.
const whole: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ĸ: 'k',
  ς: 'σ',
};

const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøđðþłħıŋĸς]/g, (letter) => whole[letter]!)
    .replace(/[^\p{L}\p{N}]+/gu, '');

// "Müller" is written "Mueller" where a keyboard or a form has no umlauts.
const spelledOut = (text: string): string =>
  bare(text.normalize('NFC').replace(/[äöüÄÖÜåÅøØ]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' })[letter.toLowerCase()]!));

/**
 * Whether a typed name is the holder's. Case, accents, spacing, hyphens and apostrophes do not count; every letter does,
 * so that a part of a name or another script of it is no match.
 */
export function sameName(holder: string, typed: string): boolean {
  const wanted = bare(holder);
  if (wanted === '') return holder.normalize('NFC').trim() === typed.normalize('NFC').trim();
  const given = bare(typed);
  return given !== '' && (given === wanted || given === spelledOut(holder) || spelledOut(typed) === wanted);
}
