import type { MigrationInterface, QueryRunner } from 'typeorm';

/** begin */
export class Begin1700000000001 implements MigrationInterface {
  name = 'Begin1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "access_token" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "name" text NOT NULL, "secret_hash" text NOT NULL, "last_used_on" date, "revoked_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "pk_access_token" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_access_token_person_id" ON "access_token"  ("person_id") `);
    await runner.query(`CREATE UNIQUE INDEX "uq_access_token_secret_hash" ON "access_token"  ("secret_hash") `);
    await runner.query(`CREATE TABLE "audit_entry" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "actor_id" uuid, "action" text NOT NULL, "object_type" text NOT NULL, "object_id" text NOT NULL, "detail" jsonb NOT NULL DEFAULT '{}', CONSTRAINT "pk_audit_entry" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_audit_entry_object" ON "audit_entry"  ("object_type", "object_id") `);
    await runner.query(`CREATE TABLE "authority" ("id" uuid NOT NULL, "parent_id" uuid, "path" text NOT NULL, "name" text NOT NULL, "zone" text NOT NULL, "policy" jsonb NOT NULL, "contact_name" text, "contact_email" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "pk_authority" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_authority_parent_id" ON "authority"  ("parent_id") `);
    await runner.query(`CREATE UNIQUE INDEX "uq_authority_path" ON "authority"  ("path") `);
    await runner.query(`CREATE TABLE "link" ("id" uuid NOT NULL, "secret_hash" text NOT NULL, "person_id" uuid NOT NULL, "purpose" text NOT NULL, "target" text, "invited_by" uuid, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "used_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "pk_link" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_link_secret_hash" ON "link"  ("secret_hash") `);
    await runner.query(`CREATE INDEX "ix_link_person_id" ON "link"  ("person_id") `);
    await runner.query(`CREATE TABLE "person" ("id" uuid NOT NULL, "email" text NOT NULL, "name" text NOT NULL, "authority_id" uuid, "password_hash" text, "language" text NOT NULL, "zone" text NOT NULL, "theme" text NOT NULL DEFAULT 'system', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "deactivated_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "pk_person" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_person_email" ON "person"  ("email") `);
    await runner.query(`CREATE INDEX "ix_person_authority_id" ON "person"  ("authority_id") `);
    await runner.query(`CREATE TABLE "problem_report" ("id" uuid NOT NULL, "person_id" uuid, "page" text NOT NULL, "message" text NOT NULL, "reply_to" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_problem_report" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE TABLE "role_grant" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "role" text NOT NULL, "authority_id" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "pk_role_grant" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_role_grant" ON "role_grant"  ("person_id", "role", "authority_id") `);
    await runner.query(`CREATE TABLE "session" ("token_hash" text NOT NULL, "person_id" uuid NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "pk_session" PRIMARY KEY ("token_hash"))`);
    await runner.query(`CREATE INDEX "ix_session_person_id" ON "session"  ("person_id") `);
    await runner.query(`CREATE INDEX "ix_session_expires_at" ON "session"  ("expires_at") `);
    await runner.query(`CREATE TABLE "throttle" ("key" text NOT NULL, "tries" integer NOT NULL, "resets_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_throttle" PRIMARY KEY ("key"))`);
    await runner.query(`CREATE TABLE "import_report" ("id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "outcome" text NOT NULL, "problems" jsonb NOT NULL, "published" jsonb NOT NULL, CONSTRAINT "pk_import_report" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_import_report_at" ON "import_report"  ("at") `);
    await runner.query(`CREATE TABLE "blob" ("hash" text NOT NULL, "body" text NOT NULL, CONSTRAINT "pk_blob" PRIMARY KEY ("hash"))`);
    await runner.query(`CREATE TABLE "content_id" ("id" text NOT NULL, "kind" text NOT NULL, "owner" text NOT NULL, "first_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_content_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE TABLE "programme" ("id" text NOT NULL, "number" integer NOT NULL, "current_revision_id" uuid, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "pk_programme" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE TABLE "revision" ("id" uuid NOT NULL, "programme_id" text NOT NULL, "number" integer NOT NULL, "hash" text NOT NULL, "manifest" jsonb NOT NULL, "published_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_revision" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_revision_number" ON "revision"  ("programme_id", "number") `);
    await runner.query(`CREATE TABLE "certificate_file" ("certificate_id" uuid NOT NULL, "language" text NOT NULL, "pdf" bytea NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_certificate_file" PRIMARY KEY ("certificate_id", "language"))`);
    await runner.query(`CREATE TABLE "certificate" ("id" uuid NOT NULL, "enrolment_id" uuid NOT NULL, "person_id" uuid NOT NULL, "cycle" integer NOT NULL, "version" integer NOT NULL, "code" text NOT NULL, "person_name" text NOT NULL, "programme_id" text NOT NULL, "revision_id" uuid NOT NULL, "title" jsonb NOT NULL, "minutes" integer NOT NULL, "issuer" text NOT NULL, "sample" boolean NOT NULL, "issued_at" TIMESTAMP WITH TIME ZONE NOT NULL, "issued_on" date NOT NULL, "valid_until" date, "withdrawn_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "pk_certificate" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_certificate_person_id" ON "certificate"  ("person_id") `);
    await runner.query(`CREATE UNIQUE INDEX "uq_certificate_code" ON "certificate"  ("code") `);
    await runner.query(`CREATE UNIQUE INDEX "uq_certificate_cycle" ON "certificate"  ("enrolment_id", "cycle", "version") `);
    await runner.query(`CREATE TABLE "cohort_coordinator" ("cohort_id" uuid NOT NULL, "person_id" uuid NOT NULL, CONSTRAINT "pk_cohort_coordinator" PRIMARY KEY ("cohort_id", "person_id"))`);
    await runner.query(`CREATE INDEX "ix_cohort_coordinator_person_id" ON "cohort_coordinator"  ("person_id") `);
    await runner.query(`CREATE TABLE "cohort" ("id" uuid NOT NULL, "authority_id" uuid NOT NULL, "programme_id" text NOT NULL, "name" text NOT NULL, "zone" text NOT NULL, "starts_on" date NOT NULL, "ends_on" date, "created_by" uuid NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_cohort" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_cohort_authority_id" ON "cohort"  ("authority_id") `);
    await runner.query(`CREATE TABLE "enrolment" ("id" uuid NOT NULL, "cohort_id" uuid NOT NULL, "person_id" uuid NOT NULL, "programme_id" text NOT NULL, "invited_at" TIMESTAMP WITH TIME ZONE, "invitations" integer NOT NULL DEFAULT '0', "opened_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_enrolment" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_enrolment_person_id" ON "enrolment"  ("person_id") `);
    await runner.query(`CREATE UNIQUE INDEX "uq_enrolment_cohort_person" ON "enrolment"  ("cohort_id", "person_id") `);
    await runner.query(`CREATE TABLE "outgoing_mail" ("id" uuid NOT NULL, "dedupe_key" text NOT NULL, "message_id" text NOT NULL, "kind" text NOT NULL, "object_id" text, "person_id" uuid, "to_address" text NOT NULL, "to_name" text NOT NULL, "language" text NOT NULL, "subject" text NOT NULL, "text" text, "html" text, "state" text NOT NULL DEFAULT 'queued', "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, "attempts" integer NOT NULL DEFAULT '0', "uncertain_tries" integer NOT NULL DEFAULT '0', "last_error" text, "claimed_at" TIMESTAMP WITH TIME ZONE, "sent_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_outgoing_mail" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_outgoing_mail_dedupe_key" ON "outgoing_mail"  ("dedupe_key") `);
    await runner.query(`CREATE INDEX "ix_outgoing_mail_person_id" ON "outgoing_mail"  ("person_id") `);
    await runner.query(`CREATE INDEX "ix_outgoing_mail_due" ON "outgoing_mail"  ("due_at") WHERE state IN ('queued', 'sending')`);
    await runner.query(`CREATE TABLE "enrolment_state" ("enrolment_id" uuid NOT NULL, "revision_id" uuid NOT NULL, "sequence" integer NOT NULL, "required" integer NOT NULL, "done" integer NOT NULL, "modules_done" jsonb NOT NULL, "next_item_id" text, "started_at" TIMESTAMP WITH TIME ZONE, "last_activity_at" TIMESTAMP WITH TIME ZONE, "completed_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "pk_enrolment_state" PRIMARY KEY ("enrolment_id"))`);
    await runner.query(`CREATE INDEX "ix_enrolment_state_last_activity_at" ON "enrolment_state"  ("last_activity_at") `);
    await runner.query(`CREATE TABLE "item_state" ("enrolment_id" uuid NOT NULL, "item_id" text NOT NULL, "state" text NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "completed_at" TIMESTAMP WITH TIME ZONE, "credited_from" uuid, CONSTRAINT "pk_item_state" PRIMARY KEY ("enrolment_id", "item_id"))`);
    await runner.query(`CREATE TABLE "learning_event" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "enrolment_id" uuid NOT NULL, "sequence" integer NOT NULL, "type" text NOT NULL, "item_id" text, "revision_id" uuid NOT NULL, "payload" jsonb NOT NULL DEFAULT '{}', "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_learning_event" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_learning_event_sequence" ON "learning_event"  ("enrolment_id", "sequence") `);
    await runner.query(`CREATE TABLE "attempt" ("id" uuid NOT NULL, "enrolment_id" uuid NOT NULL, "quiz_id" text NOT NULL, "number" integer NOT NULL, "revision_id" uuid NOT NULL, "questions" jsonb NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "handed_in_at" TIMESTAMP WITH TIME ZONE, "numerator" integer, "denominator" integer, "max" integer, "passed" boolean, CONSTRAINT "pk_attempt" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_attempt_open" ON "attempt"  ("enrolment_id", "quiz_id") WHERE handed_in_at IS NULL`);
    await runner.query(`CREATE UNIQUE INDEX "uq_attempt_number" ON "attempt"  ("enrolment_id", "quiz_id", "number") `);
    await runner.query(`CREATE TABLE "response" ("attempt_id" uuid NOT NULL, "question_id" text NOT NULL, "answer" jsonb NOT NULL, "sequence" integer NOT NULL DEFAULT '1', "language" text NOT NULL, "saved_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "pk_response" PRIMARY KEY ("attempt_id", "question_id"))`);
    await runner.query(`CREATE TABLE "reminder_watch" ("enrolment_id" uuid NOT NULL, "look_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "pk_reminder_watch" PRIMARY KEY ("enrolment_id"))`);
    await runner.query(`CREATE INDEX "ix_reminder_watch_look_at" ON "reminder_watch"  ("look_at") WHERE look_at IS NOT NULL`);
    await runner.query(`CREATE TABLE "reminder" ("id" uuid NOT NULL, "rule" text NOT NULL, "person_id" uuid NOT NULL, "object_id" uuid NOT NULL, "occurrence" text NOT NULL, "due_at" TIMESTAMP WITH TIME ZONE NOT NULL, "planned_at" TIMESTAMP WITH TIME ZONE NOT NULL, "mail_id" uuid, "skipped" text, CONSTRAINT "pk_reminder" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_reminder_person_id" ON "reminder"  ("person_id") `);
    await runner.query(`CREATE UNIQUE INDEX "uq_reminder_occurrence" ON "reminder"  ("rule", "person_id", "object_id", "occurrence") `);
    await runner.query(`ALTER TABLE "access_token" ADD CONSTRAINT "fk_access_token_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "authority" ADD CONSTRAINT "fk_authority_parent_id" FOREIGN KEY ("parent_id") REFERENCES "authority"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "link" ADD CONSTRAINT "fk_link_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "person" ADD CONSTRAINT "fk_person_authority_id" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "role_grant" ADD CONSTRAINT "fk_role_grant_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "role_grant" ADD CONSTRAINT "fk_role_grant_authority_id" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "session" ADD CONSTRAINT "fk_session_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "revision" ADD CONSTRAINT "fk_revision_programme_id" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "certificate_file" ADD CONSTRAINT "fk_certificate_file_certificate_id" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "certificate" ADD CONSTRAINT "fk_certificate_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "certificate" ADD CONSTRAINT "fk_certificate_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "certificate" ADD CONSTRAINT "fk_certificate_revision_id" FOREIGN KEY ("revision_id") REFERENCES "revision"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "cohort_coordinator" ADD CONSTRAINT "fk_cohort_coordinator_cohort_id" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "cohort_coordinator" ADD CONSTRAINT "fk_cohort_coordinator_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "cohort" ADD CONSTRAINT "fk_cohort_authority_id" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "cohort" ADD CONSTRAINT "fk_cohort_programme_id" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "cohort" ADD CONSTRAINT "fk_cohort_created_by" FOREIGN KEY ("created_by") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "enrolment" ADD CONSTRAINT "fk_enrolment_cohort_id" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "enrolment" ADD CONSTRAINT "fk_enrolment_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "enrolment" ADD CONSTRAINT "fk_enrolment_programme_id" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "enrolment_state" ADD CONSTRAINT "fk_enrolment_state_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "enrolment_state" ADD CONSTRAINT "fk_enrolment_state_revision_id" FOREIGN KEY ("revision_id") REFERENCES "revision"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "item_state" ADD CONSTRAINT "fk_item_state_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "learning_event" ADD CONSTRAINT "fk_learning_event_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "learning_event" ADD CONSTRAINT "fk_learning_event_revision_id" FOREIGN KEY ("revision_id") REFERENCES "revision"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "attempt" ADD CONSTRAINT "fk_attempt_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "attempt" ADD CONSTRAINT "fk_attempt_revision_id" FOREIGN KEY ("revision_id") REFERENCES "revision"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "response" ADD CONSTRAINT "fk_response_attempt_id" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "reminder_watch" ADD CONSTRAINT "fk_reminder_watch_enrolment_id" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "reminder" ADD CONSTRAINT "fk_reminder_person_id" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "reminder" ADD CONSTRAINT "fk_reminder_object_id" FOREIGN KEY ("object_id") REFERENCES "enrolment"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
    await runner.query(`ALTER TABLE "reminder" ADD CONSTRAINT "fk_reminder_mail_id" FOREIGN KEY ("mail_id") REFERENCES "outgoing_mail"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only move forward.');
  }
}
