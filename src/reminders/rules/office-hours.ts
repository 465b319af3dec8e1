import { addDays, civil, instant } from '../../platform/zones.js';

// Reminders are written from nine to four, Monday to Friday, by the clocks of the cohort's zone.
const opens = 9;
const closes = 16;
const openingTime = '09:00';

const weekday = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
const isWorkingDay = (date: string): boolean => weekday(date) <= 5;

/** True from 09:00 until before 16:00 on a working day in the zone. */
export function inOfficeHours(at: Date, zone: string): boolean {
  const { weekday: day, hour } = civil(at, zone);
  return day <= 5 && hour >= opens && hour < closes;
}

/** The instant itself where it lies in office hours, else the next opening after it. */
export function nextOfficeTime(at: Date, zone: string): Date {
  if (inOfficeHours(at, zone)) return at;
  const { date, hour } = civil(at, zone);
  return opening(isWorkingDay(date) && hour < opens ? date : addDays(date, 1), zone);
}

/** 09:00 of a civil date, or of the first working day after it. */
export function opening(date: string, zone: string): Date {
  let day = date;
  for (;;) {
    while (!isWorkingDay(day)) day = addDays(day, 1);
    const at = instant(day, openingTime, zone);
    // A zone may leave a whole day out (Samoa, 2011): then its 09:00 is that of another day.
    if (inOfficeHours(at, zone)) return at;
    day = addDays(day, 1);
  }
}

/** The first working day after a civil date. */
export function workingDayAfter(date: string): string {
  let day = addDays(date, 1);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** So many working days later at the same time of day, and then in office hours. */
export function workingDaysLater(at: Date, days: number, zone: string): Date {
  const { date, hour, minute, second } = civil(at, zone);
  let day = date;
  for (let i = 0; i < days; i++) day = workingDayAfter(day);
  const time = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
  return nextOfficeTime(instant(day, time, zone), zone);
}
