/** The next number of a sequence as a text, or that its format is used up: a sequence never starts again (R67). */
export type DrawnNumber = { readonly kind: "number"; readonly text: string } | { readonly kind: "exhausted" };

/**
 * Writes number `next` (1 or more) into a format: fixed text around one run of `#` (a digit) and `&` (a letter), which count
 * from the right like the wheels of a counter (R64). `CB-####` with 12 is `CB-0012`; `&&` with 1 is `AA`.
 */
export function drawNumber(format: string, next: number): DrawnNumber {
  const run = /[#&]+/.exec(format)?.[0] ?? "";
  // A run of letters alone begins at its first value, one with digits at 1.
  let rest = run.includes("#") ? next : next - 1;
  let text = "";
  for (const wheel of run.split("").toReversed()) {
    const size = wheel === "#" ? 10 : 26;
    const place = rest % size;
    text = (wheel === "#" ? String(place) : String.fromCodePoint(65 + place)) + text;
    rest = Math.floor(rest / size);
  }
  return rest > 0 ? { kind: "exhausted" } : { kind: "number", text: format.replace(run, text) };
}

/** How many numbers a format has, from 1 on. A format of many places has more than a number can count exactly; then the nearest number. */
export function numbersOf(format: string): number {
  const run = /[#&]+/.exec(format)?.[0] ?? "";
  const all = run.split("").reduce((product, wheel) => product * (wheel === "#" ? 10 : 26), 1);
  // The text of zeros is no number.
  return run.includes("#") ? all - 1 : all;
}
