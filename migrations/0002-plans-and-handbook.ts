import type { MigrationInterface, QueryRunner } from 'typeorm';

/** plans and handbook */
export class PlansAndHandbook1700000000002 implements MigrationInterface {
  name = 'PlansAndHandbook1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "handbook_revision" ("number" integer NOT NULL, "hash" text NOT NULL, "manifest" jsonb NOT NULL, "published_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_handbook_revision" PRIMARY KEY ("number"))`);
    await runner.query(`CREATE TABLE "plan_entry" ("enrolment_id" uuid NOT NULL, "plan_id" text NOT NULL, "field_id" text NOT NULL, "value" jsonb NOT NULL, "sequence" integer NOT NULL, "writer" uuid NOT NULL, "revision_id" uuid NOT NULL, "saved_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_plan_entry" PRIMARY KEY ("enrolment_id", "plan_id", "field_id"))`);
    await runner.query(`ALTER TABLE "plan_entry" ADD CONSTRAINT "fk_plan_entry_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "plan_entry" ADD CONSTRAINT "fk_plan_entry_revision_id" FOREIGN KEY ("revision_id") REFERENCES "revision"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
