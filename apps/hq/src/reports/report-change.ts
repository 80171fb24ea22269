import { keyOfText } from "./report-column.ts";
import { type ReportSearch, sortedKey } from "./report-search.ts";

/** What leaves the rows of the report as they are. */
const SAME_ROWS: ReadonlySet<string> = new Set(["open", "chart", "page"]);

/** A report after a change of some of its parts. It begins at its first page when other rows come, or the same ones in another order. */
export function withChange(search: ReportSearch, part: Partial<ReportSearch>): ReportSearch {
  const next = { ...search, ...part };
  const hasSameRows = Object.keys(part).every((name) => {
    if (name === "metrics") return keysOf(next) === keysOf(search) && sortedKey(next) === sortedKey(search);
    return SAME_ROWS.has(name) || Object.is(Reflect.get(next, name), Reflect.get(search, name));
  });
  return hasSameRows ? next : { ...next, page: part.page ?? 0 };
}

/** In whichever order they stand, and however they look. */
function keysOf({ metrics }: ReportSearch): string {
  return metrics.map(keyOfText).toSorted().join();
}
