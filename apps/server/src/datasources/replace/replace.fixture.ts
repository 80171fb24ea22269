import type { Warehouse } from "@rapport/warehouse";
import { z } from "zod";
import { newSuite, postFile, type TestServer } from "../../testing/index.ts";
import { loadUpload } from "../load/load.ts";
import { PowerCut } from "../power-cut.fixture.ts";
import { lines, newSource, type TestSource } from "../uploads.fixture.ts";

const HEADER = "Date\ttransactionID\tEvar 1\tPrice";
export const OLD = lines(HEADER, "03/01/2026\t\ta\t1", "02/01/2026\tT2\tb\t2", "01/15/2026\t\tc\t4", "03/01/2026\tT1\te\tx");
// Nothing in February, something in December.
export const NEW = lines(HEADER, "03/01/2026\t\ta\t10", "03/01/2026\tT1\te\t20", "01/15/2026\t\tc\t40", "12/15/2025\t\td\t80", "12/15/2025\t\td\ty");
export const MONTHS = { before: { 202601: [1, 4], 202602: [1, 2], 202603: [1, 1] }, after: { 202512: [1, 80], 202601: [1, 40], 202603: [2, 30] } } as const;

/** Rows and revenue of each month, as reports sum them. */
export async function months(server: TestServer, suite: string): Promise<Record<string, number[]>> {
  const query = {
    name: "testMonths",
    text: "SELECT toString(toYYYYMM(at)) AS month, toInt64(sum(occurrences)) AS rows, sum(revenue) AS revenue FROM hits_v1 WHERE suite = {suite:String} GROUP BY month HAVING rows != 0 OR revenue != 0 ORDER BY month",
    params: z.object({ suite: z.string() }),
    row: z.object({ month: z.string(), rows: z.coerce.number(), revenue: z.coerce.number() }),
  };
  return Object.fromEntries((await server.deps.warehouse.rows(query, { suite })).map(({ month, rows, revenue }) => [month, [rows, revenue]]));
}

export interface Replacing {
  readonly rsid: string;
  readonly source: TestSource;
  readonly old: number;
  readonly jobId: number;
}

/** `OLD` is loaded, and `NEW`, which is to replace it, waits to be loaded. For a server without background work. */
export async function replacing(server: TestServer): Promise<Replacing> {
  const { rsid } = await newSuite(server);
  const source = await newSource(server, { rsid });
  const old = await source.send(OLD);
  await loadUpload(server.deps, old);
  const answer = await postFile(server, { path: `/api/uploads/${old}/replace`, file: NEW, filename: "new.txt" });
  return { rsid, source, old, jobId: answer.json<{ job_id: number }>().job_id };
}

/** A warehouse that is away from the `nth` statement of this name on. With `staysAway` false only that statement fails, each time. */
export function cutAt(warehouse: Warehouse, { name, nth = 1, staysAway = true }: { name: string; nth?: number; staysAway?: boolean }): Warehouse {
  let came = 0;
  let away = false;
  return {
    ...warehouse,
    run: async (query, params) => {
      const fails = query.name === name && ++came >= nth;
      away ||= fails && staysAway;
      if (fails || away) throw new PowerCut();
      await warehouse.run(query, params);
    },
  };
}

export async function stagedTables({ deps }: TestServer): Promise<string[]> {
  const query = {
    name: "testStagedTables",
    text: "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'staged%' ORDER BY name",
    params: z.object({}),
    row: z.object({ name: z.string() }),
  };
  return (await deps.warehouse.rows(query, {})).map(({ name }) => name);
}

/** A statement by hand. */
export async function byHand({ deps }: TestServer, text: string): Promise<void> {
  await deps.warehouse.run({ name: "testByHand", text, params: z.object({}), row: z.never() }, {});
}
