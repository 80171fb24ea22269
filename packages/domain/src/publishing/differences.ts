/** What differs in one field of one thing; `field` is null for a thing that came or went. */
export interface Difference {
  readonly key: string;
  readonly kind: "added" | "changed" | "removed";
  readonly field: string | null;
  /** Undefined where there is none. */
  readonly from: unknown;
  readonly to: unknown;
}

type Things = Readonly<Record<string, unknown>>;

/** What differs between two states of a section, thing by thing in the order of their codes. Nothing where both say the same. */
export function differencesOf(from: Things, to: Things): Difference[] {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].toSorted(inOrder);
  return keys.flatMap((key): Difference[] => {
    const [before, after] = [from[key], to[key]];
    if (before === undefined) return [{ key, kind: "added", field: null, from: undefined, to: after }];
    if (after === undefined) return [{ key, kind: "removed", field: null, from: before, to: undefined }];
    return fieldsOf(before, after)
      .filter((field) => !isSame(fieldOf(before, field), fieldOf(after, field)))
      .map((field) => ({ key, kind: "changed", field, from: fieldOf(before, field), to: fieldOf(after, field) }));
  });
}

function fieldsOf(...things: readonly unknown[]): string[] {
  return [...new Set(things.flatMap((thing) => (isObject(thing) ? Object.keys(thing) : [])))];
}

function fieldOf(thing: unknown, field: string): unknown {
  return isObject(thing) ? thing[field] : undefined;
}

/** True for equal values of JSON, in whichever order their fields stand. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (!isObject(a) || !isObject(b)) return false;
  // Without a list of both's fields: five hundred attributes are compared while somebody waits at a register.
  for (const field in a) if (!isSame(a[field], b[field])) return false;
  for (const field in b) if (a[field] === undefined && b[field] !== undefined) return false;
  return true;
}

function isObject(value: unknown): value is Things {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
