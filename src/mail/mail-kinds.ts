import { Injectable } from '@nestjs/common';

/**
 * Whether a mail should still go; `reason` is a short technical word for the ledger where it should not, `at` the next
 * time at which it may, e.g. the next office hours.
 */
export type Wanted = { wanted: true } | { wanted: false; reason: string } | { wanted: 'later'; at: Date };

/** Asked right before a mail goes, because the world may have moved on since it was written. */
export type StillWanted = (objectId: string | null, personId: string | null, now: Date) => Promise<Wanted>;

/** What each kind of mail needs to know before it goes. The owners of the kinds register here when they start. */
@Injectable()
export class MailKinds {
  private readonly kinds = new Map<string, StillWanted>();

  /** `kind` begins with the owner's folder: `accounts:reset`. */
  register(kind: string, stillWanted: StillWanted): void {
    if (this.kinds.has(kind)) throw new Error(`the kind of mail "${kind}" is registered twice`);
    this.kinds.set(kind, stillWanted);
  }

  async stillWanted(kind: string, objectId: string | null, personId: string | null, now: Date): Promise<Wanted> {
    const ask = this.kinds.get(kind);
    return ask ? ask(objectId, personId, now) : { wanted: true };
  }
}
