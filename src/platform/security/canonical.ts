/** Nothing that we sign nests deeper; what does was made to exhaust us. */
const deepest = 64;

const halfSurrogate = /\p{Surrogate}/u;

function text(value: string): string {
  // RFC 8785, 3.2.2.2: what is no Unicode has no canonical form.
  if (halfSurrogate.test(value)) throw new TypeError('half of a surrogate pair');
  // The escapes that ECMAScript writes are the ones that the RFC asks for.
  return JSON.stringify(value);
}

/**
 * The canonical form of a JSON value by RFC 8785 (JSON Canonicalization Scheme): no white space, members in the order of
 * the UTF-16 units of their names, numbers as ECMAScript writes them. Equal values have equal bytes (in UTF-8).
 * @throws TypeError for what JSON cannot say: NaN and infinities, `undefined`, functions, halves of surrogate pairs, too deep a nesting
 */
export function canonical(value: unknown, depth = 0): string {
  if (depth > deepest) throw new TypeError('nested too deeply');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('not a number of JSON');
    return value === 0 ? '0' : String(value);
  }
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one, depth + 1)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`no JSON: ${typeof value}`);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${text(name)}:${canonical(one, depth + 1)}`).join(',')}}`;
}
