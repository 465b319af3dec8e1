import { checkMarkdown } from '../../platform/source/markdown.js';
import type { Fields, Value } from '../../platform/source/source-file.js';
import type { OutlinePlan, PlanField, PlanFieldWords } from '../outline.js';
import type { Reading } from './reading.js';
import type { TextUnit } from './translations.js';

const maxLines = 40;
const maxRows = 20;
/** Field that a programme adds to the form: its practical product. */
const productId = 'product';

type FormWords = OutlinePlan['words'][string];

/** A form of plans, which several programmes share. */
interface PlanForm {
  fields: PlanField[];
  words: Record<string, FormWords>;
}

function readField(at: Value): { field: PlanField; at: Value } | null {
  const entries = at.entries();
  if (!entries) return null;
  if (!entries.has('columns')) {
    const fields = at.fields(['id', 'lines']);
    const [id, lines] = [fields?.get('id')?.id(), fields?.get('lines')?.wholeNumber(1, maxLines)];
    return id && lines ? { field: { id, kind: 'text', lines }, at } : null;
  }
  const fields = at.fields(['id', 'rows', 'columns']);
  const [id, rows, columns] = [fields?.get('id')?.id(), fields?.get('rows')?.wholeNumber(1, maxRows), fields?.get('columns')?.ids(2)];
  return id && rows && columns ? { field: { id, kind: 'table', rows, columns: columns.map((column) => column.id) }, at } : null;
}

function markdown(reading: Reading, at: Value | null | undefined): string | null {
  const text = at?.text() ?? null;
  if (!at || text === null) return null;
  const { faults, headings, links } = checkMarkdown(text);
  for (const fault of faults) at.problem(fault.message);
  if (headings.length) at.problem('the guidance of a field has no headings');
  reading.refer(
    at.file,
    links.map((link) => ({ ...link, line: at.line })),
  );
  return text;
}

function readFieldWords(reading: Reading, at: Value | null | undefined, field: PlanField): PlanFieldWords | null {
  const table = field.kind === 'table';
  const fields = at?.fields(table ? ['label', 'question', 'guidance', 'columns'] : ['label', 'question', 'guidance'], ['example']);
  const [label, question] = [fields?.get('label')?.text(), fields?.get('question')?.text()];
  const guidance = markdown(reading, fields?.get('guidance'));
  const example = markdown(reading, fields?.get('example'));
  const columns: Record<string, string> = {};
  if (field.kind === 'table') {
    const place = fields?.get('columns');
    const entries = place?.entries();
    for (const id of field.columns) {
      const text = entries?.get(id)?.text();
      if (entries && !entries.has(id)) place!.problem(`the heading of column "${id}" is missing`);
      if (text) columns[id] = text;
    }
    for (const [id, entry] of entries ?? []) if (!field.columns.includes(id)) entry.problem(`"${field.id}" has no column "${id}"`);
  }
  return label && question && guidance ? { label, question, guidance, example, columns } : null;
}

function readFormWords(reading: Reading, unit: TextUnit, language: string, fields: readonly PlanField[]): FormWords | null {
  const read = reading.words(unit, language, ['title', 'lead', 'fields']);
  const [title, lead, at] = [read?.get('title')?.text(), read?.get('lead')?.text(), read?.get('fields')];
  const entries = at?.entries();
  if (!at || !entries) return null;
  const words: Record<string, PlanFieldWords> = {};
  for (const field of fields) {
    if (!entries.has(field.id)) at.problem(`the words for field "${field.id}" are missing`);
    const own = entries.has(field.id) ? readFieldWords(reading, entries.get(field.id), field) : null;
    if (own) words[field.id] = own;
  }
  for (const [id, entry] of entries) if (!fields.some((field) => field.id === id)) entry.problem(`the plan has no field "${id}"`);
  return title && lead ? { title, lead, fields: words } : null;
}

/** Reads `plans/<id>/plan.yaml` and its words. Fields hang on people's texts, so their ids are kept like others. */
function readForm(reading: Reading, id: string, planId: string, at: Value): PlanForm | null {
  const folder = `plans/${id}`;
  const file = `${folder}/plan.yaml`;
  if (!reading.has(file)) return at.problem(`there is no form "${id}": ${file} is missing`);
  const read = reading.yaml(file)?.fields(['id', 'source', 'fields']);
  const own = read?.get('id');
  if (own && own.id() !== null && own.id() !== id) own.problem(`the id must be "${id}", as the folder is called`);
  const source = reading.language(read?.get('source'));
  const fields: PlanField[] = [];
  for (const entry of read?.get('fields')?.list() ?? []) {
    const found = readField(entry);
    if (!found) continue;
    if (found.field.id === productId) entry.problem(`"${productId}" is the field that each programme adds; give this one another id`);
    else if (fields.some((field) => field.id === found.field.id)) entry.problem(`the field "${found.field.id}" stands twice`);
    else fields.push(found.field);
    reading.define(`${planId}/${found.field.id}`, 'field', planId, found.at);
  }
  if (!source || !fields.length || !own) return null;
  const unit = reading.unit(`${folder}/plan`, 'yaml', source);
  if (!reading.requireSource(unit, own)) return null;
  const words: PlanForm['words'] = {};
  for (const language of Object.keys(unit.stamps)) {
    const one = readFormWords(reading, unit, language, fields);
    if (one) words[language] = one;
  }
  return words[source] ? { fields, words } : null;
}

function productOf(fields: Fields | null | undefined, planId: string, reading: Reading): PlanField | null {
  const at = fields?.get('product');
  const lines = at?.fields(['lines'])?.get('lines')?.wholeNumber(1, maxLines);
  if (!at || !lines) return null;
  reading.define(`${planId}/${productId}`, 'field', planId, at);
  return { id: productId, kind: 'text', lines };
}

/**
 * Reads `<plan-id>.plan.yaml`: which form the plan has, and the programme's own product as its last field.
 * Null where it cannot be used.
 */
export function readPlan(
  reading: Reading,
  id: string,
  minutes: number,
  at: Value,
  { folder, source }: { folder: string; source: string },
): OutlinePlan | null {
  const before = `${folder}/${id}.plan`;
  const file = `${before}.yaml`;
  if (!reading.has(file)) return at.problem(`the file of this plan is missing: ${file}`);
  const read = reading.yaml(file)?.fields(['id', 'form'], ['product']);
  const own = read?.get('id');
  if (own && own.id() !== null && own.id() !== id) own.problem(`the id must be "${id}", as in the name of the file`);
  const formAt = read?.get('form');
  const formId = formAt?.id();
  if (!formAt || !formId) return null;
  const form = readForm(reading, formId, id, formAt);
  const product = productOf(read, id, reading);
  const unit = reading.unit(before, 'yaml', source);
  if (!form || !reading.requireSource(unit, at)) return null;
  const words: OutlinePlan['words'] = {};
  for (const language of Object.keys(unit.stamps)) {
    const fields = reading.words(unit, language, product ? ['title', 'product'] : ['title']);
    const title = fields?.get('title')?.text();
    const ownWords = product && readFieldWords(reading, fields?.get('product'), product);
    const shared = form.words[language];
    // A plan can be read in a language when both its form and its own words can.
    if (title && shared && (!product || ownWords))
      words[language] = { title, lead: shared.lead, fields: ownWords ? { ...shared.fields, [productId]: ownWords } : shared.fields };
  }
  return words[source] ? { kind: 'plan', id, minutes, fields: product ? [...form.fields, product] : form.fields, words } : null;
}
