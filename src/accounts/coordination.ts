import { Injectable } from '@nestjs/common';

/** Whether somebody coordinates a cohort to which a person belongs. */
export type Coordinates = (coordinatorId: string, personId: string) => Promise<boolean>;

/** Accounts know no cohorts: whoever owns them registers the answer here at the start. Until then nobody coordinates anybody. */
@Injectable()
export class Coordination {
  private answer: Coordinates = () => Promise.resolve(false);

  register(answer: Coordinates): void {
    this.answer = answer;
  }

  ofPerson(coordinatorId: string, personId: string): Promise<boolean> {
    return this.answer(coordinatorId, personId);
  }
}
