import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { LegalEntityCode } from "@rapport/contract";
import { getSetUpGuide, listTypesAtStore } from "@rapport/contract/clienteling";
import { getCustomer, searchCustomers } from "@rapport/contract/customers";
import { getReceipt, listDataSources, listJobs } from "@rapport/contract/data-sources";
import { getPosLayout, listScreenLayouts } from "@rapport/contract/layouts";
import { getUnpublishedChanges } from "@rapport/contract/publishing";
import { getQuarantine } from "@rapport/contract/report-suites";
import { runReport } from "@rapport/contract/reporting";
import { getDemoProgress } from "@rapport/contract/system";
import { getTimeline } from "@rapport/contract/timeline";
import { Session } from "chdb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type RunningProduct, startProduct } from "../src/index.ts";

/** Loads the demo retailer as a first start does, and computes the same figures by SQL over the data set, which shares no code with it. */
const CSV = fileURLToPath(new URL("../../demo/data/online_retail.csv.br", import.meta.url));
const RSID = "rapport-demo";
const LEGAL_ENTITY = LegalEntityCode.parse("RAPP");

let product: RunningProduct;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rapport-figures-"));
  await pipeline(createReadStream(CSV), createBrotliDecompress(), createWriteStream(join(folder, "retail.csv")));
  product = await startProduct({ RAPPORT_DEMO: "1" });
  for (;;) {
    const { state, step } = await product.call(getDemoProgress, {});
    if (state === "failed") throw new Error(`the demo retailer was not loaded, the last step was ${step}`);
    if (state === "done") break;
    await pause(500);
  }
}, 600_000);
afterAll(async () => {
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("orders, gross, returned, net and links are those of the data set", async () => {
  const expected = figuresOfTheDataSet();
  const report = await product.call(runReport, {
    params: { company: "demo" },
    body: {
      rsid: RSID,
      globalFilters: [{ type: "dateRange", dateRange: "td-2y/td+1d" }],
      metricContainer: { metrics: ["orders", "units", "grossrevenue", "returnedrevenue", "revenue"].map((metric) => ({ id: `metrics/${metric}` })) },
    },
  });
  const [orders, units, gross, returned, net] = report.summaryData.totals;
  expect({ orders, units, gross, returned, net }).toEqual({
    orders: expected.orders,
    units: expected.unitsSold - expected.unitsReturned,
    gross: expected.gross,
    returned: expected.returned,
    net: expected.net,
  });
  const rows = await returnRows();
  expect(rows).toMatchObject({ rows: expected.returnLines, linked: expected.linkedLines, nobody: expected.linesOfNobody, rejected: 0 });
  expect(rows.ofCustomer + rows.unlinked).toBe(expected.returnLines - expected.linkedLines);

  const money = (amount: number | null | undefined) => `${(amount ?? 0).toLocaleString("en", { minimumFractionDigits: 2 })} GBP`;
  const count = (number: number | null | undefined) => (number ?? 0).toLocaleString("en");
  const rate = ((rows.linked / rows.rows) * 100).toFixed(1);
  expect(figuresOfTheDocs()).toEqual({
    Orders: count(orders),
    "Gross revenue": money(gross),
    Returned: money(returned),
    "Net revenue": money(net),
    "Return lines": count(rows.rows),
    "of which linked to their order": `${count(rows.linked)} (${rate} %)`,
    "of which linked to their customer": count(rows.ofCustomer),
    "of which unlinked": count(rows.unlinked),
  });
});

test("C20 returns of customer 15098 from unknown orders are on their timeline and in their net spend", async () => {
  const { customers } = await atRegister(searchCustomers.path, searchCustomers.reply, { query: "15098", scope: "all" });
  const customer = customers.find(({ accountNumber }) => accountNumber === "15098");
  if (customer === undefined) throw new Error("the demo has no customer 15098");
  const path = getCustomer.path.replace(":customerId", customer.customerId);
  const { items, nextBefore } = await atRegister(`${path}/timeline?limit=100`, getTimeline.reply);
  expect(nextBefore).toBeNull();
  const cents = items.map((item) => ("total" in item ? Math.round(Number(item.total.amount) * 100) : 0));
  expect(cents.reduce((sum, amount) => sum + amount, 0)).toBe(64_950);
  for (const deadline = Date.now() + 60_000; ; await pause(500)) {
    const { measures } = await atRegister(path, getCustomer.reply);
    if (JSON.stringify(measures).includes("649.5")) break;
    if (Date.now() > deadline) throw new Error(`their measures are ${JSON.stringify(measures)}`);
  }
});

test("OG10 the demo retailer is set up and published, with layouts, activity types and one change that waits", async () => {
  const entity = { params: { legalEntity: LEGAL_ENTITY } };
  const { steps } = await product.call(getSetUpGuide, entity);
  const names = ["feature", "numbers", "attributes", "group", "activityTypes", "rights", "buttons", "measures"];
  expect(steps).toEqual([
    ...names.map((step) => ({ step, state: "done", gaps: [] })),
    { step: "publishing", state: "open", gaps: [{ code: "unpublished_changes", count: 1 }] },
  ]);
  const { changes, waiting, stores, neverPublished, jobs } = await product.call(getUnpublishedChanges, entity);
  expect(changes).toMatchObject([{ section: "registers", key: "LON-1", field: "name", from: "", to: "Front counter", job: 1090, stores: ["LON"] }]);
  expect({ waiting, stores, neverPublished, jobs }).toEqual({ waiting: 1, stores: 2, neverPublished: 0, jobs: [1090] });
  // At a register the start screen is that of the layout, and activities have their types.
  expect(await atRegister(getPosLayout.path, getPosLayout.reply)).toMatchObject({ layout: { assignedBy: "worker" } });
  expect((await product.call(listScreenLayouts, { ...entity, query: {} })).total).toBe(2);
  expect((await atRegister(listTypesAtStore.path, listTypesAtStore.reply)).activityTypes.length).toBeGreaterThan(2);
});

test("no hit of the demo is in quarantine", async () => {
  expect((await product.call(getQuarantine, { params: { rsid: RSID } })).counts).toEqual([]);
});

/** Asks as an associate of both stores, after signing in. */
async function atRegister<T>(path: string, reply: z.ZodType<T>, body?: object): Promise<T> {
  const headers = { origin: product.url, "content-type": "application/json" };
  const cookieAfter = async (path: string, sent: object, cookie = "") => {
    const answer = await fetch(product.url + path, { method: "POST", headers: { ...headers, cookie }, body: JSON.stringify(sent) });
    return answer.headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; ");
  };
  const device = await cookieAfter("/api/pos/register/demo", { register: "LON-1" });
  const cookie = await cookieAfter("/api/pos/session", { operatorId: "1003", password: "demo-1003" }, device);
  const post = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(product.url + path, { headers: { ...headers, cookie }, ...post });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return reply.parse(await answer.json());
}

function figuresOfTheDocs(): Record<string, string> {
  const table = readFileSync(new URL("../../docs/demo.md", import.meta.url), "utf8").split("| figure | |")[1] ?? "";
  return Object.fromEntries([...table.matchAll(/^\| (\w[^|]*) \| ([^|]+) \|$/gm)].map(([, name = "", value = ""]) => [name, value] as const));
}

interface ReturnRows {
  rows: number;
  linked: number;
  ofCustomer: number;
  unlinked: number;
  /** The unlinked returns that name no customer either. */
  nobody: number;
  rejected: number;
}

async function returnRows(): Promise<ReturnRows> {
  const params = { company: "demo", rsid: RSID };
  const account = (await product.call(listDataSources, { params })).find(({ name }) => name === "Store returns");
  if (account === undefined) throw new Error("the demo has no data source for returns");
  const { jobs } = await product.call(listJobs, { params: { ...params, dataSourceId: account.data_source_id } });
  const sum: ReturnRows = { rows: 0, linked: 0, ofCustomer: 0, unlinked: 0, nobody: 0, rejected: 0 };
  for (const { job_id: jobId } of jobs) {
    const receipt = await product.call(getReceipt, { params: { jobId } });
    sum.rows += receipt.rowsRead;
    sum.linked += receipt.linkedByTransaction;
    sum.ofCustomer += receipt.linkedByCustomer;
    sum.unlinked += receipt.unlinked;
    sum.nobody += receipt.unlinkedReasons.unknown ?? 0;
    sum.rejected += receipt.rejected;
  }
  return sum;
}

const Figures = z.object({
  orders: z.coerce.number(),
  unitsSold: z.coerce.number(),
  unitsReturned: z.coerce.number(),
  gross: z.coerce.number(),
  returned: z.coerce.number(),
  net: z.coerce.number(),
  returnLines: z.coerce.number(),
  linkedLines: z.coerce.number(),
  linesOfNobody: z.coerce.number(),
});

/** Money to the penny, as in reports. A return is linked when its customer bought the article in an earlier invoice. */
function figuresOfTheDataSet(): z.infer<typeof Figures> {
  const session = new Session(join(folder, "chdb"));
  try {
    const answer = session.query(
      `
      WITH
        lines AS (
          SELECT InvoiceNo AS invoice, StockCode AS article, toInt64(Quantity) AS quantity, toDecimal64(UnitPrice, 4) * quantity AS amount, InvoiceDate AS at, CustomerID AS customer,
            min(InvoiceDate) OVER (PARTITION BY InvoiceNo) AS invoice_at
          FROM file('${join(folder, "retail.csv")}', 'CSVWithNames', 'InvoiceNo String, StockCode String, Description String, Quantity Int64, InvoiceDate String, UnitPrice String, CustomerID String, Country String')),
        sold AS (SELECT * FROM lines WHERE match(invoice, '^[0-9]') AND quantity > 0),
        cancelled AS (SELECT * FROM lines WHERE startsWith(invoice, 'C')),
        first_bought AS (SELECT customer, article, min(invoice_at) AS bought_at FROM sold WHERE customer != '' GROUP BY customer, article)
      SELECT
        (SELECT uniqExact(invoice) FROM sold) AS orders,
        (SELECT sum(quantity) FROM sold) AS unitsSold,
        (SELECT -sum(quantity) FROM cancelled) AS unitsReturned,
        (SELECT round(sum(amount), 2) FROM sold) AS gross,
        (SELECT round(-sum(amount), 2) FROM cancelled) AS returned,
        (SELECT round(sum(amount), 2) FROM (SELECT amount FROM sold UNION ALL SELECT amount FROM cancelled)) AS net,
        (SELECT count() FROM cancelled) AS returnLines,
        (SELECT countIf(customer = '') FROM cancelled) AS linesOfNobody,
        (SELECT count() FROM cancelled AS c INNER JOIN first_bought AS f ON c.customer = f.customer AND c.article = f.article WHERE f.bought_at < c.invoice_at) AS linkedLines`,
      "JSONEachRow",
    );
    return Figures.parse(JSON.parse(answer));
  } finally {
    session.close();
  }
}
