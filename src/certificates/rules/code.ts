// The letters of platform's `newCode`.
const codeLetters = /^[23456789BCDFGHJKMNPQRTVWXZ]{10}$/;

/**
 * The code in what somebody typed or pasted: case, spaces, hyphens and dots do not matter, and a whole verification
 * address will do. Null where it cannot be a code.
 */
export function readCode(typed: string): string | null {
  const last = typed.trim().split(/[?#]/)[0]!.replace(/\/+$/, '').split('/').at(-1)!;
  const code = last.toUpperCase().replace(/[\s\p{Pd}._]+/gu, '');
  return codeLetters.test(code) ? code : null;
}

/** In groups as it is printed and read aloud: `BCD-FGH-JKMN`. */
export const groupCode = (code: string): string => `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
