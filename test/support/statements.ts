import pg from 'pg';

type Query = (...args: unknown[]) => unknown;
type Client = { connectionParameters?: { application_name?: string } };

/** The queue keeps its jobs by connections of its own and sets itself up in the background, whoever asks meanwhile. */
const isReeds = (client: unknown): boolean => (client as Client).connectionParameters?.application_name === 'reed';

/** The catalogue asks at most once a second which revisions are current: all requests of that second share the answer, so it belongs to none. */
const isShared = (text: string): boolean => text.startsWith('SELECT id AS "programmeId", current_revision_id');

/** Counts Reed's statements that reach PostgreSQL from this process while `work` runs; BEGIN and COMMIT and what requests share are listed apart. */
export async function statementsOf<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[]; frames: string[]; shared: string[] }> {
  const statements: string[] = [];
  const frames: string[] = [];
  const shared: string[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const text = (typeof args[0] === 'string' ? args[0] : ((args[0] as { text?: string } | null)?.text ?? '')).replace(/\s+/g, ' ').trim();
    const list = /^(BEGIN|START TRANSACTION|COMMIT|ROLLBACK)/i.test(text) ? frames : isShared(text) ? shared : statements;
    if (isReeds(this)) list.push(text);
    return original.apply(this, args);
  };
  try {
    return { result: await work(), statements, frames, shared };
  } finally {
    prototype.query = original;
  }
}
