import { join } from 'node:path';
import { readCourseFolder } from '../../src/authoring/course-files.js';
import { folderModules } from '../../src/authoring/rules/folder-modules.js';
import { readCourses } from '../../src/catalogue/rules/read-courses.js';
import { readQuestions, textOfFile, writeQuestions } from '../../src/questions/exchange/exchange.js';
import { formats } from '../../src/questions/exchange/exchanged.js';
import { fromQuestion } from '../../src/questions/exchange/from-question.js';

describe('the questions of the course files', () => {
  it.each(formats.flatMap((format) => ['en', 'nl'].map((language) => [format, language] as const)))(
    'go out as %s in "%s" and come back',
    async (format, language) => {
      const { files } = await readCourseFolder(join(__dirname, '..', '..', 'courses'));
      const questions = folderModules(readCourses(files))
        .flatMap(({ module }) => module.items.flatMap((item) => (item.kind === 'quiz' ? item.questions : [])))
        .filter((question) => question.words[language]);
      expect(questions.length).toBeGreaterThan(100);
      const out = questions.map((question) => fromQuestion(question, language)).filter((one) => one !== null);
      const back = readQuestions(textOfFile(writeQuestions(questions, language, format).text));
      expect(back.made.map(({ question }) => question)).toEqual(out);
      expect(back.report).toHaveLength(out.length);
    },
  );
});
