import { z } from 'zod';
import {
  countings,
  audiences,
  inLanguage,
  moduleMinutes,
  requiredMinutes,
  type Outline,
  type OutlineItem,
  type OutlineModule,
  reviewCapacities,
  reviewRoles,
} from './outline.js';
import { contentLanguages } from './rules/content-languages.js';

const minutes = z.number().int().describe('Minutes');
const language = z.string().describe('Language of the words in this object, e.g. "en".');

export const programmeDto = z.object({
  id: z.string(),
  number: z.number().int(),
  revisionId: z.string(),
  revision: z.number().int().describe('Number of the current revision.'),
  place: z.string(),
  language,
  languages: z.array(z.string()).describe('Languages in which the whole programme can be read.'),
  title: z.string(),
  case: z.string().describe('What the programme is built on the case of.'),
  summary: z.string(),
  like: z.string().nullable().describe('The kind of place whose case it is, e.g. "an island on the route".'),
  minutes: minutes.describe('Minutes of the required modules.'),
});
export const programmesDto = z.object({ items: z.array(programmeDto) });

const itemDto = z.object({
  id: z.string(),
  kind: z.enum(['lesson', 'quiz', 'plan']),
  language,
  title: z.string(),
  minutes,
  questions: z.number().int().nullable().describe('Questions per attempt of a quiz.'),
});

const moduleDto = z.object({
  id: z.string(),
  code: z.string(),
  language,
  title: z.string(),
  summary: z.string(),
  required: z.boolean(),
  shared: z.boolean().describe('Other programmes may use it too; done once, it counts in all of them.'),
  focus: z.boolean().describe('The programme puts its weight on it.'),
  for: z.array(z.enum(audiences)),
  situation: z.object({ language, title: z.string(), text: z.string().describe('Markdown') }).nullable(),
  reviews: z.array(z.object({ role: z.enum(reviewRoles), by: z.enum(reviewCapacities).nullable(), on: z.iso.date().nullable() })),
  minutes,
  objectives: z.array(z.object({ id: z.string(), text: z.string() })),
  items: z.array(itemDto),
});

export const programmeDetailDto = programmeDto.extend({
  thread: z.string(),
  product: z.string().nullable().describe('What a learner holds in the hand at the end.'),
  rules: z.object({
    pass: z.number().int().describe('Per cent of the points of a quiz.'),
    attempts: z.number().int().nullable().describe('Null: no limit.'),
    counts: z.enum(countings),
  }),
  reviews: z.array(z.object({ role: z.string(), state: z.string() })),
  modules: z.array(moduleDto),
});

/** A programme as a list shows it, in the language asked for where it exists. */
export function toProgramme(outline: Outline, wanted: string): z.infer<typeof programmeDto> {
  const { words, language: found } = inLanguage(outline.words, wanted, outline.source);
  return {
    id: outline.programmeId,
    number: outline.number,
    revisionId: outline.revisionId,
    revision: outline.revision,
    place: outline.place,
    language: found,
    languages: contentLanguages(outline),
    title: words.title,
    case: words.case,
    summary: words.summary,
    like: words.like,
    minutes: requiredMinutes(outline),
  };
}

function toItem(item: OutlineItem, wanted: string, source: string): z.infer<typeof itemDto> {
  const { words, language: found } = inLanguage<{ title: string }>(item.words, wanted, source);
  return {
    id: item.id,
    kind: item.kind,
    language: found,
    title: words.title,
    minutes: item.minutes,
    questions: item.kind === 'quiz' ? item.draw : null,
  };
}

function toSituation(module: OutlineModule, wanted: string): z.infer<typeof moduleDto>['situation'] {
  if (!module.situation) return null;
  const { words, language: found } = inLanguage(module.situation, wanted, module.source);
  return { language: found, ...words };
}

function toModule(module: OutlineModule, focus: string | null, wanted: string): z.infer<typeof moduleDto> {
  const { words, language: found } = inLanguage(module.words, wanted, module.source);
  return {
    id: module.id,
    code: module.code,
    language: found,
    title: words.title,
    summary: words.summary,
    required: module.required,
    shared: !module.local,
    focus: module.id === focus,
    for: module.for,
    situation: toSituation(module, wanted),
    reviews: module.reviews,
    minutes: moduleMinutes(module),
    objectives: module.objectives.map((id) => ({ id, text: words.objectives[id] ?? '' })),
    items: module.items.map((item) => toItem(item, wanted, module.source)),
  };
}

/** Everything about a programme but its texts and the keys of its quizzes. */
export function toProgrammeDetail(outline: Outline, wanted: string): z.infer<typeof programmeDetailDto> {
  const { words } = inLanguage(outline.words, wanted, outline.source);
  return {
    ...toProgramme(outline, wanted),
    thread: words.thread,
    product: words.product,
    rules: outline.rules,
    reviews: words.reviews,
    modules: outline.modules.map((module) => toModule(module, outline.focus, wanted)),
  };
}
export type ProgrammeDto = z.infer<typeof programmeDto>;
export type ProgrammeDetailDto = z.infer<typeof programmeDetailDto>;
export type ModuleDto = z.infer<typeof moduleDto>;
