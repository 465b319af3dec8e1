import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Language } from '../platform/i18n/texts.js';
import type { Earned } from '../progress/registries.js';

/** A certificate as stored, with the zone in which its dates count. */
export interface CertificateRow extends Record<string, unknown> {
  id: string;
  enrolmentId: string;
  personId: string;
  code: string;
  personName: string;
  programmeId: string;
  revisionId: string;
  title: Record<string, string>;
  minutes: number;
  issuer: string;
  sample: boolean;
  issuedAt: Date;
  /** Civil dates. */
  issuedOn: string;
  validUntil: string | null;
  withdrawnAt: Date | null;
  /** In the words of whoever withdrew it; empty where that was not kept. For its holder and for administrators, nobody else. */
  withdrawnBecause: string | null;
  zone: string;
}

/** A certificate with its holder as administrators know them. */
export interface IssuedRow extends CertificateRow {
  cycle: number;
  version: number;
  holderName: string;
  email: string;
  language: string;
  active: boolean;
  /** Of the holder; null without an authority. */
  authorityPath: string | null;
}

const columns = `c.id, c.enrolment_id AS "enrolmentId", c.person_id AS "personId", c.code, c.person_name AS "personName", c.programme_id AS "programmeId",
  c.revision_id AS "revisionId", c.title, c.minutes, c.issuer, c.sample, c.issued_at AS "issuedAt", c.issued_on AS "issuedOn",
  c.valid_until AS "validUntil", c.withdrawn_at AS "withdrawnAt", w.reason AS "withdrawnBecause", h.zone`;
const tables = `certificate c JOIN enrolment e ON e.id = c.enrolment_id JOIN cohort h ON h.id = e.cohort_id
  LEFT JOIN certificate_withdrawal w ON w.certificate_id = c.id AND w.reinstated_at IS NULL`;

const BY_ID = `SELECT ${columns} FROM ${tables} WHERE c.id = $1`;
const BY_CODE = `SELECT ${columns} FROM ${tables} WHERE c.code = $1`;
const BY_ENROLMENT = `SELECT ${columns} FROM ${tables} WHERE c.enrolment_id = $1 ORDER BY c.cycle DESC, c.version DESC LIMIT 1`;
// Of several versions the newest counts: an older one was replaced by a correction.
const BY_PERSON = `
  SELECT DISTINCT ON (c.enrolment_id, c.cycle) ${columns} FROM ${tables} WHERE c.person_id = $1
  ORDER BY c.enrolment_id, c.cycle, c.version DESC`;

const STANDING = `
  SELECT s.id, s.enrolment_id AS "enrolmentId", s.programme_id AS "programmeId", s.title, s.issued_on AS "issuedOn"
  FROM (
    SELECT DISTINCT ON (c.enrolment_id, c.cycle) c.* FROM certificate c WHERE c.enrolment_id = ANY($1::uuid[]) AND c.withdrawn_at IS NULL
    ORDER BY c.enrolment_id, c.cycle, c.version DESC
  ) s ORDER BY s.issued_at, s.id`;

const issuedColumns = `c.cycle, c.version, p.name AS "holderName", p.email, p.language, p.deactivated_at IS NULL AS active, a.path AS "authorityPath"`;
const holders = 'JOIN person p ON p.id = c.person_id LEFT JOIN authority a ON a.id = p.authority_id';
const ISSUED = `SELECT ${columns}, ${issuedColumns} FROM ${tables} ${holders} WHERE c.id = $1`;
const ISSUED_BY_CODE = `SELECT ${columns}, ${issuedColumns} FROM ${tables} ${holders} WHERE c.code = $1`;
// All versions: the code of an older one can be checked too.
const ISSUED_TO = `SELECT ${columns}, ${issuedColumns} FROM ${tables} ${holders} WHERE c.person_id = $1 ORDER BY c.issued_at DESC, c.id`;

/** Who gets a certificate, and from whom: the issuer is the authority at the top of the cohort's branch. */
export interface Holder extends Record<string, unknown> {
  personId: string;
  name: string;
  email: string;
  language: Language;
  active: boolean;
  zone: string;
  issuer: string;
}
const HOLDER = `
  SELECT p.id AS "personId", p.name, p.email, p.language, p.deactivated_at IS NULL AS active, h.zone, top.name AS issuer
  FROM enrolment e JOIN person p ON p.id = e.person_id JOIN cohort h ON h.id = e.cohort_id JOIN authority a ON a.id = h.authority_id
    JOIN authority top ON top.id = split_part(a.path, '/', 2)::uuid
  WHERE e.id = $1`;

const INSERT = `
  INSERT INTO certificate (id, enrolment_id, person_id, cycle, version, code, person_name, programme_id, revision_id, title, minutes, issuer, sample, issued_at, issued_on)
  VALUES ($1, $2, $3, 1, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT DO NOTHING RETURNING id`;

/** A completed enrolment without a certificate: what an announcement would have said. */
export interface Uncertified extends Record<string, unknown> {
  enrolmentId: string;
  personId: string;
  programmeId: string;
  revisionId: string;
  at: Date;
}
const UNCERTIFIED = `
  SELECT s.enrolment_id AS "enrolmentId", e.person_id AS "personId", e.programme_id AS "programmeId", s.revision_id AS "revisionId", s.completed_at AS at
  FROM enrolment_state s JOIN enrolment e ON e.id = s.enrolment_id
  WHERE s.completed_at IS NOT NULL AND s.last_activity_at >= $1 AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.enrolment_id = s.enrolment_id)
  ORDER BY s.completed_at LIMIT $2`;

const FILE = 'SELECT pdf FROM certificate_file WHERE certificate_id = $1 AND language = $2';
const KEEP_FILE = `
  INSERT INTO certificate_file (certificate_id, language, pdf, created_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (certificate_id, language) DO NOTHING`;
const UNDRAWN = `
  SELECT c.id, p.language FROM certificate c JOIN person p ON p.id = c.person_id
  WHERE c.issued_at >= $1 AND NOT EXISTS (SELECT 1 FROM certificate_file f WHERE f.certificate_id = c.id)
  ORDER BY c.issued_at LIMIT $2`;
const LANGUAGE = 'SELECT p.language FROM certificate c JOIN person p ON p.id = c.person_id WHERE c.id = $1';

@Injectable()
export class CertificateQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  byId(id: string): Promise<CertificateRow | null> {
    return this.database.one<CertificateRow>(BY_ID, [id]);
  }

  byCode(code: string): Promise<CertificateRow | null> {
    return this.database.one<CertificateRow>(BY_CODE, [code]);
  }

  byEnrolment(enrolmentId: string): Promise<CertificateRow | null> {
    return this.database.one<CertificateRow>(BY_ENROLMENT, [enrolmentId]);
  }

  /** Newest first. */
  async byPerson(personId: string): Promise<CertificateRow[]> {
    const rows = await this.database.query<CertificateRow>(BY_PERSON, [personId]);
    return rows.sort((a, b) => b.issuedAt.getTime() - a.issuedAt.getTime() || a.id.localeCompare(b.id));
  }

  issued(id: string): Promise<IssuedRow | null> {
    return this.database.one<IssuedRow>(ISSUED, [id]);
  }

  issuedByCode(code: string): Promise<IssuedRow | null> {
    return this.database.one<IssuedRow>(ISSUED_BY_CODE, [code]);
  }

  /** Newest first. */
  issuedTo(personId: string): Promise<IssuedRow[]> {
    return this.database.query<IssuedRow>(ISSUED_TO, [personId]);
  }

  /** Those of these enrolments that are not withdrawn, in the order of issue. */
  standing(enrolmentIds: readonly string[]): Promise<Earned[]> {
    return this.database.query<Earned>(STANDING, [enrolmentIds]);
  }

  holder(enrolmentId: string): Promise<Holder | null> {
    return this.database.one<Holder>(HOLDER, [enrolmentId]);
  }

  /** False where the enrolment has one already, or where the code is taken. */
  async insert(row: Omit<CertificateRow, 'validUntil' | 'withdrawnAt' | 'withdrawnBecause' | 'zone'>): Promise<boolean> {
    const { id, enrolmentId, personId, code, personName, programmeId, revisionId, title, minutes, issuer, sample, issuedAt, issuedOn } = row;
    const values = [id, enrolmentId, personId, code, personName, programmeId, revisionId, title, minutes, issuer, sample, issuedAt, issuedOn];
    return (await this.database.one(INSERT, values)) !== null;
  }

  uncertified(activeSince: Date, limit: number): Promise<Uncertified[]> {
    return this.database.query<Uncertified>(UNCERTIFIED, [activeSince, limit]);
  }

  async file(id: string, language: Language): Promise<Buffer | null> {
    return (await this.database.one<{ pdf: Buffer }>(FILE, [id, language]))?.pdf ?? null;
  }

  async keepFile(id: string, language: Language, pdf: Buffer, now: Date): Promise<void> {
    await this.database.query(KEEP_FILE, [id, language, pdf, now]);
  }

  /** Certificates without any file, issued since. */
  undrawn(issuedSince: Date, limit: number): Promise<{ id: string; language: string }[]> {
    return this.database.query<{ id: string; language: string }>(UNDRAWN, [issuedSince, limit]);
  }

  async languageOf(id: string): Promise<string | null> {
    return (await this.database.one<{ language: string }>(LANGUAGE, [id]))?.language ?? null;
  }
}
