import type { Body } from "@rapport/contract";
import { putClientBookEntries, putParameters, searchStoreBooks, storeBookFacets } from "@rapport/contract/clienteling";
import { sortNameOf } from "@rapport/domain";
import { matcherOf, type FilterSetting } from "@rapport/domain/reference";
import { searchTextOf } from "@rapport/domain";
import { randomWords, testClock } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { ATTRIBUTES, addAssociate, addCustomers, newBookShop, testServer } from "../testing/index.ts";

const TODAY = "2027-12-20";
const server = await testServer({ background: false, clock: testClock(`${TODAY}T12:00:00Z`) });
afterAll(async () => await server.close());

/** More than are looked up one by one. */
const CLIENTS = 2_400;
const OWNERS = ["1001", "2", "3"] as const;
const WORD = 4_294_967_296;

test("R39 R43 R46 BK1 the store's books show, count and sort the same as reading every client, whoever shares them", { timeout: 300_000 }, async () => {
  const word = randomWords(20_271_220);
  const random = () => word() / WORD;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await server.api(putParameters, { params: { legalEntity }, body: { booksPerCustomer: 3 } });
  for (const operatorId of ["2", "3"]) await addAssociate(server, shop, { operatorId });
  const clients = Array.from({ length: CLIENTS }, (_, at) => ({
    accountNumber: `C${at}`,
    firstName: pick(["An", "Bo", "Zoë"]),
    lastName: pick(["Jansen", "de Vries", "Müller"]),
    email: "",
    phone: "",
    city: pick(["Gent", ""]),
    attributes: {
      ...(random() < 0.7 && { interest: pick([["shoes"], ["bags", "hats"], ["shoes", "bags"]]) }),
      ...(random() < 0.7 && { shoeSize: pick([35, 36, 39, 40, 45]) }),
      ...(random() < 0.5 && { vip: random() < 0.5 }),
      ...(random() < 0.5 && { birthday: pick(["1984-12-24", "1990-01-03", "1970-06-30"]) }),
    },
    owners: OWNERS.filter(() => random() < 0.5),
  }));
  const contacted = new Map(clients.map(({ accountNumber }) => [accountNumber, random() < 0.4 ? Math.floor(random() * 200) : null]));
  for (let from = 0; from < CLIENTS; from += 1_000)
    await addCustomers(
      server,
      shop,
      clients.slice(from, from + 1_000).map(({ owners: _, ...rest }) => rest),
    );
  for (const operatorId of OWNERS.toReversed()) {
    const theirs = clients.filter(({ owners }) => owners.includes(operatorId)).map(({ accountNumber }) => accountNumber);
    for (let from = 0; from < theirs.length; from += 1_000)
      await server.api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: theirs.slice(from, from + 1_000) } });
  }
  const rows = await server.deps.db.selectFrom("customer").select(["id", "account_number"]).where("legal_entity", "=", legalEntity).execute();
  const idOf = new Map(rows.map(({ id, account_number }) => [account_number, id]));
  const worker = await server.deps.db
    .selectFrom("worker")
    .select("id")
    .where("legal_entity", "=", legalEntity)
    .where("operator_id", "=", "1001")
    .executeTakeFirstOrThrow();
  const notes = [...contacted].flatMap(([account, days]) => (days === null ? [] : [{ account, days }]));
  await server.deps.db
    .insertInto("note")
    .values(
      notes.map(({ account, days }) => ({
        id: crypto.randomUUID(),
        legal_entity: legalEntity,
        customer_id: idOf.get(account) ?? "",
        worker_id: worker.id,
        author: "Associate",
        text: "Called",
        pinned: false,
        written_at: new Date(Date.parse(`${TODAY}T11:00:00Z`) - days * 86_400_000),
      })),
    )
    .execute();
  const attributes: FilterSetting["attributes"] = new Map(Object.entries(ATTRIBUTES).filter(([, { refinable }]) => refinable));
  const searched = clients
    .filter(({ owners }) => owners.length > 0)
    .map((one) => ({ ...one, searchText: searchTextOf(one), sortName: sortNameOf(one), id: idOf.get(one.accountNumber) ?? "" }))
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.sortName), Buffer.from(b.sortName)) || (a.id < b.id ? -1 : 1));
  const isQuiet = (account: string, days: number | null) => days === null || (contacted.get(account) ?? Number.POSITIVE_INFINITY) >= days;

  for (let round = 0; round < 40; round++) {
    const query = {
      keyword: pick(["", "", "jansen", "zoe"]),
      filters: [
        ...(random() < 0.4 ? [{ kind: "anyOf" as const, attribute: "interest", values: pick([["shoes"], ["bags", "hats"]]) }] : []),
        ...(random() < 0.3 ? [{ kind: "between" as const, attribute: "shoeSize", lower: pick([null, 36]), upper: pick([40, null]) }] : []),
        ...(random() < 0.2 ? [{ kind: "anyOf" as const, attribute: "vip", values: [true] }] : []),
        ...(random() < 0.2 ? [{ kind: "withinDays" as const, attribute: "birthday", days: 30 }] : []),
      ],
      owners: OWNERS.filter(() => random() < 0.3),
      quietDays: pick([null, null, 30, 100]),
    };
    // The codes above are plain texts to the generator.
    const body = query as unknown as Body<typeof searchStoreBooks>;
    const matches = matcherOf({ query: body, attributes, today: TODAY });
    const isOwned = (owners: readonly string[], wanted: readonly string[]) => wanted.length === 0 || owners.some((owner) => wanted.includes(owner));
    const fits = searched.filter((one) => matches(one) && isOwned(one.owners, query.owners) && isQuiet(one.accountNumber, query.quietDays));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof shop.associate<typeof searchStoreBooks>>> = await shop.associate(searchStoreBooks, {
        body: { ...body, cursor, limit: 100 },
      });
      expect([round, page.matching]).toEqual([round, fits.length]);
      seen.push(...page.clients.map(({ accountNumber }) => accountNumber));
      cursor = page.nextCursor;
    } while (cursor !== null && seen.length < 300);
    expect(seen).toEqual(fits.slice(0, seen.length).map(({ accountNumber }) => accountNumber));
    const { facets, owners, quiet } = await shop.associate(storeBookFacets, { body: body as unknown as Body<typeof storeBookFacets> });
    for (const { operatorId, count } of owners)
      expect([round, operatorId, count]).toEqual([
        round,
        operatorId,
        searched.filter((one) => matches(one) && one.owners.some((owner) => owner === (operatorId as string)) && isQuiet(one.accountNumber, query.quietDays))
          .length,
      ]);
    for (const { days, count } of quiet)
      expect([round, days, count]).toEqual([
        round,
        days,
        searched.filter((one) => matches(one) && isOwned(one.owners, query.owners) && isQuiet(one.accountNumber, days)).length,
      ]);
    for (const { attribute, options } of facets) {
      const others = matcherOf({
        query: { ...body, filters: body.filters?.filter((filter) => filter.attribute !== attribute) ?? [] },
        attributes,
        today: TODAY,
      });
      const left = searched.filter((one) => others(one) && isOwned(one.owners, query.owners) && isQuiet(one.accountNumber, query.quietDays));
      for (const { filter, count } of options) {
        const one = matcherOf({ query: { keyword: "", filters: [filter] }, attributes, today: TODAY });
        expect([round, filter, count]).toEqual([round, filter, left.filter(one).length]);
      }
    }
  }
});
