import type { QuestionType } from '../question.js';

/** Formats in which other systems give and take questions. */
export const formats = ['moodle-xml', 'gift'] as const;
export type Format = (typeof formats)[number];
export const isFormat = (value: unknown): value is Format => (formats as readonly unknown[]).includes(value);

/** What was, or will be, lost or turned into something else. */
export type ChangeCode =
  | 'formatting' // of a short text, which has none here
  | 'markdown' // HTML became Markdown
  | 'case' // what stood before the last paragraph became the situation beside the question
  | 'picture'
  | 'script'
  | 'embedded' // sound, film, frame
  | 'link' // leads nowhere outside, or runs something
  | 'file'
  | 'weights' // part of the points for one option
  | 'scoring' // each system counts in its own way
  | 'steps' // parts of points, rounded
  | 'order' // where several answers fit, another one counts
  | 'twice' // answers that stand twice
  | 'reasons' // options without a reason
  | 'feedback' // general feedback, combined feedback
  | 'hints'
  | 'tags'
  | 'difficulty'
  | 'gap' // a missing word within the text
  | 'accents' // forgiven here, minded there
  | 'slips' // of spelling, forgiven here, minded there
  | 'capitals' // minded here, forgiven there
  | 'percent' // a tolerance in per cent became one in numbers
  | 'units'
  | 'rubric' // with the model answer
  | 'plainRubric' // stands in for none
  | 'length' // about how many words are expected
  | 'wordLimit' // became a hint
  | 'notes' // to those who mark, and templates of answers
  | 'plainStem' // stands in for none
  | 'subset' // only some of the steps are asked
  | 'rowReasons' // of rows, or of a wrong unit
  | 'signs' // characters that no text can hold
  | 'weight' // of the question as a whole
  | 'shuffle' // the order of options was fixed there
  | 'numbering' // of options
  | 'penalty' // for each further try
  | 'draft' // hidden there
  | 'idnumber'
  | 'comment'
  | 'loose' // text that belongs to nothing
  | 'choices' // of a menu that no gap has
  | 'lesson' // to reread, and the objective
  | 'parts'; // whatever else stands in the file and nobody reads
/** Why a question is left out. */
export type RefusalCode =
  | 'unknownType'
  | 'notQuestion'
  | 'noForm'
  | 'category'
  | 'description'
  | 'noText'
  | 'noRight'
  | 'severalRight'
  | 'fewOptions'
  | 'manyOptions'
  | 'emptyOption'
  | 'sameOptions'
  | 'place'
  | 'braces'
  | 'fewParts'
  | 'manyParts'
  | 'number'
  | 'anything'
  | 'noExample'
  | 'longAnswer'
  | 'noLetters'
  | 'upload'
  | 'arrow'
  | 'gaps'
  | 'kprim'
  | 'categorising'
  | 'scenario'
  | 'branching'
  | 'textlab'
  | 'tooLong';

export interface ExchangedOption {
  /** Empty for true/false. */
  text: string;
  /** One sentence why it is right or wrong; empty where the file has none. */
  why: string;
  correct: boolean;
}

/** What every question has between two formats. Short texts are plain, `case` is Markdown. */
export interface ExchangedBase<T extends QuestionType> {
  type: T;
  /** What the file calls it; on the way out the question's id. */
  name: string;
  stem: string;
  case: string | null;
  exhibit: string | null;
  tags: string[];
}

/** Options in the order of the file; those of true/false are "true" and "false", in this order. */
export interface ExchangedChoice<T extends 'single' | 'multiple' | 'truefalse'> extends ExchangedBase<T> {
  options: ExchangedOption[];
}

/** Rows without their reasons, for which no format has a place. */
export interface ExchangedMatching extends ExchangedBase<'matching'> {
  pairs: { text: string; partner: string }[];
  /** Partners of nothing. */
  distractors: string[];
}

export interface ExchangedOrdering extends ExchangedBase<'ordering'> {
  /** In their right order. */
  steps: string[];
}

/** What is accepted where something is typed; `share` in per cent of the points, in steps of 5. */
export interface ExchangedAccepted {
  share: number;
  /** Empty where the file has none. */
  why: string;
}

export interface ExchangedShortText extends ExchangedBase<'shorttext'> {
  /** Capitals matter. Accents always do, and slips of spelling are never forgiven, in every format. */
  capitals: boolean;
  /** In `text`, `*` stands for any words or none, `\*` for an asterisk. */
  answers: (ExchangedAccepted & { text: string })[];
  /** For any other answer; empty where the file has nothing. */
  otherwise: string;
}

export interface ExchangedNumeric extends ExchangedBase<'numeric'> {
  /** Decimals as text. `tolerance` is in the question's own unit. */
  answers: (ExchangedAccepted & { value: string; tolerance: string })[];
  otherwise: string;
  /** The first is the question's own, with the factor 1; `factor`: how many of that one of these is. */
  units: { names: string[]; factor: string }[];
  /** Per cent that a wrong or missing unit takes away; 0 where there are no units. */
  unitCost: number;
}

/** A text with menus, without the reasons of its gaps. */
export interface ExchangedGapMenu extends ExchangedBase<'gapmenu'> {
  /** Its gaps are written `[[1]]`, `[[2]]` …, in this order. */
  text: string;
  /** `correct`: place of the right choice, from 0. */
  gaps: { choices: string[]; correct: number }[];
}

/** An essay without its rubric, for which no format has a place. */
export interface ExchangedEssay extends ExchangedBase<'essay'> {
  /** About how many words are expected; null: nothing is said. */
  length: number | null;
}

/** A question between two formats, in one language, without lesson and objective. Other types join here, in `from-question.ts` and in the tables of the formats. */
export type Exchanged =
  | ExchangedChoice<'single'>
  | ExchangedChoice<'multiple'>
  | ExchangedChoice<'truefalse'>
  | ExchangedMatching
  | ExchangedOrdering
  | ExchangedShortText
  | ExchangedNumeric
  | ExchangedGapMenu
  | ExchangedEssay;
export type ExchangedOf<T extends QuestionType> = Extract<Exchanged, { type: T }>;

/** Something of a file that is not taken over: what is lost by it, how the file calls it, and the line where it first stands. */
export interface Dropped {
  change: ChangeCode;
  name: string;
  line: number;
}

/** What becomes of one question. */
export interface ReportLine {
  /** Where it begins in the file, from 1; on the way out its place in the quiz. */
  line: number;
  name: string;
  /** As the format that is read calls it. */
  type: string;
  outcome: 'kept' | 'changed' | 'refused';
  /** Without repeats; empty unless it is changed. */
  changes: ChangeCode[];
  /** Where the format gives names to what is lost. */
  dropped: Dropped[];
  refusal: RefusalCode | null;
}

export type Made = { question: Exchanged; line: ReportLine };

/** Why a whole file is refused; nothing of it is read then. */
export type FileFault = 'empty' | 'tooLarge' | 'encoding' | 'nul' | 'declaration' | 'instruction' | 'depth' | 'broken' | 'tooMany' | 'root';

/** The whole file is refused. `line` is 0 where no line is to blame. */
export class FileRefused extends Error {
  constructor(
    readonly fault: FileFault,
    readonly line = 0,
  ) {
    super(`${fault} at line ${line}`);
  }
}

/** One question is refused. */
export class QuestionRefused extends Error {
  constructor(readonly code: RefusalCode) {
    super(code);
  }
}

export interface FileRead {
  /** In the order of the file; those that are refused are missing. */
  made: Made[];
  /** One line for each question of the file, the refused ones among them. */
  report: ReportLine[];
}

export const maxBytes = 5 * 1024 * 1024;
export const maxQuestions = 2000;
/** Characters of one text of a question: more is no question that somebody wrote. */
export const maxText = 50_000;
/** Answers, rows or units of one question, before they are looked at; no type of Reed takes as many. */
const maxParts = 200;

/** @throws QuestionRefused, so that a file that holds little else is not read part by part */
export function checkParts<T>(parts: T[]): T[] {
  if (parts.length > maxParts) throw new QuestionRefused('manyParts');
  return parts;
}

/** Runs the reader of one question and writes down what became of it. */
export function reported(
  file: FileRead,
  at: { line: number; name: string; type: string },
  read: (changes: Set<ChangeCode>) => { question: Exchanged; dropped: Dropped[] },
): void {
  if (file.report.length >= maxQuestions) throw new FileRefused('tooMany', at.line);
  const changes = new Set<ChangeCode>();
  try {
    const { question, dropped } = read(changes);
    const line: ReportLine = { ...at, outcome: changes.size ? 'changed' : 'kept', changes: [...changes], dropped, refusal: null };
    file.report.push(line);
    file.made.push({ question, line });
  } catch (error) {
    if (!(error instanceof QuestionRefused)) throw error;
    file.report.push({ ...at, outcome: 'refused', changes: [], dropped: [], refusal: error.code });
  }
}
