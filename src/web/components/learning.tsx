import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';
import { keepField } from '../kept-form.js';
import { Button, LinkButton } from './button.js';
import { Fold } from './card.js';
import { TextField } from './field.js';
import { Icon } from './icon.js';
import { Progress } from './progress.js';
import { StopList, type Stop } from './trail.js';

/** Safe HTML of a lesson, or children; 60 to 75 characters to a line. */
export function Prose({ html, lang, children }: { html?: string; lang?: string; children?: ComponentChildren }) {
  return html === undefined ? (
    <div class="prose" lang={lang}>
      {children}
    </div>
  ) : (
    <div class="prose" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
  );
}

export interface OutlineGroup {
  title: string;
  lang?: string;
  /** Words about the module: "2 of 5 done". */
  note?: string;
  /** Shown unfolded: the module of this lesson. */
  open?: boolean;
  stops: Stop[];
}

export interface LessonOutline {
  title: string;
  href: string;
  lang?: string;
  /** Says what is counted: "5 of 14 steps done". */
  words: string;
  done: number;
  total: number;
  groups: OutlineGroup[];
}

/** The programme's outline beside the text; folded above it on phones. */
export function LessonLayout({ outline, children }: { outline: LessonOutline; children: ComponentChildren }) {
  const { t } = usePage();
  return (
    <div class="lesson">
      <aside aria-label={t('web.lesson.outline')}>
        <details class="card course-nav" open data-fold-phone>
          <summary>
            <span class="stack g1">
              <b lang={outline.lang}>{outline.title}</b>
              <span class="small muted">{outline.words}</span>
            </span>
            <Icon name="chevronDown" />
          </summary>
          <div class="stack g3 course-in">
            <Progress value={outline.done} max={outline.total} label={outline.words} />
            {outline.groups.map((group) => (
              <Fold title={group.title} lang={group.lang} note={group.note} open={group.open}>
                <StopList stops={group.stops} />
              </Fold>
            ))}
            <p class="small">
              <a href={outline.href}>{t('web.lesson.whole')}</a>
            </p>
          </div>
        </details>
      </aside>
      {children}
    </div>
  );
}

interface LessonArticleProps {
  eyebrow: string;
  title: string;
  lead?: string;
  lang?: string;
  /** Between lead and text: tags, notes. */
  above?: ComponentChildren;
  html?: string;
  children?: ComponentChildren;
  /** A `<NextBar>`. */
  next?: ComponentChildren;
  /** Address that is posted once by script when the lesson is seen. */
  opened?: string;
}

/** A lesson's text with its heading. */
export function LessonArticle({ eyebrow, title, lead, lang, above, html, children, next, opened }: LessonArticleProps) {
  return (
    <article class="lesson-a" data-opened={opened}>
      <header class="stack g3">
        <p class="eyebrow">{eyebrow}</p>
        <h1 lang={lang}>{title}</h1>
        {lead && (
          <p class="lead" lang={lang}>
            {lead}
          </p>
        )}
        {above}
      </header>
      {html !== undefined && <Prose html={html} lang={lang} />}
      {children}
      {next}
    </article>
  );
}

/** Back at the left, the one thing to do at the right (children). */
export function NextBar({ back, children }: { back?: { href: string; label: string } | null; children: ComponentChildren }) {
  return (
    <div class="nextbar">
      {back ? (
        <LinkButton href={back.href} look="secondary" icon="arrowLeft">
          {back.label}
        </LinkButton>
      ) : (
        <span />
      )}
      {children}
    </div>
  );
}

interface FocusBarProps {
  leave: { href: string; label?: string };
  title?: string;
  /** "Saved 10:42:07"; empty where nothing is saved yet; leave out where nothing is saved at all. */
  saved?: string;
}

/** For `options.bar` of a page with layout `focus`. */
export function FocusBar({ leave, title, saved }: FocusBarProps) {
  const { t } = usePage();
  return (
    <>
      <a class="btn btn-3 btn-exit" href={leave.href}>
        <Icon name="cross" />
        <span>{leave.label ?? t('web.quiz.leave')}</span>
      </a>
      {title && <p class="small muted only-wide">{title}</p>}
      {saved !== undefined && <SavedLine words={saved} />}
      {saved !== undefined && <SignInAgain />}
    </>
  );
}

/** In a form whose words shall outlast a session that has ended, also without script (see `kept-form.ts`). */
export const KeepTyped = () => <input type="hidden" name={keepField} value="yes" />;

/** Leads to what is kept, and lets the browser forget what it has of its own on this page. */
export function ForgetLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} data-forget>
      {children}
    </a>
  );
}

/** Signing in again over the page, so that nothing on it is lost. Opened by the script; without it nobody sees it. */
function SignInAgain() {
  const { t } = usePage();
  return (
    <dialog class="ask" data-sign-in aria-labelledby="again">
      <form class="form" method="post" action="/sign-in">
        <h2 id="again">{t('web.again.title')}</h2>
        <p>{t('web.again.lead')}</p>
        <p class="note note-risk" role="alert" hidden data-wrong={t('web.again.unreachable')} />
        <TextField name="email" type="email" label={t('web.again.email')} autocomplete="username" inputmode="email" spellcheck={false} />
        <TextField name="password" type="password" label={t('web.again.password')} autocomplete="current-password" />
        <div class="actions">
          <Button>{t('web.again.submit')}</Button>
          <Button type="button" look="quiet" id="again-later">
            {t('web.again.later')}
          </Button>
        </div>
      </form>
    </dialog>
  );
}

/** Where the script says that an answer is saved. */
export function SavedLine({ words }: { words: string }) {
  const { t } = usePage();
  return (
    <p
      class="saved"
      role="status"
      data-saved
      data-saving-text={t('web.saved.saving')}
      data-unsaved-text={t('web.saved.notYet')}
      data-kept-text={t('web.saved.here')}
      data-sign-in-text={t('web.saved.signIn')}
    >
      <Icon name="check" />
      <span>{words}</span>
    </p>
  );
}

interface TimeLeftProps {
  /** Until the end, and after it until the page has nothing more to take, in seconds. */
  seconds: number;
  grace: number;
  /** How much is left, and until when. */
  left: string;
  until: string;
  /** For the script: `%` stands for the minutes and seconds. */
  counting: string;
  /** Said once to a screen reader, when five minutes and one minute are left. */
  five: string;
  one: string;
  /** Shown when the time is over. */
  over: string;
  /** Where to go then. */
  next: string;
  /** Says how much is left now, as JSON `{left, until}`: the end may move. */
  time: string;
}

/** The time that is left, in words; the script counts on without saying so aloud. The server holds the limit, not this. */
export function TimeLeft({ seconds, grace, left, until, counting, five, one, over, next, time }: TimeLeftProps) {
  return (
    <div class="small" data-time-left={seconds} data-grace={grace} data-counting={counting} data-over={over} data-next={next} data-time={time}>
      <p class="line">
        <Icon name="clock" />
        <span>
          <span data-time-words>{seconds > 0 ? left : over}</span>{' '}
          <span class="muted" data-until>
            {until}
          </span>
        </span>
      </p>
      <span class="vh" role="status" data-five={five} data-one={one} />
    </div>
  );
}

/** Controls that show what was given and take nothing more. */
export function Locked({ children }: { children: ComponentChildren }) {
  return <fieldset disabled>{children}</fieldset>;
}

/** The exhibit (or nothing) at the left, the question at the right; put it into the page's form with `autosave`. */
export function QuizLayout({ exhibit, children }: { exhibit?: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class={exhibit ? 'quiz' : 'quiz quiz-1'}>
      {exhibit && <div>{exhibit}</div>}
      <div class="stack g5">{children}</div>
    </div>
  );
}

/** One question of a form with several, which saves itself: `id` ends the names of its fields, as the script expects them. */
export function AnswerPart({
  id,
  label,
  autosave,
  draft,
  typed,
  language,
  seen,
  children,
}: {
  id: string;
  /** Stands before what the page says about this question alone. */
  label: string;
  autosave: string;
  draft: string;
  /** As for `AnswerForm`. */
  typed: boolean;
  /** In which the answer that it shows is given where it is changed. */
  language: string;
  /** Sequence of the answer that it shows. */
  seen: number;
  children: ComponentChildren;
}) {
  return (
    <div class="stack g4" data-part={id} data-label={`${label}: `} data-autosave={autosave} data-draft={draft} data-typed={typed ? '' : undefined}>
      <input type="hidden" name={`turn.${id}`} value="" />
      <input type="hidden" name={`seen.${id}`} value={seen} />
      <input type="hidden" name={`language.${id}`} value={language} />
      {children}
    </div>
  );
}

/** The form around a question. `autosave`: address that takes the same fields by script; `draft`: names attempt and question. */
export function AnswerForm({
  action,
  autosave,
  draft,
  typed,
  children,
}: {
  action: string;
  autosave?: string;
  draft?: string;
  /** The page holds what was typed and is not kept yet: what the browser has of it stays aside until the button is pressed. */
  typed?: boolean;
  children: ComponentChildren;
}) {
  return (
    <form method="post" action={action} data-autosave={autosave} data-draft={draft} data-typed={typed ? '' : undefined}>
      {children}
    </form>
  );
}
