/** A free port of this machine. */
export function freePort(): Promise<number>;
export function sleep(ms: number): Promise<void>;

/** A process of Reed that can be killed and started again. */
export class Reed {
  /** Everything that it has written so far, over all its starts. */
  output: string;
  child: import('node:child_process').ChildProcess | null;
  constructor(file: string, env: Record<string, string>, ready?: RegExp, args?: string[]);
  /** Resolves when the output says that it is ready. @throws Error with the output where it ends first or takes longer. */
  start(seconds?: number): Promise<this>;
  /** Resolves with the exit code; null when killed. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}
