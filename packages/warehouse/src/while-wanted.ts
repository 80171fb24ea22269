import type { Warehouse } from "./warehouse.ts";

/** The same warehouse for one caller: its reads end when the signal is aborted, and reject with the signal's reason. Writes continue. */
export function whileWanted(warehouse: Warehouse, signal: AbortSignal): Warehouse {
  return {
    ...warehouse,
    rows: (query, params) => warehouse.rows(query, params, { signal }),
    lines: (query, params) => warehouse.lines(query, params, { signal }),
    bytes: (query, params) => warehouse.bytes(query, params, { signal }),
  };
}
