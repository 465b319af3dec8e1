/**
 * Optimal string alignment distance (Damerau 1964 with adjacent transpositions, each stretch edited once; Boytsov 2011, "Indexing
 * methods for approximate dictionary searching", section 2.1): how many letters must be put in, left out, replaced or swapped with
 * their neighbour. Letters are code points. Anything above `most` is told as `most + 1`.
 */
export function spellingDistance(a: string, b: string, most: number): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    // Every way on leads through one of these two rows.
    if (Math.min(...row) > most && Math.min(...last) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[right.length]!, most + 1);
}
