import { getReceipt, undoUpload } from "@rapport/contract/data-sources";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { type Counted, type OracleEvent, truth } from "@rapport/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Chance,
  converted,
  createChance,
  DAY_MS,
  expectTruth,
  giveRates,
  loaded,
  newRefundSource,
  newSource,
  randomHit,
  randomRefund,
  reloadOf,
  sendHit,
  sendRefund,
  sendRefundRows,
  sendUpload,
  SETTINGS,
  VARIABLES,
  WINDOW_DAYS,
} from "./joined-truth.fixture.ts";
import { newSuite, testServer, type TestServer } from "./testing/index.ts";

/** Random histories through the public doors, and the same histories counted by plain loops. Reports must equal the loops. */
const SEEDS = process.env["RAPPORT_ORACLE_SEEDS"]?.split(",").map(Number) ?? [1, 2, 3];
const STEPS = 45;
let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

describe("reports say what happened", () => {
  test.each(SEEDS)(
    "D1 D17 RW1 RW2 CR1 RT3 RT4 RT6 CY1 CY2 in the random history of seed %i, with old hits, late links, returns, refunds by calls and files, currencies, customers whose hits come later and undone uploads",
    async (seed) => {
      const suite = await newSuite(server, { timeZone: "UTC", transactionIdWindowDays: WINDOW_DAYS, variables: VARIABLES });
      const chance = createChance(seed);
      const events = await live({ suite, chance });
      await expectReceipts({ events, counted: truth(events, SETTINGS) });
      await expectTruth(server, { suite, events, chance, seed });
    },
    180_000,
  );
});

/** Does random things through the doors and writes down what it did. */
async function live({ suite, chance }: { suite: ReportSuite; chance: Chance }): Promise<OracleEvent[]> {
  const events: OracleEvent[] = [];
  let nowMs = Math.floor((Date.now() - 30 * DAY_MS) / 1000) * 1000;
  const dataSourceId = await newSource(server, suite);
  const refunds = await newRefundSource(server, suite);
  const ratesAt = chance.integer(0, STEPS - 1);
  for (let step = 0; step < STEPS; step++) {
    const what = chance.fraction();
    if (step === ratesAt) await giveRates(server, suite);
    const uploads = events.filter((event) => event.kind === "upload");
    if (what < 0.1) {
      const refund = randomRefund({ chance, nowMs: Math.min(nowMs, Math.floor(Date.now() / 1000) * 1000) });
      await sendRefund(server, { suite, refund });
      events.push(refund);
    } else if (what < 0.16) {
      // What comes first takes what is left first, so nothing else is on its way.
      await settled({ suite, events });
      events.push(await sendRefundRows(server, { suite, dataSourceId: refunds, chance }));
      await settled({ suite, events });
    } else if (what < 0.8) {
      nowMs += chance.integer(1, 5) === 1 ? chance.integer(40, 2000) * 60_000 : chance.integer(0, 20) * 60_000;
      const hit = reloadOf(events, chance) ?? randomHit({ chance, nowMs: Math.min(nowMs, Math.floor(Date.now() / 1000) * 1000) });
      await sendHit(server, { suite, hit });
      events.push(hit);
    } else if (what < 0.95 || uploads.length === 0) {
      // Half of the files come while hits are still on their way, and are on their way themselves when the next hits come.
      if (chance.fraction() < 0.5) await server.processed(suite.rsid);
      const upload = await sendUpload(server, { suite, dataSourceId, chance });
      events.push(upload);
      if (chance.fraction() < 0.5) await loaded(server, upload.id);
    } else {
      const { id, rows } = chance.pick(uploads);
      if (rows.some(({ ask }) => ask !== undefined)) await settled({ suite, events });
      await loaded(server, id);
      await server.api(undoUpload, { params: { jobId: id } });
      events.push({ kind: "undo", id });
    }
  }
  await settled({ suite, events });
  await converted(server, suite);
  return events;
}

async function settled({ suite, events }: { suite: ReportSuite; events: readonly OracleEvent[] }): Promise<void> {
  for (const event of events) if (event.kind === "upload") await loaded(server, event.id);
  await server.processed(suite.rsid);
}

/** Fates must be what the oracle says, upload by upload. */
async function expectReceipts({ events, counted }: { events: readonly OracleEvent[]; counted: readonly Counted[] }): Promise<void> {
  const undone = new Set(events.flatMap((event) => (event.kind === "undo" ? [event.id] : [])));
  for (const event of events) {
    if (event.kind !== "upload" || undone.has(event.id)) continue;
    const receipt = await server.api(getReceipt, { params: { jobId: event.id } });
    const rows = counted.filter((row) => row.upload === event.id);
    const count = (fate: Counted["fate"]) => rows.filter((row) => row.fate === fate).length;
    expect({ ...receipt, rejectedRows: receipt.rejectedRows.length }).toMatchObject({
      rowsRead: event.rows.length,
      linkedByTransaction: count("transaction"),
      linkedByCustomer: count("customer"),
      unlinked: count("unlinked"),
      summary: count("summary"),
      // Only refunds beyond their order.
      rejected: event.rows.length - rows.length,
    });
  }
}
