import type { ComponentChildren } from 'preact';
import type { ReportLine } from '../../questions/exchange/exchanged.js';
import { Card } from '../../web/components/card.js';
import { DataTable } from '../../web/components/data-table.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { Tag, type TagTone } from '../../web/components/tag.js';
import { usePage } from '../../web/page.js';
import { lossWords } from './loss-words.js';

const tones: Record<ReportLine['outcome'], TagTone> = { kept: 'ok', changed: 'brand', refused: 'warn' };

function OutcomeTag({ outcome }: { outcome: ReportLine['outcome'] }) {
  const { t } = usePage();
  return (
    <Tag tone={tones[outcome]}>
      {outcome === 'kept' && t('authoring.exchange.kept')}
      {outcome === 'changed' && t('authoring.exchange.changed')}
      {outcome === 'refused' && t('authoring.exchange.refused')}
    </Tag>
  );
}

/** One below the other where there are several: each is something that somebody may have to do. */
function Losses({ words }: { words: string[] }) {
  if (words.length < 2) return <>{words[0]}</>;
  return (
    <ul>
      {words.map((one) => (
        <li>{one}</li>
      ))}
    </ul>
  );
}

/** How many questions come through, what to do about it, and what happens to each. `place`: what the number of a line counts. */
export function LossTable({ report, place, children }: { report: readonly ReportLine[]; place: string; children?: ComponentChildren }) {
  const { t, format } = usePage();
  const count = (outcome: ReportLine['outcome']): number => report.filter((line) => line.outcome === outcome).length;
  return (
    <>
      <NoticeBox tone={count('refused') ? 'warn' : 'ok'} live title={t('authoring.exchange.report')}>
        <p>{t('authoring.exchange.counts', { kept: count('kept'), changed: count('changed'), refused: count('refused') })}</p>
      </NoticeBox>
      {children}
      <Card id="report" title={t('authoring.exchange.each')} flush>
        <DataTable
          caption={t('authoring.exchange.each')}
          rows={report}
          columns={[
            { label: t('authoring.exchange.name'), header: true, phone: 'plain', cell: (line) => line.name || t('authoring.exchange.unnamed') },
            { label: place, end: true, cell: (line) => format.number(line.line) },
            { label: t('authoring.exchange.type'), cell: (line) => line.type },
            { label: t('authoring.exchange.outcome'), cell: (line) => <OutcomeTag outcome={line.outcome} /> },
            { label: t('authoring.exchange.what'), phone: 'plain', cell: (line) => <Losses words={lossWords(t, line)} /> },
          ]}
        />
      </Card>
    </>
  );
}
