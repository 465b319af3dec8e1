import type { Translate } from '../../platform/i18n/texts.js';
import type { ChangeCode, Dropped, Format, RefusalCode, ReportLine } from '../../questions/exchange/exchanged.js';

const changes: Record<ChangeCode, (t: Translate) => string> = {
  formatting: (t) => t('authoring.exchange.change.formatting'),
  markdown: (t) => t('authoring.exchange.change.markdown'),
  case: (t) => t('authoring.exchange.change.case'),
  picture: (t) => t('authoring.exchange.change.picture'),
  script: (t) => t('authoring.exchange.change.script'),
  embedded: (t) => t('authoring.exchange.change.embedded'),
  link: (t) => t('authoring.exchange.change.link'),
  file: (t) => t('authoring.exchange.change.file'),
  weights: (t) => t('authoring.exchange.change.weights'),
  scoring: (t) => t('authoring.exchange.change.scoring'),
  reasons: (t) => t('authoring.exchange.change.reasons'),
  feedback: (t) => t('authoring.exchange.change.feedback'),
  hints: (t) => t('authoring.exchange.change.hints'),
  tags: (t) => t('authoring.exchange.change.tags'),
  difficulty: (t) => t('authoring.exchange.change.difficulty'),
  gap: (t) => t('authoring.exchange.change.gap'),
  signs: (t) => t('authoring.exchange.change.signs'),
  steps: (t) => t('authoring.exchange.change.steps'),
  order: (t) => t('authoring.exchange.change.order'),
  twice: (t) => t('authoring.exchange.change.twice'),
  accents: (t) => t('authoring.exchange.change.accents'),
  slips: (t) => t('authoring.exchange.change.slips'),
  capitals: (t) => t('authoring.exchange.change.capitals'),
  percent: (t) => t('authoring.exchange.change.percent'),
  units: (t) => t('authoring.exchange.change.units'),
  rubric: (t) => t('authoring.exchange.change.rubric'),
  plainRubric: (t) => t('authoring.exchange.change.plainRubric'),
  length: (t) => t('authoring.exchange.change.length'),
  wordLimit: (t) => t('authoring.exchange.change.wordLimit'),
  notes: (t) => t('authoring.exchange.change.notes'),
  plainStem: (t) => t('authoring.exchange.change.plainStem'),
  subset: (t) => t('authoring.exchange.change.subset'),
  rowReasons: (t) => t('authoring.exchange.change.rowReasons'),
  weight: (t) => t('authoring.exchange.change.weight'),
  shuffle: (t) => t('authoring.exchange.change.shuffle'),
  numbering: (t) => t('authoring.exchange.change.numbering'),
  penalty: (t) => t('authoring.exchange.change.penalty'),
  draft: (t) => t('authoring.exchange.change.draft'),
  idnumber: (t) => t('authoring.exchange.change.idnumber'),
  comment: (t) => t('authoring.exchange.change.comment'),
  loose: (t) => t('authoring.exchange.change.loose'),
  choices: (t) => t('authoring.exchange.change.choices'),
  lesson: (t) => t('authoring.exchange.change.lesson'),
  parts: (t) => t('authoring.exchange.change.parts'),
};

const refusals: Record<RefusalCode, (t: Translate) => string> = {
  unknownType: (t) => t('authoring.exchange.refusal.unknownType'),
  notQuestion: (t) => t('authoring.exchange.refusal.notQuestion'),
  noForm: (t) => t('authoring.exchange.refusal.noForm'),
  category: (t) => t('authoring.exchange.refusal.category'),
  description: (t) => t('authoring.exchange.refusal.description'),
  noText: (t) => t('authoring.exchange.refusal.noText'),
  noRight: (t) => t('authoring.exchange.refusal.noRight'),
  severalRight: (t) => t('authoring.exchange.refusal.severalRight'),
  fewOptions: (t) => t('authoring.exchange.refusal.fewOptions'),
  manyOptions: (t) => t('authoring.exchange.refusal.manyOptions'),
  emptyOption: (t) => t('authoring.exchange.refusal.emptyOption'),
  sameOptions: (t) => t('authoring.exchange.refusal.sameOptions'),
  place: (t) => t('authoring.exchange.refusal.place'),
  braces: (t) => t('authoring.exchange.refusal.braces'),
  fewParts: (t) => t('authoring.exchange.refusal.fewParts'),
  manyParts: (t) => t('authoring.exchange.refusal.manyParts'),
  number: (t) => t('authoring.exchange.refusal.number'),
  anything: (t) => t('authoring.exchange.refusal.anything'),
  noExample: (t) => t('authoring.exchange.refusal.noExample'),
  longAnswer: (t) => t('authoring.exchange.refusal.longAnswer'),
  noLetters: (t) => t('authoring.exchange.refusal.noLetters'),
  upload: (t) => t('authoring.exchange.refusal.upload'),
  arrow: (t) => t('authoring.exchange.refusal.arrow'),
  gaps: (t) => t('authoring.exchange.refusal.gaps'),
  kprim: (t) => t('authoring.exchange.refusal.kprim'),
  categorising: (t) => t('authoring.exchange.refusal.categorising'),
  scenario: (t) => t('authoring.exchange.refusal.scenario'),
  branching: (t) => t('authoring.exchange.refusal.branching'),
  textlab: (t) => t('authoring.exchange.refusal.textlab'),
  tooLong: (t) => t('authoring.exchange.refusal.tooLong'),
};

/** How the file calls what is lost, and where it stands. */
function where(t: Translate, dropped: readonly Dropped[]): string {
  const parts = dropped.map(({ name, line }) => t('authoring.exchange.part', { name, line }));
  return parts.length ? ` ${t('authoring.exchange.where', { parts: parts.join('; ') })}` : '';
}

/** What happens to one question, in words. */
export const lossWords = (t: Translate, { changes: made, dropped, refusal }: ReportLine): string[] =>
  refusal
    ? [refusals[refusal](t)]
    : made.map(
        (change) =>
          changes[change](t) +
          where(
            t,
            dropped.filter((one) => one.change === change),
          ),
      );

// Names of formats are the same in every language.
const names: Record<Format, string> = { 'moodle-xml': 'Moodle XML', gift: 'GIFT' };
export const formatName = (format: Format): string => names[format];
