import type { MigrationInterface, QueryRunner } from 'typeorm';

/** precheck */
export class Precheck1700000000006 implements MigrationInterface {
  name = 'Precheck1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "precheck" ("enrolment_id" uuid NOT NULL, "revision_id" uuid NOT NULL, "questions" jsonb NOT NULL, "answers" jsonb NOT NULL, "language" text NOT NULL, "given_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_precheck" PRIMARY KEY ("enrolment_id"))`);
    await runner.query(`ALTER TABLE "precheck" ADD CONSTRAINT "fk_precheck_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "precheck" ADD CONSTRAINT "fk_precheck_revision_id" FOREIGN KEY ("revision_id") REFERENCES "revision"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
