import type { PlanField } from '../../../src/catalogue/outline.js';
import { nextField, readiness } from '../../../src/plans/rules/ready.js';
import type { PlanValue } from '../../../src/plans/rules/value.js';

const fields: PlanField[] = [
  { id: 'place', kind: 'text', lines: 2 },
  { id: 'money', kind: 'table', rows: 2, columns: ['what', 'euro'] },
];
const values = (...entries: [string, PlanValue][]) => new Map(entries);

describe('a plan', () => {
  it.each<[string, ReadonlyMap<string, PlanValue>, string[], string | null]>([
    ['of which nothing is written', values(), ['place', 'money'], 'place'],
    ['with blanks only', values(['place', '  '], ['money', [['', ' ']]]), ['place', 'money'], 'place'],
    ['with one field', values(['place', 'A town']), ['money'], 'money'],
    ['with every field', values(['place', 'A town'], ['money', [['', '20']]]), [], 'place'],
  ])('%s', (_name, given, missing, next) => {
    expect(readiness(fields, given)).toEqual({ ready: missing.length === 0, missing, filled: 2 - missing.length, total: 2 });
    expect(nextField(fields, given)).toBe(next);
  });

  it('without fields is never ready', () => {
    expect(readiness([], values()).ready).toBe(false);
    expect(nextField([], values())).toBeNull();
  });
});
