import { Injectable } from '@nestjs/common';

/** Business time. Rules take `now` as a value; only services ask the clock. */
export abstract class Clock {
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
