import { putWorker } from "@rapport/contract/organisation";
import { deactivateRegister, watchShownSnapshot } from "@rapport/contract/sessions";
import { setMaxListeners } from "node:events";
import type { KyselyPlugin } from "kysely";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { newBookShop, testServer, type TestServer } from "../../testing/index.ts";
import { snapshotStreams } from "./snapshot-streams.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, listen: true });
});
afterAll(async () => await server.close());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What a device is told; undefined at the end. */
async function listen(cookie: string, { url }: { readonly url: string } = server) {
  const gone = new AbortController();
  const answer = await fetch(url + watchShownSnapshot.path, { headers: { cookie }, signal: gone.signal });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let last: string | undefined;
  /** Also what was told before. */
  const nextLine = async () => (last = (await reader?.read())?.value?.trim());
  return {
    leave: () => gone.abort(),
    nextLine,
    next: async () => {
      for (const before = last; ;) {
        const line = await nextLine();
        if (line === undefined || line !== before) return line;
      }
    },
  };
}

test("PB11 a device is told the number of its store's snapshot at once and when it changes, and until it is no register any more", async () => {
  const shop = await newBookShop(server);
  const stream = await listen(await server.deviceOf(shop));
  const first = /^data: (\d+)$/.exec((await stream.next()) ?? "")?.[1];
  await server.api(putWorker, { params: shop, body: { name: "Renamed" } });
  expect(await stream.next()).toBe(`data: ${Number(first) + 1}`);
  await server.api(deactivateRegister, { params: shop });
  expect(await stream.next()).toBe("data: null");
  expect(await stream.next()).toBe(undefined);
  const other = await listen("rapport_register=unknown");
  expect([await other.next(), await other.next()]).toEqual(["data: null", undefined]);
});

test("PB11 a device that listens is told the number again while nothing changes, so that it notices when nothing gets through any more", async () => {
  const stream = await listen(await server.deviceOf(await newBookShop(server)));
  const first = await stream.nextLine();
  expect(first).toMatch(/^data: \d+$/);
  const begun = performance.now();
  expect([await stream.nextLine(), await stream.nextLine()]).toEqual([first, first]);
  expect(performance.now() - begun).toBeLessThan(20_000);
  stream.leave();
});

/** Counts queries. */
function counting(): KyselyPlugin & { readonly count: () => number } {
  let count = 0;
  return {
    count: () => count,
    transformQuery: ({ node }) => {
      count += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

test("PB11 a thousand devices that listen cost one timer and one query for each time it ends, and nothing when they have left", async () => {
  const shop = await newBookShop(server);
  const tokens = Array.from({ length: 1_000 }, (_, n) => Buffer.from(`${shop.legalEntity} ${n}`));
  const { legalEntity, register } = shop;
  await sql`
    insert into register (legal_entity, number, store)
    select legal_entity, 'x' || n, store from register, generate_series(1, 1000) n where legal_entity = ${legalEntity} and number = ${register}`.execute(
    server.deps.db,
  );
  await sql`
    insert into register_activation (legal_entity, register, token_hash, activated_at) select ${legalEntity}, 'x' || n, token, now()
    from unnest(${tokens}::bytea[]) with ordinality as t(token, n)`.execute(server.deps.db);
  const plugin = counting();
  const streams = snapshotStreams({ ...server.deps, db: server.deps.db.withPlugin(plugin) });
  const left = new AbortController();
  setMaxListeners(0, left.signal);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const set = vi.spyOn(globalThis, "setTimeout");
  const timers = () => set.mock.calls.filter(([, ms]) => ms === 1_000).length;
  const open = [];
  for (const token of tokens) open.push(await streams.open(token, left.signal));
  expect(streams.count()).toBe(1_000);
  expect([timers(), plugin.count()]).toEqual([1, 1_000]);
  for (const turn of [1, 2]) {
    vi.advanceTimersByTime(1_000);
    await expect.poll(timers).toBe(turn + 1);
    expect(plugin.count()).toBe(1_000 + turn);
  }
  for (const stream of open) stream.destroy();
  await expect.poll(() => streams.count()).toBe(0);
  vi.advanceTimersByTime(1_000);
  await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(5_000);
  expect([timers(), plugin.count()]).toEqual([3, 1_002]);
});

test("PB11 a device that comes while others are asked for is not told an older number after a newer one", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, register } = shop;
  const token = Buffer.from(`${legalEntity} late`);
  await sql`insert into register_activation (legal_entity, register, token_hash, activated_at) values (${legalEntity}, ${register}, ${token}, now())
    on conflict (legal_entity, register) do update set token_hash = excluded.token_hash`.execute(server.deps.db);
  let holds = false;
  const held: (() => void)[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (holds) await new Promise<void>((resolve) => held.push(resolve));
      return result;
    },
  };
  const streams = snapshotStreams({ ...server.deps, db: server.deps.db.withPlugin(plugin) });
  const left = new AbortController();
  const texts = async () => {
    const stream = await streams.open(token, left.signal);
    const told: string[] = [];
    stream.on("data", (chunk: Buffer) => told.push(chunk.toString().trim()));
    return told;
  };
  const first = await texts();
  await expect.poll(() => first.length).toBe(1);
  holds = true;
  await expect.poll(() => held.length, { timeout: 10_000 }).toBe(1);
  await server.api(putWorker, { params: shop, body: { name: "Renamed" } });
  holds = false;
  const late = await texts();
  held[0]?.();
  await expect.poll(() => first.length, { timeout: 10_000 }).toBe(2);
  expect(late).toEqual([first[1]]);
  left.abort();
});

test("PB11 of one device the oldest of many streams ends", async () => {
  const shop = await newBookShop(server);
  const cookie = await server.deviceOf(shop);
  const all = [];
  for (let n = 0; n < 9; n += 1) all.push(await listen(cookie));
  expect(await all[0]?.next()).toMatch(/^data: \d+$/);
  expect(await all[0]?.next()).toBe(undefined);
  expect(await all[8]?.next()).toMatch(/^data: \d+$/);
  for (const stream of all) stream.leave();
});

test("PB11 a server that stops ends the streams of devices that listen", async () => {
  const stopping = await testServer({ background: false, listen: true });
  const stream = await listen(await stopping.deviceOf(await newBookShop(stopping)), stopping);
  expect(await stream.next()).toMatch(/^data: \d+/);
  await stopping.close();
  // An end, where a connection that is cut would be an error.
  expect(await stream.next()).toBe(undefined);
});
