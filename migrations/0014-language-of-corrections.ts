import type { MigrationInterface, QueryRunner } from 'typeorm';

/** what is right in typed words is right in one language; no correction had been made when this was written */
export class LanguageOfCorrections1700000000014 implements MigrationInterface {
  name = 'LanguageOfCorrections1700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "correction" ADD "language" text`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
