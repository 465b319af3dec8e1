import { z } from 'zod';

/** The picture beside a question, in words: `alternative` is all that it says. */
export const questionPicture = z
  .object({ id: z.string(), language: z.string(), title: z.string(), alternative: z.string().describe('All that the picture says, as text.') })
  .nullable();
