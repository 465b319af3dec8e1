/** What is known of an address before somebody is invited. */
export interface KnownPerson {
  /** The account was closed. */
  closed: boolean;
  /** Has an enrolment in this cohort. */
  here: boolean;
}

/**
 * `new`: an account is made and a mail goes · `existing`: a mail goes to an account that is there ·
 * `here`: already in this cohort, nothing happens · `closed`: the account was closed, nothing happens.
 */
export type InviteeVerdict = 'new' | 'existing' | 'here' | 'closed';

/** What inviting an address does; the preview shows it and the invitation acts by it. */
export function inviteeVerdict(known: KnownPerson | null): InviteeVerdict {
  if (!known) return 'new';
  if (known.here) return 'here';
  return known.closed ? 'closed' : 'existing';
}
