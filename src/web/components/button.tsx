import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

/** `primary`: the one thing to do here · `secondary`: also possible · `quiet`: looks like a link · `sun`: on the dark hero. */
export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'sun';
export type ButtonSize = 's' | 'm' | 'l';

interface Looks {
  look?: ButtonLook;
  size?: ButtonSize;
  /** Stands before the words. */
  icon?: IconName;
  /** Stands after the words, e.g. an arrow. */
  after?: IconName;
  /** Takes the width that is left, in an action bar. */
  grow?: boolean;
  children: ComponentChildren;
}

const looks: Record<ButtonLook, string> = { primary: '', secondary: ' btn-2', quiet: ' btn-3', sun: ' btn-sun' };
const sizes: Record<ButtonSize, string> = { s: ' btn-s', m: '', l: ' btn-l' };
const classes = ({ look = 'primary', size = 'm', grow }: Omit<Looks, 'children'>): string =>
  'btn' + looks[look] + sizes[size] + (grow ? ' btn-grow' : '');

const inner = ({ icon, after, children }: Looks) => (
  <>
    {icon && <Icon name={icon} flip={icon.startsWith('arrow')} />}
    <span>{children}</span>
    {after && <Icon name={after} flip={after.startsWith('arrow') || after.startsWith('chevron')} />}
  </>
);

interface ButtonProps extends Looks {
  type?: 'submit' | 'button' | 'reset';
  name?: string;
  value?: string;
  /** Of a form elsewhere on the page. */
  form?: string;
  /** Sends the form to another address. */
  formaction?: string;
  /** Sends the form although fields are empty. */
  formnovalidate?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  id?: string;
}

export function Button(props: ButtonProps) {
  const { type = 'submit', name, value, form, formaction, formnovalidate, disabled, pressed, id } = props;
  return (
    <button
      class={classes(props)}
      type={type}
      name={name}
      value={value}
      form={form}
      formaction={formaction}
      formnovalidate={formnovalidate}
      disabled={disabled}
      aria-pressed={pressed === undefined ? undefined : pressed ? 'true' : 'false'}
      id={id}
    >
      {inner(props)}
    </button>
  );
}

/** A link that looks like a button; it only goes somewhere. `forget`: what this browser keeps of the form around it is thrown away. */
export function LinkButton(props: Looks & { href: string; download?: boolean; id?: string; forget?: boolean }) {
  return (
    <a class={classes(props)} href={props.href} download={props.download} id={props.id} data-forget={props.forget ? '' : undefined}>
      {inner(props)}
    </a>
  );
}

/** Buttons in a row; `dock` keeps them at the foot of a phone's screen. */
export function Actions({ dock, children }: { dock?: boolean; children: ComponentChildren }) {
  return <div class={dock ? 'actions dock' : 'actions'}>{children}</div>;
}

interface PostProps extends Looks {
  action: string;
  /** Hidden values that go along. */
  values?: Record<string, string>;
  /** Where this browser still holds what the server has not: the script sends it first, and asks if that fails. */
  unsaved?: Unsaved;
}

/** A question before something is done too early, and the words on its two buttons. */
export interface Unsaved {
  question: string;
  yes: string;
  no: string;
}

/** For a form that the script holds back while answers wait. */
export const whileUnsaved = (ask?: Unsaved) => (ask ? { 'data-ask': ask.question, 'data-ask-yes': ask.yes, 'data-ask-no': ask.no } : {});

/** A form of one button, for what changes something. */
export function PostButton({ action, values, unsaved, ...button }: PostProps) {
  return (
    <form method="post" action={action} class="post" {...whileUnsaved(unsaved)}>
      {Object.entries(values ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Button {...button} />
    </form>
  );
}

interface ConfirmProps extends PostProps {
  /** What will happen, in a sentence; shown when the first button is opened. */
  question: ComponentChildren;
  /** Words on the button that does it. */
  confirm: string;
}

/** A button that asks again before it changes something. Works without script. */
export function ConfirmButton({ action, values, question, confirm, ...button }: ConfirmProps) {
  return (
    <details class="confirm">
      <summary class={classes(button)}>{inner(button)}</summary>
      <div class="confirm-box stack">
        <p>{question}</p>
        <PostButton action={action} values={values}>
          {confirm}
        </PostButton>
      </div>
    </details>
  );
}
