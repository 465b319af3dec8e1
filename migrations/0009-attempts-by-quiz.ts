import type { MigrationInterface, QueryRunner } from 'typeorm';

/** attempts by quiz: corrections and statistics ask for all attempts at one quiz, and hand-ins wait for a correction */
export class AttemptsByQuiz1700000000009 implements MigrationInterface {
  name = 'AttemptsByQuiz1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "ix_attempt_quiz" ON "attempt"  ("quiz_id") `);
    await runner.query(`CREATE INDEX "ix_attempt_correction_correction" ON "attempt_correction"  ("correction_id") `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
