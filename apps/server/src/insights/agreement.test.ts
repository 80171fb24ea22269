import type { Reply } from "@rapport/contract";
import { searchClientBook, type ClientCard } from "@rapport/contract/clienteling";
import { undoUpload } from "@rapport/contract/data-sources";
import { runReport } from "@rapport/contract/reporting";
import { getSummary, getTimeline, searchPurchases } from "@rapport/contract/timeline";
import { testClock, testRounds } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { devicesOfVisitors, rowsOfCustomers } from "../whose-sale/index.ts";
import { accounts, addClients, loadFile, newBookShop, newSuite, sendHits, testServer, type BookShop } from "../testing/index.ts";
import { refreshMeasures } from "./index.ts";
import { centsOf, centsOfAll, createChance, MINUTE_MS, NOW, salesOf, sumOf, type Chance, type Hit, type World } from "./random-history.fixture.ts";
import { insertHistories, randomHistory } from "./random-rows.fixture.ts";

/** For random histories, the timeline, the measure on the card and reports give the same amounts, and so do plain loops. */
const CUSTOMERS = ["A", "B", "C", "D"];
const DEVICES = ["1111111111111111-1111111111111111", "2222222222222222-2222222222222222", "3333333333333333-3333333333333333"];
const EVENTS = 34;
const HISTORIES = 20 * testRounds;

const server = await testServer({ clock: testClock(new Date(NOW)), logLevel: "silent", schedules: false });
afterAll(async () => await server.close());

test.each(Array.from({ length: testRounds }, (_, round) => round + 1))(
  "DEC14 NS1 PU1 in the random history of seed %i, with returns, late links, rows that wait, undone uploads and shared devices",
  async (seed) => {
    const chance = createChance(seed);
    const { rsid } = await newSuite(server, { timeZone: "UTC" });
    const shop = await newBookShop(server, { rsid, measures: ["netSpend365"] });
    await addClients(server, shop, accounts(...CUSTOMERS));
    const world = await live({ rsid, chance });
    while (!(await refreshMeasures(server.deps)));
    const expected = Object.fromEntries(CUSTOMERS.map((customer) => [customer, centsOf(world, customer)]));
    const { sales, measures, purchases } = await shown(shop);
    expect(mapped(sales, sumOf)).toEqual(expected);
    expect(mapped(purchases, sumOf)).toEqual(expected);
    expect(measures).toEqual(expected);
    await expectSameOfSeveral(rsid, CUSTOMERS);
    const { summaryData } = await report(rsid, "variables/daterangeday");
    expect(Math.round((summaryData.totals[0] ?? 0) * 100)).toBe(centsOfAll(world));
  },
  180_000,
);

test(`DEC14 NS1 PU1 in ${HISTORIES} random histories of stored rows, with money that waited, refund calls, and rows that were joined again`, async () => {
  const histories = Array.from({ length: HISTORIES }, (_, n) => randomHistory({ seed: n + 1, events: 30, customers: 3 }));
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const shop = await newBookShop(server, { rsid, measures: ["netSpend365"] });
  await addClients(server, shop, accounts(...histories.flatMap(({ customers }) => customers)));
  await insertHistories(server.deps.warehouse, rsid, histories);
  while (!(await refreshMeasures(server.deps)));
  const expected = Object.fromEntries(histories.flatMap(({ customers, world }) => customers.map((customer) => [customer, salesOf(world, customer)])));
  const { sales, measures, purchases } = await shown(shop);
  // Each sale once, without cancelled states.
  expect(sales).toEqual(expected);
  expect(mapped(purchases, sumOf)).toEqual(mapped(expected, sumOf));
  expect(measures).toEqual(mapped(expected, sumOf));
  const compared = await expectSameOfSeveral(
    rsid,
    histories.flatMap(({ customers }) => customers),
  );
  expect(compared).toBeGreaterThan(HISTORIES);
  const { rows } = await report(rsid, "variables/evar1");
  expect(Object.fromEntries(rows.map(({ value, data }) => [value, Math.round((data[0] ?? 0) * 100)]))).toEqual(
    Object.fromEntries(histories.map(({ seed, world }) => [`seed ${seed}`, centsOfAll(world)])),
  );
}, 120_000);

/** Rows of some customers are those of all customers that are theirs, and no others. How many of them have rows. */
async function expectSameOfSeveral(suite: string, customers: readonly string[]): Promise<number> {
  const some = customers.filter((_, at) => at % 2 === 0);
  const { warehouse } = server.deps;
  const devices = await devicesOfVisitors({ warehouse }, { suite, visitors: some.map((account) => `vid:${account}`) });
  const of = { suite, accounts: JSON.stringify(some), devices: JSON.stringify(devices) };
  const several = await warehouse.rows(amountsOf("several"), of);
  const ofAll = await warehouse.rows(amountsOf("all"), of);
  expect(several).toEqual(ofAll);
  return several.length;
}

function amountsOf(of: "several" | "all") {
  return {
    name: "amountsOf",
    text: `
      SELECT owner, toString(sum(revenue)) AS amount, toString(count()) AS number
      FROM (${rowsOfCustomers({ of, columns: { revenue: "revenue" } })})
      ${of === "all" ? "WHERE has(JSONExtract({accounts:String}, 'Array(String)'), substring(owner, 5))" : ""}
      GROUP BY owner ORDER BY owner`,
    params: z.object({ suite: z.string(), accounts: z.string(), devices: z.string() }),
    row: z.object({ owner: z.string(), amount: z.string(), number: z.string() }),
  };
}

async function live({ rsid, chance }: { rsid: string; chance: Chance }): Promise<World> {
  const world: World = { hits: [], rows: [], calls: [] };
  let at = NOW - 20 * 24 * 60 * MINUTE_MS;
  const transaction = () => `T${chance(12)}`;
  for (let event = 0; event < EVENTS; event++) {
    const what = chance(10);
    if (what < 7) {
      at += (1 + chance(200)) * MINUTE_MS;
      const hit = randomHit({ at, chance, transaction });
      world.hits.push(hit);
      await send(rsid, hit);
    } else if (what < 9 || world.rows.length === 0) {
      await load(rsid, { world, chance, transaction });
    } else {
      const upload = world.rows[chance(world.rows.length)]?.upload ?? 0;
      await server.api(undoUpload, { params: { jobId: upload } });
      world.rows = world.rows.filter((row) => row.upload !== upload);
    }
  }
  return world;
}

function randomHit({ at, chance, transaction }: { at: number; chance: Chance; transaction: () => string }): Hit {
  const customer = chance(2) === 0 ? undefined : CUSTOMERS[chance(3)];
  const device = customer === undefined || chance(3) > 0 ? DEVICES[chance(DEVICES.length)] : undefined;
  const buys = chance(5) > 0;
  return { at, customer, device, cents: buys ? 1 + chance(99_999) : 0, transaction: buys ? transaction() : undefined };
}

async function send(rsid: string, { at, customer, device, cents, transaction }: Hit): Promise<void> {
  await sendHits(server, rsid, {
    at: new Date(at).toISOString(),
    pageName: "p",
    ...(customer !== undefined && { vid: customer }),
    ...(device !== undefined && { fid: device }),
    ...(cents > 0 && { events: "purchase", products: `;Boot;1;${(cents / 100).toFixed(2)}` }),
    ...(transaction !== undefined && { xact: transaction }),
  });
}

async function load(rsid: string, { world, chance, transaction }: { world: World; chance: Chance; transaction: () => string }): Promise<void> {
  const byTransaction = chance(2) === 0;
  const rows = Array.from({ length: 1 + chance(4) }, () => ({
    transaction: byTransaction ? transaction() : undefined,
    customer: byTransaction ? undefined : CUSTOMERS[chance(CUSTOMERS.length)],
    cents: (chance(3) === 0 ? -1 : 1) * (1 + chance(9_999)),
  }));
  const { jobId } = await loadFile(server, {
    rsid,
    type: byTransaction ? "transactionid" : "visitorid",
    filename: "rows.txt",
    rows: [
      `Date\t${byTransaction ? "transactionID" : "VisitorID"}\tProduct\tPrice`,
      ...rows.map((row) => `02/${String(10 + chance(18))}/2026\t${row.transaction ?? row.customer ?? ""}\tHat\t${(row.cents / 100).toFixed(2)}`),
    ],
  });
  for (const row of rows) world.rows.push({ ...row, upload: jobId });
}

interface Shown {
  readonly sales: Record<string, number[]>;
  readonly measures: Record<string, number>;
  /** The amounts of all lines. */
  readonly purchases: Record<string, number[]>;
}

async function shown({ associate }: BookShop): Promise<Shown> {
  const sales: Record<string, number[]> = {};
  const purchases: Record<string, number[]> = {};
  const measures: Record<string, number> = {};
  for await (const { customerId, accountNumber, slots } of clientsOf(associate)) {
    const measure = slots.find((slot) => slot.kind === "measure");
    measures[accountNumber] = measure?.state === "value" ? cents(measure.money?.amount) : 0;
    const { items, nextBefore, counts } = await associate(getTimeline, { params: { customerId }, query: { limit: 100 } });
    expect(nextBefore).toBeNull();
    sales[accountNumber] = items.flatMap((item) => ("total" in item ? [cents(item.total.amount)] : [])).toSorted((a, b) => a - b);
    const { amounts, purchases: bought } = await linesOf(associate, customerId);
    purchases[accountNumber] = amounts;
    expect(bought).toBe(counts.onlineOrder + counts.storePurchase);
    const [who] = (await associate(getSummary, { params: { customerId } })).sentences;
    expect(who !== undefined && "visits" in who && who.visits).toBe(counts.visit);
  }
  return { sales, measures, purchases };
}

/** Page by page, and the figure about all of them agrees with their sum. */
async function linesOf(associate: BookShop["associate"], customerId: string): Promise<{ amounts: number[]; purchases: number }> {
  const lines: number[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Reply<typeof searchPurchases> = await associate(searchPurchases, { params: { customerId }, body: { cursor, limit: 7 } });
    lines.push(...page.lines.map(({ amount }) => cents(amount.amount)));
    if (page.nextCursor !== null) {
      cursor = page.nextCursor;
      continue;
    }
    expect([lines.length, sumOf(lines)]).toEqual([page.total, cents(page.spent.amount)]);
    return { amounts: lines, purchases: page.purchases };
  }
}

async function* clientsOf(associate: BookShop["associate"]): AsyncGenerator<ClientCard> {
  for (let cursor: string | null = null; ;) {
    const { clients, nextCursor }: Reply<typeof searchClientBook> = await associate(searchClientBook, { body: { cursor, limit: 100 } });
    yield* clients;
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}

async function report(rsid: string, dimension: string): Promise<Reply<typeof runReport>> {
  return await server.api(runReport, {
    params: { company: "c" },
    body: {
      rsid,
      globalFilters: [{ type: "dateRange", dateRange: "2026-01-01T00:00:00.000/2026-03-03T00:00:00.000" }],
      metricContainer: { metrics: [{ columnId: "0", id: "metrics/revenue" }] },
      dimension,
      settings: { limit: 100 },
    },
  });
}

function mapped(of: Readonly<Record<string, number[]>>, value: (amounts: readonly number[]) => number): Record<string, number> {
  return Object.fromEntries(Object.entries(of).map(([key, amounts]) => [key, value(amounts)]));
}

function cents(amount: string | undefined): number {
  return Math.round(Number(amount ?? 0) * 100);
}
