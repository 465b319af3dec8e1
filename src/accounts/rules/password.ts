export const shortestPassword = 10;
export const longestPassword = 200;

export type PasswordVerdict = { ok: true } | { ok: false; reason: 'short' | 'long' | 'common' | 'own' };

// What people choose first when ten characters are asked for; compared without case, digits at the end and signs.
const common = [
  'password', 'passwordpassword', 'passwort', 'wachtwoord', 'welkom', 'welcome', 'qwerty', 'qwertyuiop', 'qwertz', 'qwertzuiop', 'azerty',
  'azertyuiop', 'iloveyou', 'letmein', 'letmeinnow', 'administrator', 'admin', 'changeme', 'geheim', 'secret', 'football', 'voetbal', 'sunshine',
  'princess', 'superman', 'trustno', 'zomer', 'winter', 'herfst', 'lente', 'summer', 'autumn', 'spring', 'municipality', 'gemeente', 'townhall',
  'stadhuis', 'abcdefghij', 'abcdefghijkl', 'asdfghjkl', 'zxcvbnm', 'qazwsxedc', 'qwaszx', 'reedreedreed', 'reedsample',
]; // prettier-ignore
const commonCores = new Set(common);

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}]/gu, '');

/** One character or one short piece again and again, or a run along the keyboard's digits. */
function isPattern(password: string): boolean {
  for (let size = 1; size <= 4; size++) {
    const piece = password.slice(0, size);
    if (piece.repeat(Math.ceil(password.length / size)).startsWith(password)) return true;
  }
  return '01234567890123456789'.includes(password) || '98765432109876543210'.includes(password);
}

/**
 * Whether somebody may choose this password: its length, and that it is not among the first guesses. Nothing is asked about
 * capitals, digits or signs, because that makes passwords hard to remember and not hard to guess (NIST SP 800-63B).
 */
export function judgePassword(password: string, person: { email: string; name: string }): PasswordVerdict {
  const length = Array.from(password).length;
  if (length < shortestPassword) return { ok: false, reason: 'short' };
  if (length > longestPassword) return { ok: false, reason: 'long' };
  const lower = password.toLowerCase();
  const core = letters(password);
  if (isPattern(lower) || commonCores.has(core)) return { ok: false, reason: 'common' };
  const own = [person.email.toLowerCase(), person.email.split('@')[0]!.toLowerCase(), person.name.toLowerCase()];
  if (own.some((part) => part !== '' && (lower === part || (letters(part) !== '' && core === letters(part))))) return { ok: false, reason: 'own' };
  return { ok: true };
}
