import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { Config } from '../platform/config.js';
import { failureOf, tooLate, type Failure, type SmtpFault } from './rules/delivery.js';

/** What goes over the wire. */
export interface Letter {
  messageId: string;
  to: { email: string; name: string };
  language: string;
  subject: string;
  text: string;
  html: string;
  /** When it was written: the same at every try, so that a repeat is the same mail. */
  date: Date;
}

/** A try that did not work. The message names no address; `reply` is the server's number or the fault's code. */
export class DeliveryError extends Error {
  constructor(
    readonly failure: Failure,
    readonly reply: string,
  ) {
    super(`the mail was not taken: ${failure} (${reply})`);
  }
}

/** Where mails go. */
export abstract class MailTransport {
  /** The rows themselves are the mailbox, so their texts are kept. */
  abstract readonly keepsTexts: boolean;
  /** @throws DeliveryError */
  abstract send(letter: Letter): Promise<void>;
}

/** Longest time for one mail, so that nobody else takes its row meanwhile (see `leaseMs`). */
const sendMs = 90_000;

interface Sender {
  sendMail(mail: object): Promise<unknown>;
  close(): void;
}

/** SMTP where SMTP_URL says so; else the local mailbox, or (on a server) patience until a setting arrives. */
@Injectable()
export class ConfiguredTransport extends MailTransport implements OnApplicationShutdown {
  private readonly sender: Sender | null;
  private closing = false;

  constructor(@Inject(Config) private readonly config: Config) {
    super();
    this.sender = config.smtpUrl
      ? (createTransport({
          url: config.smtpUrl,
          pool: true,
          maxConnections: 4,
          maxRequeues: 0, // whether a mail goes again is decided on its row
          connectionTimeout: 15_000,
          greetingTimeout: 15_000,
          socketTimeout: 60_000,
          disableFileAccess: true,
          disableUrlAccess: true,
        }) as unknown as Sender)
      : null;
  }

  get keepsTexts(): boolean {
    return this.sender === null;
  }

  async send(letter: Letter): Promise<void> {
    if (!this.sender) {
      if (this.config.shape === 'embedded') return;
      throw new DeliveryError('server', 'SMTP_URL is not set');
    }
    // What is on its way ends; what waits its turn is put back as it was.
    if (this.closing) throw new DeliveryError('server', 'shutting down');
    const mail = {
      from: this.config.mailFrom,
      to: { name: letter.to.name, address: letter.to.email },
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      date: letter.date,
      messageId: letter.messageId,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': letter.language },
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: tooLate })), sendMs);
    });
    const sent = this.sender.sendMail(mail);
    sent.catch(() => undefined);
    try {
      await Promise.race([sent, late]);
    } catch (error) {
      const fault = error as SmtpFault;
      throw new DeliveryError(failureOf(fault), String(fault.responseCode ?? fault.code ?? 'unknown'));
    } finally {
      clearTimeout(timer);
    }
  }

  onApplicationShutdown(): void {
    this.closing = true;
    this.sender?.close();
  }
}
