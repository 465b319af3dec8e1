import { createContext, Fragment, type ComponentChild, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';
import { translate, type Language } from '../platform/i18n/texts.js';

// A mail is written once, with the parts below, and drawn twice: as HTML and as plain text. Styles stand inline because mail
// programs drop the rest; colours are named only where both a light and a dark background can bear them.

const Mode = createContext<'html' | 'text'>('html');
const styles = {
  page: 'margin:0;padding:24px 16px;font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.55',
  inner: 'max-width:560px;margin:0 auto',
  name: 'margin:0 0 24px;font-weight:600;opacity:.75',
  title: 'margin:0 0 16px;font-size:22px;line-height:1.3',
  text: 'margin:0 0 16px',
  list: 'margin:0 0 16px;padding-left:22px',
  button: 'display:inline-block;padding:12px 20px;border-radius:8px;background:#0c6470;color:#ffffff;font-weight:600;text-decoration:none',
  small: 'margin:0 0 12px;font-size:14px;opacity:.8',
  foot: 'margin:32px 0 0;padding:16px 0 0;border-top:1px solid #8c96a0;font-size:14px;opacity:.8',
  link: 'color:inherit;overflow-wrap:anywhere',
};

/** A paragraph. */
export function MailText({ children }: { children: ComponentChildren }) {
  return useContext(Mode) === 'text' ? <>{['\n', children, '\n']}</> : <p style={styles.text}>{children}</p>;
}

/** A paragraph of lesser weight. */
export function MailSmall({ children }: { children: ComponentChildren }) {
  return useContext(Mode) === 'text' ? <>{['\n', children, '\n']}</> : <p style={styles.small}>{children}</p>;
}

/** What the reader is asked to do; `href` is a full address. */
export function MailButton({ href, children }: { href: string; children: ComponentChildren }) {
  if (useContext(Mode) === 'text') return <>{['\n', children, ':\n', href, '\n']}</>;
  return (
    <p style={styles.text}>
      <a href={href} style={styles.button}>
        {children}
      </a>
    </p>
  );
}

/** A link inside a sentence; in plain text the address follows in brackets. */
export function MailLink({ href, children }: { href: string; children: ComponentChildren }) {
  if (useContext(Mode) === 'text') return <>{[children, ' (', href, ')']}</>;
  return (
    <a href={href} style={styles.link}>
      {children}
    </a>
  );
}

export function MailList({ items }: { items: ComponentChild[] }) {
  if (useContext(Mode) === 'text')
    return (
      <>
        {'\n'}
        {items.map((item, i) => (
          <Fragment key={i}>{['- ', item, '\n']}</Fragment>
        ))}
      </>
    );
  return (
    <ul style={styles.list}>
      {items.map((item, i) => (
        <li key={i}>{item}</li>
      ))}
    </ul>
  );
}

export interface MailContent {
  language: Language;
  /** The subject; also the heading. */
  subject: string;
  /** Made of the parts of this file. */
  body: ComponentChildren;
  /** Why the reader gets this, and how to stop it. */
  footer: ComponentChildren;
}

function Document({ language, subject, body, footer }: MailContent) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
      </head>
      <body style={styles.page}>
        <main style={styles.inner}>
          <p style={styles.name}>{translate(language, 'mail.frame.name')}</p>
          <h1 style={styles.title}>{subject}</h1>
          {body}
          <div style={styles.foot}>{footer}</div>
        </main>
      </body>
    </html>
  );
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
const plain = (html: string): string => html.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);

/** Both parts of a mail, from one source. */
export function renderMail(content: MailContent): { subject: string; text: string; html: string } {
  const { body, footer, language } = content;
  const text = plain(
    renderToString(
      <Mode.Provider value="text">
        {[body, '\n-- \n']}
        {footer}
        {['\n', translate(language, 'mail.frame.name'), '\n']}
      </Mode.Provider>,
    ),
  );
  return {
    subject: content.subject,
    text: text.replace(/^\n+/, '').replace(/\n{3,}/g, '\n\n'),
    html: '<!doctype html>\n' + renderToString(<Document {...content} />),
  };
}
