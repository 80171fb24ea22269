import { setTimeout } from "node:timers/promises";
import { addToClientBook, getParameters } from "@rapport/contract/clienteling";
import { deleteLegalEntity, listNumberSequences, listStores, putNumberSequence, type NumberSequence } from "@rapport/contract/organisation";
import { inTransaction, openOperational, type Database } from "@rapport/operational";
import { preparedStores } from "@rapport/testkit";
import { sql, type Kysely } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts, addAssociate, addCustomers, newBookShop, newEntity, refused, testServer, type TestServer } from "../../testing/index.ts";
import { withNumbers } from "./draw.ts";
import { putSequence } from "./number-sequences.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, logLevel: "silent" });
});
afterAll(async () => await server.close());

type Settings = Partial<NumberSequence> & { format: string };

async function sequence(settings: Settings) {
  const { legalEntity } = await newEntity(server);
  const params = { legalEntity, reference: "clientBook" } as const;
  await server.api(putNumberSequence, { params, body: settings });
  const draw = async (db: Kysely<Database> = server.deps.db) => await withNumbers(db, params, async (trx, next) => await next(trx));
  const fail = async () => {
    let drawn = "";
    const work = withNumbers(server.deps.db, params, async (trx, next) => {
      drawn = await next(trx);
      throw new Error("after the draw");
    });
    await expect(work).rejects.toThrow("after the draw");
    return drawn;
  };
  const next = async () => (await server.api(listNumberSequences, { params })).numberSequences[0]?.next;
  return { draw, fail, next, params, put: async (body: Partial<NumberSequence>) => await server.api(putNumberSequence, { params, body }) };
}

/** A book's first entry fails to be stored, after the book has drawn its number. */
async function afterFailedAdd(continuous: boolean): Promise<string> {
  const shop = await newBookShop(server, { format: null });
  const { legalEntity } = shop;
  await server.api(putNumberSequence, { params: { legalEntity, reference: "clientBook" }, body: { format: "CB-####", continuous } });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const name = `fails_in_${legalEntity.replaceAll(/\W/g, "_").toLowerCase()}`;
  await sql
    .raw(`create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
    create trigger ${name} before insert on client_book_entry for each row when (new.legal_entity = '${legalEntity}') execute function ${name}()`)
    .execute(server.deps.db);
  await expect(shop.associate(addToClientBook, { params: { customerId } })).rejects.toThrow(/./);
  await sql.raw(`drop trigger ${name} on client_book_entry`).execute(server.deps.db);
  return (await shop.associate(addToClientBook, { params: { customerId } })).clientBookId;
}

test("case 5 R65 a sequence that is not continuous never gives the number of an add that failed", async () => {
  expect(await afterFailedAdd(false)).toBe("CB-0002");
});

test("case 6 R65 a continuous sequence gives the number of an add that failed to the next book", async () => {
  expect(await afterFailedAdd(true)).toBe("CB-0001");
});

test.each([
  { continuous: true, reserve: 1 },
  { continuous: true, reserve: 7 },
  { continuous: false, reserve: 1 },
  { continuous: false, reserve: 7 },
])("R65 R66 of 50 who draw at once, a third of whom fail, nobody gets a number twice: %o", async ({ continuous, reserve }) => {
  const { draw, fail } = await sequence({ format: "N####", continuous, reserve });
  const all = await Promise.all(Array.from({ length: 50 }, async (_, n) => (n % 3 === 0 ? await fail().then(() => null) : await draw())));
  const drawn = all.filter((number) => number !== null);
  expect(new Set(drawn).size).toBe(drawn.length);
  if (!continuous) return;
  // What failed comes back, so that at the end no number is missing.
  const more = await Promise.all(Array.from({ length: 17 }, async () => await draw()));
  const lowest = Array.from({ length: 50 }, (_, n) => `N${String(n + 1).padStart(4, "0")}`);
  const given = [...drawn, ...more];
  expect(new Set(given).size).toBe(50);
  while (!lowest.every((number) => given.includes(number))) {
    const another = await draw();
    expect(given).not.toContain(another);
    given.push(another);
    expect(given.length).toBeLessThan(50 + reserve * 50);
  }
});

test("R66 numbers that a process had reserved in memory are skipped when it ends; of a continuous sequence none is", async () => {
  const { databaseUrl } = await preparedStores();
  for (const [continuous, following] of [
    [false, "N06"],
    [true, "N02"],
  ] as const) {
    const { draw } = await sequence({ format: "N##", continuous, reserve: 5 });
    expect(await draw()).toBe("N01");
    const another = await openOperational({ url: databaseUrl });
    try {
      expect(await draw(another.db)).toBe(following);
    } finally {
      await another.close();
    }
  }
});

test("R66 a number that was being taken when its connection was killed goes to whoever asks next", async () => {
  const { draw, params } = await sequence({ format: "N##", continuous: true, reserve: 5 });
  const killed = withNumbers(server.deps.db, params, async (trx, next) => {
    expect(await next(trx)).toBe("N01");
    // Meanwhile nobody waits for it.
    expect(await draw()).toBe("N02");
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(server.deps.db);
    await sql`select 1`.execute(trx);
  });
  await expect(killed).rejects.toThrow(/terminat|connection|reset/i);
  expect(await draw()).toBe("N01");
  expect(await draw()).toBe("N03");
});

test("R67 the last numbers are given, one that comes back too, and then each draw is refused", async () => {
  for (const continuous of [true, false]) {
    const { draw, fail, put } = await sequence({ format: "N#", continuous, reserve: 4 });
    const drawn = [];
    for (let n = 0; n < 8; n += 1) drawn.push(await draw());
    expect(await fail()).toBe("N9");
    if (continuous) drawn.push(await draw());
    expect(drawn).toEqual(["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", ...(continuous ? ["N9"] : [])]);
    await expect(draw()).rejects.toMatchObject({ code: "number_sequence.exhausted", params: { format: "N#" } });
    await put({ format: "N##" });
    expect(await draw()).toBe("N01");
  }
});

test("R65 a change at headquarters ends what is reserved: another format begins again, the same one goes on and gives what came back", async () => {
  const memory = await sequence({ format: "A##", reserve: 5 });
  expect([await memory.draw(), await memory.next()]).toEqual(["A01", 6]);
  await memory.put({ next: 3 });
  expect(await memory.draw()).toBe("A06");
  await memory.put({ format: "B##" });
  expect(await memory.draw()).toBe("B01");
  const stored = await sequence({ format: "A##", continuous: true, reserve: 5 });
  expect([await stored.draw(), await stored.next()]).toEqual(["A01", 2]);
  await stored.put({ reserve: 2 });
  expect(await stored.draw()).toBe("A02");
  await stored.put({ format: "B##" });
  expect([await stored.draw(), await stored.draw()]).toEqual(["B01", "B02"]);
  await stored.put({ continuous: false });
  expect(await stored.draw()).toBe("B03");
});

test("R67 ids in use are passed over by a continuous sequence that was set back, however many there are", async () => {
  const shop = await newBookShop(server, { format: null });
  const put = async (format: string) =>
    await server.api(putNumberSequence, {
      params: { legalEntity: shop.legalEntity, reference: "clientBook" },
      body: { format, continuous: true, next: 1 },
    });
  const customers = await addCustomers(server, shop, accounts("1", "2", "3", "4"));
  await put("B#");
  for (const [n, customerId] of customers.entries()) {
    if (n === 3) {
      await put("C#");
      await put("B#");
    }
    const associate = await addAssociate(server, shop, { operatorId: String(n + 10) });
    expect(await associate(addToClientBook, { params: { customerId } })).toMatchObject({ clientBookId: `B${n + 1}` });
  }
});

test("R64 a sequence is made of segments, says its next number, and writes the code of the legal entity that draws", async () => {
  const { draw, put, params } = await sequence({ format: "CB-##" });
  const segments = [{ kind: "legalEntity" as const }, { kind: "constant" as const, text: "/" }, { kind: "number" as const, places: "###" }];
  const preview = `${params.legalEntity}/001`;
  expect(await put({ segments } as never)).toMatchObject({ format: "{legalEntity}/###", segments, preview });
  expect(await draw()).toBe(preview);
  expect(await refused(server.api, putNumberSequence, { params, body: { format: "N#", segments } })).toMatchObject({ kind: "invalid" });
  const two = [{ kind: "number" as const, places: "#" }, ...segments];
  expect(await refused(server.api, putNumberSequence, { params, body: { segments: two } })).toMatchObject({ kind: "invalid" });
});

test("R63 legal entities that count together share one sequence, of 50 who draw at once in both nobody gets a number twice", async () => {
  for (const continuous of [true, false]) {
    const owner = await sequence({ format: "{legalEntity}-####", continuous, reserve: 3 });
    const follower = await sequence({ format: "X###" });
    const countsWith = owner.params.legalEntity;
    expect(await follower.put({ countsWith })).toMatchObject({
      countsWith,
      format: "{legalEntity}-####",
      continuous,
      preview: `${follower.params.legalEntity}-0001`,
    });
    const drawn = await Promise.all(Array.from({ length: 50 }, async (_, n) => await (n % 2 === 0 ? owner : follower).draw()));
    expect(new Set(drawn.map((number) => number.slice(-4))).size).toBe(50);
    expect(drawn.filter((number) => number.startsWith(`${follower.params.legalEntity}-`)).length).toBe(25);
    // Neither in a circle, nor with one that counts with another.
    for (const wrong of [
      { params: owner.params, body: { countsWith: follower.params.legalEntity } },
      { params: follower.params, body: { countsWith: follower.params.legalEntity } },
      { params: (await sequence({ format: "Y#" })).params, body: { countsWith: follower.params.legalEntity } },
    ])
      expect(await refused(server.api, putNumberSequence, wrong)).toMatchObject({ code: "number_sequence.not_shared" });
    expect(await follower.put({ countsWith: null })).toMatchObject({ countsWith: null, format: "X###", preview: "X001" });
  }
});

test.each([{ continuous: true }, { continuous: false }])(
  "R65 who joins, counts together and leaves gives no number twice of the same format: %o",
  async (kind) => {
    const owner = await sequence({ format: "X####", ...kind });
    const follower = await sequence({ format: "X####", ...kind });
    const countsWith = owner.params.legalEntity;
    const given: string[] = [];
    const draw = async () => given.push(await follower.draw());
    await draw();
    await draw();
    for (let round = 0; round < 2; round += 1) {
      await follower.put({ countsWith });
      await owner.draw();
      await draw();
      await follower.put({ countsWith: null });
      await draw();
    }
    // Also when the form names what it showed, and when the other one took another format meanwhile.
    await follower.put({ countsWith });
    await draw();
    await follower.put({ countsWith: null, format: "X####", next: 1 });
    await draw();
    await follower.put({ countsWith });
    await draw();
    await owner.put({ format: "Y####" });
    await follower.put({ countsWith: null });
    await draw();
    expect(new Set(given).size).toBe(given.length);
  },
);

test("R63 while numbers are counted together their format, next number and reserve are not set here, and nothing is written", async () => {
  const owner = await sequence({ format: "N###", reserve: 3 });
  const follower = await sequence({ format: "X##" });
  const { legalEntity } = owner.params;
  const together = { code: "number_sequence.together", params: { legalEntity } };
  const put = async (body: object) => await refused(server.api, putNumberSequence, { params: follower.params, body });
  expect(await put({ countsWith: legalEntity, format: "Z#" })).toMatchObject(together);
  await follower.put({ countsWith: legalEntity });
  for (const body of [{ format: "X-###" }, { segments: [{ kind: "number", places: "##" }] }, { next: 9 }, { reserve: 2 }, { continuous: true }])
    expect(await put(body)).toMatchObject(together);
  expect(await follower.put({ countsWith: null })).toMatchObject({ format: "X##", next: 1, reserve: 1, continuous: false });
});

test("OG3 R63 a legal entity with which others count is not deleted, and the refusal says so", async () => {
  const owner = await sequence({ format: "N###" });
  const follower = await sequence({ format: "N###" });
  const { legalEntity } = owner.params;
  await follower.put({ countsWith: legalEntity });
  expect(await refused(server.api, deleteLegalEntity, { params: { legalEntity } })).toMatchObject({
    code: "thing.in_use",
    params: { numberSequences: 1 },
  });
  await follower.put({ countsWith: null });
  // It still has a store and a worker.
  expect(await refused(server.api, deleteLegalEntity, { params: { legalEntity } })).toMatchObject({ params: { numberSequences: 0, stores: 1 } });
});

test("OG2 a number sequence is saved for the version of the parameters that was seen, and makes a new one", async () => {
  const { params } = await sequence({ format: "CB-##" });
  const { saved } = await server.api(getParameters, { params });
  expect(saved.version).toBe(1);
  await server.api(putNumberSequence, { params, query: { version: 1 }, body: { format: "CB-##" } });
  await server.api(putNumberSequence, { params, query: { version: 1 }, body: { format: "CC-##" } });
  expect(await refused(server.api, putNumberSequence, { params, query: { version: 1 }, body: { format: "CD-##" } })).toMatchObject({ code: "saved.meanwhile" });
});

test.each([{ continuous: true }, { continuous: false }])(
  "R63 R64 where numbers of customers are counted by store, each store counts on its own and writes itself, of 50 who draw at once nobody gets a number twice: %o",
  async ({ continuous }) => {
    const { legalEntity } = await newEntity(server);
    const params = { legalEntity, reference: "customer" } as const;
    const put = async (body: Partial<NumberSequence>) => await server.api(putNumberSequence, { params, body });
    const draw = async (store: string) => await withNumbers(server.deps.db, { ...params, store }, async (trx, next) => await next(trx));
    // The first store by its number is shown.
    const [first] = (await server.api(listStores, { params })).stores.map(({ number }) => number);
    expect(await put({ format: "{store}-###", scope: "store", continuous, reserve: 3 })).toMatchObject({ scope: "store", preview: `${first}-001` });
    const drawn = await Promise.all(Array.from({ length: 50 }, async (_, n) => await draw(n % 2 === 0 ? "A" : "B")));
    expect(new Set(drawn).size).toBe(50);
    for (const store of ["A", "B"]) expect(drawn.filter((number) => number.startsWith(`${store}-`)).length).toBe(25);
    // What is set anew holds in each store, and none goes back.
    await put({ reserve: 1, next: 1 });
    for (const store of ["A", "B"]) {
      const next = await draw(store);
      expect([drawn.includes(next), next.startsWith(`${store}-`)]).toEqual([false, true]);
    }
    expect(await draw("C")).toBe("C-001");
    // Another format begins again in each.
    await put({ format: "{store}/##" });
    expect([await draw("A"), await draw("A"), await draw("B")]).toEqual(["A/01", "A/02", "B/01"]);
    // Together again, it is another format.
    expect(await refused(server.api, putNumberSequence, { params, body: { scope: "legalEntity" } })).toMatchObject({ code: "number_sequence.store" });
    await put({ scope: "legalEntity", format: "N-##" });
    expect([await draw("A"), await draw("B")]).toEqual(["N-01", "N-02"]);
  },
);

test("R63 client books are not counted by store, and what is counted by store is counted with nobody", async () => {
  const { params } = await sequence({ format: "CB-##" });
  const no = { code: "number_sequence.no_store" };
  expect(await refused(server.api, putNumberSequence, { params, body: { scope: "store", format: "{store}-##" } })).toMatchObject(no);
  const customer = { ...params, reference: "customer" } as const;
  expect(await refused(server.api, putNumberSequence, { params: customer, body: { scope: "store", format: "N-##" } })).toMatchObject({
    code: "number_sequence.store",
    params: { scope: "store" },
  });
  expect(await refused(server.api, putNumberSequence, { params: customer, body: { format: "{store}-##" } })).toMatchObject({
    code: "number_sequence.store",
    params: { scope: "legalEntity" },
  });
  await server.api(putNumberSequence, { params: customer, body: { scope: "store", format: "{store}-##" } });
  const other = { ...(await newEntity(server)), reference: "customer" } as const;
  const countsWith = params.legalEntity;
  expect(
    await refused(server.api, putNumberSequence, { params: { legalEntity: other.legalEntity, reference: "customer" }, body: { countsWith } }),
  ).toMatchObject({
    code: "number_sequence.not_shared",
  });
});

test("R63 a sequence with which others count is not counted by store", async () => {
  const [owner, follower] = [await newEntity(server), await newEntity(server)].map(({ legalEntity }) => ({ legalEntity, reference: "customer" as const }));
  if (owner === undefined || follower === undefined) throw new Error("two were made");
  await server.api(putNumberSequence, { params: owner, body: { format: "N-##" } });
  await server.api(putNumberSequence, { params: follower, body: { countsWith: owner.legalEntity } });
  const byStore = { params: owner, body: { scope: "store", format: "{store}-##" } } as const;
  expect(await refused(server.api, putNumberSequence, byStore)).toMatchObject({ code: "number_sequence.no_store" });
  await server.api(putNumberSequence, { params: follower, body: { countsWith: null } });
  expect(await server.api(putNumberSequence, byStore)).toMatchObject({ scope: "store" });
});

test("R63 R64 a store that begins while the sequence changes begins with what holds afterwards", async () => {
  const { legalEntity } = await newEntity(server);
  const params = { legalEntity, reference: "customer" } as const;
  const { db } = server.deps;
  const draw = async (also: (missing: unknown) => Promise<void> = async () => {}) =>
    await withNumbers(db, { ...params, store: "C" }, async (trx, next) => {
      try {
        return await next(trx);
      } catch (missing) {
        await also(missing);
        throw missing;
      }
    });
  await server.api(putNumberSequence, { params, body: { scope: "store", format: "{store}-##" } });
  let drawing: Promise<string> | undefined;
  await inTransaction(db, async (trx) => {
    await putSequence({ db: trx }, { ...params, change: { format: "{store}/###" } });
    drawing = draw();
    expect(await Promise.race([drawing, setTimeout(300, "waits")])).toBe("waits");
  });
  expect(await drawing).toBe("C/001");
  // Between a try that lacked a number and the next one, stores no longer count.
  await server.api(putNumberSequence, { params, body: { format: "{store}-####" } });
  const changed = { params, body: { scope: "legalEntity", format: "N-##" } } as const;
  let tries = 0;
  const first = await draw(async () => {
    tries += 1;
    if (tries === 1) await server.api(putNumberSequence, changed);
  });
  expect([first, await draw()]).toEqual(["N-01", "N-02"]);
  expect(await db.selectFrom("number_sequence").select("store").where("legal_entity", "=", legalEntity).execute()).toEqual([{ store: "" }]);
});
