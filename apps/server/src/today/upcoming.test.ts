import { markToday, putAttribute, putAttributeGroup, upcomingDates } from "@rapport/contract/clienteling";
import { testClock } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { addAssociate, addClients, newBookShop, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false, clock: testClock("2026-12-29T10:00:00Z") });
const { api } = server;
afterAll(async () => await server.close());

const all = async ({ associate }: Pick<BookShop, "associate">, body: { days: number; limit: number }) => {
  const dates: { account: string; attribute: string; day: string; inDays: number }[] = [];
  const totals = new Set<number>();
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof one>> = await one({ ...body, cursor });
    dates.push(...page.dates.map(({ client, attribute, day, inDays }) => ({ account: client.accountNumber, attribute, day, inDays })));
    totals.add(page.total);
    if (page.nextCursor === null) return { dates, totals: [...totals] };
    cursor = page.nextCursor;
  }
  async function one(asked: { days: number; limit: number; cursor: string | null }) {
    return await associate(upcomingDates, { body: asked });
  }
};

test("C7 seventy birthdays within a week are sorted by day, today's first; the count is right, and nobody is missing or listed twice", async () => {
  const shop = await newBookShop(server);
  const days = ["12-29", "12-30", "12-31", "01-01", "01-02", "01-03", "01-04", "01-05"];
  const clients = Array.from({ length: 70 }, (_, index) => ({
    accountNumber: String(index),
    // Those who are last by name have the first birthdays.
    lastName: String.fromCharCode(90 - (index % 26)) + index,
    attributes: { birthday: `19${50 + (index % 40)}-${days[7 - (index % 8)] ?? ""}` },
  }));
  await addClients(server, shop, [
    ...clients,
    { accountNumber: "later", attributes: { birthday: "1980-01-06" } },
    { accountNumber: "before", attributes: { birthday: "1980-12-28" } },
  ]);
  const { dates, totals } = await all(shop, { days: 7, limit: 9 });
  expect([totals, dates.length, new Set(dates.map(({ account }) => account)).size]).toEqual([[70], 70, 70]);
  expect(dates.map(({ inDays }) => inDays)).toEqual(dates.map(({ inDays }) => inDays).toSorted((a, b) => a - b));
  expect(dates[0]).toMatchObject({ inDays: 0, day: "2026-12-29" });
  expect(dates.at(-1)).toMatchObject({ inDays: 7, day: "2027-01-05" });
  const first = await shop.associate(upcomingDates, { body: { days: 7, limit: 4 } });
  expect([first.total, first.dates.length, first.dates.every(({ inDays }) => inDays === 0)]).toEqual([70, 4, true]);
});

test("U2 all date attributes are in one list by day, each with its reason; also one that is not a filter, and a birthday without a year", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  const name = { en: "Wedding day", nl: "Trouwdag" };
  await api(putAttribute, { params: { legalEntity, code: "wedding" }, body: { name, type: "date", refinable: false } });
  await api(putAttributeGroup, { params: { legalEntity, code: "customerGroup" }, body: { members: [{ attribute: "wedding", displayOrder: 1 }] } });
  await addClients(server, shop, [
    { accountNumber: "1", lastName: "Bos", attributes: { birthday: "1980-01-05", wedding: "2010-12-30" } },
    { accountNumber: "2", lastName: "Aar", attributes: { birthday: "--01-02" } },
    { accountNumber: "3", lastName: "Cox", attributes: { wedding: "2001-01-02", metal: "12-30" } },
  ]);
  const { dates } = await all(shop, { days: 30, limit: 2 });
  expect(dates.map(({ account, attribute, inDays }) => [account, attribute, inDays])).toEqual([
    ["1", "wedding", 1],
    ["2", "birthday", 4],
    ["3", "wedding", 4],
    ["1", "birthday", 7],
  ]);
  const { dates: shown } = await shop.associate(upcomingDates, { body: { days: 1 } });
  expect(shown).toMatchObject([{ name, value: "2010-12-30", day: "2026-12-30", client: { name: "First Bos", slots: [{ code: "birthday" }, {}, {}] } }]);
  const colleague = await addAssociate(server, shop, { operatorId: "2" });
  expect(await colleague(upcomingDates, { body: {} })).toEqual({ total: 0, dates: [], nextCursor: null });
});

test("TD3 a date that is done leaves every list, a dismissed one only the associate's; the same date of next year comes again", async () => {
  const shop = await newBookShop(server);
  await addClients(server, shop, [
    { accountNumber: "1", attributes: { birthday: "1980-01-05" } },
    { accountNumber: "2", attributes: { birthday: "1980-01-06" } },
  ]);
  const listed = async (days = 30) => (await shop.associate(upcomingDates, { body: { days } })).dates;
  const [first] = await listed();
  if (first === undefined) throw new Error("there is no date");
  const of = { customerId: first.client.customerId, reason: "date", occurrence: first.occurrence } as const;
  await shop.associate(markToday, { body: { ...of, state: "done" } });
  expect((await listed()).map(({ client }) => client.accountNumber)).toEqual(["2"]);
  expect((await shop.associate(upcomingDates, { body: { days: 30 } })).total).toBe(1);
  await shop.associate(markToday, { body: { ...of, state: "open" } });
  await shop.associate(markToday, { body: { ...of, state: "snoozed", days: 4 } });
  expect((await listed()).map(({ client }) => client.accountNumber)).toEqual(["2"]);
  await shop.associate(markToday, { body: { ...of, occurrence: "birthday 2026-01-05", state: "done" } });
  await shop.associate(markToday, { body: { ...of, state: "open" } });
  expect((await listed()).map(({ client }) => client.accountNumber)).toEqual(["1", "2"]);
});
