/** Upload numbers of files are lower than this, where PostgreSQL's integers end. Refunds by call have numbers from here to twice this one. */
export const CALLS = 2 ** 31;

const HALF = 2n ** 32n;

/** Upload and line number of a refund by call: the two halves of its hit's position, so that no two calls share a place. */
export function placeOfCall(position: string): { readonly upload: number; readonly line: number } {
  const whole = BigInt(position);
  return { upload: CALLS + Number(whole / HALF), line: Number(whole % HALF) };
}
