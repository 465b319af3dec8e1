import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A free port of this machine. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * A process of Reed that can be killed and started again.
 * `ready` is a pattern of its output; `env` comes on top of PATH alone, so that nothing of the caller's leaks in.
 */
export class Reed {
  constructor(file, env, ready = /ready/, args = []) {
    this.file = file;
    this.args = args;
    this.env = { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env };
    this.ready = ready;
    this.output = '';
    this.child = null;
  }

  async start(seconds = 60) {
    const child = spawn(process.execPath, [this.file, ...this.args], { env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    let ended = false;
    child.once('exit', () => (ended = true));
    const begin = this.output.length;
    const take = (data) => (this.output += data);
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const until = Date.now() + seconds * 1000;
    while (!this.ready.test(this.output.slice(begin))) {
      if (ended) throw new Error(`${this.file} ended before it was ready:\n${this.output.slice(begin)}`);
      if (Date.now() > until) throw new Error(`${this.file} was not ready in ${seconds} s:\n${this.output.slice(begin)}`);
      await sleep(20);
    }
    return this;
  }

  /** Ends it; `SIGKILL` without a word. Resolves with the exit code (null when killed). */
  async end(signal = 'SIGTERM') {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    return gone;
  }
}

/** A small browser without script: keeps cookies, sends Origin, follows nothing by itself. */
export class Visitor {
  constructor(base) {
    this.base = base;
    this.cookies = new Map();
  }

  async ask(path, { form, headers = {}, method } = {}) {
    const body = form ? new URLSearchParams(form).toString() : undefined;
    const answer = await fetch(new URL(path, this.base), {
      method: method ?? (form ? 'POST' : 'GET'),
      redirect: 'manual',
      body,
      headers: {
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded', origin: this.base } : {}),
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'accept-language': 'en',
        ...headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: answer.status, location: answer.headers.get('location'), text: await answer.text(), headers: answer.headers };
  }

  async signIn(email, password = 'reed-sample-1') {
    const answer = await this.ask('/sign-in', { form: { email, password, next: '/' } });
    if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status}`);
    return this;
  }
}
