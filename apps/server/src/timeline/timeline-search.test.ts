import { reassignClients } from "@rapport/contract/clienteling";
import { addNote, getTimeline, searchTimeline, type TimelineItem } from "@rapport/contract/timeline";
import { putWorker } from "@rapport/contract/organisation";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { accounts, addAssociate, addClients, newBookShop, newSuite, refused, sendHits, testServer } from "../testing/index.ts";
import { newHistory } from "./timeline.fixture.ts";

const server = await testServer({ clock: testClock("2026-03-02T12:00:00Z"), logLevel: "silent", schedules: false });
afterAll(async () => await server.close());

const kindsOf = (items: readonly TimelineItem[]) => items.map(({ kind }) => kind);

test("R57d a search finds what holds every word, in notes, products, pages, orders and campaigns, with counts of what it finds", async () => {
  const { shop, customerId, otherId } = await newHistory(server);
  await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text: "Houdt van blauwe Böots" } });
  const search = async (text: string, more: object = {}) => await shop.associate(searchTimeline, { params: { customerId }, body: { text, ...more } });
  const boots = await search("BOOT");
  expect(kindsOf(boots.items)).toEqual(["note", "return", "onlineOrder"]);
  expect(boots.counts).toEqual({ note: 1, activity: 0, onlineOrder: 1, storePurchase: 0, return: 1, visit: 0, owner: 0 });
  expect(kindsOf((await search("boot", { kind: "return" })).items)).toEqual(["return"]);
  expect((await search("boot", { kind: "return" })).counts).toEqual(boots.counts);
  expect(kindsOf((await search("lace t1")).items)).toEqual(["return", "onlineOrder"]);
  expect(kindsOf((await search("bags")).items)).toEqual(["visit"]);
  expect((await search("clog")).items).toEqual([]);
  const first = await search("boot", { limit: 1 });
  const second = await search("boot", { limit: 1, before: first.nextBefore! });
  expect([kindsOf(first.items), kindsOf(second.items)]).toEqual([["note"], ["return"]]);
  expect((await shop.associate(searchTimeline, { params: { customerId: otherId }, body: { text: "lace" } })).items).toEqual([]);
  expect(await refused(shop.associate, searchTimeline, { params: { customerId }, body: { text: " " } })).toMatchObject({ code: "request.wrong" });
});

test("R57d a product behind the first five lines of a sale is found too", async () => {
  const { rsid } = await newSuite(server);
  const shop = await newBookShop(server, { rsid });
  const [customerId] = await addClients(server, shop, accounts("1"));
  const products = Array.from({ length: 9 }, (_, n) => `;Bead ${n};1;1`).join(",");
  await sendHits(server, rsid, { at: "2026-02-01T10:00:00Z", vid: "1", pageName: "p", events: "purchase", products, xact: "T1" });
  const { items } = await shop.associate(searchTimeline, { params: { customerId }, body: { text: "bead 8" } });
  expect(kindsOf(items)).toEqual(["onlineOrder"]);
});

test("R57c RI2b changes of owner are on the timeline with a count; who may not see store books is not told whose", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  const colleague = await addAssociate(server, shop, { operatorId: "7", name: "Ben", operations: [712, 714] });
  await server.api(putWorker, { params: { legalEntity, operatorId }, body: { operations: [712, 713, 714, 715, 716] } });
  const [customerId] = await addClients(server, shop, accounts("1"));
  const manager = await server.asWorker(shop);
  await manager(reassignClients, { body: { chosen: { kind: "clients", customerIds: [customerId] }, to: "7" } });
  const seen = await manager(getTimeline, { params: { customerId } });
  expect(seen.counts.owner).toBe(2);
  const [moved, came] = seen.items;
  expect(moved).toMatchObject({ kind: "owner", from: { mine: true }, to: { name: "Ben", mine: false } });
  expect(came).toMatchObject({ kind: "owner", from: null, to: { mine: true } });
  const theirs = await colleague(getTimeline, { params: { customerId }, query: { kind: "owner" } });
  expect(theirs.items[0]).toMatchObject({ from: { name: null, mine: false }, to: { name: "Ben", mine: true } });
  const page = await manager(getTimeline, { params: { customerId }, query: { limit: 1 } });
  expect(page.nextBefore).toBe(moved?.at);
});
