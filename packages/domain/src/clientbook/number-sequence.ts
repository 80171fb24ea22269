/** The next number of a sequence as a text, or that its format is used up: a sequence never starts again (R67). */
export type DrawnNumber = { readonly kind: "number"; readonly text: string } | { readonly kind: "exhausted" };

/** A part of a number. `places` is one run of `#` (a digit) and `&` (a letter); `legalEntity` is the code of whoever draws, and `store` the number of the store in which it is drawn (R64). */
export type NumberSegment =
  | { readonly kind: "constant"; readonly text: string }
  | { readonly kind: "number"; readonly places: string }
  | { readonly kind: "legalEntity" }
  | { readonly kind: "store" };

/** How a format says the code of the legal entity, and the number of the store. */
const WRITTEN = { legalEntity: "{legalEntity}", store: "{store}" } as const;

/**
 * Writes number `next` (1 or more) into a format: fixed text and the codes of the legal entity and the store around one run of `#` and `&`, which count from the right like the
 * wheels of a counter (R64). `CB-####` with 12 is `CB-0012`; `&&` with 1 is `AA`.
 */
export function drawNumber(
  format: string,
  next: number,
  { legalEntity = "", store = "" }: { readonly legalEntity?: string; readonly store?: string | undefined } = {},
): DrawnNumber {
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
  const codes = { legalEntity, store, number: text } as const;
  const written = segmentsOf(format).map((segment) => (segment.kind === "constant" ? segment.text : codes[segment.kind]));
  return { kind: "number", text: written.join("") };
}

/** The parts of a format, in their order. */
export function segmentsOf(format: string): NumberSegment[] {
  return format.split(/([#&]+|\{legalEntity\}|\{store\})/).flatMap((part): NumberSegment[] => {
    if (part === "") return [];
    if (part === WRITTEN.legalEntity) return [{ kind: "legalEntity" }];
    if (part === WRITTEN.store) return [{ kind: "store" }];
    return [/[#&]/.test(part) ? { kind: "number", places: part } : { kind: "constant", text: part }];
  });
}

/** The format that is made of these parts. */
export function formatOf(segments: readonly NumberSegment[]): string {
  return segments.map(writtenIn).join("");
}

function writtenIn(segment: NumberSegment): string {
  if (segment.kind === "number") return segment.places;
  return segment.kind === "constant" ? segment.text : WRITTEN[segment.kind];
}

/** How many numbers a format has, from 1 on. A format of many places has more than a number can count exactly; then the nearest number. */
export function numbersOf(format: string): number {
  const run = /[#&]+/.exec(format)?.[0] ?? "";
  const all = run.split("").reduce((product, wheel) => product * (wheel === "#" ? 10 : 26), 1);
  // The text of zeros is no number.
  return run.includes("#") ? all - 1 : all;
}
