import { preparedStores, startClickHouseFront, uniqueName } from "@rapport/testkit";
import fc from "fast-check";
import { afterAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { openWarehouse } from "./open-warehouse.ts";
import { hitLines, hitRow } from "./testing/hits.ts";
import { number, query } from "./testing/queries.ts";
import { engineTime } from "./time.ts";
import { WarehouseError } from "./warehouse.ts";

// The same SQL on two engines: the embedded one, and a server over HTTP with the official client.
const { warehouse: embedded, dataDir } = await preparedStores();
const front = await startClickHouseFront({ dataDir, password: "p@ss word" });
const server = await openWarehouse({ url: front.url });

vi.setConfig({ testTimeout: 60_000 });

afterAll(async () => {
  await server.close();
  await front.close();
});

describe.for([embedded, server])("$kind", (warehouse) => {
  test("inserted rows are read back exactly", async () => {
    const suite = uniqueName("suite");
    await warehouse.insert({ table: "hits_v1", ndjson: hitLines({ suite, batch: 7, rows: 3 }) });
    const everything = query({
      name: "everything",
      text: "SELECT * EXCEPT (visitor) FROM hits_v1 WHERE suite = {suite:String} ORDER BY line",
      params: z.object({ suite: z.string() }),
    });
    const rows = await warehouse.rows(everything, { suite });
    // Decimals are texts without trailing zeros.
    const expected = [0, 1, 2].map((line) => ({ ...hitRow({ suite, batch: 7, line }), units: "2.5", revenue: "12.34" }));
    expect(rows).toEqual(expected);
  });

  test("64-bit integers and decimals keep every digit", async () => {
    const exact = query({
      name: "exact",
      text: "SELECT toUInt64('18446744073709551615') AS big, {n:UInt64} AS given, CAST('12345678901234.5678' AS Decimal(18, 4)) AS amount, [toInt64(-9223372036854775808)] AS list",
      params: z.object({ n: z.bigint() }),
    });
    expect(await warehouse.rows(exact, { n: 18446744073709551615n })).toEqual([
      { big: "18446744073709551615", given: "18446744073709551615", amount: "12345678901234.5678", list: ["-9223372036854775808"] },
    ]);
  });

  test("parameters of every kind arrive unchanged", async () => {
    const kinds = query({
      name: "kinds",
      text: "SELECT {s:String} AS s, {n:Int32} AS n, {f:Float64} AS f, {b:Bool} AS b, {list:Array(String)} AS list, {map:Map(String, String)} AS map, {at:DateTime64(3, 'UTC')} AS at, {nested:Array(Array(UInt32))} AS nested, identity({s:String}) AS again",
      params: z.object({
        s: z.string(),
        n: z.number(),
        f: z.number(),
        b: z.boolean(),
        list: z.array(z.string()),
        map: z.record(z.string(), z.string()),
        at: z.string(),
        nested: z.array(z.array(z.number())),
      }),
    });
    const given = {
      s: HOSTILE,
      n: -7,
      f: 1.25,
      b: true,
      list: [HOSTILE, "", "a,b"],
      map: { [HOSTILE]: HOSTILE },
      at: engineTime(new Date("2026-03-29T01:30:00.123Z")),
      nested: [[1, 2], []],
    };
    expect(await warehouse.rows(kinds, given)).toEqual([{ ...given, again: HOSTILE }]);
  });

  test("no text in a parameter is read as SQL or comes back changed", async () => {
    const echo = query({
      name: "echo",
      text: "SELECT {text:String} AS text, {list:Array(String)} AS list",
      params: z.object({ text: z.string(), list: z.array(z.string()) }),
    });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.array(fc.string({ unit: "binary" })), async (text, list) => {
        const sent = { text: wellFormed(text), list: list.map(wellFormed) };
        expect(await warehouse.rows(echo, sent)).toEqual([sent]);
      }),
      { numRuns: 100 },
    );
  });

  test("lists of 200,000 ids fit in a parameter", async () => {
    const ids = Array.from({ length: 200_000 }, (_, n) => `vid:customer-${n}`);
    const many = query({
      name: "many",
      text: "SELECT length({ids:Array(String)}) AS ids, {ids:Array(String)}[-1] AS last",
      params: z.object({ ids: z.array(z.string()) }),
      row: z.object({ ids: number, last: z.string() }),
    });
    expect(await warehouse.rows(many, { ids })).toEqual([{ ids: 200_000, last: "vid:customer-199999" }]);
  });

  test("TabSeparated lines are inserted in the order of their columns", async () => {
    const upload = 1 + Math.floor(Math.random() * 4_000_000_000);
    await warehouse.insertTsv({
      table: "upload_lines_v1",
      columns: ["line", "text", "upload"],
      tsv: Buffer.from(`1\ta\\tb\t${upload}\n2\té\\\\\t${upload}\n`),
    });
    const lines = query({
      name: "linesOf",
      text: "SELECT line, text FROM upload_lines_v1 WHERE upload = {upload:UInt32} ORDER BY line",
      params: z.object({ upload: z.number() }),
    });
    expect(await warehouse.rows(lines, { upload })).toEqual([
      { line: 1, text: "a\tb" },
      { line: 2, text: "é\\" },
    ]);
  });

  test("statements without an answer run with parameters", async () => {
    const suite = uniqueName("suite");
    const params = z.object({ suite: z.string(), rows: z.number() });
    await warehouse.run(
      query({
        name: "copy",
        text: "INSERT INTO claims_v1 (suite, kind, key, received_at, range) SELECT {suite:String}, 'k', toString(number), now64(3), 1 FROM numbers({rows:UInt32})",
        params,
      }),
      { suite, rows: 5 },
    );
    await warehouse.run(
      query({ name: "remove", text: "DELETE FROM claims_v1 WHERE suite = {suite:String} AND key = '3'", params: z.object({ suite: z.string() }) }),
      { suite },
    );
    const left = query({
      name: "left",
      text: "SELECT key FROM claims_v1 WHERE suite = {suite:String} ORDER BY key",
      params: z.object({ suite: z.string() }),
      row: z.object({ key: z.string() }),
    });
    expect((await warehouse.rows(left, { suite })).map((row) => row.key)).toEqual(["0", "1", "2", "4"]);
  });

  test("times are epoch milliseconds or text, with a zone or in UTC", async () => {
    const suite = uniqueName("suite");
    const times = [1774747800123, "2026-03-29 01:30:00.123", "2026-03-29T01:30:00.123Z", "2026-03-29T03:30:00.123+02:00"];
    const ndjson = Buffer.from(times.map((received_at, key) => `${JSON.stringify({ suite, kind: "k", key: String(key), received_at, range: 1 })}\n`).join(""));
    await warehouse.insert({ table: "claims_v1", ndjson });
    const read = query({
      name: "times",
      text: "SELECT DISTINCT received_at FROM claims_v1 WHERE suite = {suite:String}",
      params: z.object({ suite: z.string() }),
    });
    expect(await warehouse.rows(read, { suite })).toEqual([{ received_at: "2026-03-29 01:30:00.123" }]);
  });

  test("an unknown field, a wrong value or an empty insert is refused or does nothing; it is never half done", async () => {
    const suite = uniqueName("suite");
    const good = { suite, kind: "k", key: "1", received_at: 0, range: 1 };
    const insert = (...rows: object[]): Promise<void> =>
      warehouse.insert({ table: "claims_v1", ndjson: Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join("")) });
    await expect(insert(good, { ...good, unknown: 1 })).rejects.toMatchObject({ name: "WarehouseError", code: 117 });
    await expect(insert(good, { ...good, received_at: "never" })).rejects.toBeInstanceOf(WarehouseError);
    await insert();
    const counted = query({
      name: "count",
      text: "SELECT count() AS n FROM claims_v1 WHERE suite = {suite:String}",
      params: z.object({ suite: z.string() }),
      row: z.object({ n: number }),
    });
    expect(await warehouse.rows(counted, { suite })).toEqual([{ n: 0 }]);
  });

  test.for([
    ["an unknown table", "SELECT 1 FROM nowhere", 60],
    ["wrong syntax", "SELEKT 1", 62],
    ["an unknown column", "SELECT nowhere", 47],
    ["a failure half-way", "SELECT number, throwIf(number = 150000) FROM numbers(200000) SETTINGS max_block_size = 1000", 395],
  ] as const)("%s is refused with the engine's code", async ([, text, code]) => {
    await expect(warehouse.lines(query({ name: "bad", text }), {})).rejects.toMatchObject({ name: "WarehouseError", code });
  });

  test("an insert repeated with its token changes nothing", async () => {
    const suite = uniqueName("suite");
    for (const token of [`${suite}-1`, `${suite}-1`, `${suite}-2`])
      await warehouse.insert({ table: "hits_v1", ndjson: hitLines({ suite, batch: 1, rows: 6 }), token });
    const counted = query({
      name: "count",
      text: "SELECT count() AS n FROM hits_v1 WHERE suite = {suite:String}",
      params: z.object({ suite: z.string() }),
      row: z.object({ n: number }),
    });
    expect(await warehouse.rows(counted, { suite })).toEqual([{ n: 12 }]);
  });

  test("a ping is answered", async () => {
    expect(await warehouse.ping()).toBe(true);
  });
});

test("a server that does not answer or refuses the sign-in, or a wrong address, is named without its password", async () => {
  const failures = await Promise.all(
    ["http://default:secret@127.0.0.1:1", front.url.replace("p%40ss%20word", "secret"), "ftp://default:secret@host", "nonsense secret"].map((url) =>
      openWarehouse({ url }).then(() => "opened", String),
    ),
  );
  expect(failures).toEqual([
    "WarehouseError: ClickHouse does not answer at http://127.0.0.1:1.",
    expect.stringMatching(/^WarehouseError: ClickHouse at http:\/\/127\.0\.0\.1:\d+ failed: ClickHouse error 516 \(AUTHENTICATION_FAILED\)$/),
    "WarehouseError: CLICKHOUSE_URL is not an address of a ClickHouse server. Expected http://user:password@host:8123/database.",
    "WarehouseError: CLICKHOUSE_URL is not an address of a ClickHouse server. Expected http://user:password@host:8123/database.",
  ]);
});

const HOSTILE = "it's \\ \"q\" \t\n\r\0 `b` {s:String} ; DROP TABLE hits_v1; -- \\N \\' é 漢 🙂";

/** Lone surrogates cannot be written in UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
