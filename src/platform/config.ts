import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The settings of one process, read once at its start. */
export class Config {
  /** `embedded`: own PostgreSQL, sample people, local mailbox. `server`: everything is given. */
  readonly shape: 'embedded' | 'server';
  readonly host: string;
  readonly port: number;
  readonly baseUrl: string;
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly redisUrl: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly dataDir: string;
  /** Wraps the private key that signs; null: it lies in the database as it is. */
  readonly signingSecret: KeyObject | null;
  readonly trustProxy: string[];
  /** A script of npm has started this process. */
  readonly underNpm: boolean;
  readonly root: string;
  readonly version: string;
  /** Cookies carry `Secure` and the `__Host-` prefix. */
  get secure(): boolean {
    return this.baseUrl.startsWith('https:');
  }
  constructor(values: Omit<Config, 'secure' | 'with'>) {
    Object.assign(this, values);
  }

  /** The same settings with some of them changed. */
  with(changes: Partial<Omit<Config, 'secure' | 'with'>>): Config {
    return Object.assign(Object.create(Config.prototype) as Config, this, changes);
  }
}

/** A setting that stops the start. The message is the sentence for whoever runs Reed. */
export class ConfigError extends Error {}

/** The folder that holds package.json, whether the code runs from `src` or from `dist/src`. */
export function projectRoot(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    try {
      readFileSync(join(dir, 'package.json'));
      return dir;
    } catch {
      const up = dirname(dir);
      if (up === dir) throw new ConfigError('package.json was not found beside the code.');
      dir = up;
    }
  }
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

type Env = Record<string, string | undefined>;

function url(env: Env, name: string, protocols: string[], example: string): URL | null {
  const value = env[name];
  if (value === undefined || value === '') return null;
  let parsed: URL;
  try {
    parsed = new URL(value);
  } catch {
    throw new ConfigError(`${name} is not an address. Example: ${name}=${example}`);
  }
  if (!protocols.includes(parsed.protocol))
    throw new ConfigError(
      `${name} begins with "${parsed.protocol}//", but only ${protocols.map((p) => `"${p}//"`).join(' or ')} works. Example: ${name}=${example}`,
    );
  return parsed;
}

function wholeNumber(env: Env, name: string, fallback: number, min: number, max: number): number {
  const value = env[name];
  if (value === undefined || value === '') return fallback;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max)
    throw new ConfigError(`${name} is "${value}", but it must be a whole number from ${min} to ${max}. Example: ${name}=${fallback}`);
  return number;
}

/** 32 random bytes in base64. The sentence does not repeat them: it may end in a log. */
function secret(env: Env, name: string): KeyObject | null {
  const value = env[name];
  if (value === undefined || value === '') return null;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== value)
    throw new ConfigError(`${name} must be 32 random bytes in base64, which are 44 characters. Example: ${name}="$(openssl rand -base64 32)"`);
  return createSecretKey(bytes);
}

/**
 * Reads and checks the environment.
 * @throws ConfigError with a sentence that names the variable, its fault and an example.
 */
export function readConfig(env: Env = process.env): Config {
  const root = projectRoot();
  const database = url(env, 'DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://reed:secret@localhost:5432/reed');
  const redis = url(env, 'REDIS_URL', ['redis:', 'rediss:'], 'redis://localhost:6379');
  const smtp = url(env, 'SMTP_URL', ['smtp:', 'smtps:'], 'smtp://localhost:25');
  const port = wholeNumber(env, 'PORT', 3000, 1, 65535);
  const host = env.HOST || '127.0.0.1';
  const base = url(env, 'BASE_URL', ['http:', 'https:'], 'https://learn.example.org') ?? new URL(`http://127.0.0.1:${port}`);
  if (base.protocol === 'http:' && !loopback.has(base.hostname))
    throw new ConfigError(
      `BASE_URL is "${base.origin}", but http is only for this machine itself: people would sign in over an open line. Example: BASE_URL=https://${base.hostname}`,
    );
  if (base.pathname !== '/' || base.search || base.hash) throw new ConfigError(`BASE_URL must not have a path. Example: BASE_URL=${base.origin}`);
  const trustProxy = (env.TRUST_PROXY ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  for (const part of trustProxy)
    if (!/^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(part))
      throw new ConfigError(
        `TRUST_PROXY holds "${part}", but it takes IP addresses or ranges with commas between them. Example: TRUST_PROXY=10.0.0.2,10.1.0.0/16`,
      );
  const mailFrom = env.MAIL_FROM || (base.protocol === 'https:' ? `Reed <no-reply@${base.hostname}>` : 'Reed <no-reply@reed.test>');
  if (!/^[^<>@]*<?[^<>@\s]+@[^<>@\s]+>?$/.test(mailFrom))
    throw new ConfigError(`MAIL_FROM is "${mailFrom}", which is not an address. Example: MAIL_FROM=Reed <no-reply@example.org>`);
  return new Config({
    shape: database ? 'server' : 'embedded',
    host,
    port,
    baseUrl: base.origin,
    databaseUrl: database ? database.href : '',
    databasePool: wholeNumber(env, 'DATABASE_POOL', 10, 1, 200),
    redisUrl: redis?.href ?? null,
    smtpUrl: smtp?.href ?? null,
    mailFrom,
    dataDir: resolve(env.REED_DATA_DIR || join(root, '.data')),
    signingSecret: secret(env, 'SIGNING_SECRET'),
    trustProxy,
    underNpm: env.npm_lifecycle_event !== undefined,
    root,
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  });
}
