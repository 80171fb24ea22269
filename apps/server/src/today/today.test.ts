import type { Body } from "@rapport/contract";
import { markToday, putActivityType, readToday, refreshActivityTypes, type Today } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { addActivity } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import {
  accounts,
  addAssociate,
  addClients,
  auditLog,
  loadFile,
  newBookShop,
  newSuite,
  refused,
  sendHits,
  testServer,
  type BookShop,
} from "../testing/index.ts";

const NOW = "2026-03-02T12:00:00Z";
const clock = testClock(NOW);
const server = await testServer({ clock, logLevel: "silent", schedules: false });
const { api } = server;
afterAll(async () => await server.close());

async function shopWithSuite() {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const shop = await newBookShop(server, { rsid });
  return { rsid, shop };
}

const look = async ({ associate }: Pick<BookShop, "associate">, limit = 20) => await associate(readToday, { body: { limit } });
const who = (section: Today["visited" | "returned" | "lapsing"]) => section.clients.map(({ client }) => client.accountNumber);
const purchase = (vid: string, at: string) => ({ at, vid, pageName: "thanks", events: "purchase", products: ";Boot;1;40", xact: `${vid}-${at}` });

test("TD1 clients who visited the site in the last seven days, the newest first, with what they looked at; orders and strangers are no visits", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A", "B", "C", "D", "E"));
  const device = { fid: "1111111111111111-2222222222222222" };
  await sendHits(
    server,
    rsid,
    { at: "2026-02-22T10:00:00Z", vid: "C", pageName: "too long ago" },
    { at: "2026-02-24T09:00:00Z", ...device, pageName: "as a guest" },
    { at: "2026-02-27T10:00:00Z", vid: "A", pageName: "home" },
    { at: "2026-02-28T08:00:00Z", vid: "stranger", pageName: "home" },
    { at: "2026-02-28T09:00:00Z", vid: "D", pageName: "thanks", events: "purchase", products: ";Boot;1;40", xact: "D1" },
    { at: "2026-03-01T10:00:00Z", ...device, vid: "B", pageName: "account" },
    { at: "2026-03-01T20:00:00Z", vid: "A", pageName: "home" },
    { at: "2026-03-01T20:01:00Z", vid: "A", pageName: "boots", events: "prodView", products: ";Red boot" },
    { at: "2026-03-01T20:02:00Z", vid: "A", pageName: "boots", events: "prodView", products: ";Blue boot" },
  );
  const { visited } = await look(shop);
  expect(visited.total).toBe(2);
  expect(visited.clients).toMatchObject([
    { client: { accountNumber: "A" }, at: "2026-03-01T20:00:00.000Z", visits: 2, looked: ["Blue boot", "Red boot", "home"], isNew: true },
    { client: { accountNumber: "B" }, at: "2026-03-01T10:00:00.000Z", visits: 2, looked: ["account", "as a guest"], isNew: true },
  ]);
});

test("TD1 TD2 who stays away longer than they use to, and who brought something back, from all channels", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("monthly", "weekly", "seldom", "twice"));
  await sendHits(
    server,
    rsid,
    ...["2025-09-01", "2025-10-01", "2025-10-31"].map((day) => purchase("monthly", `${day}T10:00:00Z`)),
    ...["2026-02-01", "2026-02-08", "2026-02-15"].map((day) => purchase("weekly", `${day}T10:00:00Z`)),
    ...["2025-01-01", "2026-02-01"].map((day) => purchase("twice", `${day}T10:00:00Z`)),
  );
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: [
      "Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders",
      "11/30/2025\tmonthly\tBoot\t1\t50\t1",
      "02/22/2026\tweekly\tBoot\t1\t50\t1",
      "02/25/2026\tweekly\tBoot\t-1\t-30.10\t0",
      "02/25/2026\tweekly\tLace\t-1\t-5\t0",
      "02/10/2026\tmonthly\tBoot\t-1\t-50\t0",
    ],
  });
  const { lapsing, returned } = await look(shop);
  expect(lapsing.clients).toMatchObject([{ client: { accountNumber: "monthly" }, lastDay: "2025-11-30", everyDays: 30, sinceDays: 92 }]);
  expect(returned).toMatchObject({
    total: 1,
    clients: [{ client: { accountNumber: "weekly" }, day: "2026-02-25", amount: { amount: "35.1", currency: "EUR" } }],
  });
});

test("TD3 done hides it from every associate, dismissed from one, snoozed until its day; a later visit is another occasion", async () => {
  clock.set("2026-03-02T20:00:00Z");
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A", "B"));
  await sendHits(server, rsid, { at: "2026-03-01T10:00:00Z", vid: "A", pageName: "home" }, { at: "2026-03-01T11:00:00Z", vid: "B", pageName: "home" });
  const { clients } = (await look(shop)).visited;
  const of = (account: string) => {
    const found = clients.find(({ client }) => client.accountNumber === account);
    if (found === undefined) throw new Error(`${account} is not on Today`);
    return { customerId: found.client.customerId, reason: "visited", occurrence: found.occurrence } as const;
  };
  const mark = async (body: Body<typeof markToday>) => await shop.associate(markToday, { body });
  await mark({ ...of("A"), state: "dismissed" });
  expect(who((await look(shop)).visited)).toEqual(["B"]);
  await mark({ ...of("A"), state: "open" });
  await mark({ ...of("B"), state: "snoozed", days: 1 });
  clock.set("2026-03-02T23:50:00Z");
  expect(who((await look(shop)).visited)).toEqual(["A"]);
  clock.set("2026-03-03T00:00:00Z");
  expect(who((await look(shop)).visited)).toEqual(["B", "A"]);
  await mark({ ...of("A"), state: "done" });
  await mark({ ...of("A"), state: "done" });
  expect(who((await look(shop)).visited)).toEqual(["B"]);
  await sendHits(server, rsid, { at: "2026-03-02T23:30:00Z", vid: "A", pageName: "back again" });
  expect(who((await look(shop)).visited)).toEqual(["A", "B"]);
  const colleague = await addAssociate(server, shop, { operatorId: "2" });
  expect(await refused(colleague, markToday, { body: { ...of("A"), state: "done" } })).toMatchObject({ code: "customer.unknown" });
  clock.set(NOW);
});

test("TD4 what came since an associate looked before is new; looking again soon is the same look", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A", "B"));
  await sendHits(server, rsid, { at: "2026-03-01T10:00:00Z", vid: "A", pageName: "home" });
  clock.set("2026-03-01T12:00:00Z");
  expect((await look(shop)).lookedAt).toBeNull();
  clock.set("2026-03-01T12:20:00Z");
  expect((await look(shop)).lookedAt).toBeNull();
  clock.set(NOW);
  await sendHits(server, rsid, { at: "2026-03-02T10:00:00Z", vid: "B", pageName: "home" });
  const { lookedAt, visited } = await look(shop);
  expect(lookedAt).toBe("2026-03-01T12:20:00.000Z");
  expect(visited.clients.map(({ client, isNew }) => [client.accountNumber, isNew])).toEqual([
    ["B", true],
    ["A", false],
  ]);
});

test("TD5 visits of somebody who wants no personalisation are not told; their returns are", async () => {
  const { rsid, shop } = await shopWithSuite();
  await addClients(server, shop, accounts("A"));
  await api(putCustomers, { params: { legalEntity: shop.legalEntity }, body: { customers: [{ accountNumber: "A", optOutPersonalization: true }] } });
  await sendHits(server, rsid, { at: "2026-03-01T10:00:00Z", vid: "A", pageName: "home" });
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: ["Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders", "02/25/2026\tA\tBoot\t-1\t-30\t0"],
  });
  const today = await look(shop);
  expect([who(today.visited), who(today.returned)]).toEqual([[], ["A"]]);
});

test("TD6 whom a colleague contacted since is not told any more; an earlier contact changes nothing", async () => {
  const { rsid, shop } = await shopWithSuite();
  const { legalEntity, store } = shop;
  await api(putActivityType, { params: { legalEntity, code: "phone" }, body: { name: { en: "Phone" }, order: 1 } });
  await api(refreshActivityTypes, { params: { legalEntity, store } });
  const [visitor, returner, seldom] = await addClients(server, shop, accounts("V", "R", "L"));
  await sendHits(
    server,
    rsid,
    { at: "2026-03-01T10:00:00Z", vid: "V", pageName: "home" },
    ...["2025-09-01", "2025-10-01", "2025-10-31", "2025-11-30"].map((day) => purchase("L", `${day}T10:00:00Z`)),
  );
  const rows = ["Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders", "02/25/2026\tR\tBoot\t-1\t-30\t0"];
  await loadFile(server, { rsid, type: "visitorid", filename: "store.txt", rows });
  const colleague = await addAssociate(server, shop, { operatorId: "2" });
  const call = async (customerId: string, at: string) =>
    await colleague(addActivity, { params: { customerId }, body: { id: randomUUID(), type: "phone", at } });
  const told = async () => {
    const { visited, returned, lapsing } = await look(shop);
    return [who(visited), who(returned), who(lapsing)];
  };
  await call(visitor, "2026-03-01T09:59:00.000Z");
  await call(returner, "2026-02-24T12:00:00.000Z");
  await call(seldom, "2026-02-15T12:00:00.000Z");
  expect(await told()).toEqual([["V"], ["R"], ["L"]]);
  await call(visitor, "2026-03-01T10:00:00.000Z");
  await call(returner, "2026-02-25T09:00:00.000Z");
  await call(seldom, "2026-02-16T12:00:00.000Z");
  expect(await told()).toEqual([[], [], []]);
});

test("all of a reason are counted before the list is cut, and the log names whom the answer showed", async () => {
  const { rsid, shop } = await shopWithSuite();
  const ids = await addClients(server, shop, accounts("A", "B", "C"));
  await sendHits(server, rsid, ...["A", "B", "C"].map((vid, index) => ({ at: `2026-03-01T1${index}:00:00Z`, vid, pageName: "home" })));
  const { visited } = await look(shop, 2);
  expect([visited.total, who(visited)]).toEqual([3, ["C", "B"]]);
  const named = await auditLog(server.deps.db).select("subject_id").where("legal_entity", "=", shop.legalEntity).where("action", "=", "today.viewed").execute();
  expect(new Set(named.map(({ subject_id: id }) => id))).toEqual(new Set([ids[1], ids[2]]));
  const colleague = await addAssociate(server, shop, { operatorId: "2" });
  expect((await look({ associate: colleague })).visited).toEqual({ total: 0, clients: [] });
});
