import type { MigrationInterface, QueryRunner } from 'typeorm';

/** what follows from corrections is written after them: those that were made before have told everybody at once */
export class FollowUpOfCorrections1700000000012 implements MigrationInterface {
  name = 'FollowUpOfCorrections1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "attempt_correction" ADD "settled_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`UPDATE "attempt_correction" k SET "settled_at" = c."made_at" FROM "correction" c WHERE c."id" = k."correction_id"`);
    await runner.query(`CREATE INDEX "ix_attempt_correction_due" ON "attempt_correction"  ("correction_id", "attempt_id") WHERE settled_at IS NULL`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
