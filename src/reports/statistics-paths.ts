const all = '/authoring/statistics';

/** Addresses of the pages of statistics. */
export const statisticsPaths = {
  all,
  quiz: (quizId: string): string => `${all}/${quizId}`,
  file: (quizId: string): string => `${all}/${quizId}/questions.csv`,
  question: (quizId: string, questionId: string): string => `${all}/${quizId}/questions/${questionId}`,
};
