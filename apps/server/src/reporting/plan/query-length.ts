import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";

/** As long as the engine reads a query. */
const LONGEST_QUERY = 262_144;

/** @throws Refusal `report.definition` when one of these queries is longer than the engine reads */
export function assertShort(...texts: readonly string[]): void {
  if (texts.some(({ length }) => length > LONGEST_QUERY)) throw tooLarge();
}

/** What the engine cannot hold. `at`: the part of what was asked that decides how large it is. */
export function tooLarge({ at = "metricContainer", cause }: { at?: string; cause?: unknown } = {}): Refusal {
  return new Refusal("report.definition", {}, { faults: [{ path: [at], wrong: wrong("report.too_large", {}) }], ...(cause === undefined ? {} : { cause }) });
}
