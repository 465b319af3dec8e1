import { one, words } from './find.js';

const clock = (seconds: number): string => {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60].map((n) => String(n).padStart(2, '0'));
  return hours === '00' ? `${Number(minutes)}:${rest}` : `${Number(hours)}:${minutes}:${rest}`;
};

/** So often, in ms, the page asks whether its end has moved: more time may be given meanwhile. */
const askEvery = 60_000;

/** What the server says of the time: seconds that are left, null without a limit; and the end in words. */
interface Time {
  left: number | null;
  until: string;
}

async function timeAt(address: string): Promise<Time | null> {
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' }, credentials: 'same-origin' });
    return answer.ok ? ((await answer.json()) as Time) : null;
  } catch {
    return null;
  }
}

/**
 * Counts the time of an attempt down. Quietly: what changes each second is in no live region, and a screen reader hears of it
 * twice. When also the grace is over, the page goes to where the server has put the attempt. The server may know of another end:
 * it is asked now and then, and before the page says that the time is over.
 */
export function timeLeft(box: HTMLElement): void {
  let end = Date.now() + Number(words(box, 'data-time-left')) * 1000;
  const afterwards = (Number(words(box, 'data-grace')) + 2) * 1000;
  const [shown, until, aloud] = [one('[data-time-words]', box), one('[data-until]', box), one('[role=status]', box)];
  let before = Infinity;
  let askAt = Date.now() + askEvery;
  let asking = false;
  const tick = (): void => {
    const now = Date.now();
    const left = Math.max(0, Math.ceil((end - now) / 1000));
    if (left ? now > askAt && !document.hidden : before > 0 && before !== Infinity) void ask();
    if (shown && (left || !asking)) shown.textContent = left ? words(box, 'data-counting').replace('%', clock(left)) : words(box, 'data-over');
    for (const [limit, name] of [
      [300, 'data-five'],
      [60, 'data-one'],
    ] as const)
      if (aloud && left > 0 && left <= limit && before > limit && before !== Infinity) aloud.textContent = words(aloud, name);
    before = left;
    if (now <= end + afterwards) return;
    clearInterval(timer);
    location.assign(words(box, 'data-next'));
  };
  const ask = async (): Promise<void> => {
    asking = true;
    askAt = Date.now() + askEvery;
    const time = await timeAt(words(box, 'data-time'));
    asking = false;
    if (time?.left === null) {
      clearInterval(timer);
      box.remove();
      return;
    }
    const said = time ? Date.now() + time.left * 1000 : end;
    // Seconds are rounded, and the answer was on its way.
    if (time && Math.abs(said - end) > 3000) {
      end = said;
      if (until) until.textContent = time.until;
    }
    tick();
  };
  const timer = setInterval(tick, 1000);
  tick();
}
