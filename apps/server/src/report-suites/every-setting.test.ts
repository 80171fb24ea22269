import type { Rsid } from "@rapport/contract";
import { getReceipt } from "@rapport/contract/data-sources";
import { runReport } from "@rapport/contract/reporting";
import { changeReportSuite, getQuarantine, getReportSuite, getTransaction, type SuiteSettings, type VariableSettings } from "@rapport/contract/report-suites";
import { getTimeline } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts, addCustomers, loadFile, newBookShop, newSuite, sendHits, testServer, type NewSuite, type TestServer } from "../testing/index.ts";

/** For each setting of a suite or a variable: the same hits under two values of it, and what differs. A new key without a row does not compile. */
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ clock: testClock("2026-03-25T12:00:00Z") });
});
afterAll(() => server.close());

type Hit = Readonly<Record<string, string>>;
interface Case {
  readonly settings: readonly [NewSuite, NewSuite];
  readonly hits: readonly Hit[];
  readonly seen: (rsid: string) => Promise<unknown>;
  readonly expected: readonly [unknown, unknown];
}

const START = Date.parse("2026-03-02T23:30:00Z");
/** Two hits of one visitor, half a second apart, and one of a visit a day later. */
const AT = [0, 500, 86_400_000].map((ms) => new Date(START + ms).toISOString());
const PURCHASE = { vid: "V", pageName: "p", events: "purchase", products: "Shoes;Boot;1;10", xact: "T1" };

const report =
  (dimension: string, metric: string) =>
  async (rsid: string): Promise<Record<string, number>> => {
    const { rows } = await server.api(runReport, {
      params: { company: "rapport" },
      body: {
        rsid,
        dimension: `variables/${dimension}`,
        globalFilters: [{ type: "dateRange", dateRange: "2026-01-01T00:00/2027-01-01T00:00" }],
        metricContainer: { metrics: [{ id: `metrics/${metric}`, columnId: "a" }] },
      },
    });
    return Object.fromEntries(rows.flatMap(({ value, data }) => ((data[0] ?? 0) === 0 ? [] : [[value, data[0] ?? 0] as const])));
  };
const state = async (rsid: string) => (await server.api(getTransaction, { params: { rsid, transactionId: "T1" } })).state;
const fate = async (rsid: string) => {
  const row = ["Date\ttransactionID\tPrice", "03/20/2026\tT1\t5"];
  const { jobId } = await loadFile(server, { rsid, type: "transactionid", filename: "rows.txt", rows: row });
  await sendHits(server, rsid, { at: "2026-03-04T10:00:00Z", ...PURCHASE });
  return (await server.api(getReceipt, { params: { jobId } })).linkedByTransaction;
};
/** The store and receipt number of a store purchase, as the customer's timeline shows them. */
const soldInStore = async (rsid: string) => {
  const shop = await newBookShop(server, { rsid: rsid as Rsid });
  const [customerId] = await addCustomers(server, shop, accounts("V"));
  const rows = ["Date\tVisitorID\tPrice\tOrders\tEvar 5\tEvar 6", "03/20/2026\tV\t5\t1\tOutlet\tB-17"];
  await loadFile(server, { rsid: rsid as Rsid, type: "visitorid", filename: "store.txt", rows });
  const { items } = await shop.associate(getTimeline, { params: { customerId } });
  return items.flatMap((item) => (item.kind === "storePurchase" ? [item.store, item.receipt] : []));
};
const either = <K extends keyof SuiteSettings>(key: K, a: SuiteSettings[K], b: SuiteSettings[K]): [NewSuite, NewSuite] => [{ [key]: a }, { [key]: b }];
const variable = (key: string, a: VariableSettings, b: VariableSettings): [NewSuite, NewSuite] => [{ variables: { [key]: a } }, { variables: { [key]: b } }];

const SUITE: Readonly<Record<keyof SuiteSettings, Case | null>> = {
  name: {
    settings: either("name", "A", "B"),
    hits: [],
    seen: async (rsid) => (await server.api(getReportSuite, { params: { rsid } })).name,
    expected: ["A", "B"],
  },
  timeZone: {
    settings: either("timeZone", "UTC", "Europe/Amsterdam"),
    hits: [PURCHASE],
    seen: report("daterangeday", "orders"),
    expected: [{ "Mar 2, 2026": 1 }, { "Mar 3, 2026": 1 }],
  },
  currency: {
    settings: either("currency", "EUR", "USD"),
    hits: [{ ...PURCHASE, cc: "EUR" }],
    seen: report("product", "revenue"),
    expected: [{ Boot: 10 }, {}],
  },
  transactionIdStorage: { settings: either("transactionIdStorage", true, false), hits: [PURCHASE], seen: state, expected: ["recorded", "unknown"] },
  transactionIdWindowDays: { settings: either("transactionIdWindowDays", 762, 1), hits: [PURCHASE], seen: state, expected: ["recorded", "expired"] },
  lateLinking: {
    settings: either("lateLinking", true, false),
    hits: [],
    seen: fate,
    expected: [1, 0],
  },
  signIn: {
    settings: either("signIn", true, false),
    hits: [
      { fid: "1", pageName: "p", v0: "Spring" },
      { fid: "1", vid: "V", pageName: "p", events: "purchase", products: ";Boot;1;10" },
    ],
    seen: report("campaign", "orders"),
    expected: [{ Spring: 1 }, { Unspecified: 1 }],
  },
  purchaseIdBytes: {
    settings: either("purchaseIdBytes", 20, 100),
    hits: ["1", "2"].map((last) => ({ ...PURCHASE, purchaseID: `${"0".repeat(20)}${last}`, products: `;Boot;1;${last}`, xact: `T${last}` })),
    seen: report("product", "orders"),
    expected: [{ Boot: 1 }, { Boot: 2 }],
  },
  dropReloadedPurchases: {
    settings: either("dropReloadedPurchases", true, false),
    hits: [1, 2].map(() => ({ vid: "V", pageName: "p", events: "purchase", products: ";Boot;1;10" })),
    seen: report("product", "orders"),
    expected: [{ Boot: 1 }, { Boot: 2 }],
  },
  // The order is stored before the page that happened before it.
  reorderWindowMs: {
    settings: either("reorderWindowMs", 1_000, 0),
    hits: [
      { ...PURCHASE, at: AT[1] ?? "" },
      { vid: "V", pageName: "p", v0: "mail", at: AT[0] ?? "" },
    ],
    seen: report("campaign", "orders"),
    expected: [{ mail: 1 }, { Unspecified: 1 }],
  },
  storeVariable: {
    settings: either("storeVariable", "evar5", null),
    hits: [],
    seen: soldInStore,
    expected: [
      ["Outlet", null],
      [null, null],
    ],
  },
  receiptVariable: {
    settings: either("receiptVariable", "evar6", null),
    hits: [],
    seen: soldInStore,
    expected: [
      [null, "B-17"],
      [null, null],
    ],
  },
  // Each of these has its own rows below.
  variables: null,
};

const VARIABLE: Readonly<Record<keyof VariableSettings, readonly [string, Case][]>> = {
  name: [
    [
      "any",
      {
        settings: variable("prop1", { name: "A" }, { name: "B" }),
        hits: [],
        seen: async (rsid) => (await server.api(getReportSuite, { params: { rsid } })).variables["prop1"]?.name,
        expected: ["A", "B"],
      },
    ],
  ],
  allocation: [
    ...["evar1", "campaign", "marketingchannel"].map((key): [string, Case] => [
      key,
      {
        settings: variable(key, { allocation: "mostRecent", from: "contextData.x" }, { allocation: "original", from: "contextData.x" }),
        hits: [
          { vid: "V", pageName: "p", "c.": "", x: "first", ".c": "" },
          { ...PURCHASE, "c.": "", x: "second", ".c": "" },
        ],
        seen: report(key, "orders"),
        expected: [{ second: 1 }, { first: 1 }],
      },
    ]),
    [
      "list1",
      {
        settings: variable("list1", { allocation: "mostRecent" }, { allocation: "linear" }),
        hits: [{ ...PURCHASE, l1: "a,b" }],
        seen: report("list1", "revenue"),
        expected: [
          { a: 10, b: 10 },
          { a: 5, b: 5 },
        ],
      },
    ],
  ],
  expiration: ["evar1", "list1", "campaign", "marketingchannel"].map((key): [string, Case] => [
    key,
    {
      settings: variable(key, { expiration: { kind: "never" }, from: "contextData.x" }, { expiration: { kind: "hit" }, from: "contextData.x" }),
      hits: [{ vid: "V", pageName: "p", "c.": "", x: "kept", ".c": "" }, PURCHASE],
      seen: report(key, "orders"),
      expected: [{ kept: 1 }, { Unspecified: 1 }],
    },
  ]),
  from: ["evar1", "prop1", "list1", "campaign", "marketingchannel", "page", "channel"].map((key): [string, Case] => [
    key,
    {
      settings: variable(key, { from: "contextData.x" }, { from: "contextData.y" }),
      hits: [{ ...PURCHASE, "c.": "", x: "from x", y: "from y", ".c": "" }],
      seen: report(key, "orders"),
      expected: [{ "from x": 1 }, { "from y": 1 }],
    },
  ]),
  delimiter: [
    [
      "list1",
      {
        settings: variable("list1", { delimiter: "|" }, { delimiter: ";" }),
        hits: [{ ...PURCHASE, l1: "a|b;c" }],
        seen: report("list1", "orders"),
        expected: [
          { a: 1, "b;c": 1 },
          { "a|b": 1, c: 1 },
        ],
      },
    ],
  ],
  eventType: [
    [
      "event1",
      {
        settings: variable("event1", { eventType: "counter" }, { eventType: "currency" }),
        hits: [{ ...PURCHASE, events: "purchase,event1" }],
        seen: report("campaign", "event1"),
        // A counter counts one without a value; an amount of money is only what was sent.
        expected: [{ Unspecified: 1 }, {}],
      },
    ],
  ],
};

async function seenUnder({ settings, hits, seen }: Case): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const given of settings) {
    const { rsid } = await newSuite(server, given);
    await sendHits(server, rsid, ...hits.map((hit, index) => ({ at: AT[index] ?? "", ...hit })));
    found.push(await seen(rsid));
  }
  return found;
}

describe("a setting of a suite changes what it says", () => {
  test.each(Object.entries(SUITE).flatMap(([key, proof]) => (proof === null ? [] : [[key, proof] as const])))("%s", async (_, proof) =>
    expect(await seenUnder(proof)).toEqual(proof.expected),
  );
});

describe("CY4 the currency of a suite", () => {
  const change = async (rsid: string, currency: string) =>
    await server.api(changeReportSuite, { params: { rsid: rsid as Rsid }, body: { currency, name: "New" } });
  const settled = { kind: "conflict", code: "report_suite.currency_settled" };

  test("may change while the suite has no amount, whatever else it has", async () => {
    const { rsid } = await newSuite(server, { variables: { event1: { eventType: "counter" } } });
    await sendHits(server, rsid, { at: AT[0] ?? "", vid: "V", pageName: "p", events: "event1,scAdd", products: ";Boot" });
    expect(await change(rsid, "USD")).toMatchObject({ currency: "USD", name: "New" });
  });

  test.each([
    ["a purchase", { vid: "V", pageName: "p", events: "purchase", products: ";Boot;1;10" }],
    ["two lines that add up to nothing", { vid: "V", pageName: "p", events: "purchase", products: ";Boot;1;10,;Boot;1;-10" }],
    ["a currency event", { vid: "V", pageName: "p", events: "event1=0.01" }],
  ])("stays once it holds %s; what else was asked is not done either, and the same currency is no change", async (_, hit) => {
    const { rsid, name } = await newSuite(server, { variables: { event1: { eventType: "currency" } } });
    await sendHits(server, rsid, { at: AT[0] ?? "", ...hit });
    await expect(change(rsid, "USD")).rejects.toMatchObject(settled);
    expect(await server.api(getReportSuite, { params: { rsid } })).toMatchObject({ currency: "EUR", name });
    expect(await change(rsid, "EUR")).toMatchObject({ currency: "EUR", name: "New" });
  });

  test("stays once a file has brought an amount", async () => {
    const { rsid } = await newSuite(server);
    await loadFile(server, { rsid, type: "transactionid", filename: "rows.txt", rows: ["Date\ttransactionID\tPrice", "03/20/2026\tunknown\t5"] });
    await expect(change(rsid, "USD")).rejects.toMatchObject(settled);
  });
});

describe("CY4 an amount on its way", () => {
  /** As if the currency had changed after a hit arrived and before it was processed. */
  const changeMeanwhile = async (rsid: string) =>
    await server.deps.db
      .insertInto("report_suite_settings")
      .columns(["rsid", "version", "since", "settings"])
      .expression((eb) =>
        eb
          .selectFrom("report_suite_settings")
          .select([
            "rsid",
            eb.lit(2).as("version"),
            eb.val(new Date("2026-03-25T12:00:01Z")).as("since"),
            sql<string>`settings || '{"currency": "USD"}'`.as("settings"),
          ])
          .where("rsid", "=", rsid),
      )
      .execute();
  const waiting = async (rsid: Rsid) => (await server.api(getQuarantine, { params: { rsid } })).waitingAmounts;

  test("that was sent under another currency is in that currency, and waits for a rate", async () => {
    const { rsid } = await newSuite(server);
    await changeMeanwhile(rsid);
    await sendHits(server, rsid, { at: AT[0] ?? "", vid: "V", pageName: "p", events: "purchase", products: ";Boot;1;10" });
    await sendHits(server, rsid, { at: AT[0] ?? "", vid: "W", pageName: "p", events: "purchase", products: ";Boot;1;3", cc: "USD" });
    expect(await waiting(rsid)).toMatchObject([{ currency: "EUR", to: "USD", hits: 1, revenue: "10" }]);
    expect(await report("product", "revenue")(rsid)).toEqual({ Boot: 3 });
    await expect(server.api(changeReportSuite, { params: { rsid }, body: { currency: "EUR" } })).rejects.toMatchObject({
      code: "report_suite.currency_settled",
    });
  });

  test("CY6 in a file is not loaded, and the file's receipt says so", async () => {
    const { rsid } = await newSuite(server);
    await changeMeanwhile(rsid);
    const rows = (price: string) => ["Date\ttransactionID\tPrice", `03/20/2026\tT1\t${price}`];
    const receipt = await loadFile(server, { rsid, type: "transactionid", filename: "rows.txt", rows: rows("5") });
    expect(receipt).toMatchObject({ status: "failure", error: { code: "file.currency_changed", params: { before: "EUR", now: "USD" } }, rowsRead: 1 });
  });

  test("keeps its currency when the suite's currency changes at the same moment, or the change is refused", async () => {
    for (let round = 0; round < 8; round++) {
      const { rsid } = await newSuite(server);
      const hit = sendHits(server, rsid, { at: AT[0] ?? "", vid: "V", pageName: "p", events: "purchase", products: ";Boot;1;10" });
      await new Promise((resolve) => setTimeout(resolve, round * 4));
      const changed = await server.api(changeReportSuite, { params: { rsid }, body: { currency: "USD" } }).then(
        () => "changed",
        (error: { code: string }) => error.code,
      );
      await hit;
      const told = [await report("product", "revenue")(rsid), (await waiting(rsid)).map(({ currency, to, revenue }) => `${revenue} ${currency} to ${to}`)];
      const { currency } = await server.api(getReportSuite, { params: { rsid } });
      // A hit that came after the change is an amount in the new currency.
      if (changed === "changed")
        expect([
          [{}, ["10 EUR to USD"]],
          [{ Boot: 10 }, []],
        ]).toContainEqual(told);
      else expect([changed, currency, ...told]).toEqual(["report_suite.currency_settled", "EUR", { Boot: 10 }, []]);
    }
  });
});

describe("a setting of a variable changes what it says", () => {
  test.each(Object.entries(VARIABLE).flatMap(([key, proofs]) => proofs.map(([of, proof]) => [key, of, proof] as const)))("%s of %s", async (_, __, proof) =>
    expect(await seenUnder(proof)).toEqual(proof.expected),
  );
});
