import type { QuestionBase, StemWords } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import { share } from '../rules/fraction.js';
import type { Kind } from '../rules/kind.js';
import type { MatchSettings } from '../rules/matching.js';
import {
  acceptedFrom,
  acceptedKey,
  acceptKeys,
  exampleOf,
  isExample,
  longestTyped,
  partOf,
  readAccepted,
  readSettings,
  settingKeys,
  shareOf,
  withWords,
  wordsIn,
  type AcceptedWords,
} from './typed-words.js';

export interface ShortTextWords extends StemWords, AcceptedWords {}

/** Some words to type, compared with those that the language of the answer accepts. */
export interface ShortText extends QuestionBase<'shorttext', ShortTextWords> {
  match: MatchSettings;
}

/** The one thing to fill in. */
export const theText = 'text';

export const shorttext: Kind<ShortText> = {
  keys: { required: [], optional: settingKeys },
  read: (fields) => ({ match: readSettings(fields) }),
  wordKeys: acceptKeys,
  readWords(fields, _at, question, stem) {
    const accepted = readAccepted(fields, question.match);
    return accepted && { ...stem, ...accepted };
  },
  order: () => [theText],
  isAnswer: (_question, answer) =>
    answer.length <= 1 && answer.every((entry) => entry.startsWith(`${theText}=`) && entry.length <= theText.length + 1 + longestTyped),
  isComplete: (_question, answer) => !!givenIn(answer).get(theText)?.trim(),
  /** The share of the listed answer that fits, out of 100. */
  grade: (question, answer, language) => share(shareOf(givenIn(answer).get(theText) ?? '', wordsIn(question, language), question.match), 100),
  parts: (question, answer, _words, language) => [partOf(theText, givenIn(answer).get(theText), wordsIn(question, language), question.match)],
  keyWords: (words, { match }) => acceptedKey(words, match),
  withKey(question, answer, language) {
    const key = acceptedFrom(givenIn(answer).get(theText));
    return key && isExample(key) ? withWords(question, language, (words: ShortTextWords) => ({ ...words, accept: [key] })) : null;
  },
  accepting(question, answer, language) {
    const one = acceptedFrom(givenIn(answer).get(theText));
    return one && withWords(question, language, (words: ShortTextWords) => ({ ...words, accept: [one, ...words.accept] }));
  },
  right: (question, language) => [`${theText}=${exampleOf(wordsIn(question, language))}`],
};
