import { Refusal } from "@rapport/contract";
import {
  countRowsOfDays,
  getMatchRate,
  listUploadRows,
  setMatchAlert,
  takeBackRow,
  takeBackRowsOfDays,
  undoUpload,
  type Receipt,
} from "@rapport/contract/data-sources";
import { randomWords, testRounds } from "@rapport/testkit";
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, newSuite, type TestServer } from "../testing/index.ts";
import { lowMatches } from "./matching/match-rate.ts";
import { daysAgo, hits, minutesAgo, report, totals } from "./online.fixture.ts";
import { lines, newSource, type TestSource } from "./uploads.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const HEADER = "Date\tEvar 1\tProduct\ttransactionID\tOrders\tPrice\tQuantity";
const order = (id: string) => ({ vid: `of ${id}`, v1: `from ${id}`, xact: id, ts: minutesAgo(60), events: "purchase", products: ";Boot;2;50" });
const row = (id: string, { price = "10", ago = 0 } = {}) => `${daysAgo(ago)}\t\t\t${id}\t0\t${price}\t0`;
const at = ({ rsid, id }: TestSource) => ({ rsid: rsid as never, dataSourceId: id });
const isoDay = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const utc = { timeZone: "UTC" } as const;

describe("the match rate of a source", () => {
  test("MR1 counts rows with an id by the day on which they came, and how long they waited for their order; late links change it", async () => {
    const { rsid } = await newSuite(server, utc);
    await hits(server, rsid, order("a"));
    const source = await newSource(server, { rsid });
    await source.load(lines(HEADER, row("a"), row("a"), row("b"), row("c"), row(""), row("a", { price: "x" })));
    const rate = async () => await server.api(getMatchRate, { params: at(source), query: { days: 30 } });
    expect(await rate()).toEqual({
      days: [{ day: isoDay(0), rows: 4, linked: 2, waiting: 2, medianMs: 0, p90Ms: 0 }],
      recent: { rows: 4, linked: 2 },
      alertBelow: null,
    });
    await hits(server, rsid, order("b"), order("c"));
    await expect.poll(async () => (await rate()).recent).toEqual({ rows: 4, linked: 4 });
    const [day] = (await rate()).days;
    expect(day).toMatchObject({ linked: 4, waiting: 0 });
    expect(day?.p90Ms).toBeGreaterThan(0);
    expect(day?.p90Ms).toBeGreaterThanOrEqual(day?.medianMs ?? 0);
  });

  test("MR2 below the share that its setting says, it needs to be seen to", async () => {
    const { rsid } = await newSuite(server, utc);
    await hits(server, rsid, order("a"));
    const source = await newSource(server, { rsid });
    await source.load(lines(HEADER, row("a"), row("b")));
    const low = async () => await lowMatches(server.deps, { isInReach: (suite) => suite === rsid });
    const alert = async (below: number | null) => (await server.api(setMatchAlert, { params: at(source), body: { below } })).alertBelow;
    expect(await low()).toEqual([]);
    expect(await alert(50)).toBe(50);
    expect(await low()).toEqual([]);
    expect(await alert(51)).toBe(51);
    expect(await low()).toEqual([{ rsid, data_source_id: source.id, source: "rows", rows: 2, linked: 1, below: 51 }]);
    expect(await alert(null)).toBe(null);
    expect(await low()).toEqual([]);
  });
});

describe("rows are taken back", () => {
  test("FU15 those of some days, of every file of the source and of no other, after they were counted", async () => {
    const suite = await newSuite(server, utc);
    const { rsid } = suite;
    await hits(server, rsid, order("a"));
    const source = await newSource(server, { rsid });
    const other = await newSource(server, { rsid });
    const first = await source.load(lines(HEADER, row("a", { ago: 3 }), row("a", { ago: 2, price: "20" }), row("b", { ago: 1, price: "1" })), {
      filename: "one.txt",
    });
    const second = await source.load(lines(HEADER, row("", { ago: 2, price: "5" }), row("", { ago: 0, price: "7" })), { filename: "two.txt" });
    await other.load(lines(HEADER, row("", { ago: 2, price: "100" })));
    const days = { from: isoDay(2), to: isoDay(1) };
    const counted = {
      rows: 3,
      uploads: [
        { jobId: second.jobId, filename: "two.txt", rows: 1 },
        { jobId: first.jobId, filename: "one.txt", rows: 2 },
      ],
    };
    expect(await server.api(countRowsOfDays, { params: at(source), body: days })).toEqual(counted);
    const before = await totals(server, suite, "revenue", "occurrences");
    expect(await server.api(takeBackRowsOfDays, { params: at(source), body: days })).toEqual(counted);
    const [revenue = 0, occurrences = 0] = before;
    expect(await totals(server, suite, "revenue", "occurrences")).toEqual([revenue - 26, occurrences - 3]);
    expect(await source.receipt(first.jobId)).toMatchObject({ rowsRead: 3, linkedByTransaction: 1, unlinked: 0, takenBack: 2 });
    expect(await source.receipt(second.jobId)).toMatchObject({ rowsRead: 2, summary: 1, takenBack: 1 });
    await expect(server.api(takeBackRowsOfDays, { params: at(source), body: days })).rejects.toMatchObject({ code: "rows.none_of_days" });
    // What was taken back can come again, even where a source rejects repeated rows.
    await hits(server, rsid, order("b"));
    expect(await totals(server, suite, "occurrences")).toEqual([occurrences - 3 + 1]);
    await server.api(undoUpload, { params: { jobId: first.jobId } });
    expect(await source.receipt(first.jobId)).toMatchObject({ status: "deleted", linkedByTransaction: 1, takenBack: 2 });
  });

  test("FU15 one row, once: of two at once the second finds none; it may be sent again to a source that rejects repeated rows", async () => {
    const suite = await newSuite(server, utc);
    const source = await newSource(server, { rsid: suite.rsid, repeated_rows: "reject" });
    const { jobId } = await source.load(lines(HEADER, row("", { price: "3" }), row("", { price: "4" })));
    const take = async (line: number) => await server.api(takeBackRow, { params: { jobId, line } });
    const answers = await Promise.allSettled([take(2), take(2)]);
    expect(answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value.takenBack] : []))).toEqual([1]);
    expect(answers.flatMap((answer) => (answer.status === "rejected" && answer.reason instanceof Refusal ? [answer.reason.code] : []))).toEqual([
      "rows.not_in_reports",
    ]);
    expect(await totals(server, suite, "revenue")).toEqual([4]);
    expect(await source.load(lines(HEADER, row("", { price: "3" }), row("", { price: "4" }), row("", { price: "9" })))).toMatchObject({
      summary: 2,
      rejected: 1,
    });
    expect(await totals(server, suite, "revenue")).toEqual([16]);
  });

  test("FU15 RT6 what refunds had taken of their order is free again", async () => {
    const suite = await newSuite(server, utc);
    const { rsid } = suite;
    await hits(server, rsid, order("a"));
    const refunds = await newSource(server, { rsid, type: "refund" });
    const file = (ago: number) => lines("Date\ttransactionID\tProduct\tQuantity", `${daysAgo(ago)}\ta\tBoot\t2`);
    const { jobId } = await refunds.load(file(1));
    expect(await refunds.load(file(0))).toMatchObject({ rejected: 1 });
    await server.api(takeBackRow, { params: { jobId, line: 2 } });
    expect(await totals(server, suite, "revenue")).toEqual([50]);
    expect(await refunds.load(`# again\n${file(0)}`, { force: true })).toMatchObject({ linkedByTransaction: 1 });
    expect(await totals(server, suite, "revenue")).toEqual([0]);
  });

  test.for(Array.from({ length: testRounds }, () => randomInt(1_000_000)))(
    "FU15 E6 a receipt says by how much reports change, for random files with rows taken back, late links and undone files, seed %i",
    async (seed) => {
      const word = randomWords(seed);
      const one = <T>(...of: readonly T[]): T => of[word() % of.length] as T;
      const suite = await newSuite(server, utc);
      const { rsid } = suite;
      await hits(server, rsid, order("a"));
      const online = await totals(server, suite, "occurrences", "revenue");
      const source = await newSource(server, { rsid });
      const jobs: number[] = [];
      for (let file = 0; file < 3; file += 1) {
        const random = () => row(one("", "a", "b", "c"), { price: one("1", "2.5", "-4", "x", ""), ago: word() % 4 });
        jobs.push((await source.load(lines(HEADER, ...Array.from({ length: 12 }, random), row("a")))).jobId);
      }
      const check = async (late: readonly [number, number]) => {
        let occurrences = 0;
        let cents = 0;
        for (const jobId of jobs) {
          const receipt: Receipt = await source.receipt(jobId);
          const { linkedByTransaction, linkedByCustomer, unlinked, summary, rejected, takenBack = 0, rowsRead } = receipt;
          const counts = linkedByTransaction + linkedByCustomer + unlinked + summary;
          if (receipt.status === "success") {
            expect(counts + rejected + takenBack).toBe(rowsRead);
            occurrences += counts;
            const { rows } = await server.api(listUploadRows, { params: { jobId }, query: listUploadRows.query.parse({ limit: 1_000 }) });
            expect(rows.filter(({ fate }) => fate !== "rejected")).toHaveLength(counts);
            cents += rows.reduce((sum, { revenue }) => sum + Math.round(Number(revenue) * 100), 0);
          }
        }
        const [all = 0, revenue = 0] = await totals(server, suite, "occurrences", "revenue");
        expect([all - (online[0] ?? 0) - late[0], Math.round((revenue - (online[1] ?? 0) - late[1]) * 100)]).toEqual([occurrences, cents]);
        const values = await report(server, suite, { dimension: "evar1", metrics: ["occurrences"] });
        expect(Object.values(values).reduce((sum, [count = 0]) => sum + count, 0)).toBeLessThanOrEqual(all);
      };
      await check([0, 0]);
      const day = word() % 4;
      const counted = await server.api(countRowsOfDays, { params: at(source), body: { from: isoDay(day), to: isoDay(day) } });
      if (counted.rows > 0) await server.api(takeBackRowsOfDays, { params: at(source), body: { from: isoDay(day), to: isoDay(day) } });
      await check([0, 0]);
      const [first] = (await server.api(listUploadRows, { params: { jobId: jobs[1] ?? 0 }, query: listUploadRows.query.parse({}) })).rows.filter(
        ({ fate }) => fate !== "rejected",
      );
      if (first !== undefined) await server.api(takeBackRow, { params: { jobId: jobs[1] ?? 0, line: first.line } });
      await hits(server, rsid, order("b"));
      await check([1, 50]);
      await server.api(undoUpload, { params: { jobId: jobs[0] ?? 0 } });
      await check([1, 50]);
    },
  );
});
