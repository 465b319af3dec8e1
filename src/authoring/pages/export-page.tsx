import { inLanguage } from '../../catalogue/outline.js';
import { isLanguage, languageNames } from '../../platform/i18n/texts.js';
import type { FileWritten } from '../../questions/exchange/exchange.js';
import { formats, type Format } from '../../questions/exchange/exchanged.js';
import { Actions, LinkButton } from '../../web/components/button.js';
import { Muted, Stack } from '../../web/components/card.js';
import { Select } from '../../web/components/field.js';
import { Filters } from '../../web/components/form-page.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { QuizOut } from '../exchange.service.js';
import { LossTable } from './loss-table.js';
import { formatName } from './loss-words.js';

interface Props {
  out: QuizOut;
  language: string;
  format: Format;
  written: FileWritten;
}

/** What would be lost, and the file. */
export function ExportPage({ out, language: chosen, format, written }: Props) {
  const { t, language } = usePage();
  const { outline, module, quiz, languages } = out;
  const { words, language: own } = inLanguage(quiz.words, language, module.source);
  const item = `/catalogue/${outline.programmeId}/items/${quiz.id}`;
  const usable = written.report.some((line) => line.outcome !== 'refused');
  return (
    <>
      <PageHeader
        eyebrow={t('authoring.export.title')}
        title={words.title}
        lang={own === language ? undefined : own}
        lead={t('authoring.export.lead')}
        crumbs={[{ href: `${item}/preview`, label: t('authoring.preview.pageTitle', { item: words.title }) }]}
        crumb={t('authoring.export.title')}
      />
      <Stack gap={5}>
        <Filters action={`${item}/export`} label={t('authoring.export.choose')} submit={t('authoring.export.show')}>
          <Select
            name="format"
            label={t('authoring.exchange.format')}
            value={format}
            options={formats.map((one) => ({ value: one, label: formatName(one) }))}
          />
          <Select
            name="language"
            label={t('authoring.exchange.language')}
            value={chosen}
            options={languages.map((one) => ({ value: one, label: isLanguage(one) ? languageNames[one] : one, lang: one }))}
          />
        </Filters>
        <LossTable report={written.report} place={t('authoring.export.place')}>
          <Muted small>{t('authoring.export.always')}</Muted>
          {usable && (
            <Actions>
              <LinkButton href={`${item}/export/file?format=${format}&language=${chosen}`} icon="download" download>
                {t('authoring.export.download', { format: formatName(format) })}
              </LinkButton>
            </Actions>
          )}
        </LossTable>
      </Stack>
    </>
  );
}
