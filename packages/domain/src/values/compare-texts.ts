/** Sorts texts by their code units: the same everywhere, and in no language's order. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
