import { inLanguage, type PlanField } from '../../catalogue/outline.js';
import { DataTable } from '../../web/components/data-table.js';
import { Written } from '../../web/components/written.js';
import { usePage } from '../../web/page.js';
import type { PlanDesk } from '../plan.service.js';
import { filledRows, type PlanValue } from '../rules/value.js';

/** What somebody wrote into one field, to be read. */
export function PlanWords({ field, value, here }: { field: PlanField; value: PlanValue; here: PlanDesk }) {
  const { language } = usePage();
  if (typeof value === 'string') return <Written text={value} />;
  const words = inLanguage(here.plan.words, language, here.module.source).words.fields[field.id];
  const columns = field.kind === 'table' ? field.columns : [];
  return (
    <DataTable
      caption={words?.label ?? field.id}
      rows={filledRows(value)}
      columns={columns.map((id, index) => ({
        label: words?.columns[id] ?? id,
        header: index === 0,
        cell: (row: string[]) => <Written text={row[index] ?? ''} />,
      }))}
    />
  );
}
