import type { MigrationInterface, QueryRunner } from 'typeorm';

/** version of grading */
export class VersionOfGrading1700000000010 implements MigrationInterface {
  name = 'VersionOfGrading1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "attempt" ADD "graded_by" integer`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
