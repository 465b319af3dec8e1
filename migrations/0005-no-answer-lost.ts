import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers know their device and its turns; the key that signs receipts. */
export class NoAnswerLost1700000000005 implements MigrationInterface {
  name = 'NoAnswerLost1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "signing_key" ("number" integer NOT NULL, "thumbprint" text NOT NULL, "public_key" text NOT NULL, "private_key" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "uq_signing_key_thumbprint" UNIQUE ("thumbprint"), CONSTRAINT "pk_signing_key" PRIMARY KEY ("number"))`,
    );
    await runner.query(`ALTER TABLE "response" ADD "device" uuid`);
    await runner.query(`ALTER TABLE "response" ADD "turns" jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
