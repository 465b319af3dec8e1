import type { Value } from '../../platform/source/source-file.js';
import type { Answer, QuestionBase, StemWords } from '../base.js';
import { givenIn } from '../rules/answer-form.js';
import type { Kind } from '../rules/kind.js';
import { readEach } from '../rules/read-each.js';
import { gradeTicks, partsOf, type ChoiceKey } from './choice.js';

export interface ModelWords {
  title: string;
  /** Plain text; an empty line begins a paragraph. */
  text: string;
}

export interface TextLabWords extends StemWords {
  /** Plain text with phrases as `[[id|words]]`; an empty line begins a paragraph. */
  text: string;
  /** One sentence each: why it needs changing, or why it may stay. */
  phrases: Record<string, { why: string }>;
  models: Record<string, ModelWords>;
}

/** A text whose phrases are judged and which is written anew. The marks are graded, the learner's own version never is. */
export interface TextLab extends QuestionBase<'textlab', TextLabWords> {
  /** Ids of the phrases that can be marked. */
  phrases: string[];
  /** Those that need changing. */
  change: string[];
  /** Ids of the model versions, in the order in which they are shown. */
  models: string[];
}

/** A stretch of the text; with `id` it is a phrase that can be marked. */
export interface Stretch {
  id: string | null;
  words: string;
}

const fewestPhrases = 2;
const mostPhrases = 12;
const mostModels = 3;
/** Characters of the learner's own version, at most. */
export const longestOwn = 4000;
/** Name of the learner's own version in an answer: `own=<text>`. */
const own = 'own';

const phrase = /\[\[([a-z0-9-]+)\|([^[\]|]+)\]\]/g;

function stretchesOf(paragraph: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const found of paragraph.matchAll(phrase)) {
    if (found.index > from) stretches.push({ id: null, words: paragraph.slice(from, found.index) });
    stretches.push({ id: found[1]!, words: found[2]!.trim() });
    from = found.index + found[0].length;
  }
  if (from < paragraph.length) stretches.push({ id: null, words: paragraph.slice(from) });
  return stretches;
}

/** Plain text by paragraphs; line breaks inside one are blanks. */
export const paragraphsOf = (text: string): string[] => text.split(/\n\s*\n/).map((paragraph) => paragraph.trim().replace(/\s*\n\s*/g, ' '));

/** The marked-up text by paragraphs and stretches. */
export const textOf = (text: string): Stretch[][] => paragraphsOf(text).map(stretchesOf);

/** The words of each phrase. */
export const phrasesIn = (text: string): Map<string, string> =>
  new Map(
    textOf(text)
      .flat()
      .flatMap(({ id, words }) => (id === null ? [] : [[id, words]])),
  );

/** What the learner wrote; empty where nothing. */
export const ownVersion = (answer: Answer): string => (answer.some((entry) => entry.startsWith(`${own}=`)) ? (givenIn(answer).get(own) ?? '') : '');

const marksIn = (answer: Answer): string[] => answer.filter((entry) => !entry.startsWith(`${own}=`));
const keyOf = ({ phrases, change }: TextLab): ChoiceKey => ({ options: phrases, correct: change });

function checkText(at: Value, text: string, question: TextLab): void {
  const marked = textOf(text)
    .flat()
    .flatMap(({ id }) => id ?? []);
  for (const id of question.phrases) {
    const times = marked.filter((one) => one === id).length;
    if (times !== 1)
      at.problem(`the phrase "${id}" stands ${times === 0 ? 'nowhere' : `${times} times`} in the text; write it once as [[${id}|words]]`);
  }
  for (const id of new Set(marked)) if (!question.phrases.includes(id)) at.problem(`the text marks "${id}", which is not one of the phrases`);
  if (/\[\[|\]\]/.test(text.replace(phrase, ''))) at.problem('"[[" and "]]" stand around phrases only, as in [[p1|the words]]');
}

export const textlab: Kind<TextLab> = {
  keys: { required: ['phrases', 'change', 'models'] },
  read(fields, at) {
    const [phrases, change, models] = [fields.get('phrases')?.ids(fewestPhrases), fields.get('change')?.ids(), fields.get('models')?.ids()];
    if (!phrases || !change || !models) return null;
    if (phrases.length > mostPhrases) at.problem(`a text has at most ${mostPhrases} phrases to mark; this one has ${phrases.length}`);
    if (models.length > mostModels) at.problem(`a text has at most ${mostModels} model versions; this one has ${models.length}`);
    for (const { id, at: place } of phrases)
      if (id === own) place.problem(`a phrase cannot be called "${own}": so the learner's own version is called`);
    for (const { id, at: place } of change) if (!phrases.some((one) => one.id === id)) place.problem(`"${id}" in "change" is not one of the phrases`);
    const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
    return { phrases: ids(phrases), change: ids(change), models: ids(models) };
  },

  wordKeys: { required: ['text', 'phrases', 'models'] },
  readWords(fields, _at, question, stem) {
    const textAt = fields.get('text')!;
    const text = textAt.text();
    if (text !== null) checkText(textAt, text, question);
    const phrases = readEach(fields.get('phrases'), question.phrases, 'phrase', (one) => {
      const why = one.fields(['why'])?.get('why')?.text();
      return why ? { why } : null;
    });
    const models = readEach(fields.get('models'), question.models, 'model version', (one) => {
      const own = one.fields(['title', 'text']);
      const [title, version] = [own?.get('title')?.text(), own?.get('text')?.text()];
      return title && version ? { title, text: version } : null;
    });
    return text !== null && phrases && models ? { ...stem, text, phrases, models } : null;
  },

  // Phrases stand where the text has them.
  order: (question) => [...question.phrases],

  isAnswer(question, answer) {
    const marks = marksIn(answer);
    return (
      new Set(marks).size === marks.length &&
      marks.every((id) => question.phrases.includes(id)) &&
      answer.length - marks.length <= 1 &&
      ownVersion(answer).length <= longestOwn
    );
  },

  isComplete: (_question, answer) => marksIn(answer).length > 0 && ownVersion(answer).trim() !== '',

  asks: (_question, _answer, words) => [
    { id: 'text', text: words.text },
    ...[...phrasesIn(words.text)].map(([id, phrase]) => ({ id, text: phrase })),
  ],

  /** The marks are worth what ticks of a multiple choice are that says nothing of its grading. */
  grade: (question, answer) => gradeTicks(keyOf(question), marksIn(answer), 'penalty'),

  counting: (_question, answer) => marksIn(answer),

  parts: (question, answer, words) => partsOf(keyOf(question), marksIn(answer), { options: words.phrases }),

  keyWords: null,
  /** The phrases that are marked. */
  withKey(question, answer) {
    const marks = marksIn(answer);
    return marks.length ? { ...question, change: question.phrases.filter((id) => marks.includes(id)) } : null;
  },
  /** With the first model version as the learner's own. */
  right(question, language) {
    const words = question.words[language] ?? Object.values(question.words)[0];
    const model = words?.models[question.models[0]!]?.text;
    return model ? [...question.change, `${own}=${model.slice(0, longestOwn)}`] : question.change;
  },
};
