/** The next number of a sequence as a text, or that its format is used up: a sequence never starts again (R67). */
export type DrawnNumber = { readonly kind: "number"; readonly text: string } | { readonly kind: "exhausted" };

/** A part of a number. `places` is one run of `#` (a digit) and `&` (a letter); `legalEntity` is the code of whoever draws (R64). */
export type NumberSegment =
  | { readonly kind: "constant"; readonly text: string }
  | { readonly kind: "number"; readonly places: string }
  | { readonly kind: "legalEntity" };

/** How a format says the code of the legal entity. */
const LEGAL_ENTITY = "{legalEntity}";

/**
 * Writes number `next` (1 or more) into a format: fixed text and the code of the legal entity around one run of `#` and `&`, which count from the right like the
 * wheels of a counter (R64). `CB-####` with 12 is `CB-0012`; `&&` with 1 is `AA`.
 */
export function drawNumber(format: string, next: number, { legalEntity = "" }: { readonly legalEntity?: string } = {}): DrawnNumber {
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
  if (rest > 0) return { kind: "exhausted" };
  const written = segmentsOf(format).map((segment) => (segment.kind === "number" ? text : segment.kind === "legalEntity" ? legalEntity : segment.text));
  return { kind: "number", text: written.join("") };
}

/** The parts of a format, in their order. */
export function segmentsOf(format: string): NumberSegment[] {
  return format.split(/([#&]+|\{legalEntity\})/).flatMap((part): NumberSegment[] => {
    if (part === "") return [];
    if (part === LEGAL_ENTITY) return [{ kind: "legalEntity" }];
    return [/[#&]/.test(part) ? { kind: "number", places: part } : { kind: "constant", text: part }];
  });
}

/** The format that is made of these parts. */
export function formatOf(segments: readonly NumberSegment[]): string {
  return segments.map((segment) => (segment.kind === "number" ? segment.places : segment.kind === "legalEntity" ? LEGAL_ENTITY : segment.text)).join("");
}

/** How many numbers a format has, from 1 on. A format of many places has more than a number can count exactly; then the nearest number. */
export function numbersOf(format: string): number {
  const run = /[#&]+/.exec(format)?.[0] ?? "";
  const all = run.split("").reduce((product, wheel) => product * (wheel === "#" ? 10 : 26), 1);
  // The text of zeros is no number.
  return run.includes("#") ? all - 1 : all;
}
