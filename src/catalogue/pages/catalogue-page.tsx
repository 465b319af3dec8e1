import type { Translate } from '../../platform/i18n/texts.js';
import { Actions, LinkButton } from '../../web/components/button.js';
import { Card, Fold, Grid, LinkCard, Meta, Section, Stack } from '../../web/components/card.js';
import { Cover } from '../../web/components/cover.js';
import { EmptyState } from '../../web/components/empty-state.js';
import { RadioField } from '../../web/components/field.js';
import { Form } from '../../web/components/form-page.js';
import { Icon } from '../../web/components/icon.js';
import { NoticeBox } from '../../web/components/notice-box.js';
import { PageHeader } from '../../web/components/page-header.js';
import { usePage } from '../../web/page.js';
import type { ProgrammeDto } from '../catalogue.dto.js';

/** Names of languages in the reader's own, with commas. */
export function useLanguageNames(): (codes: readonly string[]) => string {
  const { language } = usePage();
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return (codes) => codes.map((code) => names.of(code) ?? code).join(', ');
}

/** Minutes as people say them: from an hour on in hours and minutes. */
export const time = (t: Translate, minutes: number): string =>
  minutes < 60 ? t('catalogue.minutes', { minutes }) : t('catalogue.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });

function ProgrammeCard({ programme }: { programme: ProgrammeDto }) {
  const { t, language } = usePage();
  const languages = useLanguageNames();
  const lang = programme.language === language ? undefined : programme.language;
  return (
    <LinkCard href={`/catalogue/${programme.id}`} title={programme.title} art={<Cover place={programme.place} />} lang={lang}>
      <p lang={lang}>{programme.summary}</p>
      <Meta>
        <span>
          <Icon name="clock" />
          {time(t, programme.minutes)}
        </span>
        <span>
          <Icon name="mapPin" />
          {t('catalogue.case', { place: programme.case })}
        </span>
        <span>
          <Icon name="globe" />
          {languages(programme.languages)}
        </span>
      </Meta>
    </LinkCard>
  );
}

/** Asks which place comes nearest, and proposes the programme that is built on one like it. The answer is kept nowhere. */
function MostLikeYours({ programmes, chosen }: { programmes: ProgrammeDto[]; chosen: string | null }) {
  const { t, language } = usePage();
  const places = programmes.filter((programme) => programme.like !== null);
  if (places.length < 2) return null;
  const proposal = places.find((programme) => programme.id === chosen);
  return (
    <div id="like">
      <Card>
        <Fold title={t('catalogue.like.title')} open={chosen !== null}>
          <Stack gap={4}>
            {proposal && (
              <NoticeBox icon="compass" live level={2} title={t('catalogue.like.proposal', { title: proposal.title })}>
                <p>{t('catalogue.like.why', { place: proposal.case, like: proposal.like ?? '' })}</p>
                <Actions>
                  <LinkButton href={`/catalogue/${proposal.id}`} after="arrowRight">
                    {t('catalogue.like.open')}
                  </LinkButton>
                </Actions>
              </NoticeBox>
            )}
            <Form action="/catalogue#like" method="get" submit={t('catalogue.like.submit')}>
              <RadioField
                name="like"
                label={t('catalogue.like.lead')}
                value={chosen}
                options={places.map((programme) => ({
                  value: programme.id,
                  label: (programme.like ?? '').replace(/^./u, (letter) => letter.toLocaleUpperCase(programme.language)),
                  lang: programme.language === language ? undefined : programme.language,
                }))}
              />
            </Form>
          </Stack>
        </Fold>
      </Card>
    </div>
  );
}

/** All programmes. `chosen`: the programme whose place is most like the reader's. */
export function CataloguePage({ programmes, chosen }: { programmes: ProgrammeDto[]; chosen: string | null }) {
  const { t } = usePage();
  return (
    <>
      <PageHeader title={t('catalogue.title')} lead={t('catalogue.lead')} />
      {programmes.length === 0 ? (
        <EmptyState icon="book" title={t('catalogue.empty.title')}>
          <p>{t('catalogue.empty.why')}</p>
        </EmptyState>
      ) : (
        <Stack gap={5}>
          <MostLikeYours programmes={programmes} chosen={chosen} />
          <Section id="programmes" title={t('catalogue.programmes', { count: programmes.length })}>
            <Grid>
              {programmes.map((programme) => (
                <ProgrammeCard programme={programme} />
              ))}
            </Grid>
          </Section>
        </Stack>
      )}
    </>
  );
}
