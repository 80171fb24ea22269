/** The item at this place of a list if the list still has it after it changed, else the first that followed it then and stays, else the last before it; null when nobody stays. */
export function nearestStaying(before: readonly string[], index: number, after: readonly string[]): string | null {
  const stays = new Set(after);
  return before.slice(index).find((id) => stays.has(id)) ?? before.slice(0, index).findLast((id) => stays.has(id)) ?? null;
}
