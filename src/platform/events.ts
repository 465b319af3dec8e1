import { Injectable } from '@nestjs/common';

type EventClass<E> = abstract new (...args: never[]) => E;
type Listener<E> = (event: E) => Promise<void>;

/**
 * News that travels upward: a lower feature announces, higher features listen.
 * Listeners run inside the announcer's transaction, one after another, and are awaited. They only write rows and do
 * not fail for business reasons.
 */
@Injectable()
export class DomainEvents {
  private readonly listeners = new Map<unknown, Listener<unknown>[]>();

  on<E>(event: EventClass<E>, listener: Listener<E>): void {
    const known = this.listeners.get(event) ?? [];
    known.push(listener as Listener<unknown>);
    this.listeners.set(event, known);
  }

  async announce(event: object): Promise<void> {
    for (const listener of this.listeners.get(event.constructor) ?? []) await listener(event);
  }
}
