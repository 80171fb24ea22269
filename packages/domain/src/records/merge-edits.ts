/** The values of a form by field. */
type Values = Readonly<Record<string, unknown>>;

export interface Merged<V extends Values> {
  readonly values: V;
  /** The fields to which both gave another value, and not the same one. Their value is the person's own until they choose. */
  readonly conflicts: readonly string[];
}

/**
 * What two people made of the same thing: `read` is what both began with, `mine` and `theirs` what each made of it. A field that only one of them
 * changed takes that change.
 */
export function mergeEdits<V extends Values>({ read, mine, theirs }: { read: V; mine: V; theirs: V }): Merged<V> {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const values: Record<string, unknown> = { ...mine };
  const conflicts: string[] = [];
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    if (isSame(mine[name], read[name])) values[name] = theirs[name];
    else if (!isSame(theirs[name], read[name]) && !isSame(mine[name], theirs[name])) conflicts.push(name);
  }
  // It has the fields of `mine`, each with a value of one of the three.
  return { values: values as V, conflicts };
}
