import type { ComponentChildren } from 'preact';
import { languageNames, languages } from '../../platform/i18n/texts.js';
import type { MenuEntry } from '../menu.js';
import { usePage } from '../page.js';
import { whileUnsaved } from './button.js';
import { Icon, type IconName } from './icon.js';

// Three reeds in water. The colour is the installation's.
const markShape =
  '<rect width="40" height="40" rx="10" fill="currentColor"/>' +
  '<g fill="none" stroke-width="2.2" stroke-linecap="round" class="mark-l"><path d="M12.5 31V15M20 31V12M27.5 31V17"/><path d="M7 32.5c2.200-2 4.300-2 6.500 0s4.300 2 6.500 0 4.300-2 6.500 0 4.300 2 6.500 0"/></g>' +
  '<rect x="10" y="9" width="5" height="11" rx="2.500" class="mark-f"/><rect x="17.500" y="6" width="5" height="12" rx="2.500" class="mark-s"/><rect x="25" y="11" width="5" height="11" rx="2.500" class="mark-f"/>';

export function SkipLink() {
  const { t } = usePage();
  return (
    <a class="skip" href="#main">
      {t('web.nav.skip')}
    </a>
  );
}

/** The product and whose installation this is. */
export function Mark({ product, site }: { product: string; site: string }) {
  return (
    <a class="mark" href="/">
      <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false" dangerouslySetInnerHTML={{ __html: markShape }} />
      <span>
        {product}
        <small>{site}</small>
      </span>
    </a>
  );
}

export function MainNav({ entries, active }: { entries: MenuEntry[]; active?: string }) {
  const { t } = usePage();
  return (
    <nav class="nav" aria-label={t('web.nav.main')}>
      {entries.map((entry) => (
        <a href={entry.href} aria-current={entry.key === active ? 'page' : undefined}>
          {t(entry.label)}
        </a>
      ))}
    </nav>
  );
}

const tabIcons: Record<MenuEntry['icon'], IconName> = {
  home: 'home',
  book: 'book',
  award: 'award',
  help: 'help',
  users: 'users',
  file: 'file',
  mail: 'mail',
  building: 'building',
  edit: 'edit',
};

function Tab({ entry, active }: { entry: MenuEntry; active?: string }) {
  const { t } = usePage();
  return (
    <a href={entry.href} aria-current={entry.key === active ? 'page' : undefined}>
      <Icon name={tabIcons[entry.icon]} />
      <span>{t(entry.short)}</span>
    </a>
  );
}

/** The menu at the foot of a phone: five entries, or four and the rest behind "More". */
export function PhoneTabs({ entries, active }: { entries: MenuEntry[]; active?: string }) {
  const { t } = usePage();
  const first = entries.length > 5 ? entries.slice(0, 4) : entries;
  const rest = entries.slice(first.length);
  return (
    <nav class="tabs" aria-label={t('web.nav.phone')}>
      {first.map((entry) => (
        <Tab entry={entry} active={active} />
      ))}
      {rest.length > 0 && (
        <details class="menu tab-more">
          <summary>
            <Icon name="menu" />
            <span>{t('web.nav.more')}</span>
          </summary>
          <div class="menu-list">
            {rest.map((entry) => (
              <a href={entry.href} aria-current={entry.key === active ? 'page' : undefined}>
                <Icon name={tabIcons[entry.icon]} />
                {t(entry.label)}
              </a>
            ))}
          </div>
        </details>
      )}
    </nav>
  );
}

/** A form of buttons; names of languages stand in their own language. */
export function LanguageMenu({ back }: { back: string }) {
  const { t, language } = usePage();
  return (
    <details class="menu">
      <summary>
        <Icon name="globe" />
        <span class="vh">{t('web.nav.language')}: </span>
        <span>{language.toUpperCase()}</span>
      </summary>
      <form class="menu-list" method="post" action="/language">
        <input type="hidden" name="back" value={back} />
        {languages.map((code) => (
          <button name="language" value={code} lang={code} aria-pressed={code === language ? 'true' : 'false'}>
            {languageNames[code]}
            {code === language && <Icon name="check" />}
          </button>
        ))}
      </form>
    </details>
  );
}

const themes = ['system', 'light', 'dark'] as const;
const themeIcons: Record<(typeof themes)[number], IconName> = { system: 'monitor', light: 'sun', dark: 'moon' };

/** Three buttons that post to /theme. */
export function ThemeChoice({ back, current }: { back: string; current: (typeof themes)[number] }) {
  const { t } = usePage();
  const words: Record<(typeof themes)[number], string> = { system: t('web.theme.system'), light: t('web.theme.light'), dark: t('web.theme.dark') };
  return (
    <form method="post" action="/theme">
      <input type="hidden" name="back" value={back} />
      <div class="themes" role="group" aria-label={t('web.nav.theme')}>
        {themes.map((theme) => (
          <button name="theme" value={theme} aria-pressed={theme === current ? 'true' : 'false'} title={words[theme]}>
            <Icon name={themeIcons[theme]} />
            <span class="vh">{words[theme]}</span>
          </button>
        ))}
      </div>
    </form>
  );
}

interface AccountMenuProps {
  name: string;
  firstName: string;
  letters: string;
  email: string;
  back: string;
  theme: (typeof themes)[number];
}

export function AccountMenu({ name, firstName, letters, email, back, theme }: AccountMenuProps) {
  const { t } = usePage();
  return (
    <details class="menu">
      <summary>
        <span class="avatar" aria-hidden="true">
          {letters}
        </span>
        <span class="txt">{firstName}</span>
        <span class="vh"> – {t('web.nav.account')}</span>
        <Icon name="chevronDown" class="txt" />
      </summary>
      <div class="menu-list">
        <p class="menu-who">
          <b>{name}</b>
          <small>{email}</small>
        </p>
        <a href="/profile">
          <Icon name="user" />
          {t('web.nav.profile')}
        </a>
        <ThemeChoice back={back} current={theme} />
        <form
          method="post"
          action="/sign-out"
          {...whileUnsaved({ question: t('web.signOut.unsaved'), yes: t('web.signOut.anyway'), no: t('web.signOut.stay') })}
        >
          <button>
            <Icon name="signOut" />
            {t('web.nav.signOut')}
          </button>
        </form>
      </div>
    </details>
  );
}

/** The bar on top; `children` are its contents from left to right. */
export function TopBar({ narrow, children }: { narrow?: boolean; children: ComponentChildren }) {
  return (
    <header class="top">
      <div class={narrow ? 'wrap-n top-in' : 'wrap top-in'}>{children}</div>
    </header>
  );
}

/** `report`: address of the page for problems, with the page that is reported. */
export function Footer(props: { entries: MenuEntry[]; report: string; site: string; sample: boolean; narrow?: boolean }) {
  const { entries, report, site, sample, narrow } = props;
  const { t } = usePage();
  return (
    <footer class="foot">
      <div class={narrow ? 'wrap-n foot-in' : 'wrap foot-in'}>
        <nav aria-label={t('web.footer.label')}>
          <ul class="foot-l">
            {entries.map((entry) => (
              <li>
                <a href={entry.href}>{t(entry.label)}</a>
              </li>
            ))}
            <li>
              <a href="/about">{t('web.footer.about')}</a>
            </li>
            <li>
              <a href="/privacy">{t('web.footer.privacy')}</a>
            </li>
            <li>
              <a href="/accessibility">{t('web.footer.accessibility')}</a>
            </li>
            <li>
              <a href="/help">{t('web.footer.help')}</a>
            </li>
            <li>
              <a href={report}>{t('web.footer.report')}</a>
            </li>
          </ul>
        </nav>
        <p>
          {site}
          {sample && <span class="foot-s">{t('web.footer.sample')}</span>}
        </p>
      </div>
    </footer>
  );
}
