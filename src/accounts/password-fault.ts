import type { FieldError } from '../platform/errors.js';
import { judgePassword, longestPassword, shortestPassword, type PasswordVerdict } from './rules/password.js';

const sentences = {
  short: 'accounts.password.tooShort',
  long: 'accounts.password.tooLong',
  common: 'accounts.password.tooCommon',
  own: 'accounts.password.ownName',
} as const satisfies Record<Extract<PasswordVerdict, { ok: false }>['reason'], string>;

/** The rule's verdict as the error of a form's field; null where the password may be used. */
export function passwordFault(password: string, person: { email: string; name: string }): FieldError | null {
  const verdict = judgePassword(password, person);
  return verdict.ok ? null : { key: sentences[verdict.reason], params: { min: shortestPassword, max: longestPassword } };
}
