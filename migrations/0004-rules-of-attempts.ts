import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deadlines, checked answers, further attempts, opening times, and what people need where time is limited. */
export class RulesOfAttempts1700000000004 implements MigrationInterface {
  name = 'RulesOfAttempts1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "accommodation" ("person_id" uuid NOT NULL, "extra_time" integer NOT NULL, "no_timer" boolean NOT NULL, "set_by" uuid NOT NULL, "set_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_accommodation" PRIMARY KEY ("person_id"))`);
    await runner.query(`CREATE TABLE "attempt_grant" ("id" uuid NOT NULL, "enrolment_id" uuid NOT NULL, "quiz_id" text NOT NULL, "reason" text NOT NULL, "granted_by" uuid NOT NULL, "granted_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_attempt_grant" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_attempt_grant_enrolment_quiz" ON "attempt_grant"  ("enrolment_id", "quiz_id") `);
    await runner.query(`CREATE TABLE "quiz_window" ("cohort_id" uuid NOT NULL, "quiz_id" text NOT NULL, "opens" text, "closes" text, "opens_at" TIMESTAMP WITH TIME ZONE, "closes_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "pk_quiz_window" PRIMARY KEY ("cohort_id", "quiz_id"))`);
    await runner.query(`ALTER TABLE "attempt" ADD "time" integer`);
    await runner.query(`ALTER TABLE "attempt" ADD "grace" integer NOT NULL DEFAULT '30'`);
    await runner.query(`ALTER TABLE "attempt" ADD "deadline" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "response" ADD "checked_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`CREATE INDEX "ix_attempt_deadline" ON "attempt"  ("deadline") WHERE handed_in_at IS NULL AND deadline IS NOT NULL`);
    await runner.query(`ALTER TABLE "accommodation" ADD CONSTRAINT "fk_accommodation_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "accommodation" ADD CONSTRAINT "fk_accommodation_set_by" FOREIGN KEY ("set_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "attempt_grant" ADD CONSTRAINT "fk_attempt_grant_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "attempt_grant" ADD CONSTRAINT "fk_attempt_grant_granted_by" FOREIGN KEY ("granted_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "quiz_window" ADD CONSTRAINT "fk_quiz_window_cohort_id" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
