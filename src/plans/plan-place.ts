import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ItemPlaces, type ItemPlace } from '../progress/registries.js';
import { planPaths } from './plan-paths.js';

/** Tells progress where plans and their fields are. The pages themselves decide who may see them. */
@Injectable()
export class PlanPlace implements ItemPlace, OnModuleInit {
  constructor(@Inject(ItemPlaces) private readonly places: ItemPlaces) {}

  onModuleInit(): void {
    this.places.register('plan', this);
  }

  href(enrolmentId: string, planId: string): string {
    return planPaths.plan(enrolmentId, planId);
  }

  /** The plan itself shows what is filled and what comes next. */
  resume(enrolmentId: string, planId: string): Promise<string> {
    return Promise.resolve(planPaths.plan(enrolmentId, planId));
  }

  part(enrolmentId: string, planId: string, fieldId: string, from: string): string {
    return planPaths.field(enrolmentId, planId, fieldId, from);
  }
}
