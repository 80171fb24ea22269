import { clientBookFacets, putAttribute, searchClientBook } from "@rapport/contract/clienteling";
import { putLegalEntity, putWorker } from "@rapport/contract/organisation";
import { comparePublishedStore, getUnpublishedChanges, startDistribution } from "@rapport/contract/publishing";
import { getPosSession } from "@rapport/contract/sessions";
import { testClock } from "@rapport/testkit";
import { sql, type KyselyPlugin } from "kysely";
import { afterAll, expect, test } from "vitest";
import { addClients, newBookShop, testServer, type BookShop } from "../testing/index.ts";
import { forgetOld } from "./forget-snapshots.ts";
import { countWaiting, start } from "./index.ts";
import { storesNow } from "./queries.ts";
import { readDraft } from "./read-draft.ts";
import { configOf } from "./store-config.ts";

const server = await testServer({ background: false, clock: testClock("2026-11-29T10:00:00Z") });
const { api, deps } = server;
afterAll(async () => await server.close());

const WORKERS = 2_000;

/** A shop with more workers than one part holds, all published. */
async function largeShop(): Promise<BookShop> {
  const shop = await newBookShop(server);
  await sql`
    insert into worker (id, legal_entity, operator_id, name, email, operations)
    select gen_random_uuid(), ${shop.legalEntity}, 'w' || n, 'Worker number ' || n, '', '{712}' from generate_series(1, ${WORKERS}::int) n`.execute(deps.db);
  await start(deps);
  return shop;
}

async function keptBytes({ legalEntity }: BookShop): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`
    select sum(octet_length(content::text) + coalesce(octet_length(parts::text), 0)) as bytes from published_section where legal_entity = ${legalEntity}`.execute(
    deps.db,
  );
  return Number(rows[0]?.bytes);
}

test("PB6 PB9 a change of one of many workers writes their part again and not all of them, and stores show it", async () => {
  const shop = await largeShop();
  const { legalEntity } = shop;
  const whole = await keptBytes(shop);
  await api(putWorker, { params: { legalEntity, operatorId: shop.operatorId }, body: { name: "Another name" } });
  const written = (await keptBytes(shop)) - whole;
  expect(whole).toBeGreaterThan(400 * WORKERS * 0.5);
  expect(written).toBeLessThan(whole / 20);
  expect((await shop.associate(getPosSession)).worker.name).toBe("Another name");

  const [store] = await storesNow(deps.db, { legalEntity });
  const { workers } = await configOf(deps.db, { legalEntity, sections: store!.sections });
  expect(Object.keys(workers)).toHaveLength(WORKERS + 1);
  expect(workers["w17"]).toMatchObject({ name: "Worker number 17" });
  const draft = await readDraft(deps.db, legalEntity);
  expect({ ...(await draft.things("workers", draft.hashesOf(store!.store).workers!)) }).toEqual({ ...workers });

  await api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  await api(putWorker, { params: { legalEntity, operatorId: "w17" }, body: { name: "Seventeen" } });
  const change = { section: "workers", key: "w17", field: "name", from: "Worker number 17", to: "Seventeen", name: "Seventeen" };
  expect(await api(getUnpublishedChanges, { params: { legalEntity } })).toMatchObject({ total: 1, changes: [change] });
  expect(await api(comparePublishedStore, { params: { legalEntity, store: shop.store } })).toMatchObject({ total: 1, differences: [change] });
  await api(startDistribution, { params: { legalEntity }, body: { jobs: [1060], full: false } });
  await forgetOld(deps);
  expect((await configOf(deps.db, { legalEntity, sections: store!.sections })).workers["w17"]?.name).toBe("Worker number 17");
});

test("DEC10 counting the stores that wait takes two statements, and no thing leaves the database", async () => {
  const { legalEntity } = await largeShop();
  let [statements, bytes] = [0, 0];
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: ({ result }) => {
      bytes += JSON.stringify(result.rows).length;
      return Promise.resolve(result);
    },
  };
  const waiting = async () => await countWaiting({ db: deps.db.withPlugin(counting) }, legalEntity);
  expect(await waiting()).toBe(0);
  expect([statements, bytes < 10_000]).toEqual([2, true]);
  await sql`update worker set name = 'Stored' where legal_entity = ${legalEntity} and operator_id = 'w5'`.execute(deps.db);
  expect(await waiting()).toBe(1);
});

test("PB6 R32 the filters of five hundred attributes are there, also one that is new", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await sql`
    insert into attribute (legal_entity, code, definition)
    select legal_entity, 'a' || n, definition from attribute, generate_series(1, 600) n where legal_entity = ${legalEntity} and code = 'vip'`.execute(deps.db);
  await addClients(server, shop, [
    { accountNumber: "1", attributes: { metal: "gold", brand: "Acme" } },
    { accountNumber: "2", attributes: { metal: "silver" } },
  ]);
  const metal = { name: { en: "Metal", nl: "Metaal" }, type: "text", multiple: false, refinable: true, filter: { kind: "list", multi: true } } as const;
  await api(putAttribute, { params: { legalEntity, code: "metal" }, body: metal });
  const [store] = await storesNow(deps.db, { legalEntity });
  expect(Object.keys((await configOf(deps.db, { legalEntity, sections: store!.sections })).attributes).length).toBeGreaterThan(600);
  const { facets } = await shop.associate(clientBookFacets, { body: {} });
  expect(facets.map(({ attribute }) => attribute)).toEqual(expect.arrayContaining(["brand", "metal"]));
  const filters = [{ kind: "anyOf" as const, attribute: "metal", values: ["gold"] }];
  expect((await shop.associate(searchClientBook, { body: { filters } })).clients.map(({ accountNumber }) => accountNumber)).toEqual(["1"]);
});
