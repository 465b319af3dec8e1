import type { ComponentChild } from 'preact';
import { LinkButton } from '../components/button.js';
import { Icon, type IconName } from '../components/icon.js';
import { Skyline } from '../components/skyline.js';
import { page, usePage, type Page, type PageContext } from '../page.js';

export interface Failed {
  status: number;
  /** The sentence that says what happened. */
  key: string;
  params: Record<string, string | number>;
  /** For the help desk, where the fault is ours. */
  code: string | null;
}

interface Words {
  icon: IconName;
  title: string;
  /** What to do now. */
  todo: string;
}

function wordsFor(status: number, t: PageContext['t']): Words {
  switch (status) {
    case 401:
      return { icon: 'key', title: t('web.fault.signIn.title'), todo: t('web.fault.signIn.todo') };
    case 403:
      return { icon: 'lock', title: t('web.fault.notAllowed.title'), todo: t('web.fault.notAllowed.todo') };
    case 404:
      return { icon: 'compass', title: t('web.fault.notFound.title'), todo: t('web.fault.notFound.todo') };
    case 409:
      return { icon: 'refresh', title: t('web.fault.conflict.title'), todo: t('web.fault.conflict.todo') };
    case 410:
      return { icon: 'history', title: t('web.fault.gone.title'), todo: t('web.fault.gone.todo') };
    case 429:
      return { icon: 'clock', title: t('web.fault.tooMany.title'), todo: t('web.fault.tooMany.todo') };
    case 500:
    case 502:
    case 503:
      return { icon: 'warning', title: t('web.fault.broken.title'), todo: t('web.fault.broken.todo') };
    default:
      return { icon: 'info', title: t('web.fault.form.title'), todo: t('web.fault.form.todo') };
  }
}

function ErrorView({ failed }: { failed: Failed }): ComponentChild {
  const { t, viewer, url } = usePage();
  const words = wordsFor(failed.status, t);
  return (
    <div class="fault">
      <div class="stack g4">
        <span class="tile">
          <Icon name={words.icon} />
        </span>
        <h1>{words.title}</h1>
        <p class="lead">{t(failed.key, failed.params)}</p>
        <p>{words.todo}</p>
        {failed.code && (
          <p class="fault-code">
            {t('web.fault.code')} <code>{failed.code}</code>
          </p>
        )}
        <div class="actions">
          <LinkButton href="/">{viewer ? t('web.fault.home') : t('web.fault.start')}</LinkButton>
          {!viewer && (
            <LinkButton look="secondary" href="/sign-in">
              {t('web.nav.signIn')}
            </LinkButton>
          )}
          <LinkButton look="quiet" href={`/report?page=${encodeURIComponent(url)}`}>
            {t('web.footer.report')}
          </LinkButton>
        </div>
      </div>
      <Skyline quiet />
    </div>
  );
}

/** What went wrong, in plain words, what is safe, and a way on. */
export function errorPage(failed: Failed, context: PageContext): Page {
  return page(wordsFor(failed.status, context.t).title, <ErrorView failed={failed} />, {
    status: failed.status,
    layout: context.viewer ? 'app' : 'plain',
  });
}
