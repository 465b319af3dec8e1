import { inLanguage } from '../../catalogue/outline.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { BarList } from '../../web/components/figures.js';
import { usePage } from '../../web/page.js';
import type { KnowledgeLine } from '../rules/knowledge.js';
import { percent } from './statistics-words.js';

/** Before and after by objective: two bars each, over the same people. */
export function KnowledgeCard({ lines }: { lines: readonly KnowledgeLine[] }) {
  const at = usePage();
  const { t, language } = at;
  return (
    <Card id="knowledge" title={t('reports.knowledge.title')}>
      <Stack>
        {lines.map(({ objective, module, people, before, after }) => {
          const { words, language: own } = inLanguage(module.words, language, module.source);
          const title = words.objectives[objective] ?? objective;
          return (
            <Stack gap={1}>
              <h3 lang={own === language ? undefined : own}>{title}</h3>
              <BarList
                label={title}
                max={100}
                bars={[
                  { label: t('reports.knowledge.before'), value: Math.round(before * 100), words: percent(at, before), tone: 'sun' },
                  { label: t('reports.knowledge.after'), value: Math.round(after * 100), words: percent(at, after), tone: 'ok' },
                ]}
              />
              <Muted small>{t('reports.knowledge.people', { count: people })}</Muted>
            </Stack>
          );
        })}
        <Muted small>
          {lines.length === 0 && t('reports.knowledge.none')} {t('reports.knowledge.legend')}
        </Muted>
      </Stack>
    </Card>
  );
}
