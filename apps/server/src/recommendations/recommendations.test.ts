import type { Reply } from "@rapport/contract";
import { getRecommendations } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { sizeOf } from "@rapport/domain/purchases";
import { testClock } from "@rapport/testkit";
import { setTimeout } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { accounts, addCustomers, loadFile, newBookShop, newSuite, testServer, type BookShop } from "../testing/index.ts";
import { refreshNeighbours } from "./index.ts";
import { articleOf } from "./neighbour-queries.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ clock, logLevel: "silent", schedules: false });
afterAll(async () => await server.close());

type Answer = Reply<typeof getRecommendations>;
const read = async ({ associate }: BookShop, customerId: string): Promise<Answer> => await associate(getRecommendations, { params: { customerId } });
const told = ({ recommendations }: Answer) => recommendations.map(({ article, because, people }) => [article, because, people]);
const refreshed = async () => {
  while (!(await refreshNeighbours(server.deps)));
};

/**
 * Fourteen people: all have a teapot; five of them cups, without quantities; four spoons; six two mugs and more that nobody buys any more, although one gave
 * a mug back lately. C bought a teapot and gave a tray back.
 */
async function shopOfMany() {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const shop = await newBookShop(server, { rsid });
  const people = Array.from({ length: 14 }, (_, n) => `P${n}`);
  const [customerId, strangerId] = await addCustomers(server, shop, accounts("C", "nobody"));
  await addCustomers(server, shop, accounts(...people));
  const row = (account: string, product: string, date = "02/10/2026", quantity = 1) =>
    `${date}\t${account}\t${product}\t${quantity}\t${quantity * 10}\t${quantity > 0 ? 1 : 0}`;
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: [
      "Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders",
      ...people.map((account) => row(account, "Teapot")),
      ...people.slice(0, 4).map((account) => row(account, "Spoon")),
      ...people.slice(0, 6).map((account) => row(account, "Tray")),
      ...people.slice(0, 6).map((account) => row(account, "Gone")),
      ...people.slice(0, 2).map((account) => row(account, "Gone", "02/11/2026", -1)),
      row("C", "Teapot"),
      row("C", "Tray"),
      row("C", "Tray", "02/12/2026", -1),
    ],
  });
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "old.txt",
    rows: [
      "Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders",
      ...people.slice(0, 6).map((account) => row(account, "Mug", "05/01/2025", 2)),
      row("P0", "Mug", "02/20/2026", -1),
      // More than the neighbours that are kept of an article, and each nearer to a teapot than a cup is.
      ...Array.from({ length: 12 }, (_, n) => people.slice(0, 10).map((account) => row(account, `Last winter ${n}`, "05/01/2025"))).flat(),
    ],
  });
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "no quantities.txt",
    rows: [
      "Date\tVisitorID\tProduct\tPrice\tOrders",
      ...people.slice(0, 5).map((account, n) => `02/10/2026\t${account}\t${n % 2 === 0 ? "Cup, M" : "Cup, L"}\t10\t1`),
    ],
  });
  await refreshed();
  return { rsid, shop, customerId, strangerId };
}

test("RC1 RC2 RC3 RC4 what others who have the same also have, of enough people, still sold, and not what came back lately", async () => {
  const { shop, customerId, strangerId } = await shopOfMany();
  const found = await read(shop, customerId);
  expect(found).toMatchObject({ optedOut: false, latelyDays: 365, madeAt: "2026-03-02T12:00:00.000Z", comparedOfThousand: 1000 });
  expect(told(found)).toEqual([["Cup", "Teapot", 5]]);
  expect(told(await read(shop, customerId))).toEqual(told(found));
  expect((await read(shop, strangerId)).recommendations).toEqual([]);
});

test("case 66 who opts out gets no recommendation from that moment, and gets them again when they opt in", async () => {
  const { shop, customerId } = await shopOfMany();
  const say = async (optOutPersonalization: boolean) =>
    await server.api(putCustomers, { params: { legalEntity: shop.legalEntity }, body: { customers: [{ accountNumber: "C", optOutPersonalization }] } });
  expect((await read(shop, customerId)).recommendations).toHaveLength(1);
  await say(true);
  expect(await read(shop, customerId)).toEqual({ optedOut: true, latelyDays: 365, madeAt: null, comparedOfThousand: null, recommendations: [] });
  await say(false);
  expect((await read(shop, customerId)).recommendations).toHaveLength(1);
});

test("RC5 purchases are compared again when data came, not while nothing changed, and what another suite sold is never in it", async () => {
  const { rsid, shop, customerId } = await shopOfMany();
  const of = async () => await server.deps.db.selectFrom("neighbour_refresh").select("refreshed_at").where("suite", "=", rsid).executeTakeFirstOrThrow();
  const before = await of();
  clock.set("2026-03-02T13:00:00Z");
  await refreshed();
  expect(await of()).toEqual(before);
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "more.txt",
    rows: ["Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders", "02/13/2026\tP9\tSpoon\t1\t10\t1"],
  });
  await refreshed();
  expect(await of()).toEqual({ refreshed_at: new Date("2026-03-02T13:00:00Z") });
  expect(told(await read(shop, customerId)).map(([article]) => article)).toEqual(["Cup", "Spoon"]);
  const bare = await newBookShop(server, { rsid: (await newSuite(server)).rsid });
  const [same] = await addCustomers(server, bare, accounts("C"));
  expect(await read(bare, same)).toMatchObject({ madeAt: null, recommendations: [] });
  clock.set("2026-03-02T12:00:00Z");
});

test("RC5 reasons say how large the part is that was compared, and what fails rests as long as what goes well", async () => {
  const { rsid, shop, customerId } = await shopOfMany();
  const refreshes = server.deps.db.updateTable("neighbour_refresh");
  await refreshes.set({ compared_of_thousand: 300 }).where("suite", "=", rsid).execute();
  expect((await read(shop, customerId)).comparedOfThousand).toBe(300);
  await refreshes.set({ mark: "before" }).where("suite", "=", rsid).execute();
  let reads = 0;
  const rows = async () => {
    reads += 1;
    await setTimeout(20);
    throw new Error("out of memory");
  };
  const failing = { ...server.deps, warehouse: { ...server.deps.warehouse, rows } };
  clock.set("2026-03-02T12:30:00Z");
  await refreshNeighbours(failing);
  const first = reads;
  await refreshNeighbours(failing);
  expect([first > 0, reads]).toEqual([true, first]);
  expect((await read(shop, customerId)).recommendations).toHaveLength(1);
  clock.set("2026-03-02T12:00:00Z");
});

test("PU4 the warehouse reads an article out of a product's name as the rule does", async () => {
  const names = [
    "Ankle boot, 42",
    "Ankle boot maat 38",
    "Sneaker EU 42,5",
    "Shirt (size: M) blue",
    "Shirt - XXL",
    "Shirt – m",
    "Jeans size 32/34",
    "Jeans SIZE 32/34, blue",
    "Linen dress / s",
    "Linen dress / S",
    "Set of 3 tins",
    "Candle, 12",
    "Size 38",
    "EU flag",
    "It's a \\ boot, 38",
    "Écru throw, 45",
    "Boot\u00a0, 38",
    "\u00a0Boot\u2003, 38",
    "",
  ];
  const read = {
    name: "articles",
    text: `SELECT ${articleOf("name")} AS article FROM (SELECT arrayJoin({names:Array(String)}) AS name)`,
    params: z.object({ names: z.array(z.string()) }),
    row: z.object({ article: z.string() }),
  };
  expect((await server.deps.warehouse.rows(read, { names })).map(({ article }) => article)).toEqual(names.map((name) => sizeOf(name).article));
});
