import { Module } from '@nestjs/common';
import { PlanApiController } from './plan-api.controller.js';
import { PlanPagesController } from './plan-pages.controller.js';
import { PlansModule } from './plans.module.js';

@Module({ imports: [PlansModule], controllers: [PlanPagesController, PlanApiController] })
export class PlansWebModule {}
