import type { ComponentChildren } from 'preact';
import { usePage } from '../page.js';
import { Icon, type IconName } from './icon.js';

export type StopState = 'done' | 'now' | 'todo';

export interface Stop {
  label: string;
  state: StopState;
  href?: string;
  /** A short fact at the right: "8 min". */
  note?: string;
  /** Language of the label, if not the page's. */
  lang?: string;
  /** This is the page being read. */
  current?: boolean;
  /** Instead of the number. */
  icon?: IconName;
}

/** The three states in words; every stop says its own. */
export function StateWords({ state }: { state: StopState }) {
  const { t } = usePage();
  return <>{state === 'done' ? t('web.state.done') : state === 'now' ? t('web.state.now') : t('web.state.todo')}</>;
}

const look: Record<StopState, string> = { done: 'is-done', now: 'is-now', todo: '' };

function Mark({ state, children }: { state: StopState; children: ComponentChildren }) {
  return (
    <span class="stop" aria-hidden="true">
      {state === 'done' ? <Icon name="check" /> : children}
    </span>
  );
}

const Words = ({ state }: { state: StopState }) => (
  <span class="vh">
    {' – '}
    <StateWords state={state} />
  </span>
);

/** The route as a line of stops, for the hero and up to eight stops; more become a `Route`. */
export function Trail({ stops, label }: { stops: Stop[]; label: string }) {
  return (
    <ol class="trail" aria-label={label}>
      {stops.map((stop, index) => (
        <li class={look[stop.state]} aria-current={stop.state === 'now' ? 'step' : undefined}>
          <Mark state={stop.state}>{index + 1}</Mark>
          <span class="lbl" lang={stop.lang}>
            {stop.href ? <a href={stop.href}>{stop.label}</a> : stop.label}
            <Words state={stop.state} />
          </span>
        </li>
      ))}
    </ol>
  );
}

export interface RouteStop extends Stop {
  /** The state as visible words, e.g. "Done on 3 December"; else "Done", "In progress" or "To do". */
  status?: string;
  /** Below the name: a summary, a list of items. */
  body?: ComponentChildren;
}

/** The route from top to bottom: any number of stops, names of any length, each state in words. */
export function Route({ stops, label }: { stops: RouteStop[]; label: string }) {
  return (
    <ol class="route" aria-label={label}>
      {stops.map((stop, index) => (
        <li class={look[stop.state]}>
          <Mark state={stop.state}>{stop.icon ? <Icon name={stop.icon} /> : index + 1}</Mark>
          <div class="route-in stack g1">
            <h3 lang={stop.lang}>{stop.href ? <a href={stop.href}>{stop.label}</a> : stop.label}</h3>
            <p class="route-s">
              <span>{stop.status ?? <StateWords state={stop.state} />}</span>
              {stop.note && <span>{stop.note}</span>}
            </p>
            {stop.body}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The items of a module as compact links: beside a lesson and inside a `Route`. */
export function StopList({ stops, label }: { stops: Stop[]; label?: string }) {
  return (
    <ol class="side" aria-label={label}>
      {stops.map((stop, index) => {
        const inner = (
          <>
            <Mark state={stop.state}>{stop.icon ? <Icon name={stop.icon} /> : index + 1}</Mark>
            <span lang={stop.lang}>
              {stop.label}
              <Words state={stop.state} />
            </span>
            {stop.note && <span class="tiny muted">{stop.note}</span>}
          </>
        );
        return (
          <li class={look[stop.state]}>
            {stop.href ? (
              <a href={stop.href} aria-current={stop.current ? 'page' : undefined}>
                {inner}
              </a>
            ) : (
              <span class="side-in">{inner}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
