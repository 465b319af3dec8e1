import type { Fields, Value } from '../../platform/source/source-file.js';
import type { Difficulty } from '../../questions/question.js';
import { countings, moments, usualSettings, type Draw, type Moment, type QuizSettings, type Show } from '../outline.js';

export const settingKeys = ['mode', 'layout', 'attempts', 'counts', 'wait', 'time', 'grace', 'show'] as const;

/** A month in hours, a day in minutes, ten minutes in seconds. */
const longest = { wait: 744, time: 1440, grace: 600 } as const;
const mostLists = 20;

/** `unlimited` (null) or a number; undefined where it is missing or cannot be read. */
export function readAttempts(at: Value | null | undefined): number | null | undefined {
  if (!at) return undefined;
  return at.raw() === 'unlimited' ? null : (at.wholeNumber(1, 100) ?? undefined);
}

function readShow(at: Value): Show | null {
  const fields = at.fields([], ['answers', 'marks', 'explanations']);
  if (!fields) return null;
  const read = (key: keyof Show): Moment | null => {
    const value = fields.get(key);
    return value ? value.oneOf(moments) : usualSettings.show[key];
  };
  const [answers, marks, explanations] = [read('answers'), read('marks'), read('explanations')];
  if (!answers || !marks || !explanations) return null;
  const order = [answers, marks, explanations].map((moment) => moments.indexOf(moment));
  if (order[0]! > order[1]! || order[1]! > order[2]!)
    return at.problem('marks are not shown before answers, nor explanations before marks: give the later ones the same moment or a later one');
  return { answers, marks, explanations };
}

/** The settings of a quiz as its structure file has them. Null where one cannot be read; the problems say which. */
export function readSettings(fields: Fields): QuizSettings | null {
  const whole = (key: 'wait' | 'time' | 'grace', least: number): number | null | undefined => fields.get(key)?.wholeNumber(least, longest[key]);
  const mode = fields.get('mode') ? fields.get('mode')!.oneOf(['practice', 'test'] as const) : usualSettings.mode;
  const layout = fields.get('layout') ? fields.get('layout')!.oneOf(['one', 'all'] as const) : usualSettings.layout;
  const attempts = readAttempts(fields.get('attempts'));
  const counts = fields.get('counts')?.oneOf(countings);
  const [wait, time, grace] = [whole('wait', 0), whole('time', 1), whole('grace', 0)];
  const show = fields.get('show') ? readShow(fields.get('show')!) : usualSettings.show;
  if (mode === 'practice' && layout === 'all')
    fields.get('layout')!.problem('in practice each question is checked and explained by itself: "layout" must be one');
  if (mode === 'practice' && fields.get('show'))
    fields.get('show')!.problem('in practice a question is explained when it is checked: leave "show" out');
  if (!mode || !layout || !show || counts === null || wait === null || time === null || grace === null) return null;
  if (fields.get('attempts') && attempts === undefined) return null;
  return {
    mode,
    layout,
    ...(attempts === undefined ? {} : { attempts }),
    ...(counts === undefined ? {} : { counts }),
    wait: wait ?? usualSettings.wait,
    time: time ?? usualSettings.time,
    grace: grace ?? usualSettings.grace,
    show,
  };
}

function readDraw(at: Value, most: number): Draw | null {
  const fields = at.fields(['count'], ['tags', 'difficulty']);
  const [tagsAt, difficultyAt] = [fields?.get('tags'), fields?.get('difficulty')];
  const count = fields?.get('count')?.wholeNumber(1, most);
  const tags = tagsAt ? tagsAt.ids()?.map(({ id }) => id) : [];
  const difficulty = difficultyAt ? difficultyAt.wholeNumber(1, 3) : null;
  if (fields && !tagsAt && !difficultyAt) return at.problem('an entry of "draws" names tags or a difficulty; for any question there is "draw"');
  return count && tags && (difficulty !== null || !difficultyAt) ? { tags, difficulty: difficulty as Difficulty | null, count } : null;
}

/** `draws:` of a quiz. Null where an entry cannot be read. */
export function readDraws(at: Value, most: number): Draw[] | null {
  const entries = at.list();
  if (!entries) return null;
  if (!entries.length || entries.length > mostLists) return at.problem(`"draws" must hold 1 to ${mostLists} entries`);
  const draws = entries.map((entry) => readDraw(entry, most));
  return draws.every((draw) => draw !== null) ? draws : null;
}
