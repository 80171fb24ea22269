import type { Warehouse } from "./warehouse.ts";

/** The same warehouse for one caller: what it reads ends when the signal is aborted, and rejects with the signal's reason. Writes go on. */
export function whileWanted(warehouse: Warehouse, signal: AbortSignal): Warehouse {
  return {
    ...warehouse,
    rows: (query, params) => warehouse.rows(query, params, { signal }),
    lines: (query, params) => warehouse.lines(query, params, { signal }),
    bytes: (query, params) => warehouse.bytes(query, params, { signal }),
  };
}
