import type { Warehouse } from "@rapport/warehouse";
import type { SwitchMonth } from "./replace-queries.ts";
import { dropStanding, mergeMonth, moveMonth, scatteredMonths, stagedMonths, stagedTable, stagedTables, standingMonths, type Pair } from "./staged-queries.ts";

/**
 * The months of the staged rows, each of one part now: the engine moves the parts of a month one after the other, so that the end of a process would leave
 * a month of several in part (FU22).
 */
export async function wholeMonths(warehouse: Warehouse, { pair, table }: { pair: Pair; table: string }): Promise<SwitchMonth[]> {
  for (const { month } of await warehouse.rows(scatteredMonths, { table })) await warehouse.run(mergeMonth, { table, month });
  const scattered = await warehouse.rows(scatteredMonths, { table });
  if (scattered.length > 0) throw new Error(`staged rows of upload ${pair.by} are in several parts in ${scattered.map(({ month }) => month).join(", ")}`);
  return await warehouse.rows(stagedMonths, { ...pair, table });
}

/** Moves the planned months that have not moved. Rejects when rows of one of them are neither in reports nor staged; safe to repeat. */
export async function moveMonths(warehouse: Warehouse, { pair, months }: { pair: Pair; months: readonly SwitchMonth[] }): Promise<void> {
  const table = stagedTable(pair.by);
  const standing = await standingOf(warehouse, pair);
  const left = months.filter((month) => standing(month) !== "new");
  if (left.length === 0) return;
  if ((await warehouse.rows(stagedTables, {})).every(({ name }) => name !== table)) throw lost(pair, left);
  // Of a month that moved right before the end of a process, the rows may still stand in both tables; then it is not among these.
  for (const month of left) {
    if (standing(month) === "in part") await warehouse.run(dropStanding, { ...pair, table, month: month.month });
    await warehouse.run(moveMonth, { table, month: month.month });
  }
  const moved = await standingOf(warehouse, pair);
  const missing = months.filter((month) => moved(month) !== "new");
  if (missing.length > 0) throw lost(pair, missing);
}

/** Which rows of a month are in reports. */
async function standingOf(warehouse: Warehouse, pair: Pair): Promise<(planned: SwitchMonth) => "old" | "new" | "in part"> {
  const found = new Map((await warehouse.rows(standingMonths, pair)).map(({ month, ...sums }) => [month, sums]));
  return ({ month, rows, old }) => {
    const now = found.get(month) ?? { rows: 0, old: 0 };
    if (now.rows === rows && now.old === 0) return "new";
    return now.rows === 0 && now.old === old ? "old" : "in part";
  };
}

function lost({ replaced, by }: Pair, months: readonly SwitchMonth[]): Error {
  return new Error(`rows of upload ${by}, which takes the place of upload ${replaced}, are missing in ${months.map(({ month }) => month).join(", ")}`);
}
