/**
 * Whether a further attempt has been taken, so that it cannot be taken back. People use up the programme's own attempts first, then
 * the granted ones in the order in which they were given. That a grant also ended a wait does not count where attempts are limited:
 * whoever began earlier for it has used an attempt of their own. Where they are not limited, ending a wait is all that a grant does.
 * @param begun when each attempt at the quiz began
 * @param own how many the programme gives; null: no limit
 * @param grants when those that hold were given, the first first
 * @param index which of them
 */
export function isUsed(begun: readonly Date[], own: number | null, grants: readonly Date[], index: number): boolean {
  if (own !== null) return begun.length > own + index;
  const given = grants[index];
  return given !== undefined && begun.some((at) => at >= given);
}
