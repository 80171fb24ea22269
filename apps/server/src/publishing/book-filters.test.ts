import { clientBookFacets, putAttribute, searchClientBook, type Attribute } from "@rapport/contract/clienteling";
import { putLegalEntity, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { ATTRIBUTES, addClients, newBookShop, testServer } from "../testing/index.ts";
import { publishNow } from "./publish.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const range = (...thresholds: number[]): Attribute => ({ ...ATTRIBUTES.shoeSize, filter: { kind: "range", thresholds } });

test("PB6 the filters of a book count and find by the store's own snapshot, whatever headquarters and other stores have", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  const within = { legalEntity };
  await api(putStore, { params: { ...within, store: "S2" }, body: { name: "Store 2", employeeAddressBooks: ["staff"] } });
  await api(putRegister, { params: { ...within, register: "R2" }, body: { store: "S2" } });
  const password = "password of one";
  await api(putWorker, { params: { ...within, operatorId }, body: { password } });
  const [first, second] = [
    await server.asWorker({ legalEntity, register: shop.register, operatorId, password }),
    await server.asWorker({ legalEntity, register: "R2", operatorId, password }),
  ];
  await addClients(
    server,
    shop,
    [37, 38, 41, 45].map((shoeSize, n) => ({ accountNumber: String(n), attributes: { shoeSize } })),
  );
  await api(putLegalEntity, { params: within, body: { publishAtOnce: null } });

  const bands = async (associate: typeof first) => {
    const { facets } = await associate(clientBookFacets, { body: { filters: [], inside: null } });
    const options = facets.find(({ attribute }) => attribute === "shoeSize")?.options ?? [];
    return await Promise.all(
      options.map(async ({ filter, count }) => {
        const { matching } = await associate(searchClientBook, { body: { filters: [filter], cursor: null, limit: 10 } });
        const bounds = filter.kind === "between" ? `${filter.lower ?? ""}..${filter.upper ?? ""}` : filter.kind;
        return [bounds, count, matching];
      }),
    );
  };
  const asBefore = [
    ["..36", 0, 0],
    ["36..40", 2, 2],
    ["40..44", 1, 1],
    ["44..", 1, 1],
  ];
  expect(await bands(first)).toEqual(asBefore);
  await api(putAttribute, { params: { ...within, code: "shoeSize" }, body: range(38, 46) });
  expect(await bands(first)).toEqual(asBefore);
  await publishNow(deps, { legalEntity, jobs: [1040], stores: ["S2"], by: null });
  const later = [
    ["..38", 1, 1],
    ["38..46", 3, 3],
    ["46..", 0, 0],
  ];
  expect([await bands(first), await bands(second)]).toEqual([asBefore, later]);

  await api(putAttribute, { params: { ...within, code: "shoeSize" }, body: { ...range(38, 46), refinable: false } });
  await addClients(server, shop, [{ accountNumber: "5", attributes: { shoeSize: 50 } }]);
  expect([(await bands(first)).at(-1), (await bands(second)).at(-1)]).toEqual([
    ["44..", 2, 2],
    ["46..", 1, 1],
  ]);
  await publishNow(deps, { legalEntity, jobs: [1040], by: null });
  expect([await bands(first), await bands(second)]).toEqual([[], []]);
  // A request that began before the change still finds its filter, which goes some minutes later.
  const kept = sql<{
    filters: number;
  }>`select count(*)::integer as filters from client_book_filter where legal_entity = ${legalEntity} and attribute = 'shoeSize'`;
  expect((await kept.execute(deps.db)).rows).toEqual([{ filters: 2 }]);
  await sql`update client_book_filter set unused_since = now() - interval '1 hour' where legal_entity = ${legalEntity} and unused_since is not null`.execute(
    deps.db,
  );
  await api(putAttribute, { params: { ...within, code: "shoeSize" }, body: range(38) });
  await publishNow(deps, { legalEntity, jobs: [1040], by: null });
  expect((await kept.execute(deps.db)).rows).toEqual([{ filters: 1 }]);
  expect(await bands(first)).toEqual([
    ["..38", 1, 1],
    ["38..", 4, 4],
  ]);
});
