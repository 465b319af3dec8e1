import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import type { Question, QuestionOf } from '../../src/questions/question.js';
import type { Rows } from '../../src/questions/rules/rows.js';
import { placesOf } from '../../src/questions/types/ordering.js';
import { rowCourses } from '../support/courses.js';

/** Every type whose questions are rows with one right value each. */
export type RowType = Extract<Question, Rows>['type'];
export type RowQuestion = QuestionOf<RowType>;

const { outline } = readCourses(rowCourses()).programmes[0]!;
const quiz = outline.modules[0]!.items.find((item) => item.kind === 'quiz')!;

/** The questions of the small courses with rows: one of each type. */
export const samples: RowQuestion[] = quiz.kind === 'quiz' ? (quiz.questions as RowQuestion[]) : [];
export const sample = <T extends RowType>(type: T): QuestionOf<T> => samples.find((one) => one.type === type) as QuestionOf<T>;

/** What can be given to a row. */
export function valuesOf(question: RowQuestion, row: string): string[] {
  switch (question.type) {
    case 'matching':
      return question.partners;
    case 'categorising':
      return question.groups;
    case 'gapmenu':
      return question.choices[row]!;
    case 'kprim':
      return ['true', 'false'];
    case 'ordering':
      return placesOf(question);
  }
}
