import { Inject, Injectable } from '@nestjs/common';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { findItem, inLanguage, type Outline, type OutlineModule, type OutlineQuiz } from '../catalogue/outline.js';
import { Invalid, NotAllowed, NotFound } from '../platform/errors.js';
import { isLanguage, translate, type Language } from '../platform/i18n/texts.js';
import type { Viewer } from '../platform/security/viewer.js';
import { isContentId } from '../platform/source/source-file.js';
import { readQuestions, recognised, textOfFile, writeQuestions, type FileWritten } from '../questions/exchange/exchange.js';
import { FileRefused, type FileFault, type FileRead, type Format } from '../questions/exchange/exchanged.js';
import { mayPreview, mayReadImports } from './authoring.policy.js';
import { AuthoringQueries } from './authoring.queries.js';
import { quizFiles, type QuizFiles } from './rules/quiz-files.js';

/** A bank of questions that somebody sent, as it was read; it is kept nowhere. */
export interface Bank {
  text: string;
  format: Format;
  file: FileRead;
}

/** A module that can take questions. */
export interface ModulePlace {
  module: OutlineModule;
  /** The first programme that has it. */
  outline: Outline;
  /** Below the course folder. */
  folder: string;
}

export interface QuizOut {
  outline: Outline;
  module: OutlineModule;
  quiz: OutlineQuiz;
  /** Languages in which at least one question has words. */
  languages: string[];
}

const faults: Record<FileFault, string> = {
  empty: 'authoring.exchange.fault.empty',
  tooLarge: 'authoring.exchange.fault.tooLarge',
  encoding: 'authoring.exchange.fault.encoding',
  nul: 'authoring.exchange.fault.nul',
  declaration: 'authoring.exchange.fault.declaration',
  instruction: 'authoring.exchange.fault.instruction',
  depth: 'authoring.exchange.fault.depth',
  broken: 'authoring.exchange.fault.broken',
  tooMany: 'authoring.exchange.fault.tooMany',
  root: 'authoring.exchange.fault.root',
};

/** Takes questions from other systems and gives them away. Writes nothing: what comes of it are files for the course folder. */
@Injectable()
export class ExchangeService {
  constructor(
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(AuthoringQueries) private readonly queries: AuthoringQueries,
  ) {}

  /** Modules with at least one lesson and one objective, each once. */
  async modules(viewer: Viewer): Promise<ModulePlace[]> {
    if (!mayReadImports(viewer)) throw new NotAllowed('import.read');
    const places = new Map<string, ModulePlace>();
    for (const outline of await this.catalogue.currentOutlines())
      for (const module of outline.modules)
        if (!places.has(module.id) && module.objectives.length && module.items.some((item) => item.kind === 'lesson'))
          places.set(module.id, {
            module,
            outline,
            folder: module.local ? `programmes/${outline.programmeId}/${module.id}` : `library/${module.id}`,
          });
    return [...places.values()];
  }

  /**
   * The module into which questions in this language can go.
   * @throws Invalid: there is no such module, or its sources are in another language
   */
  async place(viewer: Viewer, moduleId: string, language: string): Promise<ModulePlace> {
    const place = (await this.modules(viewer)).find(({ module }) => module.id === moduleId);
    if (!place) throw new Invalid({ module: { key: 'web.error.invalid' } });
    if (place.module.source !== language) throw new Invalid({ module: { key: 'authoring.exchange.otherLanguage' } });
    return place;
  }

  /**
   * Reads what somebody sent; null: recognise the format.
   * @throws Invalid at the field `at` where the whole file is refused
   */
  read(viewer: Viewer, sent: Uint8Array | string, format: Format | null, at: 'file' | 'text'): Bank {
    if (!mayReadImports(viewer)) throw new NotAllowed('import.read');
    try {
      const text = textOfFile(sent);
      const known = format ?? recognised(text);
      return { text, format: known, file: readQuestions(text, known) };
    } catch (error) {
      if (error instanceof FileRefused) throw new Invalid({ [at]: { key: faults[error.fault], params: { line: error.line } } });
      throw error;
    }
  }

  /**
   * The files of a quiz with the questions of a bank.
   * @throws Invalid: the id is none or is taken, or lesson or objective are not of this module
   */
  async files(
    viewer: Viewer,
    bank: Bank,
    { module, folder }: ModulePlace,
    chosen: { id: string; title: string; lesson: string; objective: string },
  ): Promise<QuizFiles> {
    if (!mayReadImports(viewer)) throw new NotAllowed('import.read');
    const taken = new Set(await this.queries.knownIds());
    if (!isContentId(chosen.id)) throw new Invalid({ id: { key: 'authoring.exchange.noId' } });
    if (taken.has(chosen.id)) throw new Invalid({ id: { key: 'authoring.exchange.takenId' } });
    if (!module.items.some((item) => item.kind === 'lesson' && item.id === chosen.lesson))
      throw new Invalid({ lesson: { key: 'web.error.invalid' } });
    if (!module.objectives.includes(chosen.objective)) throw new Invalid({ objective: { key: 'web.error.invalid' } });
    const words: Language = isLanguage(module.source) ? module.source : 'en';
    const reasons = {
      right: translate(words, 'authoring.exchange.whyRight'),
      wrong: translate(words, 'authoring.exchange.whyWrong'),
      unit: translate(words, 'authoring.exchange.whyUnit'),
      gaps: translate(words, 'authoring.exchange.fillGaps'),
      rubric: {
        label: translate(words, 'authoring.exchange.rubric.label'),
        none: translate(words, 'authoring.exchange.rubric.none'),
        partly: translate(words, 'authoring.exchange.rubric.partly'),
        full: translate(words, 'authoring.exchange.rubric.full'),
      },
    };
    const questions = bank.file.made.map(({ question }) => question);
    return quizFiles(questions, { ...chosen, language: module.source, folder, reasons }, taken);
  }

  /** A quiz of the current revision, to be given away with its keys. */
  async quiz(viewer: Viewer, programmeId: string, itemId: string): Promise<QuizOut> {
    if (!mayPreview(viewer)) throw new NotAllowed('catalogue.preview');
    const outline = await this.catalogue.currentOutline(programmeId);
    const found = findItem(outline, itemId);
    if (found?.item.kind !== 'quiz') throw new NotFound('quiz');
    const languages = [...new Set([found.module.source, ...found.item.questions.flatMap((question) => Object.keys(question.words))])];
    return { outline, module: found.module, quiz: found.item, languages };
  }

  /** @throws NotFound where the quiz has no words in this language */
  write({ quiz, languages }: QuizOut, language: string, format: Format): FileWritten {
    if (!languages.includes(language)) throw new NotFound('language');
    return writeQuestions(quiz.questions, language, format);
  }
}

/** "Programme · C1 · Title" in the reader's language. */
export function placeWords({ outline, module }: ModulePlace, language: string): string {
  return `${inLanguage(outline.words, language, outline.source).words.title} · ${module.code} · ${inLanguage(module.words, language, module.source).words.title}`;
}
