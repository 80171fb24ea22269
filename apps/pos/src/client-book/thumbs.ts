type Range = readonly [from: number, to: number];

/** Where the two thumbs of a slider stand: at least a step apart, because nobody is from 20 to below 20. The thumb that moved stops before the other one. */
export function thumbsApart(
  [from, to]: Range,
  { before, lowest, highest, step }: { before: Range; lowest: number; highest: number; step: number },
): [number, number] {
  // Sums of decimals are not exact.
  if (to - from > step * 0.999 || highest - lowest < step) return [from, to];
  const exact = (value: number) => Number(value.toFixed(9));
  const lower = from === before[0] ? from : to - step;
  const start = Math.min(Math.max(lower, lowest), highest - step);
  return [exact(start), exact(start + step)];
}
