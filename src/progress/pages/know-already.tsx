import { LinkButton } from '../../web/components/button.js';
import { Beside, Card, Muted } from '../../web/components/card.js';
import { usePage } from '../../web/page.js';

/** Offers the pre-check before the first step; whoever leaves it out begins. */
export function KnowAlready({ href }: { href: string }) {
  const { t } = usePage();
  return (
    <Card id="know" title={t('progress.know.title')}>
      <Beside
        action={
          <LinkButton href={href} look="secondary">
            {t('progress.know.open')}
          </LinkButton>
        }
      >
        <Muted>{t('progress.know.why')}</Muted>
      </Beside>
    </Card>
  );
}
