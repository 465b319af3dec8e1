import { Entity, Index } from 'typeorm';
import { Key } from '../platform/database/field.js';

/** Who runs a cohort. */
@Entity('cohort_coordinator')
export class CohortCoordinator {
  @Key('technical', { type: 'uuid', references: 'Cohort', onDelete: 'CASCADE' })
  cohortId: string;

  @Key('link', { type: 'uuid', references: 'Person', onDelete: 'CASCADE' })
  @Index('ix_cohort_coordinator_person_id')
  personId: string;
}
