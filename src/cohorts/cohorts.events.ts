/** Somebody has joined a cohort's programme. Announced in the enrolling transaction. */
export class Enrolled {
  constructor(
    readonly enrolmentId: string,
    readonly personId: string,
    readonly programmeId: string,
  ) {}
}

/** Somebody who has not opened the programme was sent another invitation. Announced in the transaction that wrote it. */
export class InvitedAgain {
  constructor(readonly enrolmentId: string) {}
}

/** First day, last day or zone of a cohort are no longer what they were. One event for the cohort, whatever the number of its people. */
export class CohortDatesChanged {
  constructor(readonly cohortId: string) {}
}
