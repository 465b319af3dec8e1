import { inLanguage } from '../../catalogue/outline.js';
import { languageNames, languages } from '../../platform/i18n/texts.js';
import { formats } from '../../questions/exchange/exchanged.js';
import { Actions, Button } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { FileField, HiddenFields, Select, TextArea, TextField, type FormState } from '../../web/components/field.js';
import { Form } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { Written } from '../../web/components/written.js';
import { usePage } from '../../web/page.js';
import { placeWords, type Bank, type ModulePlace } from '../exchange.service.js';
import type { QuizFiles } from '../rules/quiz-files.js';
import { LossTable } from './loss-table.js';
import { formatName } from './loss-words.js';

const path = '/authoring/exchange';

function Header({ lead }: { lead: string }) {
  const { t } = usePage();
  return (
    <PageHeader
      title={t('authoring.exchange.title')}
      lead={lead}
      crumbs={[{ href: '/authoring', label: t('authoring.title') }]}
      crumb={t('authoring.exchange.title')}
    />
  );
}

/** Step 1: what is to be read, and for which module. */
export function ExchangePage({ modules, form }: { modules: readonly ModulePlace[]; form?: FormState }) {
  const { t, language } = usePage();
  const labels = {
    file: t('authoring.exchange.file'),
    text: t('authoring.exchange.text'),
    format: t('authoring.exchange.format'),
    language: t('authoring.exchange.language'),
    module: t('authoring.exchange.module'),
  };
  return (
    <>
      <Header lead={t('authoring.exchange.lead')} />
      <Card>
        <Form action={path} upload form={form} labels={labels} submit={t('authoring.exchange.read')}>
          <FileField
            name="file"
            label={labels.file}
            hint={t('authoring.exchange.fileHint')}
            accept=".xml,.gift,.txt,text/xml,text/plain"
            form={form}
            optional
          />
          <TextArea name="text" label={labels.text} rows={8} spellcheck={false} form={form} optional />
          <Select
            name="format"
            label={labels.format}
            form={form}
            options={[
              { value: 'auto', label: t('authoring.exchange.recognise') },
              ...formats.map((format) => ({ value: format, label: formatName(format) })),
            ]}
          />
          <Select
            name="language"
            label={labels.language}
            form={form}
            value={language}
            options={languages.map((one) => ({ value: one, label: languageNames[one], lang: one }))}
          />
          <Select
            name="module"
            label={labels.module}
            hint={t('authoring.exchange.moduleHint')}
            form={form}
            options={modules.map((place) => ({ value: place.module.id, label: placeWords(place, language) }))}
          />
        </Form>
      </Card>
    </>
  );
}

/** The bank and the module once more, so that nothing has to be kept between two steps. */
const again = ({ text, format }: Bank, { module }: ModulePlace): Record<string, string> => ({
  text,
  format,
  language: module.source,
  module: module.id,
});

/** Step 2: what becomes of each question, and what no other system knows. */
export function DryRunPage({ bank, place, form }: { bank: Bank; place: ModulePlace; form?: FormState }) {
  const { t, language } = usePage();
  const { module } = place;
  const { words, language: own } = inLanguage(module.words, language, module.source);
  const lang = own === language ? undefined : own;
  const labels = {
    id: t('authoring.exchange.id'),
    title: t('authoring.exchange.quizTitle'),
    lesson: t('authoring.exchange.lesson'),
    objective: t('authoring.exchange.objective'),
  };
  const lessons = module.items.flatMap((item) => {
    if (item.kind !== 'lesson') return [];
    const found = inLanguage(item.words, language, module.source);
    return [{ value: item.id, label: found.words.title, lang: found.language === language ? undefined : found.language }];
  });
  return (
    <>
      <Header lead={t('authoring.exchange.dryRun', { format: formatName(bank.format) })} />
      <Stack gap={5}>
        <LossTable report={bank.file.report} place={t('authoring.exchange.line')} />
        {bank.file.made.length > 0 ? (
          <Card id="target" title={t('authoring.exchange.target')}>
            <Form
              action={`${path}/files`}
              upload
              form={form}
              labels={labels}
              submit={t('authoring.exchange.make')}
              cancel={{ href: path, label: t('authoring.exchange.other') }}
            >
              <HiddenFields values={again(bank, place)} />
              <TextField
                name="id"
                label={labels.id}
                hint={t('authoring.exchange.idHint')}
                form={form}
                value={`${module.id.slice(0, 45)}-imported`}
                maxlength={60}
              />
              <TextField name="title" label={labels.title} form={form} maxlength={200} />
              <Select name="lesson" label={labels.lesson} hint={t('authoring.exchange.lessonHint')} form={form} options={lessons} />
              <Select
                name="objective"
                label={labels.objective}
                form={form}
                options={module.objectives.map((id) => ({ value: id, label: words.objectives[id] ?? id, lang }))}
              />
            </Form>
          </Card>
        ) : (
          <NoticeBox tone="warn" title={t('authoring.exchange.nothing')} />
        )}
      </Stack>
    </>
  );
}

interface FilesProps {
  bank: Bank;
  place: ModulePlace;
  files: QuizFiles;
  chosen: Record<'id' | 'title' | 'lesson' | 'objective', string>;
}

/** Step 3: the two files to download. */
export function FilesPage({ bank, place, files, chosen }: FilesProps) {
  const { t } = usePage();
  if (files.problems.length)
    return (
      <>
        <Header lead={t('authoring.exchange.unfit')} />
        <NoticeBox tone="problem" title={t('authoring.problems.title')}>
          <ul lang="en">
            {files.problems.slice(0, 50).map((problem) => (
              <li>{`${problem.file}:${problem.line}: ${problem.message}`}</li>
            ))}
          </ul>
        </NoticeBox>
      </>
    );
  return (
    <>
      <Header lead={t('authoring.exchange.ready', { count: files.ids.length })} />
      <Card id="files" title={t('authoring.exchange.files')}>
        <form method="post" action={`${path}/download`} enctype="multipart/form-data">
          <HiddenFields values={{ ...again(bank, place), ...chosen }} />
          <Stack gap={4}>
            <ol>
              <li>{t('authoring.exchange.download')}</li>
              <li>{t('authoring.exchange.putInto', { folder: `courses/${place.folder}` })}</li>
              <li>
                {t('authoring.exchange.addLines')}
                <Written code text={`  - quiz: ${chosen.id}\n    minutes: ${Math.min(240, files.ids.length)}`} />
              </li>
              <li>{t('authoring.exchange.check')}</li>
              <li>{t('authoring.exchange.start')}</li>
            </ol>
            <Actions>
              <Button name="which" value="structure" icon="download">
                {files.structure.name}
              </Button>
              <Button name="which" value="words" icon="download">
                {files.words.name}
              </Button>
            </Actions>
            <Muted small>{t('authoring.exchange.nowhere')}</Muted>
          </Stack>
        </form>
      </Card>
    </>
  );
}
