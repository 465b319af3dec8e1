const parts = new Map<string, Intl.DateTimeFormat>();

/** True for an IANA time zone that this machine knows. */
export function isZone(zone: unknown): zone is string {
  if (typeof zone !== 'string' || zone === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** True for a civil date that the calendar has, written as `2026-12-18`, from 1900 to 2199: later ones are slips of the keyboard. */
export function isDay(text: string): boolean {
  if (!/^(19|2[01])\d\d-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Wall-clock time of an instant in a zone. `weekday` runs from 1 (Monday) to 7. */
export interface Civil {
  date: string;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
}

export function civil(at: Date, zone: string): Civil {
  let format = parts.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    parts.set(zone, format);
  }
  const got: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(at)) got[type] = value;
  const date = `${got.year}-${got.month}-${got.day}`;
  return {
    date,
    hour: Number(got.hour),
    minute: Number(got.minute),
    second: Number(got.second),
    weekday: ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1,
  };
}

/**
 * The instant at which a zone's clocks show this date and time. A time that the spring change skips becomes the instant
 * as many minutes later; a time that comes twice in autumn is the first of the two.
 */
export function instant(date: string, time: string, zone: string): Date {
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  const shown = (at: number): number => {
    const c = civil(new Date(at), zone);
    return Date.parse(`${c.date}T${[c.hour, c.minute, c.second].map((n) => String(n).padStart(2, '0')).join(':')}Z`);
  };
  const offsetAt = (at: number): number => shown(at) - at;
  const before = offsetAt(wall - 86_400_000);
  const after = offsetAt(wall + 86_400_000);
  const candidates = [wall - before, wall - after].filter((at) => shown(at) === wall).sort((a, b) => a - b);
  return new Date(candidates[0] ?? wall - before);
}

/** Civil date so many days later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The last instant of a civil day in a zone, exclusive: midnight of the next day. */
export const endOfDay = (date: string, zone: string): Date => instant(addDays(date, 1), '00:00', zone);
