import type { Translate } from '../../platform/i18n/texts.js';
import { Actions, LinkButton } from '../../web/components/button.js';
import { Card, Muted, Stack } from '../../web/components/card.js';
import { CheckboxField, TextField, type FormState } from '../../web/components/field.js';
import { errorTitle, Form, NarrowPage } from '../../web/components/form-page.js';
import { page, usePage, type Page } from '../../web/page.js';
import type { Accommodated, Needs } from '../accommodations.service.js';
import { mostExtraTime } from '../accounts.forms.js';

/** `back`: own path of the page that leads there, to which one goes back. */
export const accommodationPath = (personId: string, back: string | null = null): string =>
  `/people/${personId}/accommodation${back === null ? '' : `?back=${encodeURIComponent(back)}`}`;

/** Needs in sentences; none where nothing is set. */
export const needsInWords = (t: Translate, { extraTime, noTimer }: Needs): string[] => [
  ...(noTimer ? [t('accounts.needs.noTimerSet')] : []),
  ...(extraTime && !noTimer ? [t('accounts.needs.extraTimeSet', { percent: extraTime })] : []),
];

interface AccommodationProps {
  person: Accommodated;
  /** Null where it is not known from where somebody came. */
  back: string | null;
  form?: FormState;
}

function Body({ person, back, form }: AccommodationProps) {
  const { t } = usePage();
  const labels = { extraTime: t('accounts.needs.extraTime'), noTimer: t('accounts.needs.noTimer') };
  return (
    <NarrowPage
      title={t('accounts.needs.of', { name: person.name || person.email })}
      lead={t('accounts.needs.lead')}
      below={
        back !== null && (
          <Actions>
            <LinkButton href={back} look="quiet" icon="arrowLeft">
              {t('accounts.needs.back')}
            </LinkButton>
          </Actions>
        )
      }
    >
      <Form action={accommodationPath(person.personId, back)} form={form} labels={labels} submit={t('accounts.needs.save')}>
        <TextField
          name="extraTime"
          type="number"
          label={labels.extraTime}
          hint={t('accounts.needs.extraTimeHint')}
          form={form}
          value={String(person.extraTime)}
          min={0}
          max={mostExtraTime}
          width="s"
        />
        <CheckboxField name="noTimer" label={labels.noTimer} hint={t('accounts.needs.noTimerHint')} form={form} checked={person.noTimer} />
        <Muted small>{t('accounts.needs.who')}</Muted>
      </Form>
    </NarrowPage>
  );
}

export function accommodationPage(t: Translate, { person, back, form }: AccommodationProps): Page {
  const title = t('accounts.needs.of', { name: person.name || person.email });
  return page(errorTitle(t, title, form), <Body person={person} back={back} form={form} />, { active: 'cohorts', status: form?.errors ? 422 : 200 });
}

/** What the person's own profile says; nothing where nothing is set. */
export function OwnNeeds({ needs }: { needs: Needs }) {
  const { t } = usePage();
  const sentences = needsInWords(t, needs);
  if (!sentences.length) return null;
  return (
    <Card id="needs" title={t('accounts.needs.title')}>
      <Stack gap={3}>
        {sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
        <Muted small>{t('accounts.needs.ownWho')}</Muted>
      </Stack>
    </Card>
  );
}
