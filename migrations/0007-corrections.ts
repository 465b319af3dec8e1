import type { MigrationInterface, QueryRunner } from 'typeorm';

/** corrections */
export class Corrections1700000000007 implements MigrationInterface {
  name = 'Corrections1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "attempt_correction" ("attempt_id" uuid NOT NULL, "correction_id" uuid NOT NULL, "numerator_before" integer NOT NULL, "denominator_before" integer NOT NULL, "passed_before" boolean NOT NULL, "numerator_after" integer NOT NULL, "denominator_after" integer NOT NULL, "passed_after" boolean NOT NULL, "lowered_because" text, CONSTRAINT "pk_attempt_correction" PRIMARY KEY ("attempt_id", "correction_id"))`,
    );
    await runner.query(
      `CREATE TABLE "correction" ("id" uuid NOT NULL, "quiz_id" text NOT NULL, "question_id" text NOT NULL, "version" text NOT NULL, "kind" text NOT NULL, "answer" jsonb NOT NULL, "reason" text NOT NULL, "made_by" uuid NOT NULL, "made_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_correction" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "ix_correction_quiz" ON "correction"  ("quiz_id", "question_id") `);
    await runner.query(
      `ALTER TABLE "attempt_correction" ADD CONSTRAINT "fk_attempt_correction_attempt_id" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "attempt_correction" ADD CONSTRAINT "fk_attempt_correction_correction_id" FOREIGN KEY ("correction_id") REFERENCES "correction"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "correction" ADD CONSTRAINT "fk_correction_made_by" FOREIGN KEY ("made_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
