const quiz = (enrolmentId: string, quizId: string): string => `/learn/${enrolmentId}/quizzes/${quizId}`;
const attempt = (enrolmentId: string, quizId: string, number: number): string => `${quiz(enrolmentId, quizId)}/attempts/${number}`;

const correct = (programmeId: string, quizId: string, questionId: string): string =>
  `/catalogue/${programmeId}/items/${quizId}/questions/${questionId}/correct`;

/** Addresses of the pages of a quiz; `number` counts attempts and `k` questions, both from 1. */
export const quizPaths = {
  precheck: (enrolmentId: string): string => `/learn/${enrolmentId}/precheck`,
  /** All questions on one page. */
  questions: (enrolmentId: string, quizId: string, number: number): string => `${attempt(enrolmentId, quizId, number)}/questions`,
  quiz,
  attempt,
  /** A quiz with its right answers, for those who may know them. */
  key: (programmeId: string, quizId: string): string => `/catalogue/${programmeId}/items/${quizId}/preview?show=key`,
  /** `version`: another one than today's. */
  correct: (programmeId: string, quizId: string, questionId: string, version?: string | null): string =>
    `${correct(programmeId, quizId, questionId)}${version ? `?version=${version}` : ''}`,
  confirmCorrection: (programmeId: string, quizId: string, questionId: string, version: string | null): string =>
    `${correct(programmeId, quizId, questionId)}/confirm${version ? `?version=${version}` : ''}`,
  /** Whose results would change, as a file: the same form as the confirmation. */
  correctionFile: (programmeId: string, quizId: string, questionId: string, version: string | null): string =>
    `${correct(programmeId, quizId, questionId)}/results.csv${version ? `?version=${version}` : ''}`,
  question: (enrolmentId: string, quizId: string, number: number, k: number): string => `${attempt(enrolmentId, quizId, number)}/questions/${k}`,
  review: (enrolmentId: string, quizId: string, number: number): string => `${attempt(enrolmentId, quizId, number)}/review`,
  /** How much time is left, for the script. */
  time: (enrolmentId: string, quizId: string, number: number): string => `${attempt(enrolmentId, quizId, number)}/time`,
  marking: '/marking',
  marked: '/marking/marked',
  markingOf: (attemptId: string, questionId: string): string => `/marking/${attemptId}/${questionId}`,
  markAgain: (attemptId: string, questionId: string): string => `/marking/${attemptId}/${questionId}/change`,
  receipt: (enrolmentId: string, quizId: string, number: number): string => `${attempt(enrolmentId, quizId, number)}/receipt.json`,
  handIn: (enrolmentId: string, quizId: string, number: number): string => `${attempt(enrolmentId, quizId, number)}/hand-in`,
};

interface AttemptHere {
  quiz: { settings: { layout: 'one' | 'all' } };
  sheet: { enrolmentId: string; quizId: string; number: number };
}

/** Where question `k` of an attempt is answered: its page, or its place on the page of all. */
export function questionPlace({ quiz, sheet: { enrolmentId, quizId, number } }: AttemptHere, k: number): string {
  if (quiz.settings.layout === 'all') return `${quizPaths.questions(enrolmentId, quizId, number)}#question-${k}`;
  return quizPaths.question(enrolmentId, quizId, number, k);
}

/** What coordinators set about attempts. */
export const rulePaths = {
  quizzes: (cohortId: string): string => `/cohorts/${cohortId}/quizzes`,
  times: (cohortId: string, quizId: string): string => `/cohorts/${cohortId}/quizzes/${quizId}/times`,
  attempts: (cohortId: string, enrolmentId: string): string => `/cohorts/${cohortId}/people/${enrolmentId}/attempts`,
  withdraw: (cohortId: string, enrolmentId: string, grantId: string): string =>
    `/cohorts/${cohortId}/people/${enrolmentId}/attempts/${grantId}/withdraw`,
};

/** Where anybody checks a receipt. */
export const receiptPath = '/receipt';
