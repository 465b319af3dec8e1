import { instant, isDay } from '../../platform/zones.js';

/** When a cohort's quiz may be taken, in civil time `2026-12-01T09:00`; null: no bound. */
export interface CivilWindow {
  opens: string | null;
  closes: string | null;
}

/** True for a civil minute that the calendar and the clock have, as the browser's own control writes it. */
export const isCivilMinute = (text: string): boolean => /^[^T]{10}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && isDay(text.slice(0, 10));

const at = (civil: string | null, zone: string): Date | null => (civil === null ? null : instant(civil.slice(0, 10), civil.slice(11), zone));

/**
 * The instants of a window in a zone. A minute that the spring change skips is as much later; of one that comes twice in
 * autumn, opening and closing mean the first. Where that leaves no time between the two, `opensAt` is not before `closesAt`.
 */
export const instantsOf = ({ opens, closes }: CivilWindow, zone: string): { opensAt: Date | null; closesAt: Date | null } => ({
  opensAt: at(opens, zone),
  closesAt: at(closes, zone),
});
