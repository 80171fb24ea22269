import type { Reply } from "@rapport/contract";
import { markToday, putActivityType, upcomingDates } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { addActivity, addNote, getSummary, getTimeline, type PurchaseLine, searchPurchases, type SummarySentence } from "@rapport/contract/timeline";
import { rhythmOf } from "@rapport/domain";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { addClients, loadFile, newBookShop, newSuite, sendHits, testServer, type BookShop } from "../../testing/index.ts";

const server = await testServer({ clock: testClock("2026-03-02T12:00:00Z"), logLevel: "silent", schedules: false });
afterAll(async () => await server.close());

const summary = async ({ associate }: BookShop, customerId: string) => (await associate(getSummary, { params: { customerId } })).sentences;
type Of<K extends SummarySentence["kind"]> = Extract<SummarySentence, { kind: K }>;
function the<K extends SummarySentence["kind"]>(sentences: readonly SummarySentence[], kind: K): Of<K> {
  const found = sentences.find((sentence): sentence is Of<K> => sentence.kind === kind);
  if (found === undefined) throw new Error(`no sentence ${kind}: ${JSON.stringify(sentences)}`);
  return found;
}

/** The rows that a sentence opens, as the page asks for them. */
async function rowsOf({ associate }: BookShop, customerId: string, { opens }: SummarySentence): Promise<Reply<typeof searchPurchases>> {
  if (opens?.view !== "purchases") throw new Error("the sentence does not open purchases");
  return await associate(searchPurchases, { params: { customerId }, body: { ...opens.filters, limit: 200 } });
}

async function shopWithHistory() {
  const { rsid } = await newSuite(server, { timeZone: "Europe/Amsterdam" });
  const shop = await newBookShop(server, { rsid });
  const [customerId, strangerId] = await addClients(server, shop, [{ accountNumber: "1", attributes: { birthday: "1984-03-05" } }, { accountNumber: "2" }]);
  const order = (day: string, products: string) => ({ at: `${day}T10:00:00Z`, vid: "1", pageName: "p", events: "purchase", products, xact: `T${day}` });
  await sendHits(
    server,
    rsid,
    order("2025-11-20", "Shoes;Boot maat 38;1;90.10"),
    order("2025-12-20", "Shoes;Boot maat 38;1;90.20,Home;Mug;4;20"),
    { at: "2026-01-02T10:00:00Z", vid: "1", pageName: "Home" },
    { at: "2026-01-12T10:00:00Z", vid: "1", pageName: "Home" },
  );
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: [
      "Date\tVisitorID\tCategory\tProduct\tQuantity\tPrice\tOrders",
      "01/20/2026/23/30/00\t1\tShoes\tClog maat 38\t1\t50.33\t1",
      "02/19/2026/12/00/00\t1\tShoes\tClog maat 39\t1\t50\t1",
      "02/01/2026/12/00/00\t1\tShoes\tClog maat 38\t-1\t-50.33\t0",
    ],
  });
  return { shop, customerId, strangerId };
}

test("SM1 SM3 each number in a sentence is that of the rows it opens", async () => {
  const { shop, customerId } = await shopWithHistory();
  const sentences = await summary(shop, customerId);
  expect(sentences.map(({ kind }) => kind)).toEqual(["bought", "rhythm", "favouriteCategory", "noContact", "dateDue"]);
  const who = the(sentences, "bought");
  const { lines, spent, purchases } = await rowsOf(shop, customerId, who);
  const sales = lines.filter(({ kind }) => kind !== "return");
  const salesOf = (of: readonly PurchaseLine[]) => new Set(of.map(({ sale }) => sale)).size;
  expect(who).toMatchObject({
    firstDay: "2025-11-20",
    purchases,
    spent,
    online: salesOf(sales.filter(({ kind }) => kind === "onlineOrder")),
    inStores: salesOf(sales.filter(({ kind }) => kind === "storePurchase")),
  });
  expect(spent).toEqual({ amount: "250.3", currency: "EUR" });
  const { counts } = await shop.associate(getTimeline, { params: { customerId } });
  expect(who).toMatchObject({ online: counts.onlineOrder, inStores: counts.storePurchase, visits: counts.visit, purchases: 4 });
  const rhythm = the(sentences, "rhythm");
  const days = (await rowsOf(shop, customerId, rhythm)).lines.flatMap(({ kind, at }) =>
    kind === "return" ? [] : [new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" }).format(new Date(at))],
  );
  expect(rhythm).toMatchObject({ ...rhythmOf(days, "2026-03-02") });
  const likes = the(sentences, "favouriteCategory");
  const kept = await rowsOf(shop, customerId, likes);
  expect(likes).toMatchObject({ category: "Shoes", times: kept.purchases, size: "38", sizeTimes: salesOf(kept.lines.filter(({ size }) => size === "38")) });
  expect(kept.total).toBe(3);
  expect(who.opensVisits).toEqual({ view: "timeline", kind: "visit" });
  expect(likes).toMatchObject({ times: 3, sizeTimes: 2 });
  expect(the(sentences, "dateDue")).toMatchObject({ attribute: "birthday", day: "2026-03-05", inDays: 3, opens: { view: "attribute", attribute: "birthday" } });
});

test("SM1 SM3 the last contact is the newest activity or note, and opens those; it is told at once", async () => {
  const { shop, customerId, strangerId } = await shopWithHistory();
  await server.api(putActivityType, { params: { legalEntity: shop.legalEntity, code: "call" }, body: { name: { en: "Call" } } });
  await shop.associate(addActivity, { params: { customerId }, body: { id: randomUUID(), type: "call", at: "2026-02-27T10:00:00Z" } });
  const { items } = await shop.associate(getTimeline, { params: { customerId }, query: { kind: "activity" } });
  const spoken = the(await summary(shop, customerId), "lastContact");
  expect(spoken).toMatchObject({ contact: "activity", at: items[0]?.at, sinceDays: 3, opens: { view: "timeline", kind: "activity" } });
  await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text: "Likes tea" } });
  expect(the(await summary(shop, customerId), "lastContact")).toMatchObject({ contact: "note", sinceDays: 0, opens: { view: "timeline", kind: "note" } });
  expect((await summary(shop, strangerId)).map(({ kind }) => kind)).toEqual(["boughtNothing", "noContact", "nothingDue"]);
});

test("SM2 a date that somebody finished on Today is not due any more", async () => {
  const { shop, customerId } = await shopWithHistory();
  const { dates } = await shop.associate(upcomingDates, { body: { days: 30 } });
  const [birthday] = dates;
  if (birthday === undefined) throw new Error("there is no date");
  await shop.associate(markToday, { body: { customerId, reason: "date", occurrence: birthday.occurrence, state: "done" } });
  expect((await summary(shop, customerId)).map(({ kind }) => kind)).not.toContain("dateDue");
});

test("SM4 visits of who wants no personalisation are not told", async () => {
  const { shop, customerId } = await shopWithHistory();
  expect(the(await summary(shop, customerId), "bought").visits).toBe(2);
  await server.api(putCustomers, { params: { legalEntity: shop.legalEntity }, body: { customers: [{ accountNumber: "1", optOutPersonalization: true }] } });
  expect(the(await summary(shop, customerId), "bought").visits).toBe(0);
});
