import { fileURLToPath } from "node:url";
import { endProcesses, preparedStores, startProcess, uniqueName } from "@rapport/testkit";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { number, query } from "./testing/queries.ts";
import { WarehouseError } from "./warehouse.ts";

const { warehouse, dataDir } = await preparedStores();

afterEach(endProcesses);

test("in 400 concurrent good and failing queries no answer holds a part of another", { timeout: 120_000 }, async () => {
  // Fails late, after much output. Without care, the next answer on that connection would begin with that output.
  const failing = query({
    name: "failing",
    text: "SELECT {mark:String} AS mark, number, throwIf(number = 180000) AS fails FROM numbers(200000) SETTINGS max_block_size = 1000, max_threads = 1",
    params: z.object({ mark: z.string() }),
  });
  const good = query({
    name: "good",
    text: "SELECT {mark:String} AS mark, number FROM numbers({rows:UInt32})",
    params: z.object({ mark: z.string(), rows: z.number() }),
    row: z.strictObject({ mark: z.string(), number: number }),
  });
  const verdicts = await Promise.all(
    Array.from({ length: 400 }, async (_, index) => {
      const mark = `caller-${index}`;
      if (index % 3 === 0) return await refusal(warehouse.lines(failing, { mark }));
      const rows = 1 + (index % 7);
      const answer = await warehouse.rows(good, { mark, rows });
      return answer.length === rows && answer.every((row, at) => row.mark === mark && row.number === at)
        ? "its own rows"
        : `other rows: ${JSON.stringify(answer).slice(0, 200)}`;
    }),
  );
  expect(count(verdicts)).toEqual({ "ClickHouse error 395": 134, "its own rows": 266 });
});

test("a failed insert or statement does not reach the next answer either", async () => {
  for (let turn = 0; turn < 20; turn += 1) {
    const bad = warehouse.insert({ table: "claims_v1", ndjson: Buffer.from('{"suite":"x","kind":"k","key":1,"received_at":"never"}\n') });
    expect(await refusal(bad)).toMatch(/^ClickHouse error/);
    expect(await refusal(warehouse.run(query({ name: "bad", text: "INSERT INTO claims_v1 (suite) SELECT throwIf(number = 50) FROM numbers(100)" }), {}))).toBe(
      "ClickHouse error 395",
    );
    expect(await warehouse.lines(query({ name: "one", text: "SELECT 1 AS one" }), {})).toBe('{"one":1}\n');
  }
});

test("settings and parameters of one query do not reach another", async () => {
  const withSetting = query({
    name: "withSetting",
    text: "SELECT getSetting('max_threads') AS threads, toUInt64(1) AS one SETTINGS max_threads = 7, output_format_json_quote_64bit_integers = 0",
  });
  const without = query({ name: "without", text: "SELECT getSetting('max_threads') AS threads, toUInt64(1) AS one" });
  const before = await warehouse.lines(without, {});
  expect(before).toContain('"one":"1"');
  for (let turn = 0; turn < 20; turn += 1) expect(await warehouse.lines(withSetting, {})).toBe('{"threads":7,"one":1}\n');
  expect(new Set(await Promise.all(Array.from({ length: 40 }, () => warehouse.lines(without, {}))))).toEqual(new Set([before]));

  const withParameter = query({ name: "withParameter", text: "SELECT {leak:String} AS leak", params: z.object({ leak: z.string() }) });
  for (let turn = 0; turn < 20; turn += 1) await warehouse.lines(withParameter, { leak: "mine" });
  const forgotten = query({ name: "forgotten", text: "SELECT {leak:String} AS leak" });
  await expect(warehouse.lines(forgotten, {})).rejects.toThrow("Query forgotten names parameters that were not given: leak.");
});

test("a second process on the same directory is refused with a clear reason", async () => {
  const opener = fileURLToPath(new URL("./testing/opener.ts", import.meta.url));
  const second = startProcess({ script: opener, args: [dataDir, "hold"] });
  expect(await second.line("refused")).toBe(
    `refused Another running process (${process.pid}) owns the warehouse in ${dataDir}. Stop that process first, or choose another data directory.`,
  );
  expect(await warehouse.ping()).toBe(true);
});

test("heavy reports do not hold up a short read or a durable insert", async () => {
  const heavy = {
    ...query({ name: "heavy", text: "SELECT count() AS n FROM numbers(20) WHERE sleepEachRow(0.05) = 0 SETTINGS max_threads = 1, max_block_size = 1" }),
    heavy: true,
  };
  const reports = Array.from({ length: 6 }, () => warehouse.lines(heavy, {}));
  let reportsDone = 0;
  for (const report of reports) void report.then(() => (reportsDone += 1));
  await warehouse.lines(query({ name: "short", text: "SELECT 1 AS one" }), {});
  await warehouse.insert({ table: "claims_v1", ndjson: Buffer.from(`{"suite":"${uniqueName("suite")}","kind":"k","key":"k","received_at":0}\n`) });
  expect(reportsDone).toBe(0);
  await Promise.all(reports);
});

test("an engine's refusal names the query and the code but no value", async () => {
  const secret = "Jane Roe <jane@roe.example>";
  const parameter = query({ name: "wrongColumn", text: "SELECT nowhere, {person:String} AS person", params: z.object({ person: z.string() }) });
  const input = { table: "claims_v1", ndjson: Buffer.from(`{"suite":"${secret}","unknown":1}\n`) };
  const cast = query({ name: "wrongCast", text: "SELECT toUInt8({person:String})", params: z.object({ person: z.string() }) });
  const badRow = query({
    name: "badRow",
    text: "SELECT {person:String} AS person",
    params: z.object({ person: z.string() }),
    row: z.object({ person: z.coerce.number() }),
  });
  const errors = await Promise.all(
    [
      warehouse.lines(parameter, { person: secret }),
      warehouse.insert(input),
      warehouse.lines(cast, { person: secret }),
      warehouse.rows(badRow, { person: secret }),
      warehouse.lines(parameter, { person: 7 }),
    ].map((work) =>
      (work as Promise<unknown>).then(
        () => undefined,
        (cause: unknown) => cause,
      ),
    ),
  );
  for (const error of errors) {
    expect(error).toBeInstanceOf(WarehouseError);
    expect((error as WarehouseError).cause).toBeUndefined();
    expect(String(error)).not.toContain("Jane");
  }
  expect(errors.map((error) => (error as WarehouseError).code)).toEqual([47, 117, 6, 0, 0]);
  expect(String(errors[0])).toContain("wrongColumn failed: ClickHouse error 47 (UNKNOWN_IDENTIFIER): Unknown expression identifier `nowhere`");
  expect(String(errors[3])).toBe("WarehouseError: Query badRow answered a row that its schema does not allow (person: invalid_type).");
});

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "no error";
  } catch (cause) {
    return cause instanceof WarehouseError ? `ClickHouse error ${cause.code}` : String(cause);
  }
}

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
