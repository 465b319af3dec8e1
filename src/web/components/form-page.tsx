import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';
import { Button, LinkButton } from './button.js';
import type { FormState } from './field.js';
import { Icon } from './icon.js';

/** All errors of a form on top, each a link to its field. `labels`: field name → its label, in the order of the form. */
export function ErrorSummary({ form, labels }: { form?: FormState; labels: Record<string, string> }) {
  const { t } = usePage();
  const errors = Object.entries(form?.errors ?? {});
  if (errors.length === 0) return null;
  const names = Object.keys(labels);
  errors.sort(([a], [b]) => names.indexOf(a) - names.indexOf(b));
  return (
    <div class="note note-risk" role="alert" tabindex={-1} id="errors" data-autofocus-error>
      <Icon name="warning" />
      <div class="stack g1">
        <h2 class="h-s">{t('web.form.problem')}</h2>
        <ul class="plain-list">
          {errors.map(([name, error]) => {
            const label = labels[name];
            return (
              <li>
                {label === undefined ? (
                  t(error.key, error.params)
                ) : (
                  <a href={`#${name}`}>{t('web.form.at', { field: label, problem: t(error.key, error.params) })}</a>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

interface FormProps {
  action: string;
  method?: 'post' | 'get';
  form?: FormState;
  labels?: Record<string, string>;
  /** Words on the button. */
  submit: string;
  /** A way out without saving. */
  cancel?: { href: string; label: string };
  /** Warn before leaving with unsaved changes. */
  guard?: boolean;
  /** Files go along; the route has `@RouteConfig({ upload })`. */
  upload?: boolean;
  /** More buttons beside the first. */
  more?: ComponentChildren;
  children?: ComponentChildren;
}

/** A form with its error summary and its buttons. Errors are ours, so the browser's own bubbles are off. */
export function Form({ action, method = 'post', form, labels = {}, submit, cancel, guard, upload, more, children }: FormProps) {
  return (
    <form
      class="form"
      method={method}
      action={action}
      enctype={upload ? 'multipart/form-data' : undefined}
      novalidate
      data-guard={guard ? '' : undefined}
    >
      <ErrorSummary form={form} labels={labels} />
      {children}
      <div class="actions">
        <Button>{submit}</Button>
        {more}
        {cancel && (
          <LinkButton look="quiet" href={cancel.href}>
            {cancel.label}
          </LinkButton>
        )}
      </div>
    </form>
  );
}

/** Title of a page whose form came back with errors: screen readers hear it first. */
export const errorTitle = (t: (key: string, params?: Record<string, string>) => string, title: string, form?: FormState): string =>
  form?.errors && Object.keys(form.errors).length ? t('web.form.errorTitle', { title }) : title;

/** A page that is one narrow card: sign in, set a password, verify. `below`: links under the card. */
export function NarrowPage({
  title,
  lead,
  below,
  children,
}: {
  title: ComponentChildren;
  lead?: ComponentChildren;
  below?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div class="narrow stack g5">
      <div class="stack g1">
        <h1>{title}</h1>
        {lead && <p class="muted">{lead}</p>}
      </div>
      <div class="card">{children}</div>
      {below}
    </div>
  );
}

/** A form that asks for a part of a list (GET). Fields are children. */
export function Filters({ action, label, submit, children }: { action: string; label: string; submit: string; children: ComponentChildren }) {
  return (
    <form class="filter-in" method="get" action={action} role="search" aria-label={label}>
      <div class="filters">
        {children}
        <Button look="secondary" icon="search">
          {submit}
        </Button>
      </div>
    </form>
  );
}
