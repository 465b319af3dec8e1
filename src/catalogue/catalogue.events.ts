/** A programme has a new current revision. Announced inside the transaction that publishes it. */
export class RevisionPublished {
  constructor(
    readonly programmeId: string,
    readonly revisionId: string,
  ) {}
}
