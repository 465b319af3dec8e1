/** Something was recorded about an enrolment. Announced in the transaction that recorded it. */
export class ProgressChanged {
  constructor(
    readonly enrolmentId: string,
    readonly personId: string,
    readonly programmeId: string,
  ) {}
}

/**
 * All required modules of an enrolment are complete. Announced once per enrolment, in the transaction of the event
 * that completed it; `revisionId` is the revision by which it was judged, `at` the time of that event.
 */
export class ProgrammeCompleted {
  constructor(
    readonly enrolmentId: string,
    readonly personId: string,
    readonly programmeId: string,
    readonly revisionId: string,
    readonly at: Date,
  ) {}
}
