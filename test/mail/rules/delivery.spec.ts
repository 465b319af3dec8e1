import fc from 'fast-check';
import { afterFailure, failureOf, lastTry, type Failure } from '../../../src/mail/rules/delivery.js';

describe('failureOf', () => {
  it.each([
    ['nobody listens', { code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }, 'server'],
    ['the name is unknown', { code: 'EDNS', command: 'CONN' }, 'server'],
    ['the server never greets', { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT', command: 'CONN' }, 'server'],
    ['the server greets with a refusal', { code: 'EPROTOCOL', responseCode: 554, command: 'CONN' }, 'server'],
    ['our password is wrong', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'server'],
    ['our sender is refused', { code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'server'],
    ['no such mailbox', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'permanent'],
    ['greylisting', { code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }, 'temporary'],
    ['the text is refused', { code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'permanent'],
    ['the disk is full', { code: 'EMESSAGE', responseCode: 452, command: 'DATA' }, 'temporary'],
    ['an address that cannot be written', { code: 'EENVELOPE', command: 'API' }, 'permanent'],
    ['the line breaks', { code: 'ESOCKET', originalCode: 'ECONNRESET', command: 'CONN' }, 'uncertain'],
    ['the server hangs up', { code: 'ECONNECTION', command: 'CONN' }, 'uncertain'],
    ['silence in the middle', { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT', command: 'CONN' }, 'uncertain'],
  ] as const)('%s', (_, fault, failure) => {
    expect(failureOf(fault)).toBe(failure);
  });
});

describe('afterFailure', () => {
  const now = new Date('2026-11-24T09:00:00Z');
  const minutes = (failure: Failure, tries: number): number | 'failed' => {
    const next = afterFailure(failure, tries, now);
    return next.state === 'failed' ? 'failed' : (next.dueAt.getTime() - now.getTime()) / 60_000;
  };

  it('waits longer and longer, then gives up after two days', () => {
    expect([1, 2, 3, 4, 5, 50, lastTry].map((tries) => minutes('temporary', tries))).toEqual([1, 5, 15, 60, 60, 60, 'failed']);
    let total = 0;
    for (let tries = 1; tries < lastTry; tries++) total += minutes('temporary', tries) as number;
    expect(total / 60).toBeGreaterThan(46);
    expect(total / 60).toBeLessThan(50);
  });

  it('gives up at once where the server never will', () => {
    expect(minutes('permanent', 1)).toBe('failed');
  });

  it('never gives a mail up because the server is away, and is back within a quarter of an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (tries) => {
        const wait = minutes('server', tries);
        expect(wait).not.toBe('failed');
        expect(wait).toBeLessThanOrEqual(15);
      }),
    );
  });
});
