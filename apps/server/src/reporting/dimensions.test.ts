import { findingOf, REFERRER_TYPES } from "@rapport/domain";
import { preparedStores, uniqueName } from "@rapport/testkit";
import { describe, expect, test } from "vitest";
import { insertHits, negativeOf, type TestHit } from "./hits.fixture.ts";
import { report, table } from "./report.fixture.ts";

const { warehouse } = await preparedStores();

async function suiteWith(hits: readonly TestHit[]): Promise<string> {
  const rsid = uniqueName("dimensions");
  await insertHits(warehouse, rsid, hits);
  return rsid;
}
const streq = (name: string, str: string, func = "streq") => ({ func, val: { func: "attr", name: `variables/${name}` }, str });
const segmentOf = (context: string, pred: object) => ({ func: "segment", version: [1, 0, 0], container: { func: "container", context, pred } });

describe("entry page and exit page", () => {
  /** Ann: from 28 February 23:50 page Home, to 1 March Shoes, a link with an order. Bob: a link, then Shoes, Home. Cas: a link alone. A row of a file of Ann. */
  const written = suiteWith([
    { at: "2026-02-28 23:50:00", visitor: "vid:a", dims: { page: "Home" } },
    { at: "2026-03-01 00:05:00", visitor: "vid:a", dims: { page: "Shoes", evar1: "red" } },
    { at: "2026-03-01 00:06:00", visitor: "vid:a", isPageView: false, orders: "1", revenue: "40" },
    { at: "2026-03-02 10:00:00", visitor: "vid:b", isPageView: false },
    { at: "2026-03-02 10:01:00", visitor: "vid:b", dims: { page: "Shoes", evar1: "red" } },
    { at: "2026-03-02 10:02:00", visitor: "vid:b", dims: { page: "Home" } },
    { at: "2026-03-02 11:00:00", visitor: "vid:c", isPageView: false },
    { at: "2026-03-03 12:00:00", visitor: "vid:a", source: 7, dims: { page: "Shoes" }, revenue: "-10", isReturn: true },
  ]);
  const metrics = ["visits", "occurrences", "orders", "revenue"];

  test("DM8 DM7 every hit of a visit has its first and its last page, also when the range begins later; rows of files have none", async () => {
    expect(await table(warehouse, await written, { dimension: "entrypage", metrics })).toEqual({
      rows: { Home: [1, 2, 1, 40], Shoes: [1, 3, 0, 0], Unspecified: [1, 2, 0, -10] },
      totals: [3, 7, 1, 30],
    });
    expect((await table(warehouse, await written, { dimension: "exitpage", metrics })).rows).toEqual({
      Shoes: [1, 2, 1, 40],
      Home: [1, 3, 0, 0],
      Unspecified: [1, 2, 0, -10],
    });
  });

  test("DM8 an entry page is broken down, breaks down, is searched, left out and filtered by", async () => {
    const rsid = await written;
    const home = [{ dimension: "entrypage", itemValue: "Home" }];
    expect((await table(warehouse, rsid, { dimension: "evar1", metrics, breakdowns: home })).rows).toEqual({ red: [1, 1, 0, 0], Unspecified: [1, 1, 1, 40] });
    expect((await table(warehouse, rsid, { dimension: "entrypage", metrics, breakdowns: [{ dimension: "page", itemValue: "Shoes" }] })).rows).toEqual({
      Home: [1, 1, 0, 0],
      Shoes: [1, 1, 0, 0],
      Unspecified: [0, 1, 0, -10],
    });
    const { rows, summaryData } = await report(warehouse, rsid, { dimension: "entrypage", metrics, search: { clause: "'hom'" } });
    expect(rows.map(({ value, data }) => [value, ...data])).toEqual([["Home", 1, 2, 1, 40]]);
    expect([summaryData.totals, summaryData.filteredTotals]).toEqual([
      [3, 7, 1, 30],
      [1, 2, 1, 40],
    ]);
    const ids = (await report(warehouse, rsid, { dimension: "entrypage", metrics })).rows.map(({ value, itemId, data }) => ({ value, itemId, data }));
    for (const { itemId, data } of ids)
      expect((await table(warehouse, rsid, { metrics, breakdowns: [{ dimension: "entrypage", itemId }] })).totals).toEqual(data);
  });

  test("DM8 SE2 segments have conditions on the entry page", async () => {
    const totals = async (context: string, pred: object) => (await table(warehouse, await written, { metrics, segment: segmentOf(context, pred) })).totals;
    expect(await totals("hits", streq("entrypage", "Home"))).toEqual([1, 2, 1, 40]);
    expect(await totals("visitors", streq("entrypage", "Home"))).toEqual([1, 3, 1, 30]);
    expect(await totals("hits", streq("entrypage", "home", "not-contains"))).toEqual([2, 5, 0, -10]);
  });

  test("DM8 AT10 credit by whole visits is refused, credit inside them is not", async () => {
    const asked = { dimension: "entrypage", metrics: ["orders visitors"] };
    await expect(table(warehouse, await written, asked)).rejects.toMatchObject({ faults: [{ wrong: { code: "report.visit_no_attribution" } }] });
    await expect(table(warehouse, await written, { dimension: "entrypage", metrics: ["instances"] })).rejects.toMatchObject({
      faults: [{ wrong: { code: "report.instances_no_dimension" } }],
    });
  });
});

describe("how a visitor came, and who they were", () => {
  const REFERRERS = [
    "https://www.google.co.uk/search?q=boots",
    "https://google.com/",
    "https://mail.google.com/mail",
    "https://news.google.de/",
    "https://notgoogle.example/",
    "https://google.example.shop.com/",
    "https://m.facebook.com/",
    "https://x.com/a",
    "https://t.co/b",
    "https://x.example/",
    "https://box.com/",
    "https://facebook.de/",
    "https://duckduckgo.com/",
    "https://blog.example/x",
  ];

  test("DM9 the type of a referrer is that of its domain, as marketing channels tell search engines and social sites", async () => {
    const domains = REFERRERS.map((referrer) => findingOf({ referrer, pageUrl: "https://shop.example/" }));
    const rsid = await suiteWith([
      ...domains.map((finding, n) => ({
        at: "2026-03-02 10:00:00",
        visitor: `vid:${n}`,
        post: { visitnumber: "1", ...(finding === null ? {} : { referringdomain: finding.referringDomain }) },
      })),
      { at: "2026-03-02 10:00:00", visitor: "vid:typed", post: { visitnumber: "1" } },
      { at: "2026-03-02 10:00:00", visitor: "", source: 5 as const },
    ]);
    const count = (fits: (referrer: string, n: number) => boolean) => REFERRERS.filter(fits).length;
    const social = (referrer: string) => ["https://m.facebook.com/", "https://x.com/a", "https://t.co/b"].includes(referrer);
    const search = (_: string, n: number) => domains[n]?.searchEngine !== "";
    expect((await table(warehouse, rsid, { dimension: "referrertype", metrics: ["occurrences"] })).rows).toEqual({
      [REFERRER_TYPES.search]: [count(search)],
      [REFERRER_TYPES.social]: [count(social)],
      [REFERRER_TYPES.other]: [REFERRERS.length - count(search) - count(social)],
      [REFERRER_TYPES.none]: [1],
      Unspecified: [1],
    });
  });

  /** A first order on the second visit, a second order later; its returns come by file with the values of its order, one of them linked late. */
  const order = { visitnumber: "2", daysbeforefirstpurchase: "3", originalreferringdomain: "blog.example" };
  const later = { visitnumber: "3", daysbeforefirstpurchase: "3", dayssincelastpurchase: "8", originalreferringdomain: "blog.example" };
  const waiting: TestHit = { at: "2026-03-20 12:00:00", visitor: "", source: 7, revenue: "-20", isReturn: true, line: 5 };
  const written = suiteWith([
    {
      at: "2026-03-01 10:00:00",
      post: { visitnumber: "1", originalreferringdomain: "blog.example" },
      dims: { referringdomain: "blog.example", server: "web1" },
    },
    { at: "2026-03-04 10:00:00", visit: 2, post: order, orders: "1", revenue: "50" },
    { at: "2026-03-12 10:00:00", visit: 3, post: later, orders: "1", revenue: "80" },
    { at: "2026-03-20 12:00:00", source: 7, post: order, revenue: "-50", isReturn: true, line: 4 },
    waiting,
    negativeOf(waiting),
    { ...waiting, visitor: "vid:1", post: later, range: 2 },
  ]);
  const metrics = ["orders", "revenue", "returnedrevenue"];
  const rowsOf = async (dimension: string) => (await table(warehouse, await written, { dimension, metrics })).rows;

  test("DM10 customers are new with their first order and return later; rows of files have what their order had", async () => {
    expect(await rowsOf("customerloyalty")).toEqual({ "New customer": [1, 0, 50], "Return customer": [1, 60, 20] });
    expect((await table(warehouse, await written, { dimension: "customerloyalty", metrics: ["visits"] })).rows).toEqual({
      "Not a customer": [1],
      "New customer": [1],
      "Return customer": [1],
    });
  });

  test("DM11 visit number, days before the first and since the last purchase, original referring domain and server are those of the hit and of the order", async () => {
    expect(await rowsOf("visitnumber")).toEqual({ "2": [1, 0, 50], "3": [1, 60, 20] });
    expect(await rowsOf("daysbeforefirstpurchase")).toEqual({ "3": [2, 60, 70] });
    expect(await rowsOf("dayssincelastpurchase")).toEqual({ "8": [1, 60, 20], Unspecified: [1, 0, 50] });
    expect(await rowsOf("originalreferringdomain")).toEqual({ "blog.example": [2, 60, 70] });
    expect((await table(warehouse, await written, { dimension: "server", metrics: ["occurrences"] })).rows).toEqual({ web1: [1], Unspecified: [4] });
    const visits = {
      dimension: "visitnumber",
      metrics: ["revenue visitors", "revenue"],
      breakdowns: [{ dimension: "customerloyalty", itemValue: "Return customer" }],
    };
    expect((await table(warehouse, await written, visits)).rows).toEqual({ "3": [10, 60] });
    const linear = { func: "allocation-linear" as const, context: "visitors" as const };
    expect((await table(warehouse, await written, { dimension: "visitnumber", metrics: ["orders"], model: linear })).totals).toEqual([2]);
  });
});

test("DM12 the hour of the day and the day of the week are those of the clock in the suite's zone, also of rows of files", async () => {
  const rsid = await suiteWith([
    { at: "2026-03-29 00:30:00" },
    { at: "2026-03-29 01:30:00" },
    { at: "2026-10-25 01:30:00" },
    { at: "2026-03-29 22:30:00", visitor: "", source: 5 },
  ]);
  const question = { metrics: ["occurrences"], range: "2026-01-01T00:00/2027-01-01T00:00", suite: { timeZone: "Europe/Amsterdam" } };
  expect((await table(warehouse, rsid, { ...question, dimension: "timeparthourofday" })).rows).toEqual({
    "01:00": [1],
    "02:00": [1],
    "03:00": [1],
    "00:00": [1],
  });
  expect((await table(warehouse, rsid, { ...question, dimension: "timepartdayofweek" })).rows).toEqual({ Sunday: [3], Monday: [1] });
  const monday = { ...question, breakdowns: [{ dimension: "timepartdayofweek", itemValue: "Monday" }] };
  expect((await table(warehouse, rsid, monday)).totals).toEqual([1]);
});
