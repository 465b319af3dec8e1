import { Inject, Injectable } from '@nestjs/common';
import type { Language } from '../platform/i18n/texts.js';
import { Problems } from '../platform/source/source-file.js';
import { CatalogueQueries } from './catalogue.queries.js';
import { Kept } from './kept.js';
import { rendererVersion, renderLesson, type Shown } from './render-lesson.js';
import type { Manifest } from './revision.entity.js';
import type { LessonPart } from './rules/boxes.js';
import type { SourceFiles } from './rules/manifest.js';
import { readLesson } from './rules/read-lesson.js';

/** Texts by the hash of their source, stored once and rendered once. Immutable, so memory is never behind. */
@Injectable()
export class TextsService {
  private readonly bodies = new Kept<string>(5000);
  private readonly rendered = new Kept<string>(5000);

  constructor(@Inject(CatalogueQueries) private readonly queries: CatalogueQueries) {}

  /** The source files of a manifest. @throws where a body is missing */
  async files(manifest: Manifest, of: string): Promise<SourceFiles> {
    const bodies = await this.queries.bodies(Object.values(manifest));
    const files = new Map<string, string>();
    for (const [path, hash] of Object.entries(manifest)) {
      const body = bodies.get(hash);
      if (body === undefined) throw new Error(`the body of ${path} in ${of} is missing`);
      files.set(path, body);
      this.bodies.set(hash, body);
    }
    return files;
  }

  /**
   * Safe HTML of a text.
   * @param own language of the text
   * @param reader language of the labels of its boxes
   * @param named ids of the pictures that it shows
   */
  async html(bodyHash: string, own: string, reader: Language, shown: Shown, named: readonly string[]): Promise<string> {
    const key = [bodyHash, rendererVersion, own, reader, ...named.map((id) => shown[id]?.hash)].join('/');
    const known = this.rendered.get(key);
    if (known !== undefined) return known;
    return this.rendered.set(key, renderLesson(await this.parts(bodyHash, own), reader, own, shown));
  }

  /** A text taken apart into paragraphs and boxes. */
  async parts(bodyHash: string, own: string): Promise<LessonPart[]> {
    return readLesson('', await this.body(bodyHash), own, false, new Problems())?.parts ?? [];
  }

  private async body(hash: string): Promise<string> {
    const known = this.bodies.get(hash);
    if (known !== undefined) return known;
    const stored = (await this.queries.bodies([hash])).get(hash);
    if (stored === undefined) throw new Error(`the body ${hash} is missing`);
    return this.bodies.set(hash, stored);
  }
}
