import type { MigrationInterface, QueryRunner } from 'typeorm';

/** certificates are withdrawn and reinstated by hand: those that were withdrawn before can be reinstated too */
export class CertificatesWithdrawn1700000000015 implements MigrationInterface {
  name = 'CertificatesWithdrawn1700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "certificate_withdrawal" ("id" uuid NOT NULL, "certificate_id" uuid NOT NULL, "reason" text NOT NULL, "withdrawn_by" uuid, "withdrawn_at" TIMESTAMP WITH TIME ZONE NOT NULL, "reinstated_because" text, "reinstated_by" uuid, "reinstated_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "pk_certificate_withdrawal" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "ix_certificate_withdrawal_certificate_id" ON "certificate_withdrawal"  ("certificate_id") `);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_certificate_withdrawal_holds" ON "certificate_withdrawal"  ("certificate_id") WHERE reinstated_at IS NULL`,
    );
    await runner.query(
      `ALTER TABLE "certificate_withdrawal" ADD CONSTRAINT "fk_certificate_withdrawal_certificate_id" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "certificate_withdrawal" ADD CONSTRAINT "fk_certificate_withdrawal_withdrawn_by" FOREIGN KEY ("withdrawn_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "certificate_withdrawal" ADD CONSTRAINT "fk_certificate_withdrawal_reinstated_by" FOREIGN KEY ("reinstated_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `INSERT INTO "certificate_withdrawal" ("id", "certificate_id", "reason", "withdrawn_at") SELECT gen_random_uuid(), "id", '', "withdrawn_at" FROM "certificate" WHERE "withdrawn_at" IS NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
