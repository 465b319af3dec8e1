import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { NotFound } from '../platform/errors.js';
import { isLanguage } from '../platform/i18n/texts.js';
import { isId } from '../platform/ids.js';
import { log } from '../platform/log.js';
import { CatalogueQueries, type CurrentRevision } from './catalogue.queries.js';
import { Kept } from './kept.js';
import { findItem, inLanguage, type Outline } from './outline.js';
import { readProgramme } from './rules/read-programme.js';
import { TextsService } from './texts.service.js';

/** How long another process's publishing may stay unseen here. */
const currentForMs = 1000;

export interface RenderedLesson {
  /** Safe HTML; sections begin at h2. */
  html: string;
  /** Language of the lesson, which may not be the one asked for. */
  language: string;
  title: string;
  lead: string;
}

/** Programmes as they are published. Whatever is immutable comes from memory; which revision is current is asked at most once a second. */
@Injectable()
export class CatalogueService implements OnApplicationBootstrap {
  private readonly outlines = new Kept<Outline>(300);
  private current: { rows: CurrentRevision[]; at: number } | null = null;

  constructor(
    @Inject(CatalogueQueries) private readonly queries: CatalogueQueries,
    @Inject(TextsService) private readonly texts: TextsService,
  ) {}

  /** Reading a programme takes a tenth of a second, so it is done before anybody waits for it. */
  async onApplicationBootstrap(): Promise<void> {
    await this.currentOutlines().catch((error: unknown) => log.warn({ err: error }, 'the catalogue could not be read ahead'));
  }

  /**
   * The outline of one revision, derived from its source files.
   * @throws NotFound where there is no such revision
   */
  async outline(revisionId: string): Promise<Outline> {
    const known = this.outlines.get(revisionId);
    if (known) return known;
    const revision = isId(revisionId) ? await this.queries.revision(revisionId) : null;
    if (!revision) throw new NotFound('revision');
    const files = await this.texts.files(revision.manifest, `revision ${revisionId}`);
    const { outline, problems } = readProgramme(files, revision.programmeId);
    if (!outline) throw new Error(`revision ${revisionId} cannot be read: ${problems.map((problem) => problem.message).join('; ')}`);
    return this.outlines.set(revisionId, { ...outline, revisionId, revision: revision.number });
  }

  /** @throws NotFound where there is no such programme, or nothing of it is published */
  async currentOutline(programmeId: string): Promise<Outline> {
    return this.outline(await this.currentRevisionId(programmeId));
  }

  /** All published programmes, in the order of their numbers. */
  async currentOutlines(): Promise<Outline[]> {
    const outlines: Outline[] = [];
    for (const { revisionId } of await this.currentRevisions()) outlines.push(await this.outline(revisionId));
    return outlines;
  }

  /** @throws NotFound where there is no such programme, or nothing of it is published */
  async currentRevisionId(programmeId: string): Promise<string> {
    const found = (await this.currentRevisions()).find((row) => row.programmeId === programmeId);
    if (!found) throw new NotFound('programme');
    return found.revisionId;
  }

  /** The current revision of the outline's programme where it is another one, else null. */
  async newerRevision(outline: Outline): Promise<string | null> {
    const found = (await this.currentRevisions()).find((row) => row.programmeId === outline.programmeId);
    return found && found.revisionId !== outline.revisionId ? found.revisionId : null;
  }

  /** Number of the handbook's current state; null where none has been published. */
  async currentHandbook(): Promise<number | null> {
    return (await this.currentRevisions())[0]?.handbook ?? null;
  }

  /** This process has published something; the next question goes to the database. */
  forgetCurrent(): void {
    this.current = null;
  }

  /**
   * A lesson, rendered, in the reader's language where it exists in it.
   * @throws NotFound where the outline has no such lesson
   */
  async lessonHtml(outline: Outline, lessonId: string, language: string): Promise<RenderedLesson> {
    const found = findItem(outline, lessonId);
    if (found?.item.kind !== 'lesson') throw new NotFound('lesson');
    const { words, language: own } = inLanguage(found.item.words, language, found.module.source);
    const { title, lead, bodyHash } = words;
    const labels = isLanguage(language) ? language : 'en';
    const html = await this.texts.html(bodyHash, own, labels, outline.pictures, found.item.pictures);
    return { html, language: own, title, lead };
  }

  // Requests do not wait for each other's question: one of them may hold the only connection.
  private async currentRevisions(): Promise<CurrentRevision[]> {
    if (this.current && performance.now() - this.current.at < currentForMs) return this.current.rows;
    const at = performance.now();
    const rows = await this.queries.current();
    this.current = { rows, at };
    return rows;
  }
}
