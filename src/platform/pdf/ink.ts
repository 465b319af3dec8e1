/** The house colours in print: the light scheme's values. */
export const ink = {
  text: '#17242a',
  soft: '#4a595f',
  brand: '#005a6b',
  deep: '#003a47',
  tint: '#e0f3f8',
  hill: '#c3e2ea',
  line: '#e2ddd3',
  sun: '#f5b83d',
  sunInk: '#3a2600',
  paper: '#ffffff',
} as const;
