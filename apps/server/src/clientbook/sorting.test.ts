import { removeFromClientBook, searchClientBook, searchStoreBooks, type BookSort, type SortKey } from "@rapport/contract/clienteling";
import type { Reply } from "@rapport/contract";
import { addNote } from "@rapport/contract/timeline";
import { daysUntil } from "@rapport/domain";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { addAssociate, addClients, newBookShop, newSuite, refused, testServer, type BookShop } from "../testing/index.ts";

const clock = testClock("2026-12-20T12:00:00Z");
const server = await testServer({ background: false, schedules: false, clock });
const { deps } = server;
afterAll(async () => await server.close());

interface Facts {
  readonly contact: string | null;
  readonly bought: string | null;
  readonly spent: number | null;
  readonly birthday: string | null;
}

const DAYS = ["1980-12-24", "1992-02-29", "--01-05", "1975-12-20", "2001-06-30"];
const FACTS: readonly Facts[] = Array.from({ length: 23 }, (_, at) => ({
  contact: at % 3 === 0 ? null : `2026-0${(at % 4) + 1}-1${at % 5}T10:00:00.${at % 2 === 0 ? "123" : "000"}Z`,
  bought: at % 4 === 1 ? null : `2026-0${(at % 3) + 1}-0${(at % 6) + 1}`,
  spent: at % 5 === 2 ? null : ((at * 37) % 11) - 3.5,
  birthday: at % 6 === 5 ? null : (DAYS[at % DAYS.length] ?? ""),
}));

/** A book of clients with every mixture of facts, many of them equal. */
async function shopWithFacts() {
  const { rsid } = await newSuite(server, { timeZone: "UTC" });
  const shop = await newBookShop(server, { rsid, measures: ["netSpend365"] });
  const { legalEntity } = shop;
  const clients = FACTS.map(({ birthday }, at) => ({
    accountNumber: `C${at}`,
    firstName: "Anna",
    lastName: ["Jansen", "Bos", "Vos"][at % 3] ?? "",
    attributes: { ...(birthday !== null && { birthday }), ...(at % 2 === 0 && { brand: "Noord" }) },
  }));
  const ids = await addClients(server, shop, clients);
  for (const measure of ["lastPurchase", "netSpend365"])
    await deps.db
      .insertInto("measure_refresh")
      .values({ legal_entity: legalEntity, measure, refreshed_at: clock.now(), failed_at: null, error: null })
      .execute();
  for (const [at, { contact, bought, spent }] of FACTS.entries()) {
    const customer_id = ids[at] ?? "";
    const of = { legal_entity: legalEntity, customer_id };
    if (contact !== null)
      await deps.db
        .insertInto("note")
        .values({ ...of, id: randomUUID(), text: "Note", pinned: false, written_at: new Date(contact), author: "Ann" })
        .execute();
    if (bought !== null)
      await deps.db
        .insertInto("measure_value")
        .values({ ...of, measure: "lastPurchase", day: bought, amount: null })
        .execute();
    if (spent !== null)
      await deps.db
        .insertInto("measure_value")
        .values({ ...of, measure: "netSpend365", amount: String(spent), day: null })
        .execute();
  }
  return shop;
}

type Page = Reply<typeof searchStoreBooks>;
const asked = async ({ associate }: Pick<BookShop, "associate">, store: boolean, body: object): Promise<Page> =>
  store ? await associate(searchStoreBooks, { body: body as never }) : await associate(searchClientBook, { body: body as never });

/** All pages of a list. */
async function listed(shop: Pick<BookShop, "associate">, store: boolean, body: object, limit: number) {
  const clients: Page["clients"] = [];
  for (let cursor: string | null = null; ;) {
    const page = await asked(shop, store, { ...body, cursor, limit });
    clients.push(...page.clients);
    if (page.nextCursor === null) return clients;
    cursor = page.nextCursor;
  }
}

/** What each client is sorted by, said again without SQL. */
function keyOf({ by, descending }: BookSort, at: number): string | number | null {
  const facts = FACTS[at];
  const ahead = daysUntil("2026-12-20", 366);
  const keys: Partial<Record<SortKey, string | number | null | undefined>> = {
    lastContact: facts?.contact && Date.parse(facts.contact),
    lastPurchase: facts?.bought,
    netSpend365: facts?.spent,
    nextDate: facts?.birthday && ahead.get(facts.birthday.slice(-5)),
    name: descending ? ["jansen", "bos", "vos"][at % 3] : "",
  };
  return keys[by] ?? null;
}

/** A whole list, read in parts as a screen does. */
async function read(shop: Pick<BookShop, "associate">, store: boolean, body: object, limit: number) {
  const { order, clients, matching } = await asked(shop, store, { ...body, whole: true, limit });
  if (order === undefined) throw new Error("no order");
  const shown = [...clients];
  for (let from = limit; from < order.refs.length; from += limit) {
    const part = await asked(shop, store, { ...body, listed: { books: order.books, refs: order.refs.slice(from, from + limit) } });
    expect([part.gone, part.nextCursor, part.matching]).toEqual([[], null, matching]);
    shown.push(...part.clients);
  }
  return { clients: shown, order };
}

const SORTS: readonly BookSort[] = (["name", "lastContact", "nextDate", "lastPurchase", "netSpend365"] as const).flatMap((by) =>
  [false, true].map((descending) => ({ by, descending })),
);

test("R12b the own book and the store's are sorted by each key both ways, page after page, each client once, those without it last, equal ones by name", async () => {
  const shop = await shopWithFacts();
  const byName = (await listed(shop, false, {}, 100)).map(({ accountNumber }) => accountNumber);
  expect(byName.length).toBe(FACTS.length);
  for (const sort of SORTS)
    for (const store of [false, true])
      for (const narrowed of [false, true]) {
        const wanted = byName
          .map((account) => ({ account, at: Number(account.slice(1)) }))
          .filter(({ at }) => !narrowed || at % 2 === 0)
          .map(({ account, at }) => ({ account, key: keyOf(sort, at) }))
          .toSorted((a, b) => {
            if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
            return (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (sort.descending ? -1 : 1);
          });
        const filters = narrowed ? [{ kind: "anyOf", attribute: "brand", values: ["Noord"] }] : [];
        const found = await listed(shop, store, { sort, filters }, 4);
        expect([sort, store, found.map(({ accountNumber }) => accountNumber)]).toEqual([sort, store, wanted.map(({ account }) => account)]);
        const whole = await read(shop, store, { sort, filters }, 12);
        expect([sort, store, whole.clients]).toEqual([sort, store, found]);
        expect(whole.order.keyed).toBe(wanted.filter(({ key }) => key !== null).length);
        if (sort.by !== "name") expect(found.map(({ sortedBy }) => sortedBy?.kind === "none")).toEqual(wanted.map(({ key }) => key === null));
      }
});

test("R12b a card tells by what it stands where it does, and the list what it can be sorted by", async () => {
  const shop = await shopWithFacts();
  const first = async (by: SortKey, descending = false) => {
    const { clients, sorting } = await asked(shop, false, { sort: { by, descending }, limit: 1 });
    expect(sorting).toEqual({ by, descending, offered: ["name", "lastContact", "nextDate", "lastPurchase", "netSpend365"] });
    return clients[0]?.sortedBy;
  };
  expect(await first("name")).toBeUndefined();
  expect(await first("lastContact")).toEqual({ kind: "instant", at: "2026-01-10T10:00:00.123Z" });
  expect(await first("nextDate")).toEqual({ kind: "nextDate", name: { en: "Birthday", nl: "Birthday" }, day: "2026-12-20" });
  expect(await first("lastPurchase", true)).toMatchObject({ kind: "day" });
  expect(await first("netSpend365", true)).toEqual({ kind: "money", money: { amount: "6.5", currency: "EUR" } });
});

test("R12b R21 what cannot be sorted by, or a measure that failed, gives the order of names and says so; a place in another order is refused", async () => {
  const shop = await shopWithFacts();
  const sorting = async (by: SortKey) => (await asked(shop, false, { sort: { by, descending: true }, limit: 2 })).sorting;
  expect(await sorting("orders365")).toMatchObject({ by: "name", descending: false });
  await deps.db
    .updateTable("measure_refresh")
    .set({ failed_at: clock.now() })
    .where("legal_entity", "=", shop.legalEntity)
    .where("measure", "=", "lastPurchase")
    .execute();
  expect(await sorting("lastPurchase")).toMatchObject({ by: "name", descending: false });
  const { nextCursor: cursor } = await asked(shop, false, { sort: { by: "lastContact" }, limit: 2 });
  for (const sort of [{ by: "netSpend365" }, { by: "lastContact", descending: true }, { by: "name" }])
    expect(await refused(shop.associate, searchClientBook, { body: { sort, cursor } as never })).toMatchObject({ code: "cursor.wrong" });
});

test("R12b a place whose key is not of the order's kind, as another version wrote it, is refused as a wrong cursor", async () => {
  const shop = await shopWithFacts();
  const id = randomUUID();
  const cursor = (place: readonly unknown[]) => Buffer.from(JSON.stringify(place)).toString("base64url");
  const wrong: [SortKey, string, string][] = [
    ["lastContact", "", "1764496587.123456"],
    ["lastContact", "", "abc"],
    ["lastContact", "", "9".repeat(19)],
    ["nextDate", "2026-12-20", ""],
    ["nextDate", "2026-12-20", "1.5"],
    ["nextDate", "no day", "3"],
    ["lastPurchase", "", "2026-02-31"],
    ["lastPurchase", "", "0000-01-01"],
    ["netSpend365", "", "NaN1"],
  ];
  for (const [by, today, key] of wrong)
    for (const ask of [searchClientBook, searchStoreBooks] as const)
      expect([
        by,
        key,
        await refused(shop.associate, ask, { body: { sort: { by }, cursor: cursor([by, false, today, key, "bos", id]) } as never }),
      ]).toMatchObject([by, key, { kind: "invalid", code: "cursor.wrong" }]);
  const right: [SortKey, string, string | null][] = [
    ["lastContact", "", "1764496587123456"],
    ["nextDate", "2026-12-20", "0"],
    ["lastPurchase", "", "2026-02-28"],
    ["netSpend365", "", "-3.50"],
    ["lastContact", "", null],
  ];
  for (const [by, today, key] of right)
    expect((await asked(shop, false, { sort: { by }, cursor: cursor([by, false, today, key, "bos", id]) })).matching).toBe(FACTS.length);
});

test("R12b birthdays of other centuries, without a year, and on 29 February come in the order of the year", async () => {
  const shop = await newBookShop(server);
  // It is 20 December 2026, and the next year has no 29 February.
  const days = ["1896-02-29", "--02-28", "1899-12-31", "--03-01", "1896-12-20", "--12-19"];
  await addClients(
    server,
    shop,
    days.map((birthday, n) => ({ accountNumber: birthday, firstName: "Anna", lastName: `${n}`, attributes: { birthday } })),
  );
  const found = await listed(shop, false, { sort: { by: "nextDate" } }, 2);
  const comes = found.map(({ accountNumber, sortedBy }) => [accountNumber, sortedBy?.kind === "nextDate" ? sortedBy.day : null]);
  expect(comes).toEqual([
    ["1896-12-20", "2026-12-20"],
    ["1899-12-31", "2026-12-31"],
    ["1896-02-29", "2027-02-28"],
    ["--02-28", "2027-02-28"],
    ["--03-01", "2027-03-01"],
    ["--12-19", "2027-12-19"],
  ]);
});

test("R12b a day that ends between two pages changes no order", async () => {
  clock.set("2026-12-20T23:50:00Z");
  const shop = await shopWithFacts();
  clock.set("2026-12-20T23:59:59Z");
  const first = await asked(shop, false, { sort: { by: "nextDate" }, limit: 7 });
  clock.set("2026-12-21T00:00:01Z");
  const seen = [...first.clients];
  for (let cursor = first.nextCursor; cursor !== null;) {
    const page = await asked(shop, false, { sort: { by: "nextDate" }, limit: 7, cursor });
    seen.push(...page.clients);
    cursor = page.nextCursor;
  }
  expect([seen.length, new Set(seen.map(({ accountNumber }) => accountNumber)).size]).toEqual([FACTS.length, FACTS.length]);
  clock.set("2026-12-20T12:00:00Z");
});

test("R12b a list that is read in parts has everybody once, whatever changes meanwhile; who left the book is told, and so is that others came", async () => {
  for (const store of [false, true]) {
    const shop = await shopWithFacts();
    const sort = { by: "lastContact", descending: true };
    const first = await asked(shop, store, { sort, whole: true, limit: 4 });
    const order = first.order ?? { books: [], refs: [] };
    const names = (await listed(shop, store, { sort }, 50)).map(({ customerId, accountNumber }) => ({ customerId, accountNumber }));
    // The last of the list moves to its begin, the first to nowhere, and one who was not shown yet leaves the book.
    const [top, gone, bottom] = [names[0], names[9], names.at(-1)];
    const note = { params: { customerId: bottom?.customerId ?? "" }, body: { id: randomUUID(), text: "Called", pinned: false } };
    await shop.associate(addNote, note as never);
    await deps.db
      .deleteFrom("note")
      .where("customer_id", "=", top?.customerId ?? "")
      .execute();
    await shop.associate(removeFromClientBook, { params: { customerId: gone?.customerId as never } });
    const rest = await asked(shop, store, { sort, listed: { books: order.books, refs: order.refs.slice(4) } });
    const shown = [...first.clients, ...rest.clients].map(({ accountNumber }) => accountNumber);
    expect(shown).toEqual(names.map(({ accountNumber }) => accountNumber).filter((account) => account !== gone?.accountNumber));
    expect([rest.gone, first.matching, rest.matching]).toEqual([[order.refs[9]], 23, 22]);
    // Loaded again, everybody stands where they belong.
    expect((await read(shop, store, { sort }, 7)).clients[0]?.accountNumber).toBe(bottom?.accountNumber);
  }
});

test("R53 R12b nobody is shown of a book that is not the asker's, or not of their store, by whatever number", async () => {
  const [shop, other] = [await shopWithFacts(), await shopWithFacts()];
  const { order } = await asked(other, false, { whole: true, limit: 1 });
  const refs = [...(order?.refs.slice(0, 90) ?? []), 9_007_199_254_740_991];
  const colleague = await addAssociate(server, shop, { operatorId: "colleague" });
  const { order: own } = await asked(shop, false, { whole: true, limit: 1 });
  for (const [books, associate] of [
    [["nobody's"], shop.associate],
    [order?.books, colleague],
    [own?.books, colleague],
  ] as const)
    expect(await asked({ associate }, false, { listed: { books: books ?? [], refs } })).toMatchObject({ clients: [] });
  expect(await asked(shop, true, { listed: { books: ["nobody's"], refs } })).toMatchObject({ clients: [], gone: refs });
  expect((await asked({ associate: colleague }, false, { whole: true })).order).toEqual({ books: [], refs: [], keyed: 0 });
});
