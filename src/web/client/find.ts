export const one = <E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E | null => within.querySelector<E>(selector);
export const all = <E extends Element = HTMLElement>(selector: string, within: ParentNode = document): E[] => [
  ...within.querySelectorAll<E>(selector),
];
export const words = (element: Element | null, name: string): string => element?.getAttribute(name) ?? '';
