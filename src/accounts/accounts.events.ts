/** What somebody needs where time is limited has changed. Announced in the transaction of the change. */
export class AccommodationChanged {
  constructor(readonly personId: string) {}
}
