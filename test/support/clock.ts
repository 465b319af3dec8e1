import { Clock } from '../../src/platform/clock.js';

/** A clock that stands where a test puts it. */
export class TestClock extends Clock {
  constructor(private at: Date = new Date('2026-11-24T09:00:00Z')) {
    super();
  }
  now(): Date {
    return new Date(this.at);
  }
  set(at: string | Date): void {
    this.at = new Date(at);
  }
  /** Moves on, e.g. `pass({ days: 14 })`. */
  pass({ days = 0, hours = 0, minutes = 0, seconds = 0 }: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    this.at = new Date(this.at.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
  }
}
