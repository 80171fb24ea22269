import { putParameters, searchClientBook, type CardSlot, type MeasureCode, type MeasureSlot } from "@rapport/contract/clienteling";
import { getCustomer } from "@rapport/contract/customers";
import { undoUpload } from "@rapport/contract/data-sources";
import { putLegalEntity } from "@rapport/contract/organisation";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { accounts, addClients, loadFile, newBookShop, newSuite, sendHits, testServer, type BookShop } from "../testing/index.ts";
import { refreshMeasures, settleMeasures } from "./index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
// No schedule refreshes measures here: only changed data do.
const server = await testServer({ clock, logLevel: "silent", schedules: false });
afterAll(async () => await server.close());

/** Computes the measures now. If the server's own schedule is computing them, it tries again. */
async function refreshed(): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await refreshMeasures(server.deps));) {
    if (Date.now() > deadline) throw new Error("somebody else is refreshing measures for 20 seconds");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Removes the table from which a measure is computed, or brings it back. */
async function rename(from: string, to: string): Promise<void> {
  await server.deps.warehouse.run({ name: "renameTable", text: `RENAME TABLE ${from} TO ${to}`, params: z.object({}), row: z.object({}) }, {});
}

async function cards({ associate }: BookShop): Promise<Record<string, MeasureSlot | undefined>> {
  const { clients } = await associate(searchClientBook, { body: {} });
  return Object.fromEntries(clients.map(({ accountNumber, slots }) => [accountNumber, slots.find((slot) => slot.kind === "measure")]));
}
const shown = async (shop: BookShop) =>
  Object.fromEntries(Object.entries(await cards(shop)).map(([account, slot]) => [account, slot?.state === "value" ? slot.money?.amount : slot?.state]));

/** The values in the slots of every card, in order; an attribute is given by its code. */
async function slotsOf({ associate }: BookShop): Promise<Record<string, unknown[]>> {
  const { clients } = await associate(searchClientBook, { body: {} });
  const said = (slot: CardSlot) =>
    slot.kind === "attribute" ? slot.code : slot.state === "value" ? (slot.money?.amount ?? slot.number ?? slot.date) : slot.state;
  return Object.fromEntries(clients.map(({ accountNumber, slots }) => [accountNumber, slots.map(said)]));
}

async function shopWithSuite(measures: readonly MeasureCode[] = ["netSpend365"]) {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid, measures });
  return { rsid, shop };
}

test("net spend is what a customer bought online and in stores in 365 days, returns taken off, to the cent", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A", "B", "C", "D"));
  const device = { fid: "1111111111111111-2222222222222222" };
  await sendHits(
    server,
    rsid,
    { at: "2025-03-02T11:00:00Z", vid: "A", pageName: "p", events: "purchase", products: ";Too long ago;1;1000", xact: "OLD" },
    { at: "2025-03-02T13:00:00Z", vid: "A", pageName: "p", events: "purchase", products: ";Just inside;1;0.10", xact: "IN" },
    { at: "2026-02-20T10:00:00Z", ...device, pageName: "p", events: "purchase", products: ";As a guest;1;7.07", xact: "G" },
    { at: "2026-02-20T10:30:00Z", ...device, vid: "A", pageName: "p", events: "purchase", products: ";Boot;1;100.20,;Lace;1;20", xact: "T1" },
    { at: "2026-02-21T10:00:00Z", vid: "B", pageName: "p", events: "purchase", products: ";Hat;1;30", xact: "T2" },
    { at: "2026-02-21T10:00:00Z", vid: "C", pageName: "only looking" },
    { at: "2026-02-21T10:00:00Z", vid: "stranger", pageName: "p", events: "purchase", products: ";Hat;1;5000", xact: "T3" },
  );
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "returns.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity\tPrice\tOrders", "02/25/2026\tT1\tBoot\t-1\t-40.05\t0", "02/25/2026\tT2\tHat\t-1\t-30\t0"],
  });
  const { jobId } = await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: ["Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders", "02/26/2026\tA\tScarf\t1\t30.5\t1", "02/26/2026\tA\tHat\t1\t0.30\t0"],
  });
  await refreshed();
  // 0.10 + 7.07 + 120.20 - 40.05 + 30.80. B returned everything, C and D bought nothing.
  expect(await shown(shop)).toEqual({ A: "118.12", B: "0", C: "none", D: "none" });
  const { A } = await cards(shop);
  expect(A).toEqual({
    kind: "measure",
    code: "netSpend365",
    state: "value",
    money: { amount: "118.12", currency: "EUR" },
    number: null,
    date: null,
    refreshedAt: "2026-03-02T12:00:00.000Z",
  });

  await server.api(undoUpload, { params: { jobId } });
  clock.advance(60_000);
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "87.32", B: "0", C: "none", D: "none" });

  // A year later nothing is in the window.
  clock.set("2027-03-01T00:00:00Z");
  await refreshed();
  const nextYear = await shown({ ...shop, associate: await server.asWorker(shop) });
  clock.set("2026-03-02T12:00:00Z");
  expect(nextYear).toEqual({ A: "none", B: "none", C: "none", D: "none" });
});

test("case 15 R16 R20 R21 three measures show in their order: orders less whole returns, the day of the last purchase, net spend", async () => {
  const { rsid, shop } = await shopWithSuite(["orders365", "lastPurchase", "netSpend365"]);
  await addClients(server, shop, accounts("A", "B", "C", "D", "E"));
  const device = { fid: "7777777777777777-2222222222222222" };
  await sendHits(
    server,
    rsid,
    { at: "2024-12-31T23:30:00Z", vid: "C", pageName: "p", events: "purchase", products: ";Long ago;1;1000", xact: "OLD" },
    { at: "2026-02-20T10:00:00Z", ...device, pageName: "p", events: "purchase", products: ";As a guest;1;7", xact: "G" },
    { at: "2026-02-20T10:30:00Z", ...device, vid: "A", pageName: "p", events: "purchase", products: ";Boot;1;100", xact: "T1" },
    { at: "2026-02-21T10:00:00Z", vid: "A", pageName: "p", events: "purchase", products: ";Hat;1;30", xact: "T2" },
    { at: "2026-02-22T10:00:00Z", vid: "B", pageName: "p", events: "purchase", products: ";Hat;1;30", xact: "T3" },
    { at: "2026-02-28T10:00:00Z", vid: "A", pageName: "only looking" },
    { at: "2026-02-28T10:00:00Z", vid: "D", pageName: "only looking" },
  );
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "returns.txt",
    // A whole return, a return of some lines of another order, and an order that is undone with its upload.
    rows: [
      "Date\ttransactionID\tProduct\tQuantity\tPrice\tOrders",
      "02/25/2026\tT1\tBoot\t-1\t-40\t0",
      "02/26/2026\tT2\tHat\t-1\t-30\t-1",
      "02/25/2026\tT3\tHat\t-1\t-30\t-1",
    ],
  });
  const { jobId } = await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    // E is known by account number alone: the row waits for their first hit.
    rows: ["Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders", "02/27/2026\tA\tScarf\t1\t5\t1", "03/01/2026\tE\tScarf\t2\t9.5\t1"],
  });
  await refreshed();
  expect(await slotsOf(shop)).toEqual({
    A: ["3", "2026-02-27", "72"],
    B: ["0", "2026-02-22", "0"],
    // Bought at half past midnight on New Year's Day in the suite's zone.
    C: ["none", "2025-01-01", "none"],
    D: ["none", "none", "none"],
    E: ["1", "2026-03-01", "9.5"],
  });
  // E's row moves to their visitor, and is still one purchase.
  await sendHits(server, rsid, { at: "2026-02-10T10:00:00Z", vid: "E", pageName: "p" });
  await refreshed();
  expect((await slotsOf(shop))["E"]).toEqual(["1", "2026-03-01", "9.5"]);
  await server.api(undoUpload, { params: { jobId } });
  await refreshed();
  expect(await slotsOf(shop)).toMatchObject({ A: ["2", "2026-02-21", "67"], E: ["none", "none", "none"] });

  await rename("identities_v1", "identities_away");
  await refreshed();
  expect((await slotsOf(shop))["A"]).toEqual(["unavailable", "unavailable", "unavailable"]);
  await rename("identities_away", "identities_v1");
  await refreshed();
  expect((await slotsOf(shop))["A"]).toEqual(["2", "2026-02-21", "67"]);
});

test("R16 two measures leave the third slot to the first attribute", async () => {
  const { shop } = await shopWithSuite(["lastPurchase", "orders365"]);
  await addClients(server, shop, accounts("A"));
  await refreshed();
  expect(await slotsOf(shop)).toEqual({ A: ["none", "none", "birthday"] });
});

test("a row of today counts as soon as it is loaded, even in the morning before its noon", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A"));
  clock.set("2026-03-02T07:00:00Z");
  await sendHits(server, rsid, { at: "2026-03-02T06:59:00Z", vid: "A", pageName: "only looking" });
  await loadFile(server, { rsid, type: "visitorid", filename: "today.txt", rows: ["Date\tVisitorID\tPrice", "03/02/2026\tA\t25"] });
  await refreshed();
  const morning = await shown(shop);
  clock.set("2026-03-02T12:00:00Z");
  expect(morning).toEqual({ A: "25" });
});

test("what a customer bought in stores counts before their first hit as it does after it", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A", "B"));
  const rows = ["Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders", "02/26/2026\tA\tScarf\t1\t30.5\t1", "02/27/2026\tA\tScarf\t-1\t-10.25\t0"];
  await loadFile(server, { rsid, type: "visitorid", filename: "store.txt", rows });
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "20.25", B: "none" });
  await sendHits(server, rsid, { at: "2026-02-28T10:00:00Z", vid: "A", pageName: "p" });
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "20.25", B: "none" });
});

test("V13 the same account number in another legal entity is another customer", async () => {
  const [one, two] = [await shopWithSuite(), await shopWithSuite()];
  for (const { shop } of [one, two]) await addClients(server, shop, accounts("A"));
  await sendHits(server, one.rsid, { at: "2026-02-20T10:00:00Z", vid: "A", pageName: "p", events: "purchase", products: ";Boot;1;10", xact: "T1" });
  await refreshed();
  expect([await shown(one.shop), await shown(two.shop)]).toEqual([{ A: "10" }, { A: "none" }]);
});

test("a return of an order from before the customer was known is deducted, even when it came after they were known", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A"));
  const device = { fid: "5555555555555555-6666666666666666" };
  await sendHits(
    server,
    rsid,
    { at: "2026-02-01T10:00:00Z", ...device, pageName: "p", events: "purchase", products: ";Boot;1;100", xact: "T1" },
    { at: "2026-02-02T10:00:00Z", ...device, vid: "A", pageName: "p" },
    // Once the customer is known, hits on the device without their id are not theirs, and neither are returns of them.
    { at: "2026-02-10T10:00:00Z", ...device, pageName: "p", events: "purchase", products: ";Later;1;60", xact: "T2" },
  );
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "returns.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity\tPrice\tOrders", "02/20/2026\tT1\tBoot\t-1\t-100\t0", "02/20/2026\tT2\tLater\t-1\t-25\t0"],
  });
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "0" });
});

test("DEC14 earlier purchases on a device that two customers used are nobody's", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A", "B"));
  const tablet = { fid: "3333333333333333-4444444444444444" };
  await sendHits(
    server,
    rsid,
    { at: "2026-02-20T09:00:00Z", ...tablet, pageName: "p", events: "purchase", products: ";Guest;1;50", xact: "G" },
    { at: "2026-02-20T10:00:00Z", ...tablet, vid: "A", pageName: "p" },
    { at: "2026-02-20T11:00:00Z", ...tablet, vid: "B", pageName: "p", events: "purchase", products: ";Own;1;5", xact: "O" },
  );
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "none", B: "5" });
});

test("case 19 DEC9 R21 when the warehouse fails, measures are not available and no attribute moves up; the next refresh brings them back", async () => {
  const { rsid, shop } = await shopWithSuite();
  const [customerId] = await addClients(server, shop, [{ accountNumber: "A", attributes: { birthday: "1984-12-03" } }]);
  await sendHits(server, rsid, { at: "2026-02-20T10:00:00Z", vid: "A", pageName: "p", events: "purchase", products: ";Boot;1;10", xact: "T1" });
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "10" });

  await rename("identities_v1", "identities_away");
  await refreshed();
  const { clients } = await shop.associate(searchClientBook, { body: {} });
  expect(clients[0]?.slots.map((slot) => (slot.kind === "measure" ? [slot.state, slot.money, slot.refreshedAt] : slot.code))).toEqual([
    ["unavailable", null, "2026-03-02T12:00:00.000Z"],
    "birthday",
    "brand",
  ]);
  const details = await shop.associate(getCustomer, { params: { customerId } });
  expect(details.measures).toMatchObject([{ code: "netSpend365", state: "unavailable" }]);
  await server.api(putParameters, { params: { legalEntity: shop.legalEntity }, body: { measures: ["netSpend365", "orders365"] } });
  expect(await slotsOf(shop)).toEqual({ A: ["unavailable", "unavailable", "birthday"] });

  await rename("identities_away", "identities_v1");
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "10" });
});

test("a legal entity without a report suite has no measures, and others still have theirs", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A"));
  await server.api(putLegalEntity, { params: { legalEntity: shop.legalEntity }, body: { name: "Cut off", currency: "EUR", rsid: null } });
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "unavailable" });
  await server.api(putLegalEntity, { params: { legalEntity: shop.legalEntity }, body: { name: "Joined", currency: "EUR", rsid } });
  await refreshed();
  expect(await shown(shop)).toEqual({ A: "none" });
});

test("a purchase is on the card soon after it was sent, without anybody asking for a refresh", { timeout: 120_000 }, async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A"));
  await sendHits(server, rsid, { at: "2026-03-01T10:00:00Z", vid: "A", pageName: "p", events: "purchase", products: ";Boot;1;12.34", xact: "T1" });
  await vi.waitFor(async () => expect(await shown(shop)).toEqual({ A: "12.34" }), { timeout: 100_000, interval: 100 });
});

test("U13 once measures are computed the cards show them, without waiting for a schedule", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A"));
  await sendHits(server, rsid, { at: "2026-02-20T10:30:00Z", vid: "A", pageName: "p", events: "purchase", products: ";Boot;1;100.20", xact: "T1" });
  expect(await settleMeasures(server.deps)).toBe(true);
  expect(await shown(shop)).toEqual({ A: "100.2" });
  expect(await settleMeasures(server.deps, AbortSignal.abort())).toBe(false);
});
