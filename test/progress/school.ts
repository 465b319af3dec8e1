import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportService } from '../../src/authoring/import.service.js';
import { CohortsSeed } from '../../src/cohorts/cohorts.seed.js';
import { newId } from '../../src/platform/ids.js';
import type { Grant, Viewer } from '../../src/platform/security/viewer.js';
import type { TestServices } from '../support/app.js';
import { smallFolder } from '../support/courses.js';

/** The small courses, one authority with a coordinator, and people who can be enrolled. */
export class School {
  readonly authorityId = newId();
  private coordinatorId = '';
  private folder = '';

  private constructor(private readonly t: TestServices) {}

  /** `courses`: a folder that is copied; the small courses where nothing is said. */
  static async in(t: TestServices, courses = smallFolder): Promise<School> {
    const school = new School(t);
    school.folder = await mkdtemp(join(tmpdir(), 'reed-courses-'));
    await cp(courses, school.folder, { recursive: true });
    await school.publish();
    await t.database.query(
      `INSERT INTO authority (id, path, name, zone, policy) VALUES ($1, $2, 'Town', 'Europe/Rome', '{"coordinatorsSeeScores": false}')`,
      [school.authorityId, `/${school.authorityId}/`],
    );
    school.coordinatorId = (await school.person('Coordinator', [])).personId;
    return school;
  }

  /** Somebody with an account. */
  async person(name: string, grants: Grant[] = [], language = 'en'): Promise<Viewer> {
    const personId = newId();
    const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${personId.slice(-6)}@reed.test`;
    await this.t.database.query(`INSERT INTO person (id, email, name, authority_id, language, zone) VALUES ($1, $2, $3, $4, $5, 'Europe/Rome')`, [
      personId,
      email,
      name,
      this.authorityId,
      language,
    ]);
    return { personId, name, email, language, zone: 'Europe/Rome', theme: 'system', grants, by: 'session' };
  }

  /** Who runs every cohort here. */
  coordinator(): Viewer {
    return {
      personId: this.coordinatorId,
      name: 'Coordinator',
      email: 'coordinator@reed.test',
      language: 'en',
      zone: 'Europe/Rome',
      theme: 'system',
      grants: [{ role: 'coordinator', path: `/${this.authorityId}/` }],
      by: 'session',
    };
  }

  /** Enrols somebody in a cohort of this programme. Returns the enrolment's id. */
  async enrol(viewer: Viewer, programmeId = 'small', options: { opened?: boolean; endsOn?: string | null; name?: string } = {}): Promise<string> {
    const { opened = true, endsOn = '2026-12-18', name = `Cohort of ${programmeId}` } = options;
    const { enrolments } = await this.t.get(CohortsSeed).seedCohort({
      name,
      programmeId,
      authorityId: this.authorityId,
      coordinatorId: this.coordinatorId,
      zone: 'Europe/Rome',
      startsOn: '2026-11-01',
      endsOn,
      people: [{ id: viewer.personId, opened }],
    });
    return enrolments.get(viewer.personId)!;
  }

  /** Changes a file of the courses; `publish` makes it a revision. */
  async change(path: string, from: string, to: string): Promise<void> {
    const file = join(this.folder, path);
    const before = await readFile(file, 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`nothing to change in ${path}`);
    await writeFile(file, after);
  }

  async add(path: string, like: string): Promise<void> {
    await writeFile(join(this.folder, path), await readFile(join(this.folder, like), 'utf8'));
  }

  async drop(...paths: string[]): Promise<void> {
    for (const path of paths) await rm(join(this.folder, path), { recursive: true });
  }

  async publish(): Promise<void> {
    const report = await this.t.get(ImportService).importFolder(this.folder);
    if (report.problems.length) throw new Error(JSON.stringify(report.problems));
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
