import type { LoggerService } from '@nestjs/common';
import pino from 'pino';

interface Fault {
  type: string;
  message: string;
  stack?: string;
  code?: unknown;
  /** Of PostgreSQL: which rule was broken. Its `detail` is left out, because it quotes the row. */
  table?: unknown;
  constraint?: unknown;
  column?: unknown;
  cause?: Fault;
}

/** What the log keeps of an error: what went wrong and where, never the values that it went wrong with. */
export function describeFault(error: unknown): Fault {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const { code, table, constraint, column } = error as Error & Partial<Fault>;
  const cause = error.cause instanceof Error ? describeFault(error.cause) : undefined;
  return { type: error.constructor.name, message: error.message, stack: error.stack, code, table, constraint, column, cause };
}

/** One line of JSON per event; ids only, never names, addresses or texts. LOG_LEVEL sets the volume. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'warn',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: describeFault },
});

/** Nest's own messages, in the same stream. */
export const nestLogger: LoggerService = {
  log: (message: unknown) => log.debug({ nest: true }, String(message)),
  warn: (message: unknown) => log.warn({ nest: true }, String(message)),
  error: (message: unknown, stack?: unknown) => log.error({ nest: true, stack }, String(message)),
  debug: (message: unknown) => log.trace({ nest: true }, String(message)),
  verbose: (message: unknown) => log.trace({ nest: true }, String(message)),
};
