import { Injectable } from '@nestjs/common';
import type { IconName } from '../web/components/icon.js';

/** Where a higher feature leads from the administrators' pages of people. Labels are keys of the catalogue. */
export interface PeopleLink {
  icon: IconName;
  /** From the list of people. */
  list: { label: string; href: string };
  /** From one person. */
  person: { label: string; href(personId: string): string };
}

/** Higher features register here; the pages of people ask. */
@Injectable()
export class PeopleLinks {
  readonly all: PeopleLink[] = [];

  add(link: PeopleLink): void {
    this.all.push(link);
  }
}
