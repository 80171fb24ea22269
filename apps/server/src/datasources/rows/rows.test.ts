import { listUploadRows, undoUpload, type UploadRow } from "@rapport/contract/data-sources";
import { randomWords, testRounds } from "@rapport/testkit";
import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { daysAgo, hits, minutesAgo, totals } from "../online.fixture.ts";
import { lines, newSource } from "../uploads.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const ask = async (jobId: number, query: Parameters<typeof listUploadRows.query.parse>[0] = {}) =>
  await server.api(listUploadRows, { params: { jobId }, query: listUploadRows.query.parse(query) });
const HEADER = "Date\tEvar 1\tProduct\ttransactionID\tOrders\tPrice\tQuantity";

describe("the rows of an upload", () => {
  test("FU14 are told with fate, reason, own values, and what they took; found by each of them, page by page; late links and undos show", async () => {
    const suite = await newSuite(server);
    await hits(server, suite.rsid, { vid: "ann", v1: "spring", v2: "mail", xact: "t1", ts: minutesAgo(60), events: "purchase", products: ";Boot;1;50" });
    const source = await newSource(server, { rsid: suite.rsid });
    const day = daysAgo(0);
    const file = lines(
      HEADER,
      `${day}\t\tBoot\tt1\t1\t10\t1`,
      "# a comment",
      `${day}\town\tSock\tt1\t1\t20.5\t2`,
      `${day}\t\tHat\tt-later\t1\t7\t1`,
      `${day}\t\tHat\t\t1\t3\t1`,
      `${day}\t\tHat\tt1\t1\tmuch\t1`,
      `${day}\t\tHat`,
    );
    const { jobId } = await source.load(file);

    const all = await ask(jobId);
    expect(all.rows.map(({ line, fate, reason, fault }) => [line, fate, reason, fault?.code ?? null])).toEqual([
      [2, "transaction", null, null],
      [4, "transaction", null, null],
      [5, "unlinked", "unknown", null],
      [6, "summary", null, null],
      [7, "rejected", null, "metric.not_a_number"],
      [8, "rejected", null, "row.cells"],
    ]);
    expect([all.total, all.next]).toEqual([6, null]);
    expect(all.rows[0]).toMatchObject({
      transactionId: "t1",
      products: [{ name: "Boot", category: "", units: "1", revenue: "10", metrics: {} }],
      said: {},
      took: { evar1: "spring", evar2: "mail" },
      orders: "1",
      units: "1",
      revenue: "10",
      text: null,
    });
    // A cell of its own wins over what the order had.
    expect(all.rows[1]).toMatchObject({ said: { evar1: "own" }, revenue: "20.5" });
    expect(all.rows[1]?.took).not.toHaveProperty("evar1");
    expect(all.rows[4]).toMatchObject({ at: null, revenue: "0", fault: { column: "Price", value: "much" }, text: `${day}\t\tHat\tt1\t1\tmuch\t1` });
    expect(all.counts).toEqual(
      expect.arrayContaining([
        { fate: "transaction", reason: "", rows: 2 },
        { fate: "unlinked", reason: "unknown", rows: 1 },
        { fate: "summary", reason: "", rows: 1 },
        { fate: "rejected", reason: "metric.not_a_number", rows: 1 },
        { fate: "rejected", reason: "row.cells", rows: 1 },
      ]),
    );

    const found = async (query: Parameters<typeof ask>[1]) => {
      const { rows, total } = await ask(jobId, query);
      expect(total).toBe(rows.length);
      return rows.map(({ line }) => line);
    };
    expect(await found({ fate: "transaction" })).toEqual([2, 4]);
    expect(await found({ fate: "rejected", reason: "row.cells" })).toEqual([8]);
    expect(await found({ reason: "unknown" })).toEqual([5]);
    expect(await found({ search: "T-LATER" })).toEqual([5]);
    expect(await found({ search: "own" })).toEqual([4]);
    expect(await found({ search: "spring" })).toEqual([2]);
    expect(await found({ search: "hat" })).toEqual([5, 6, 7, 8]);
    expect(await found({ search: "7" })).toEqual([7]);
    expect(await found({ search: "50%" })).toEqual([]);

    // Pages follow each other without a gap, over kept and rejected rows.
    const pages: number[][] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: Awaited<ReturnType<typeof ask>> = await ask(jobId, { after, limit: 2 });
      pages.push(page.rows.map(({ line }) => line));
      after = page.next;
    }
    expect(pages).toEqual([
      [2, 4],
      [5, 6],
      [7, 8],
    ]);

    await hits(server, suite.rsid, { vid: "ben", v1: "autumn", xact: "t-later", ts: minutesAgo(30), events: "purchase", products: ";Hat;1;9" });
    await expect.poll(async () => (await ask(jobId, { fate: "unlinked" })).total).toBe(0);
    const linked = await ask(jobId, { search: "t-later" });
    expect(linked.rows).toMatchObject([{ line: 5, fate: "transaction", reason: null, took: { evar1: "autumn" }, revenue: "7" }]);

    await server.api(undoUpload, { params: { jobId } });
    const undone = await ask(jobId);
    expect(undone.rows.map(({ line }) => line)).toEqual([7, 8]);
  });

  test("FU14 of a strict file that was refused are all rejected, the correct ones without a fault; a duplicate has none", async () => {
    const { rsid } = await newSuite(server);
    const strict = await newSource(server, { rsid, mode: "strict" });
    const file = lines(HEADER, `${daysAgo(1)}\ta\tBoot\t\t1\t10\t1`, `${daysAgo(1)}\ta\tBoot\t\t1\tx\t1`);
    const refused = await strict.load(file);
    expect((await ask(refused.jobId)).rows.map(({ line, fate, fault }) => [line, fate, fault?.code ?? null])).toEqual([
      [2, "rejected", null],
      [3, "rejected", "metric.not_a_number"],
    ]);
    const lenient = await newSource(server, { rsid });
    await lenient.load(file);
    expect(await ask((await lenient.load(file)).jobId)).toEqual({ rows: [], next: null, total: 0, counts: [] });
  });

  test.for(Array.from({ length: testRounds }, () => randomInt(1_000_000)))(
    "FU14 add up to their receipt and to reports, with links, late links and refunds, seed %i",
    async (seed) => {
      const word = randomWords(seed);
      const suite = await newSuite(server);
      const { rsid } = suite;
      const one = <T>(...of: readonly T[]): T => of[word() % of.length] as T;
      const order = (id: string) => ({ vid: one("ann", "ben"), v1: one("a", "b"), xact: id, ts: minutesAgo(90), events: "purchase", products: ";Boot;3;90" });
      await hits(server, rsid, order("o1"), order("o2"));
      const online = await totals(server, suite, "revenue", "orders");
      const row = () => `${daysAgo(0)}\t${one("", "x")}\t${one("", "Boot")}\t${one("", "o1", "o2", "o3")}\t${one("1", "-1")}\t${one("1.25", "3", "x")}\t1`;
      const sales = await newSource(server, { rsid });
      const refunds = await newSource(server, { rsid, type: "refund" });
      const jobs = [
        await sales.load(lines(HEADER, ...Array.from({ length: 20 }, row))),
        await refunds.load(
          lines("Date\ttransactionID\tProduct\tQuantity", `${daysAgo(0)}\to1\tBoot\t1`, `${daysAgo(0)}\to3\tBoot\t1`, `${daysAgo(0)}\to2\t\t9`),
        ),
      ];
      await hits(server, rsid, order("o3"));
      await expect.poll(async () => (await ask(jobs[0]!.jobId, { reason: "unknown" })).total).toBe(0);
      const late = 90;
      const rows: UploadRow[] = [];
      for (const { jobId } of jobs) {
        const page = await ask(jobId);
        rows.push(...page.rows);
        const receipt = await sales.receipt(jobId);
        expect(page.total).toBe(receipt.rowsRead);
        const of = (fate: UploadRow["fate"]) => page.rows.filter((each) => each.fate === fate).length;
        expect([of("transaction"), of("customer"), of("unlinked"), of("summary"), of("rejected")]).toEqual([
          receipt.linkedByTransaction,
          receipt.linkedByCustomer,
          receipt.unlinked,
          receipt.summary,
          receipt.rejected,
        ]);
      }
      // In hundredths, so that whole numbers are added.
      const hundredths = (amount: string | number) => Math.round(Number(amount) * 100);
      const sum = (of: (row: UploadRow) => string) => rows.reduce((all, each) => all + hundredths(of(each)), 0);
      const [revenue = 0, orders = 0] = await totals(server, suite, "revenue", "orders");
      expect([sum((each) => each.revenue), sum((each) => each.orders)]).toEqual([
        hundredths(revenue) - hundredths(online[0] ?? 0) - hundredths(late),
        hundredths(orders) - hundredths(online[1] ?? 0) - hundredths(1),
      ]);
      for (const row of rows.filter(({ products }) => products.length > 0))
        expect(row.products.reduce((all, { revenue: part }) => all + hundredths(part), 0)).toBe(hundredths(row.revenue));
    },
  );
});
