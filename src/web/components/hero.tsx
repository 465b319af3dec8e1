import type { ComponentChildren } from 'preact';
import { Skyline } from './skyline.js';
import { Trail, type Stop } from './trail.js';

interface HeroProps {
  /** Unique on the page. */
  id: string;
  eyebrow?: string;
  title: string;
  lang?: string;
  /** Words below the title: where it belongs. */
  children?: ComponentChildren;
  /** Small facts: `<span>`s. */
  meta?: ComponentChildren;
  /** Buttons: the first in look `sun`. */
  actions?: ComponentChildren;
  /** Up to eight stops; with more, give none and show a `Route` elsewhere. */
  stops?: Stop[];
  stopsLabel?: string;
  /** As the page's first heading. */
  first?: boolean;
}

/** More names than these do not fit beside each other. */
const mostStops = 8;

/** The one obvious next step, under roofs. */
export function Hero({ id, eyebrow, title, lang, meta, children, actions, stops, stopsLabel = '', first }: HeroProps) {
  return (
    <section class="hero" aria-labelledby={id}>
      <div class="hero-top">
        <div class="hero-in">
          <div class="hero-txt">
            {eyebrow && <p class="eyebrow">{eyebrow}</p>}
            {first ? (
              <h1 id={id} lang={lang}>
                {title}
              </h1>
            ) : (
              <h2 id={id} lang={lang}>
                {title}
              </h2>
            )}
            {children && <p>{children}</p>}
            {meta && <div class="meta">{meta}</div>}
            {actions && <div class="actions">{actions}</div>}
          </div>
        </div>
        <Skyline />
      </div>
      {stops && stops.length > 0 && stops.length <= mostStops && <Trail stops={stops} label={stopsLabel} />}
    </section>
  );
}
