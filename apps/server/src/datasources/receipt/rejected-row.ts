import type { FaultOfRow, RejectedRow } from "@rapport/contract/data-sources";
import { rowFaultInEnglish } from "@rapport/contract/refusals";
import { rowFaultOf } from "@rapport/domain";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { furtherFaults, type rejectedLines, type rejectedRows } from "./receipt-queries.ts";

/** The parameters of a rejected row's code. Rows of an early version have none. */
const KeptParams = z.object({
  found: z.int().nullable().default(null),
  expected: z.int().nullable().default(null),
  first: z.enum(["month", "day"]).nullable().default(null),
  of: z.enum(["orders", "units", "revenue", "product", "product.units", "product.revenue"]).nullable().default(null),
  left: z.string().nullable().default(null),
  upload: z.int().nullable().default(null),
  order: z.string().nullable().default(null),
  written: z.string().nullable().default(null),
  decimals: z.enum(["point", "comma"]).nullable().default(null),
  firstHit: z.string().nullable().default(null),
});

type Stored = z.infer<(typeof rejectedRows)["row"]>;

/** Rejected rows with their faults, in code and in English. */
export async function shownRows({ warehouse }: Pick<Deps, "warehouse">, { upload, rows }: { upload: number; rows: readonly Stored[] }): Promise<RejectedRow[]> {
  if (rows.length === 0) return [];
  const further = new Map<number, FaultOfRow[]>();
  for (const row of await warehouse.rows(furtherFaults, { upload, lines: rows.map(({ line }) => line) })) {
    const others = further.get(row.line);
    if (others === undefined) further.set(row.line, [shownFault(row)]);
    else others.push(shownFault(row));
  }
  return rows.map((row) => {
    const others = further.get(row.line);
    return { line: row.line, ...shownFault(row), ...(others !== undefined && { further: others }) };
  });
}

/** All faults of rejected rows by line, the first one first. A correct row of a refused strict file, whose code is '', has none. */
export async function faultsOfLines(
  deps: Pick<Deps, "warehouse">,
  { upload, rows }: { upload: number; rows: readonly z.infer<(typeof rejectedLines)["row"]>[] },
): Promise<ReadonlyMap<number, readonly FaultOfRow[]>> {
  const faulty = rows.flatMap(({ text: _, code, ...row }) => (code === "" ? [] : [{ ...row, code }]));
  return new Map((await shownRows(deps, { upload, rows: faulty })).map(({ line, further = [], ...first }) => [line, [first, ...further]]));
}

function shownFault({ column, value, code, params }: Omit<Stored, "line">): FaultOfRow {
  const fault = rowFaultOf({ code, value, ...KeptParams.parse(params === "" ? {} : JSON.parse(params)) });
  return { column: column === "" ? null : column, value, ...fault, message: rowFaultInEnglish(fault) };
}
