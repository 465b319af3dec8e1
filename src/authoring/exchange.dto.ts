import { z } from 'zod';
import { isLanguage, languages, type Translate } from '../platform/i18n/texts.js';
import { formats, type FileRead, type ReportLine } from '../questions/exchange/exchanged.js';
import { line } from '../web/forms.js';
import { lossWords } from './pages/loss-words.js';
import type { QuizFiles } from './rules/quiz-files.js';
import type { Bank, ModulePlace } from './exchange.service.js';

/** Which questions go where. */
export const bankForm = z.object({
  format: z.enum(['auto', ...formats], 'web.error.invalid'),
  language: z.enum(languages, 'web.error.invalid'),
  module: z.string('web.error.required').max(60, 'web.error.tooLong'),
});
/** What no other system knows. */
export const targetForm = z.object({ id: line(60), title: line(200), lesson: line(60), objective: line(60) });

const text = z.string('web.error.required').describe('The file: Moodle XML or GIFT, at most 5 MB.');
export const bankBody = bankForm.extend({ text, format: bankForm.shape.format.default('auto') });
export const filesBody = bankBody.extend(targetForm.shape);
export const exportQuery = z.object({
  format: z.enum(formats, 'web.error.invalid').default('moodle-xml'),
  language: z.string().refine(isLanguage, 'web.error.invalid').optional().describe('Where nothing is said, the language of the sources.'),
});

const reportLine = z.object({
  line: z.number().int().describe('Where the question begins in the file; on the way out its place in the quiz. Both from 1.'),
  name: z.string(),
  type: z.string().describe('As the format that is read calls it.'),
  outcome: z.enum(['kept', 'changed', 'refused']),
  changes: z.array(z.string()).describe('Codes of what is lost or changed.'),
  dropped: z
    .array(z.object({ change: z.string(), name: z.string(), line: z.number().int() }))
    .describe('How the file calls what is lost, and the line where it first stands.'),
  refusal: z.string().nullable(),
  says: z.array(z.string()).describe('The same in sentences.'),
});
const file = z.object({ name: z.string(), text: z.string() });

export const dryRunDto = z.object({
  format: z.enum(formats),
  folder: z.string().describe('Of the module, below the course folder.'),
  questions: z.number().int().describe('How many can be brought in.'),
  report: z.array(reportLine),
});
export const filesDto = dryRunDto.extend({
  ids: z.array(z.string()),
  structure: file,
  words: file,
  problems: z
    .array(z.object({ file: z.string(), line: z.number().int(), message: z.string() }))
    .describe('The files are of use only where there is none.'),
});
export const exportDto = z.object({ format: z.enum(formats), language: z.string(), text: z.string(), report: z.array(reportLine) });

export const reportOf = (report: FileRead['report'], t: Translate): z.infer<typeof reportLine>[] =>
  report.map((one: ReportLine) => ({ ...one, says: lossWords(t, one) }));

export const dryRunOf = ({ format, file: read }: Bank, { folder }: ModulePlace, t: Translate): z.infer<typeof dryRunDto> => ({
  format,
  folder,
  questions: read.made.length,
  report: reportOf(read.report, t),
});

export const filesOf = (bank: Bank, place: ModulePlace, files: QuizFiles, t: Translate): z.infer<typeof filesDto> => ({
  ...dryRunOf(bank, place, t),
  ids: files.ids,
  structure: files.structure,
  words: files.words,
  problems: files.problems.map(({ file: name, line: at, message }) => ({ file: name, line: at, message })),
});
