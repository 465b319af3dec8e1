import type { ComponentChildren } from 'preact';
import type { FormErrors, Typed } from '../forms.js';
import { usePage } from '../page.js';
import { FieldErrorLine } from './choice.js';

/** What a form knows when it is shown again: `readForm` gives both. */
export interface FormState {
  typed?: Typed;
  errors?: FormErrors;
}

interface FieldProps {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** Typed values and errors, by name. */
  form?: FormState;
  /** Where nothing was typed yet. */
  value?: string | null;
  /** Adds "(optional)" to the label; fields are required unless this is set. */
  optional?: boolean;
  /** Optional without saying so at each field: where the whole form may be filled piece by piece. */
  quietOptional?: boolean;
  disabled?: boolean;
}

/** The text of the error at this field, in the reader's language. */
function useError(form: FormState | undefined, name: string): string | undefined {
  const { t } = usePage();
  const error = form?.errors?.[name];
  return error && t(error.key, error.params);
}

function typedValue({ form, name, value }: FieldProps): string {
  const typed = form?.typed?.[name];
  return typeof typed === 'string' ? typed : (value ?? '');
}

const describedBy = (name: string, hint: unknown, error: unknown): string | undefined =>
  [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined;

/** Label, hint and error around any control that has the id `name`. */
export function Field(props: Omit<FieldProps, 'value' | 'disabled'> & { children: ComponentChildren }) {
  const { name, label, hint, form, optional, quietOptional, children } = props;
  const { t } = usePage();
  const error = useError(form, name);
  return (
    <div class={error ? 'field has-error' : 'field'}>
      <label for={name}>
        {label}
        {optional && !quietOptional && <span class="muted"> {t('web.form.optional')}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldErrorLine id={`${name}-error`}>{error}</FieldErrorLine>}
      {children}
    </div>
  );
}

/** A file that the script reads into another field of the form, in the browser; without script there is only that field. */
export function FileInto({ name, into, label, accept }: { name: string; into: string; label: ComponentChildren; accept: string }) {
  return (
    <div class="field" hidden data-file-into={into}>
      <label for={name}>{label}</label>
      <input class="input" id={name} type="file" accept={accept} />
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url' | 'number' | 'datetime-local';
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'search';
  maxlength?: number;
  min?: number;
  max?: number;
  spellcheck?: boolean;
  /** How wide the box is: it hints at how much is expected. */
  width?: 's' | 'm' | 'full';
}

export function TextField(props: TextFieldProps) {
  const { name, label, hint, form, optional, quietOptional, type = 'text', width = 'full' } = props;
  const error = useError(form, name);
  return (
    <Field name={name} label={label} hint={hint} form={form} optional={optional && type !== 'search'} quietOptional={quietOptional}>
      <input
        class={width === 'full' ? 'input' : `input w-${width}`}
        id={name}
        name={name}
        // the typings list one shape per type; all of ours are plain text controls
        type={type as 'text'}
        value={type === 'password' ? undefined : typedValue(props)}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        maxlength={props.maxlength}
        min={props.min}
        max={props.max}
        spellcheck={props.spellcheck}
        required={!optional && type !== 'search'}
        disabled={props.disabled}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      />
    </Field>
  );
}

export function TextArea(props: FieldProps & { rows?: number; maxlength?: number; spellcheck?: boolean }) {
  const { name, label, hint, form, optional, quietOptional } = props;
  const error = useError(form, name);
  return (
    <Field name={name} label={label} hint={hint} form={form} optional={optional} quietOptional={quietOptional}>
      <textarea
        class="input"
        id={name}
        name={name}
        rows={props.rows ?? 5}
        maxlength={props.maxlength}
        spellcheck={props.spellcheck}
        required={!optional}
        disabled={props.disabled}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      >
        {typedValue(props)}
      </textarea>
    </Field>
  );
}

/** A file from the reader's own machine; the form has `upload`. What was chosen cannot be shown again. */
export function FileField(props: Omit<FieldProps, 'value'> & { accept?: string }) {
  const { name, label, hint, form, optional, accept } = props;
  const error = useError(form, name);
  return (
    <Field name={name} label={label} hint={hint} form={form} optional={optional}>
      <input
        class="input"
        id={name}
        name={name}
        type="file"
        accept={accept}
        required={!optional}
        disabled={props.disabled}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      />
    </Field>
  );
}

/** Values that go along unseen. */
export function HiddenFields({ values }: { values: Record<string, string> }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

export interface Option {
  value: string;
  label: string;
  /** Language of the label, if not the page's. */
  lang?: string;
  hint?: ComponentChildren;
}

export function Select(props: FieldProps & { options: readonly Option[] }) {
  const { name, label, hint, form, optional, options } = props;
  const error = useError(form, name);
  const value = typedValue(props);
  return (
    <Field name={name} label={label} hint={hint} form={form} optional={optional}>
      <select
        class="select"
        id={name}
        name={name}
        disabled={props.disabled}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      >
        {options.map((option) => (
          <option value={option.value} selected={option.value === value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** A civil date `2026-12-18`, by the browser's own control. */
export function DateField(props: FieldProps & { min?: string; max?: string }) {
  const { name, label, hint, form, optional } = props;
  const error = useError(form, name);
  return (
    <Field name={name} label={label} hint={hint} form={form} optional={optional}>
      <input
        class="input w-s"
        id={name}
        name={name}
        type="date"
        value={typedValue(props)}
        min={props.min}
        max={props.max}
        required={!optional}
        disabled={props.disabled}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(name, hint, error)}
      />
    </Field>
  );
}

/** One box to tick; sends `value` (default "yes") or nothing. */
export function CheckboxField(props: Omit<FieldProps, 'value'> & { value?: string; checked?: boolean }) {
  const { name, label, hint, form, value = 'yes', checked, disabled } = props;
  const error = useError(form, name);
  const typed = form?.typed;
  return (
    <div class={error ? 'field has-error' : 'field'}>
      {error && <FieldErrorLine id={`${name}-error`}>{error}</FieldErrorLine>}
      <label class="tick">
        <input
          type="checkbox"
          id={name}
          name={name}
          value={value}
          checked={typed ? typed[name] !== undefined : checked}
          disabled={disabled}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy(name, hint, error)}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p class="hint tick-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** Some choices below each other, one (`radio`) or several (`checkbox`). */
export function RadioField(
  props: Omit<FieldProps, 'value'> & { kind?: 'radio' | 'checkbox'; options: readonly Option[]; value?: string | readonly string[] | null },
) {
  const { kind = 'radio', name, label, hint, form, options, value, optional } = props;
  const { t } = usePage();
  const error = useError(form, name);
  const typed = form?.typed ? (form.typed[name] ?? []) : (value ?? []);
  const chosen: readonly string[] = typeof typed === 'string' ? [typed] : typed;
  return (
    <fieldset class={error ? 'field has-error' : 'field'} aria-describedby={describedBy(name, hint, error)}>
      <legend>
        {label}
        {optional && <span class="muted"> {t('web.form.optional')}</span>}
      </legend>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldErrorLine id={`${name}-error`}>{error}</FieldErrorLine>}
      <div class="ticks">
        {options.map((option, index) => (
          <label class="tick">
            <input
              type={kind}
              id={index === 0 ? name : `${name}-${index + 1}`}
              name={name}
              value={option.value}
              checked={chosen.includes(option.value)}
              disabled={props.disabled}
            />
            <span lang={option.lang}>
              {option.label}
              {option.hint && <span class="hint">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
