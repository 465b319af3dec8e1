import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { PublishingService } from '../catalogue/publishing.service.js';
import { handbookFolder } from '../catalogue/rules/read-handbook.js';
import { readCourses } from '../catalogue/rules/read-courses.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database/database.js';
import { NotAllowed } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { log } from '../platform/log.js';
import type { Viewer } from '../platform/security/viewer.js';
import { mayReadImports } from './authoring.policy.js';
import { AuthoringQueries, type ImportReportRow, type ProgrammeRevisions } from './authoring.queries.js';
import { readCourseFolder } from './course-files.js';

/** Brings the course folder into the database. */
@Injectable()
export class ImportService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Config) private readonly config: Config,
    @Inject(PublishingService) private readonly publishing: PublishingService,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(AuthoringQueries) private readonly queries: AuthoringQueries,
  ) {}

  /**
   * Reads the course folder and publishes a revision of each programme that has changed, all in one transaction. One problem
   * anywhere, and nothing is published. What was found is kept as a report either way. Safe to call in several processes at once.
   * A programme that has left the folder stays as it was last published.
   */
  async importFolder(folder = join(this.config.root, 'courses')): Promise<ImportReportRow> {
    const { files, problems: unreadable } = await readCourseFolder(folder);
    const reading = readCourses(files);
    const found = [...unreadable, ...reading.problems];
    const report = await this.database.transaction(async () => {
      await this.publishing.hold();
      const now = this.clock.now();
      const problems = [...found, ...(await this.publishing.idProblems(reading.ids))];
      const published = problems.length ? [] : await this.publishing.publish(reading.programmes, files, reading.ids, now);
      if (!problems.length && reading.handbook && (await this.publishing.publishHandbook(reading.handbook.manifest, files, now)))
        published.push(handbookFolder);
      const outcome = problems.length ? 'refused' : published.length ? 'published' : 'unchanged';
      const row: ImportReportRow = { id: newId(now.getTime()), at: now, outcome, problems, published };
      await this.queries.addReport(row);
      return row;
    });
    // Read what is new before the first learner asks for it.
    if (report.published.length) await this.catalogue.currentOutlines();
    log.info({ outcome: report.outcome, problems: report.problems.length, published: report.published }, 'courses imported');
    return report;
  }

  /**
   * The report of the last import, or null before the first.
   * @throws NotAllowed
   */
  async latest(viewer: Viewer): Promise<ImportReportRow | null> {
    if (!mayReadImports(viewer)) throw new NotAllowed('import.read');
    return this.queries.latestReport();
  }

  /** What has been published of each programme. @throws NotAllowed */
  async revisions(viewer: Viewer): Promise<ProgrammeRevisions[]> {
    if (!mayReadImports(viewer)) throw new NotAllowed('import.read');
    return this.queries.revisions();
  }
}
