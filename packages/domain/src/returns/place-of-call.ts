/** No file has this number or a higher one: files are numbered by PostgreSQL's integers. What calls give back stands under numbers from here to twice of it. */
export const CALLS = 2 ** 31;

const HALF = 2n ** 32n;

/** Where the row of a call stands: both halves of its hit's position, so that no two calls share a place. */
export function placeOfCall(position: string): { readonly upload: number; readonly line: number } {
  const whole = BigInt(position);
  return { upload: CALLS + Number(whole / HALF), line: Number(whole % HALF) };
}
