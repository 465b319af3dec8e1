import { Stack } from '../../web/components/card.js';
import { FileInto, TextArea, type FormState } from '../../web/components/field.js';
import { Form, NarrowPage } from '../../web/components/form-page.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { usePage } from '../../web/page.js';
import { receiptPath } from '../quiz-paths.js';
import type { ReceiptVerdict } from '../receipts.service.js';

function Answer({ verdict }: { verdict: ReceiptVerdict }) {
  const { t } = usePage();
  switch (verdict) {
    case 'true':
      return (
        <NoticeBox tone="ok" live title={t('quizzes.receipt.true')}>
          <p>{t('quizzes.receipt.trueMeans')}</p>
        </NoticeBox>
      );
    case 'altered':
      return (
        <NoticeBox tone="problem" live title={t('quizzes.receipt.altered')}>
          <p>{t('quizzes.receipt.alteredMeans')}</p>
        </NoticeBox>
      );
    case 'foreign':
      return (
        <NoticeBox tone="warn" live title={t('quizzes.receipt.foreign')}>
          <p>{t('quizzes.receipt.foreignMeans')}</p>
        </NoticeBox>
      );
  }
}

/** Asks for a receipt, and says what became of the one before. Nothing of its content is shown. */
export function ReceiptPage({ form, verdict }: { form?: FormState; verdict?: ReceiptVerdict }) {
  const { t } = usePage();
  return (
    <NarrowPage title={t('quizzes.receipt.title')} lead={t('quizzes.receipt.lead')}>
      <Stack gap={4}>
        {verdict && <Answer verdict={verdict} />}
        <Form action={receiptPath} form={form} labels={{ receipt: t('quizzes.receipt.text') }} submit={t('quizzes.receipt.submit')}>
          <FileInto name="receipt-file" into="receipt" label={t('quizzes.receipt.file')} accept=".json,application/json" />
          <TextArea name="receipt" label={t('quizzes.receipt.text')} hint={t('quizzes.receipt.textHint')} form={form} rows={8} spellcheck={false} />
        </Form>
      </Stack>
    </NarrowPage>
  );
}
