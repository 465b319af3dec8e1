import { compileFunction } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { sleep } from '../../support/processes.mjs';
import { chance, patience, upTo } from './line.mjs';
import { fieldsOf, same } from './ledger.mjs';

/**
 * A simulated browser. Its pages run the outbox of Reed's own script, `src/web/client/outbox.ts`, on stand-ins for localStorage, fetch and
 * a document without anything in it. What `autosave.ts` does with the controls of a form is written anew here, for it needs a whole
 * document: `Part` follows its `autosave` and `Page.press` what it does when a button is pressed. Forms are read from the server's pages.
 */
const entry = fileURLToPath(new URL('../../../src/web/client/outbox.ts', import.meta.url));
const [{ text: script }] = buildSync({
  entryPoints: [entry],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'outbox',
  target: 'es2022',
}).outputFiles;
const outboxOn = compileFunction(`${script}\nreturn outbox;`, ['localStorage', 'fetch', 'document', 'setTimeout', 'clearTimeout']);
const nothingIn = { querySelector: () => null, querySelectorAll: () => [] };
/** Its pauses are for people; here everything goes so many times faster. */
const faster = 20;

class Storage {
  #items = new Map();
  get length() {
    return this.#items.size;
  }
  key = (index) => [...this.#items.keys()][index] ?? null;
  getItem = (key) => this.#items.get(key) ?? null;
  setItem = (key, value) => void this.#items.set(key, value);
  removeItem = (key) => void this.#items.delete(key);
}

const attribute = (tag, name) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&');
const encoded = (fields) => new URLSearchParams(fields).toString();

/** A question on a page, and the way of its answer to the server. */
class Part {
  changed = 0;
  saved = 0;
  /** The server did not take it: the button settles it. */
  aside = false;
  busy = null;
  answer = [];
  turn = '';

  constructor(page, question, address, name, typed, seen) {
    Object.assign(this, { page, question, address, name, typed, seen, language: page.language });
    page.script.own.add(name);
    this.device = page.script.device();
    const draft = typed ? null : page.script.outbox.read(name);
    if (!draft) return;
    for (const [field, value] of draft.fields) if (field in this && field !== 'answer') this[field] = value;
    this.answer = draft.fields.filter(([field]) => field.startsWith('answer'));
    this.changed++;
    this.store(draft.held);
    this.send();
  }

  fields() {
    const { device, language, turn, seen, answer } = this;
    return [['device', device], ['language', language], ['turn', turn], ['seen', String(seen)], ...answer];
  }

  store(held = false) {
    this.page.script.outbox.keep(this.name, { to: this.address, fields: this.fields(), at: Date.now(), held });
  }

  keep() {
    this.changed++;
    this.turn = this.page.script.nextTurn();
    this.store();
  }

  /** Somebody has changed the answer by hand. */
  give(answer) {
    this.answer = fieldsOf(this.question, answer);
    this.language = this.page.language;
    this.keep();
    this.send();
  }

  send() {
    this.busy ??= this.deliver()
      .catch((error) => this.page.browser.line.fail(error))
      .finally(() => (this.busy = null));
  }

  async deliver() {
    const { page } = this;
    const check = patience(`to save ${this.address}`);
    for (let pause = 1000 / faster; !page.gone && this.changed !== this.saved;) {
      const upToHere = this.changed;
      const outcome = await page.script.post(this.address, this.fields());
      if (page.gone) return;
      check();
      if (outcome.is === 'later') {
        // Longer and longer, as in the browser, while nobody answers.
        await sleep(pause + upTo(pause));
        pause = Math.min(pause * 2, 1000);
        continue;
      }
      this.saved = upToHere;
      if (outcome.is === 'saved') {
        this.aside = false;
        this.seen = outcome.told.fields.seen;
        // What was chosen in the meantime goes with what the server has just said.
        if (this.changed !== this.saved) this.store();
        else page.script.outbox.drop(this.name);
      } else if (outcome.is === 'elsewhere') {
        this.saved = this.changed;
        this.aside = true;
        this.store(true);
      } else if (outcome.is === 'tooLate') page.script.outbox.drop(this.name);
      else throw new Error(`a save was answered "${outcome.is}": ${JSON.stringify(outcome.told)}`);
    }
  }
}

/** One page of a browser, from its opening until the next one takes its place. */
class Page {
  gone = false;
  parts = [];

  /** @param before what stood in its form, where the server shows that again */
  constructor(browser, html = '', before = []) {
    this.browser = browser;
    this.language = attribute(/<html[^>]*>/.exec(html)?.[0] ?? '', 'lang') ?? browser.person.language;
    const soon = (work, ms) => setTimeout(() => this.gone || work(), ms / faster);
    this.script = outboxOn(browser.storage, (to, { body }) => this.fetch(to, body), nothingIn, soon, clearTimeout);
    for (const [tag] of html.matchAll(/<[^>]* data-autosave="[^>]*>/g)) {
      const id = attribute(tag, 'data-part');
      const [address, name] = [attribute(tag, 'data-autosave'), attribute(tag, 'data-draft')];
      const question = browser.questionAt(address);
      const typed = / data-typed(?![^ >=])/.test(tag);
      const hidden = (field) => attribute(html.match(`<input type="hidden" name="${id ? `${field}.${id}` : field}"[^>]*>`)[0], 'value');
      const part = new Part(this, question, address, name, typed, hidden('seen'));
      if (typed) Object.assign(part, { answer: before.find((one) => one.question === question).answer, language: hidden('language') });
      this.parts.push(part);
    }
    void this.script.flush();
  }

  async fetch(to, body) {
    const { browser } = this;
    const { line, person } = browser;
    const write = browser.sent(to, [...body]);
    const answer = await line.save(person, to, body.toString());
    // What a page that has gone was told nobody hears.
    if (!answer || this.gone) throw new TypeError('nobody answered');
    if (answer.status === 409) line.counted.refused++;
    if (answer.status === 200) {
      const told = JSON.parse(answer.text);
      if (told.elsewhere) line.counted.elsewhere++;
      else {
        line.counted.acknowledged++;
        person.ledger.acknowledge(write, Number(told.fields.seen), Number(told.fields.seen));
      }
    }
    return new Response(answer.text, { status: answer.status });
  }

  /** Another page comes. What is not saved is handed to the browser, which may or may not bring it to the server. */
  leave({ crashed = false } = {}) {
    const { browser } = this;
    this.gone = true;
    for (const part of crashed ? [] : this.parts)
      if (part.changed !== part.saved) {
        browser.sent(part.address, part.fields());
        browser.line.beacon(browser.person, part.address, encoded(part.fields()));
      }
  }
}

export class Browser {
  storage = new Storage();

  constructor(line, person) {
    Object.assign(this, { line, person });
    this.page = new Page(this);
  }

  questionAt(address) {
    return this.person.questions[Number(/\/questions\/(\d+)/.exec(address)[1]) - 1];
  }

  sent(address, fields) {
    const { device, turn, language, seen } = Object.fromEntries(fields);
    return this.person.ledger.sent(this.questionAt(address), device, Number(turn), fields, language, Number(seen));
  }

  show(html, before) {
    this.page.gone = true;
    this.page = new Page(this, html, before);
  }

  /** Opens the page of a question, or the one with all of them. */
  async open({ k }) {
    const { line, person, page } = this;
    page.leave();
    const { status, text } = await line.sure(person, `${person.attempt}/questions${person.layout === 'one' ? `/${k}` : ''}`);
    if (status !== 200) throw new Error(`the page of question ${k} was answered ${status}: ${text.slice(0, 200)}`);
    line.counted.pages++;
    this.show(text);
  }

  partOf(question) {
    return this.page.parts.find((part) => part.question === question);
  }

  /** The browser ends without a word; what its storage has stays. */
  crash() {
    this.page.leave({ crashed: true });
    this.show('');
  }

  /** Chooses an answer; nobody waits until it is saved. */
  async give(question, answer) {
    if (!this.partOf(question)) await this.open(question);
    this.partOf(question).give(answer);
  }

  /** What another device has answered since is shown beside what was given here, and somebody decides. */
  async decide() {
    const check = patience('to settle what another device has answered');
    while (this.page.parts.some((part) => part.aside || part.typed)) {
      check();
      const [part] = this.page.parts;
      if (this.person.layout === 'one' && part.typed && chance(50)) {
        this.page.script.outbox.drop(part.name);
        await this.open(part.question);
      } else await this.press();
    }
  }

  /**
   * Presses the button of the page: of one question always, of all questions what they have not settled themselves. It is pressed again
   * until somebody answers. Where another device has answered, the page comes back.
   */
  async press() {
    const { line, person, page } = this;
    const all = person.layout === 'all';
    for (const part of page.parts) if (part.typed) part.keep();
    const parts = page.parts.filter((part) => !all || part.changed !== part.saved || part.aside);
    const turn = all ? page.script.nextTurn() : page.parts[0].turn;
    const device = page.script.device();
    const form = [['device', device], ...(all ? [['turn', turn]] : [])];
    const writes = parts.map((part) => {
      const inForm = (name) => (all ? `${name}.${part.question.id}` : name);
      const answer = part.answer.map(([name, value]) => [
        all ? name.replace('answer', `answer-${part.question.id}`) : name,
        value.replace(/\n/g, '\r\n'),
      ]);
      form.push([inForm('turn'), part.turn], [inForm('seen'), String(part.seen)], [inForm('language'), part.language], ...answer);
      return person.ledger.sent(part.question, device, Number(turn), part.answer, part.language, Number(part.seen));
    });
    page.leave();
    const path = all ? `${person.attempt}/questions` : parts[0].address;
    const check = patience(`for the button of ${path}`);
    for (;;) {
      check();
      const answer = await line.save(person, path, encoded(form), 'text/html');
      if (answer?.status === 303) return this.arrive(answer.location, writes);
      if (answer && / data-typed/.test(answer.text)) {
        line.counted.elsewhere++;
        return this.show(answer.text, parts);
      }
      if (answer) throw new Error(`the button of ${path} was answered ${answer.status}: ${answer.text.slice(0, 200)}`);
      await sleep(50 + upTo(100));
    }
  }

  /** A button has led on: what it sent is kept. */
  async arrive(location, writes) {
    const { line, person } = this;
    line.counted.acknowledged += writes.length;
    // Between two devices it counts when it was taken; a page says so only of the moment at which it is opened.
    const now = person.twoDevices ? JSON.parse((await line.sure(person, person.api, undefined, 'application/json')).text).questions : [];
    for (const write of writes) {
      const { sequence, answer } = now.find(({ id }) => id === write.question.id) ?? {};
      const mine = same(answer ?? [], write.answer);
      person.ledger.acknowledge(write, mine ? (sequence ?? 0) : write.seen, sequence === undefined ? Infinity : mine ? sequence : sequence - 1);
    }
    const next = /\/questions\/(\d+)/.exec(location);
    if (next) await this.open({ k: Number(next[1]) });
    else this.show('');
  }

  /** Waits until nothing waits here, and answers what another device has come between. */
  async settle() {
    const check = patience('until everything was saved');
    const waiting = () => this.page.script.outbox.waiting();
    for (let opened = 0; ;) {
      check();
      await Promise.all(this.page.parts.map(({ busy }) => busy));
      await this.decide();
      await this.page.script.flush();
      if (!waiting().length) return;
      const { script, parts } = this.page;
      const own = parts.some(({ busy }) => busy);
      const held = waiting().filter((one) => one.held);
      if (own || !held.length) await sleep(50);
      // A case that has been walked on is asked under another name: nothing shows any more what was held under the old one.
      else if (opened++ > this.person.questions.length * 2) for (const name of script.outbox.names()) script.outbox.drop(name);
      else await this.open(this.questionAt(held[0].to));
    }
  }
}
