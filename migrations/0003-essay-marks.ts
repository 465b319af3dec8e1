import type { MigrationInterface, QueryRunner } from 'typeorm';

/** essay marks */
export class EssayMarks1700000000003 implements MigrationInterface {
  name = 'EssayMarks1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "essay_mark" ("attempt_id" uuid NOT NULL, "question_id" text NOT NULL, "waiting_since" TIMESTAMP WITH TIME ZONE NOT NULL, "criteria" jsonb, "comment" text, "marker_id" uuid, "marked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "pk_essay_mark" PRIMARY KEY ("attempt_id", "question_id"))`,
    );
    await runner.query(
      `CREATE INDEX "idx_essay_mark_waiting" ON "essay_mark"  ("waiting_since", "attempt_id", "question_id") WHERE marked_at IS NULL`,
    );
    await runner.query(
      `ALTER TABLE "essay_mark" ADD CONSTRAINT "fk_essay_mark_attempt_id" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "essay_mark" ADD CONSTRAINT "fk_essay_mark_marker_id" FOREIGN KEY ("marker_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
