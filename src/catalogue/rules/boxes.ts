import { isContentId } from '../../platform/source/source-file.js';

/** The kinds of boxes that a lesson may hold; `courses/README.md` says what each is for. */
export const boxKinds = ['extension', 'task', 'model', 'country', 'dated', 'content', 'note', 'plan', 'picture'] as const;
export type BoxKind = (typeof boxKinds)[number];
export const isBoxKind = (text: string): text is BoxKind => (boxKinds as readonly string[]).includes(text);

interface Stretch {
  /** Markdown without the lines that open and close the box. */
  source: string;
  /** Line of the file on which `source` begins. */
  line: number;
}

export interface TextPart extends Stretch {
  part: 'text';
}
export interface BoxPart extends Stretch {
  part: 'box';
  kind: BoxKind;
  /** Civil date of a `dated` box: the day on which it must be checked again. */
  date: string | null;
  /** Field of the plan that a `plan` box fills, id of the picture that a `picture` box shows; null for other kinds. */
  ref: string | null;
  title: string | null;
}
export type LessonPart = TextPart | BoxPart;

export interface BoxFault {
  line: number;
  message: string;
}

const open = /^:::\s*(\S+)\s*(.*)$/;
const close = /^:::\s*$/;
const fence = /^\s{0,3}(```|~~~)/;

/** True for a date that the calendar has, written as 2027-05-31. */
export function isCivilDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * Cuts the body of a lesson, which begins on `firstLine` of its file, into text and boxes. What cannot be read as a box is a fault; the parts are then as good as
 * they can be (an unknown box becomes text).
 */
export function splitBoxes(body: string, firstLine = 1): { parts: LessonPart[]; faults: BoxFault[] } {
  const parts: LessonPart[] = [];
  const faults: BoxFault[] = [];
  let lines: string[] = [];
  let from = firstLine;
  let box: Opening | null = null;
  let openedAt = 0;
  let fenced = false;

  const finish = (next: number): void => {
    const source = lines.join('\n');
    if (box) parts.push({ ...box, source, line: from });
    else if (source.trim()) parts.push({ part: 'text', source, line: from });
    lines = [];
    from = next;
    box = null;
  };

  for (const [index, line] of body.split('\n').entries()) {
    const at = index + firstLine;
    if (fence.test(line)) fenced = !fenced;
    if (fenced || !line.startsWith(':::')) {
      lines.push(line);
    } else if (close.test(line)) {
      if (!openedAt) faults.push({ line: at, message: '":::" closes a box, but none is open' });
      finish(at + 1);
      openedAt = 0;
    } else {
      if (openedAt) faults.push({ line: at, message: `a box begins inside the box of line ${openedAt}; close that one with ":::" first` });
      finish(at + 1);
      openedAt = at;
      box = readOpening(line, at, faults);
    }
  }
  if (openedAt) faults.push({ line: openedAt, message: 'this box is never closed; end it with ":::" on a line of its own' });
  finish(0);
  return { parts, faults };
}

type Opening = Omit<BoxPart, 'source' | 'line'>;

/** What stands behind the kind of a box before its title, for the kinds that have it. */
const leading: Partial<Record<BoxKind, { fits(text: string): boolean; fault(text: string): string }>> = {
  dated: {
    fits: isCivilDate,
    fault: (text) => `a "dated" box begins with the day on which it must be checked again, e.g. "::: dated 2027-05-31 Title", not "${text}"`,
  },
  plan: {
    fits: isContentId,
    fault: (text) => `a "plan" box names the field of the plan that it fills, e.g. "::: plan message Title", not "${text}"`,
  },
  picture: { fits: isContentId, fault: (text) => `a "picture" box names its picture, e.g. "::: picture narrative-map", not "${text}"` },
};

function readOpening(line: string, at: number, faults: BoxFault[]): Opening | null {
  const [, kind = '', rest = ''] = open.exec(line) ?? [];
  if (!isBoxKind(kind)) {
    faults.push({ line: at, message: `unknown box "${kind}"; known: ${boxKinds.join(', ')}` });
    return null;
  }
  const head = leading[kind];
  if (!head) return { part: 'box', kind, date: null, ref: null, title: rest.trim() || null };
  const [first = '', ...title] = rest.trim().split(/\s+/);
  const good = head.fits(first);
  if (!good) faults.push({ line: at, message: head.fault(first) });
  const value = good ? first : null;
  return { part: 'box', kind, date: kind === 'dated' ? value : null, ref: kind === 'dated' ? null : value, title: title.join(' ') || null };
}
