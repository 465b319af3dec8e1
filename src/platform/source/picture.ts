/** Words of a picture: its title, all that it says as text, and what stands in it. */
export interface PictureWords {
  title: string;
  alternative: string;
  labels: Record<string, string>;
}

export interface Picture {
  id: string;
  /** Source of the drawing and of all its words as one hash: part of the key of whatever shows it. */
  hash: string;
  drawing: Drawing;
  /** By language; that of its source comes first. */
  words: Record<string, PictureWords>;
}

/** A checked drawing: safe SVG with places for words. */
export interface Drawing {
  viewBox: string;
  /** SVG as it is, or a place that is filled with the words of a label. */
  parts: (string | Slot)[];
}

export interface Slot {
  key: string;
  /** Attributes of the text element, safe and beginning with a blank. */
  attributes: string;
  x: string;
  /** Characters in a line at most, and the distance of lines. */
  wrap: number;
  line: number;
}

/** The words in a language, else in that of the source; `language` says which it became. */
export function pictureWords({ words }: Picture, language: string): { words: PictureWords; language: string } {
  const found = words[language] ? language : Object.keys(words)[0]!;
  return { words: words[found]!, language: found };
}
