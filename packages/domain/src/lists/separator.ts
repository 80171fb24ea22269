export const SEPARATORS = [",", ";", "\t"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** A first line, divided by each of the separators; `null` where it cannot be divided. */
export type Divided = Readonly<Record<Separator, readonly string[] | null>>;

/** The separator by which the first line names most columns of the list, and those it names (IE2). */
export function separatorOf(divided: Divided, columns: readonly string[]): Separator {
  const known = new Set(columns.map(nameOf));
  const score = (separator: Separator) => {
    const names = divided[separator] ?? [];
    return names.filter((name) => known.has(nameOf(name))).length * 1_000 + Math.min(names.length, 999);
  };
  return SEPARATORS.reduce((best, separator) => (score(separator) > score(best) ? separator : best));
}

/** Names of columns are compared without case and surrounding blanks. */
export function nameOf(column: string): string {
  return column.trim().toLowerCase();
}
