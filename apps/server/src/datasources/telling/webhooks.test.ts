import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  rotateWebhookSecret,
  sendDeliveryAgain,
  testWebhook,
  type WebhookKind,
} from "@rapport/contract/data-sources";
import type { Rsid } from "@rapport/contract";
import { listAttention } from "@rapport/contract/system";
import { testClock } from "@rapport/testkit";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { deliverDue, jobs, webhookSender } from "../../notifications/index.ts";
import { newSuite, startWebhookReceiver, testServer, type Received, type TestServer, type WebhookReceiver } from "../../testing/index.ts";
import { loadUpload } from "../load/load.ts";
import { lines, newSource } from "../uploads.fixture.ts";

const HOUR_MS = 3_600_000;
const PUBLIC_URL = "https://rapport.house.example";
/** Begins now, because receivers refuse old requests. */
const clock = testClock(new Date());
let server: TestServer;
let receiver: WebhookReceiver;
beforeAll(async () => {
  server = await testServer({ clock, webhooks: { publicUrl: PUBLIC_URL, mayGoInside: true }, background: false, logLevel: "silent" });
});
afterAll(async () => await server.close());
beforeEach(async () => {
  clock.set(new Date());
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await server.deps.db.deleteFrom("notification_delivery").execute();
  await receiver.close();
});

const NOTHING: Received = { path: "", headers: {}, body: "" };
const deliver = async () => await deliverDue(server.deps, webhookSender(server.deps));

async function hooked({ kinds = ["file.failed"] as WebhookKind[] } = {}) {
  const { rsid } = await newSuite(server, { name: "Web shop" });
  const source = await newSource(server, { rsid, type: "summary" });
  const { id, secret } = await server.api(createWebhook, { params: { rsid }, body: { name: "Pager", url: receiver.url, kinds } });
  const params = { rsid: rsid as Rsid, webhookId: id };
  const load = async (text: string, filename = "orders.txt") => {
    const jobId = await source.send(text, { filename });
    await loadUpload(server.deps, jobId);
    return jobId;
  };
  const read = async () => (await server.api(listWebhooks, { params: { rsid } })).webhooks.find((one) => one.id === id);
  const log = async () => (await server.api(listDeliveries, { params: { rsid }, query: {} })).deliveries;
  return { rsid, source, secret, params, load, read, log };
}
const verified = (secret: string, { headers, body }: Received) => new Webhook(secret).verify(body, headers as Record<string, string>);

test("NO8 NO9 a file that failed is sent once, signed as Standard Webhooks says, with its numbers, its reason and a link", async () => {
  const { rsid, source, secret, load } = await hooked();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const jobId = await load(lines("Price", "3"));
  const at = clock.now().toISOString();
  await deliver();
  await deliver();
  expect(receiver.received).toHaveLength(1);
  const [request] = receiver.received;
  if (request === undefined) throw new Error("nothing came");
  expect(verified(secret, request)).toEqual({
    type: "file.failed",
    timestamp: at,
    data: {
      reportSuite: { rsid, name: "Web shop" },
      dataSource: { id: source.id, name: "rows" },
      jobId,
      filename: "orders.txt",
      receivedAt: at,
      rowsRead: 0,
      failure: { code: "header.no_date", message: 'The header has no column "Date". Add it; every row needs a date.', column: null },
      link: `${PUBLIC_URL}/hq/data-sources/${rsid}/${source.id}/uploads/${jobId}`,
    },
  });
  expect(() => verified(`whsec_${Buffer.alloc(32, 1).toString("base64")}`, request)).toThrow("No matching signature found");
  expect(() => verified(secret, { ...request, body: request.body.replace("orders", "others") })).toThrow("No matching signature found");
});

test("NO8 only what was chosen is sent, to the webhooks of that report suite", async () => {
  const { load } = await hooked({ kinds: ["file.rejected_rows", "file.loaded"] });
  const other = await hooked({ kinds: ["file.failed"] });
  await load(lines("Price", "3"));
  await load(lines("Date\tPrice", "02/27/2026\t3", "02/27/2026\tZoe.Secret"));
  await load(lines("Date\tPrice", "02/27/2026\t4"));
  while ((await deliver()) > 0);
  const types = receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  expect(types.toSorted((a, b) => a.localeCompare(b))).toEqual(["file.loaded", "file.rejected_rows"]);
  expect(JSON.stringify(receiver.received)).not.toMatch(/secret/i);
  expect(await other.log()).toEqual([]);
});

test("NO6 NO11 an address that does not take it is tried again, with the same id and a new time, and the log says so; it can be sent again", async () => {
  const { load, log, secret, rsid } = await hooked();
  receiver.answer = { status: 500 };
  await load(lines("Price", "3"));
  await deliver();
  const [waiting] = await log();
  expect(waiting).toMatchObject({ way: "webhook", to: receiver.url, state: "waiting", tries: 1, answer: { status: 500, code: null } });
  expect(Date.parse(waiting?.nextTryAt ?? "") - clock.now().getTime()).toBe(5_000);
  clock.advance(4_999);
  expect(await deliver()).toBe(0);
  clock.advance(1);
  receiver.answer = { status: 200 };
  await deliver();
  expect(await log()).toMatchObject([{ state: "sent", tries: 2, nextTryAt: null, answer: { status: 200, code: null } }]);
  const again = await server.api(sendDeliveryAgain, { params: { rsid, deliveryId: waiting?.id ?? 0 } });
  expect(again).toMatchObject({ state: "waiting", tries: 0 });
  await deliver();
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids).size).toBe(1);
  expect(ids).toHaveLength(3);
  const times = receiver.received.map(({ headers }) => Number(headers["webhook-timestamp"]));
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(5);
  for (const request of receiver.received) verified(secret, request);
});

test("NO9 a new secret and the one before sign for a day, then the new one alone; no answer shows either again", async () => {
  const { load, secret, params, read } = await hooked();
  const { secret: fresh } = await server.api(rotateWebhookSecret, { params });
  expect(fresh).not.toBe(secret);
  await load(lines("Price", "3"));
  await deliver();
  for (const one of [secret, fresh]) verified(one, receiver.received[0] ?? NOTHING);
  expect(JSON.stringify(await read())).not.toMatch(/whsec_|secret"/);
  clock.advance(24 * HOUR_MS);
  await load(lines("Price", "4"));
  await deliver();
  const { headers, body } = receiver.received[1] ?? NOTHING;
  const sign = (one: string) => new Webhook(one).sign(String(headers["webhook-id"]), new Date(Number(headers["webhook-timestamp"]) * 1000), body);
  expect(headers["webhook-signature"]).toBe(sign(fresh));
  expect(await read()).toMatchObject({ oldSecretUntil: null });
  const kept = async () => await server.deps.db.selectFrom("webhook").select(["old_secret", "old_until"]).where("id", "=", params.webhookId).executeTakeFirst();
  expect((await kept())?.old_secret).not.toBeNull();
  await jobs(server.deps)
    .find(({ name }) => name === "notifications.old_secrets")
    ?.run({});
  expect(await kept()).toEqual({ old_secret: null, old_until: null });
});

test("NO12 an address that answers 410 is off at once, Home says so, and nothing more is sent until somebody turns it on", async () => {
  const { load, read, log, params, rsid } = await hooked();
  receiver.answer = { status: 410 };
  await load(lines("Price", "3"));
  await load(lines("Price", "4"));
  while ((await deliver()) > 0);
  expect(await read()).toMatchObject({ state: "gone" });
  expect((await log()).map(({ state }) => state)).toEqual(["given_up", "given_up"]);
  await load(lines("Price", "5"));
  expect(await log()).toHaveLength(2);
  const person = await server.asHeadquarters();
  const told = async () => (await person(listAttention)).attention.filter((line) => line.kind === "webhook_off" && line.rsid === rsid);
  expect(await told()).toEqual([{ kind: "webhook_off", rsid, webhookId: params.webhookId, name: "Pager", why: "gone", since: clock.now().toISOString() }]);
  const [first] = await log();
  await expect(server.api(sendDeliveryAgain, { params: { rsid, deliveryId: first?.id ?? 0 } })).rejects.toMatchObject({ code: "webhook.off" });
  await expect(server.api(testWebhook, { params })).rejects.toMatchObject({ code: "webhook.off" });
  receiver.answer = { status: 204 };
  expect(await server.api(changeWebhook, { params, body: { isOn: true } })).toMatchObject({ state: "on", failingSince: null });
  expect(await told()).toEqual([]);
  await server.api(sendDeliveryAgain, { params: { rsid, deliveryId: first?.id ?? 0 } });
  await deliver();
  expect((await log())[0]).toMatchObject({ state: "sent" });
});

test("NO12 an address that takes nothing for five days is off; one success begins them anew", async () => {
  const { load, read, log } = await hooked();
  const fails = async (n: number) => {
    receiver.answer = { status: 503 };
    await load(lines("Price", String(n)), `${n}.txt`);
    await deliver();
  };
  await fails(1);
  clock.advance(96 * HOUR_MS);
  receiver.answer = { status: 204 };
  await load(lines("Price", "2"));
  await deliver();
  expect(await read()).toMatchObject({ state: "on", failingSince: null });
  await fails(3);
  clock.advance(120 * HOUR_MS - 1_000);
  await fails(4);
  expect(await read()).toMatchObject({ state: "on" });
  for (const wait of [5, 300, 1_800, 7_200]) {
    expect(await read(), "it is tried too seldom to say").toMatchObject({ state: "on" });
    clock.advance(wait * 1_000);
    await deliver();
  }
  expect(await read()).toMatchObject({ state: "failing" });
  const all = await log();
  expect(all.map(({ state }) => state)).toEqual(["given_up", "given_up", "sent", "sent"]);
  expect(
    all.filter(({ tries }) => tries === 5),
    "the try that turned it off",
  ).toMatchObject([{ nextTryAt: null, answer: { status: 503, code: null } }]);
});

test("NO12 two failures five days apart do not turn an address off", async () => {
  const { load, read } = await hooked();
  receiver.answer = { status: 503 };
  await load(lines("Price", "1"));
  await deliver();
  clock.advance(121 * HOUR_MS);
  for (const price of ["2", "3", "4"]) await load(lines("Price", price), `${price}.txt`);
  await deliver();
  await deliver();
  expect(await read()).toMatchObject({ state: "on" });
});

test("NO7 NO12 the log names the address that was tried, and nothing of the old address is held against a new one", async () => {
  const { load, read, log, params } = await hooked();
  receiver.answer = { status: 503 };
  await load(lines("Price", "1"));
  await deliver();
  expect((await read())?.failingSince).not.toBeNull();
  const old = receiver.url;
  const moved = await startWebhookReceiver();
  expect(await server.api(changeWebhook, { params, body: { url: moved.url } })).toMatchObject({ failingSince: null });
  expect(await log()).toMatchObject([{ to: old, state: "waiting" }]);
  clock.advance(5_000);
  await deliver();
  expect(moved.received).toHaveLength(1);
  expect(await log()).toMatchObject([{ to: moved.url, state: "sent" }]);
  // A try at an address that was changed meanwhile says nothing of the new one.
  await load(lines("Price", "2"), "2.txt");
  moved.answer = "never";
  const third = await startWebhookReceiver();
  const trying = deliver();
  while (moved.received.length < 2) await sleep(10);
  await server.api(changeWebhook, { params, body: { url: third.url } });
  await moved.close();
  await trying;
  expect(await read()).toMatchObject({ state: "on", failingSince: null, url: third.url });
  expect((await log())[0]).toMatchObject({ to: moved.url, state: "waiting" });
  await third.close();
});

test("NO12 what was taken after all is sent, though its webhook was turned off while it was tried", async () => {
  const { load, log, params } = await hooked();
  await load(lines("Price", "1"));
  const real = webhookSender(server.deps);
  await deliverDue(server.deps, {
    ...real,
    send: async (delivery) => {
      const outcome = await real.send(delivery);
      await server.api(changeWebhook, { params, body: { isOn: false } });
      return outcome;
    },
  });
  expect(await log()).toMatchObject([{ state: "sent", tries: 1, nextTryAt: null, answer: { status: 204, code: null } }]);
});

test("NO5 NO8 a file ends though its webhook is deleted at that moment", async () => {
  const { source, params, log } = await hooked();
  const { pool } = server.deps;
  await pool.query("create function slow_delivery() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return new; end $$");
  await pool.query("create trigger slow_delivery before insert on notification_delivery for each row execute function slow_delivery()");
  const jobId = await source.send(lines("Price", "3"));
  const loading = loadUpload(server.deps, jobId);
  const isTelling = async () =>
    (await pool.query("select from pg_stat_activity where wait_event = 'PgSleep' and query like '%notification_delivery%'")).rowCount === 1;
  while (!(await isTelling()));
  await server.api(deleteWebhook, { params });
  await loading;
  await pool.query("drop trigger slow_delivery on notification_delivery; drop function slow_delivery()");
  expect(await source.receipt(jobId)).toMatchObject({ status: "failure" });
  await deliver();
  expect(await log()).toMatchObject([{ webhookId: null, to: receiver.url, state: "given_up" }]);
});

test("NO8 a report suite has twenty webhooks at most, also when many are made at once", async () => {
  const { rsid } = await newSuite(server);
  const body = { name: "Pager", url: receiver.url, kinds: ["file.failed" as const] };
  const made = await Promise.allSettled(Array.from({ length: 25 }, async () => await server.api(createWebhook, { params: { rsid }, body })));
  expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  for (const one of made) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "webhook.too_many" });
  expect((await server.api(listWebhooks, { params: { rsid } })).webhooks).toHaveLength(20);
});

test("NO8 a test is sent when it is asked for, whatever was chosen; a deleted webhook keeps its log", async () => {
  const { params, secret, log, rsid, load } = await hooked({ kinds: ["match_rate.low"] });
  await server.api(testWebhook, { params });
  await deliver();
  expect(verified(secret, receiver.received[0] ?? NOTHING)).toMatchObject({ type: "test", data: { dataSource: null, link: null } });
  expect(await server.api(deleteWebhook, { params })).toEqual({ webhooks: [] });
  await load(lines("Price", "3"));
  const [told] = await log();
  expect(told).toMatchObject({ webhookId: null, to: receiver.url, state: "sent", notice: { facts: { kind: "test" } } });
  await expect(server.api(sendDeliveryAgain, { params: { rsid, deliveryId: told?.id ?? 0 } })).rejects.toMatchObject({ code: "webhook.off" });
});

test("NO8 NO10 a wrong address is refused with its place, and so is an unencrypted one unless the settings allow it", async () => {
  const { rsid } = await hooked();
  const make = async (url: string, api = server.api) => await api(createWebhook, { params: { rsid }, body: { name: "x", url, kinds: ["file.failed"] } });
  for (const url of ["x", "ftp://a.example/", "https://user:pass@a.example/", "https://a.example/ b", "javascript:alert(1)", ""])
    await expect(make(url)).rejects.toMatchObject({ code: "request.wrong", faults: [{ path: ["url"] }] });
  const strict = await testServer({ clock, background: false });
  await newSuite(strict);
  await expect(strict.api(createWebhook, { params: { rsid }, body: { name: "x", url: "http://a.example/", kinds: ["file.failed"] } })).rejects.toMatchObject({
    code: "webhook.wrong",
    faults: [{ path: ["url"], wrong: { code: "value.not_encrypted" } }],
  });
  await strict.close();
});

test("NO7 the log is read page by page, newest first", async () => {
  const { rsid, load } = await hooked();
  for (let n = 0; n < 5; n += 1) await load(lines("Price", String(n)), `${n}.txt`);
  const names: string[] = [];
  for (let before: number | undefined; ;) {
    const page = await server.api(listDeliveries, { params: { rsid }, query: { limit: 2, ...(before !== undefined && { before }) } });
    names.push(...page.deliveries.map(({ notice }) => (notice !== null && "filename" in notice.facts ? notice.facts.filename : "")));
    if (page.next === null) break;
    before = page.next;
  }
  expect(names).toEqual(["4.txt", "3.txt", "2.txt", "1.txt", "0.txt"]);
});
