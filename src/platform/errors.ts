/** What services throw. Controllers never catch these: pages and API each translate them at the edge. */
export abstract class DomainError extends Error {
  /** HTTP status that fits. */
  abstract readonly status: number;
  /** Key in the message catalogues, e.g. `platform.error.notFound`. */
  abstract readonly key: string;
  readonly params: Record<string, string | number> = {};
}

/** What a viewer may not see does not exist for them. */
export class NotFound extends DomainError {
  readonly status = 404;
  readonly key = 'platform.error.notFound';
  constructor(readonly what = 'thing') {
    super(`${what} not found`);
  }
}

/** Signed in, allowed to know the thing exists, but not to do this with it. */
export class NotAllowed extends DomainError {
  readonly status = 403;
  readonly key = 'platform.error.notAllowed';
  constructor(readonly action = 'action') {
    super(`${action} not allowed`);
  }
}

/** Nobody is signed in. Pages answer with the sign-in page, the API with 401. */
export class NotSignedIn extends DomainError {
  readonly status = 401;
  readonly key = 'platform.error.notSignedIn';
  constructor() {
    super('not signed in');
  }
}

/** The thing is in a state in which this cannot be done; `key` says why in the reader's language. */
export class Conflict extends DomainError {
  readonly status = 409;
  constructor(
    readonly key: string,
    override readonly params: Record<string, string | number> = {},
  ) {
    super(key);
  }
}

/** Too many tries. `retryAfter` is in seconds. */
export class TooMany extends DomainError {
  readonly status = 429;
  readonly key = 'platform.error.tooMany';
  constructor(readonly retryAfter: number) {
    super('too many tries');
    this.params.minutes = Math.ceil(retryAfter / 60);
  }
}

export type FieldError = { key: string; params?: Record<string, string | number> };

/** Input that cannot be taken; one entry per field, `form` for the whole. */
export class Invalid extends DomainError {
  readonly status = 422;
  readonly key = 'platform.error.invalid';
  constructor(readonly fields: Record<string, FieldError>) {
    super('invalid input: ' + Object.keys(fields).join(', '));
  }
}
