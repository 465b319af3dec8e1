/**
 * Figures about a group move in steps of so many people. Were they taken anew with each one, whoever looks before and after would know
 * what that one did.
 */
export const stepSize = 5;

/**
 * The people of whole steps, in the order in which they came. Nobody comes in before those who are there, so that what is shown now and
 * what was shown earlier differ by whole steps, too.
 */
export const wholeSteps = <T>(list: readonly T[]): T[] => list.slice(0, list.length - (list.length % stepSize));
