/** The types whose fields carry the names of what is answered: `answer.<id>`; others have fields called `answer` alone. */
const named = new Set(['kprim', 'scenario', 'branching', 'shorttext', 'gaptext', 'numeric', 'essay']);

/** An answer as the form of its question sends it. */
export const fieldsOf = ({ type }, answer) =>
  answer.map((entry) => {
    const at = entry.indexOf('=');
    return named.has(type) || (type === 'textlab' && entry.startsWith('own='))
      ? [`answer.${entry.slice(0, at)}`, entry.slice(at + 1)]
      : ['answer', entry];
  });

/** What the server is to keep of such fields: field by field, in the order in which they first appear; blank ones are left out. */
export function keptOf(fields) {
  const byName = new Map();
  for (const [name, value] of fields)
    if (/^answer(\.|$)/.test(name)) {
      if (!byName.has(name)) byName.set(name, []);
      if (value.trim()) byName.get(name).push(name === 'answer' ? value : `${name.slice(7)}=${value.replace(/\r\n?/g, '\n')}`);
    }
  return [...byName.values()].flat();
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What somebody's browsers have sent, one entry for each question, device and turn, and what they heard of it. `low` and `high`: between
 * which sequences the server took it, as far as the browser can know.
 */
export class Ledger {
  writes = new Map();

  sent(question, device, turn, fields, language, seen) {
    const key = `${question.id} ${device} ${turn}`;
    if (!this.writes.has(key))
      this.writes.set(key, {
        question,
        device,
        turn,
        answer: keptOf(fields),
        language,
        seen,
        acknowledged: false,
        certain: false,
        low: 0,
        high: Infinity,
      });
    return this.writes.get(key);
  }

  acknowledge(write, low, high) {
    // Where a later turn has been sent, the server may have told of that one.
    const later = this.of(write.question).some(({ device, turn }) => device === write.device && turn > write.turn);
    if (write.acknowledged) return;
    Object.assign(write, { acknowledged: true, certain: !later, low, high });
  }

  of(question) {
    return [...this.writes.values()].filter((write) => write.question === question);
  }
}
