import type { Warehouse } from "@rapport/warehouse";

/** What ends work where a test cuts it. */
export class PowerCut extends Error {}

type Call = "rows" | "run" | "insert" | "insertTsv";

/** Which call is cut, counted from 1 among those of these kinds. After a read nothing differs from before the next call, so it is cut before it alone. */
export interface Cut {
  readonly step: number;
  readonly when: "before" | "after";
  readonly among?: readonly Call[];
}

/** A warehouse that fails once, before a call or after it took effect. `reached` says whether there were so many calls. */
export function breaking(warehouse: Warehouse, { step, when, among = ["run", "insert"] }: Cut): { warehouse: Warehouse; reached: () => boolean } {
  let calls = 0;
  const cut = async <T>(kind: Call, work: () => Promise<T>): Promise<T> => {
    if (!among.includes(kind) || (kind === "rows" && when === "after")) return await work();
    const breaks = ++calls === step;
    if (breaks && when === "before") throw new PowerCut();
    const done = await work();
    if (breaks) throw new PowerCut();
    return done;
  };
  const wrapped: Warehouse = {
    ...warehouse,
    rows: (query, params) => cut("rows", () => warehouse.rows(query, params)),
    run: (query, params) => cut("run", () => warehouse.run(query, params)),
    insert: (rows) => cut("insert", () => warehouse.insert(rows)),
    insertTsv: (rows) => cut("insertTsv", () => warehouse.insertTsv(rows)),
  };
  return { warehouse: wrapped, reached: () => calls >= step };
}
