import { sleep } from '../../support/processes.mjs';

export const chance = (percent) => Math.random() * 100 < percent;
export const upTo = (limit) => Math.floor(Math.random() * limit);
export const any = (list) => list[upTo(list.length)];
const counts = () => ({ sent: 0, pages: 0, acknowledged: 0, lost: 0, unheard: 0, repeated: 0, delayed: 0, elsewhere: 0, refused: 0, switched: 0 });
/** So long, in ms, anybody waits for anything; whatever takes longer has gone wrong. */
const longest = 600_000;

/** Ends a wait that would have no end. */
export function patience(what) {
  const until = Date.now() + longest;
  return () => {
    if (Date.now() > until) throw new Error(`it took too long ${what}`);
  };
}

/** The way to the server: asks as somebody, and does to saves what bad lines do. */
export class Line {
  constructor(base) {
    this.base = base;
    this.counted = counts();
    /** The process and PostgreSQL have been restarted. */
    this.shaken = false;
    /** Copies that arrive when they like. */
    this.late = [];
    /** What has gone wrong where nobody waits. */
    this.failure = null;
  }

  fail(error) {
    this.failure ??= error;
  }

  async ask(person, path, body, accept) {
    const answer = await fetch(this.base + path, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      body,
      signal: AbortSignal.timeout(10_000),
      headers: {
        cookie: `reed=${person.session}`,
        accept,
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: this.base }),
      },
    });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
  }

  /** Asks until the server is there. */
  async sure(person, path, body, accept = 'text/html') {
    const check = patience(`to be answered ${path}`);
    for (let pause = 100; ; pause = Math.min(pause * 2, 1000)) {
      const answer = await this.ask(person, path, body, accept).catch(() => null);
      if (answer && answer.status < 500) return answer;
      check();
      await sleep(pause + upTo(pause));
    }
  }

  /** One try of a save, by script or by a button: what the browser hears of it, or null. */
  async save(person, path, body, accept = 'application/json') {
    const { counted } = this;
    counted.sent++;
    await sleep(upTo(40));
    if (chance(10)) return (counted.lost++, null);
    if (chance(12)) {
      counted.repeated++;
      this.copy(person, path, body, accept, upTo(30));
    }
    if (chance(12)) {
      counted.delayed++;
      this.copy(person, path, body, accept, 200 + upTo(1800));
    }
    const answer = await this.ask(person, path, body, accept).catch(() => null);
    if (!answer || answer.status >= 500) return null;
    if (chance(10)) return (counted.unheard++, null);
    return answer;
  }

  /** What a page hands to its browser while it goes away: nobody hears what becomes of it. */
  beacon(person, path, body) {
    if (chance(70))
      this.keep(
        person,
        sleep(upTo(60)).then(() => this.ask(person, path, body, '*/*').catch(() => null)),
      );
  }

  copy(person, path, body, accept, after) {
    // It arrives for certain, if late: what holds it back also waits for the server.
    this.keep(
      person,
      sleep(after).then(() => this.sure(person, path, body, accept)),
    );
  }

  keep(person, arrived) {
    this.late.push(arrived);
    person.late.push(arrived);
    // Whoever waits for it hears of its failure.
    arrived.catch(() => undefined);
  }
}
