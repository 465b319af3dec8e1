import type { MigrationInterface, QueryRunner } from 'typeorm';

/** changed marks and grants withdrawn */
export class ChangedMarksAndGrantsWithdrawn1700000000011 implements MigrationInterface {
  name = 'ChangedMarksAndGrantsWithdrawn1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "mark_change" ("attempt_id" uuid NOT NULL, "question_id" text NOT NULL, "number" integer NOT NULL, "criteria" jsonb NOT NULL, "comment" text NOT NULL, "marker_id" uuid NOT NULL, "marked_at" TIMESTAMP WITH TIME ZONE NOT NULL, "reason" text NOT NULL, "changed_by" uuid NOT NULL, "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL, "numerator_before" integer, "denominator_before" integer, "passed_before" boolean, "numerator_after" integer, "denominator_after" integer, "passed_after" boolean, CONSTRAINT "pk_mark_change" PRIMARY KEY ("attempt_id", "question_id", "number"))`,
    );
    await runner.query(`ALTER TABLE "attempt_grant" ADD "withdrawn_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "attempt_grant" ADD "withdrawn_by" uuid`);
    await runner.query(`CREATE INDEX "ix_essay_mark_marked" ON "essay_mark"  ("marked_at", "attempt_id", "question_id") WHERE marked_at IS NOT NULL`);
    await runner.query(
      `ALTER TABLE "attempt_grant" ADD CONSTRAINT "fk_attempt_grant_withdrawn_by" FOREIGN KEY ("withdrawn_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "mark_change" ADD CONSTRAINT "fk_mark_change_attempt_id" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "mark_change" ADD CONSTRAINT "fk_mark_change_marker_id" FOREIGN KEY ("marker_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "mark_change" ADD CONSTRAINT "fk_mark_change_changed_by" FOREIGN KEY ("changed_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
