import type { PlanField, PlanFieldWords } from '../../catalogue/outline.js';
import { TextArea, type FormState } from '../../web/components/field.js';
import { GroupedFields } from '../../web/components/grouped-fields.js';
import { usePage } from '../../web/page.js';
import { cellName } from '../plan.forms.js';
import { longestCell, longestText, type PlanValue } from '../rules/value.js';

interface PlanFieldInputProps {
  field: PlanField;
  words: PlanFieldWords;
  value: PlanValue;
  form?: FormState;
}

/** The boxes of one field: one for a text, one per cell for a table, row by row. */
export function PlanFieldInput({ field, words, value, form }: PlanFieldInputProps) {
  const { t } = usePage();
  if (field.kind === 'text')
    return (
      <TextArea
        name="value"
        label={words.question}
        rows={Math.max(4, field.lines + 1)}
        value={typeof value === 'string' ? value : ''}
        maxlength={longestText}
        form={form}
        optional
        quietOptional
        spellcheck
      />
    );
  const rows = typeof value === 'string' ? [] : value;
  return (
    <>
      <p>{words.question}</p>
      {Array.from({ length: field.rows }, (_, row) => (
        <GroupedFields legend={t('plans.field.row', { number: row + 1 })}>
          {field.columns.map((column, index) => (
            <TextArea
              name={cellName(row, index)}
              label={words.columns[column] ?? column}
              rows={2}
              value={rows[row]?.[index] ?? ''}
              maxlength={longestCell}
              form={form}
              optional
              quietOptional
              spellcheck
            />
          ))}
        </GroupedFields>
      ))}
    </>
  );
}
