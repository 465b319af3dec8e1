import type { Question, QuestionOf, QuestionType } from '../question.js';
import type { ChangeCode, Exchanged, ExchangedOf, Format, RefusalCode } from './exchanged.js';
import { inverseOf } from './numbers.js';
import { lostInXml } from './moodle-xml.js';

/** What a question has that no format has a place for. */
function lostOf(question: Question): ChangeCode[] {
  switch (question.type) {
    case 'multiple':
      return ['scoring'];
    case 'matching':
    case 'gapmenu':
      return ['rowReasons'];
    case 'ordering':
      return ['scoring', 'rowReasons'];
    case 'shorttext':
      return [...(question.match.accents ? [] : ['accents' as const]), ...(question.match.distance ? ['slips' as const] : [])];
    case 'numeric':
      return question.accept.some(({ relative }) => relative) ? ['percent'] : [];
    case 'essay':
      return ['rubric', ...(question.length === null ? [] : ['length' as const])];
    default:
      return [];
  }
}

/** GIFT has no units, and Moodle XML counts them the other way round, which not every factor allows. */
function lostUnits(question: QuestionOf<'numeric'>, out: ExchangedOf<'numeric'>, format: Format): ChangeCode[] {
  if (!question.units.length) return [];
  const whole = format === 'moodle-xml' && out.units.length === question.units.length && out.units.every(({ factor }) => inverseOf(factor) !== null);
  return whole ? ['rowReasons'] : ['units'];
}

/** What is lost of a question on its way out. */
export function lossesOf(question: Question, out: Exchanged, format: Format): ChangeCode[] {
  const changes: ChangeCode[] = ['lesson', ...lostOf(question)];
  if (question.type === 'numeric' && out.type === 'numeric') changes.push(...lostUnits(question, out, format));
  if (question.type === 'shorttext' && question.match.case && format === 'gift') changes.push('capitals');
  if (question.difficulty !== null) changes.push('difficulty');
  if (question.picture) changes.push('picture');
  if (format === 'moodle-xml' && lostInXml(out)) changes.push('signs');
  return changes;
}

const reasons: { [T in QuestionType]?: RefusalCode } = {
  categorising: 'categorising',
  scenario: 'scenario',
  branching: 'branching',
  textlab: 'textlab',
  kprim: 'kprim',
  gaptext: 'gaps',
};

/** Why a type has no form in any format, where there is more to say than that. */
export const noFormFor = (type: QuestionType): RefusalCode => reasons[type] ?? 'noForm';
