/** What came of one try to hand a mail to the server. */
export type Failure =
  /** No server, no connection, not let in, or our own sender refused: says nothing about this mail. */
  | 'server'
  /** The server asks to try again later. */
  | 'temporary'
  /** The connection broke after the mail had begun to travel: it may have arrived. */
  | 'uncertain'
  /** The server will never take this mail for this recipient. */
  | 'permanent';

/** What nodemailer says of a failed try. */
export interface SmtpFault {
  code?: string;
  /** The fault beneath, e.g. ECONNREFUSED. */
  originalCode?: string;
  timeoutType?: string;
  command?: string;
  responseCode?: number;
}

/** No deadline of the server or the line, but our own for one mail. */
export const tooLate = 'ELATE';

/** Sorts a fault of SMTP by what should happen to the mail. */
export function failureOf(fault: SmtpFault): Failure {
  const { code, command, responseCode } = fault;
  if (responseCode !== undefined) {
    const aboutTheMail = command === 'RCPT TO' || command === 'DATA';
    if (!aboutTheMail) return 'server'; // greeting, TLS, sign-in and sender are ours to mend
    return responseCode >= 500 ? 'permanent' : 'temporary';
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'permanent'; // an address that no server could be asked about
  const cutShort =
    code === tooLate ||
    code === 'ECONNECTION' || // closed by the other side, which may have been after the last line
    (code === 'ETIMEDOUT' && fault.timeoutType === 'SOCKET_TIMEOUT') ||
    (code === 'ESOCKET' && (fault.originalCode === 'ECONNRESET' || fault.originalCode === 'EPIPE'));
  return cutShort ? 'uncertain' : 'server';
}

const minute = 60_000;
/** Milliseconds to wait after the first, second, third and fourth try; an hour after that. */
const waits = [1 * minute, 5 * minute, 15 * minute, 60 * minute];
/** The four above and then hourly until two days have passed. */
export const lastTry = waits.length + 47;

export type NextStep = { state: 'queued'; dueAt: Date } | { state: 'failed' };

/**
 * What happens to a mail after a failed try.
 * @param tries tries so far, this one included
 */
export function afterFailure(failure: Failure, tries: number, now: Date): NextStep {
  if (failure === 'permanent') return { state: 'failed' };
  const wait = waits[Math.min(Math.max(tries, 1), waits.length) - 1]!;
  // A server that is away says nothing about the mail, so nothing is given up for it, and the wait stays short enough to be back soon.
  if (failure === 'server') return { state: 'queued', dueAt: new Date(now.getTime() + Math.min(wait, 15 * minute)) };
  if (tries >= lastTry) return { state: 'failed' };
  return { state: 'queued', dueAt: new Date(now.getTime() + wait) };
}
