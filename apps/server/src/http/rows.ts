import type { RefusedRow } from "@rapport/contract";
import { placeOf, wrongInEnglish, type Fault } from "@rapport/contract/refusals";
import type { z } from "zod";
import { faultsOf } from "./issues.ts";

/** A row of a batch that fits its schema. */
export interface Row<T> {
  readonly index: number;
  readonly row: T;
}

interface Batch {
  /** The name of the list in the body. */
  readonly list: string;
  /** The row's own id as it was sent; '' when there is none. */
  readonly idOf: (sent: unknown) => string;
}

/** Reads the rows of a batch one by one: those that fit the schema, and what is wrong with the others. */
export function readRows<S extends z.ZodType>(schema: S, sent: readonly unknown[], { list, idOf }: Batch): { rows: Row<z.output<S>>[]; faults: Fault[] } {
  const rows: Row<z.output<S>>[] = [];
  const faults: Fault[] = [];
  for (const [index, one] of sent.entries()) {
    const { data, error, success } = schema.safeParse(one, { reportInput: true });
    if (success) rows.push({ index, row: data });
    else faults.push(...faultsOf(error).map(({ path, wrong }) => ({ path: [list, index, ...path], row: idOf(one), wrong })));
  }
  return { rows, faults };
}

/** The position in its list of the row with a fault. */
export function indexOf({ path }: Fault): number {
  return Number(path[1]);
}

/** The rows of a batch that are not stored, each once, in their order. */
export function refusedRows(faults: readonly Fault[]): RefusedRow[] {
  const rows = new Map<number, RefusedRow>();
  for (const fault of faults) {
    const index = indexOf(fault);
    const refused = rows.get(index) ?? { index, id: fault.row ?? "", errors: [] };
    refused.errors.push({ field: placeOf(fault.path.slice(2)), code: fault.wrong.code, params: fault.wrong.params, detail: wrongInEnglish(fault.wrong) });
    rows.set(index, refused);
  }
  return [...rows.values()].toSorted((a, b) => a.index - b.index);
}
