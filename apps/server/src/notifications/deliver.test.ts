import { createWebhook, listDeliveries, testWebhook, type WebhookId } from "@rapport/contract/data-sources";
import type { Rsid } from "@rapport/contract";
import { testClock } from "@rapport/testkit";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newSuite, startWebhookReceiver, testServer, type TestServer, type WebhookReceiver } from "../testing/index.ts";
import { deliverDue, startDelivering, type Sender } from "./deliver.ts";
import { webhookSender } from "./webhooks/send-webhook.ts";

const clock = testClock(new Date());
let server: TestServer;
let receivers: WebhookReceiver[] = [];
beforeAll(async () => {
  server = await testServer({ clock, webhooks: { publicUrl: undefined, mayGoInside: true }, background: false, logLevel: "silent" });
});
afterAll(async () => await server.close());
afterEach(async () => {
  await server.deps.db.deleteFrom("notification_delivery").execute();
  await Promise.all(receivers.map(async (one) => await one.close()));
  receivers = [];
});

async function newWebhook(rsid: string) {
  const receiver = await startWebhookReceiver();
  receivers.push(receiver);
  const { id } = await server.api(createWebhook, { params: { rsid }, body: { name: "Pager", url: receiver.url, kinds: ["file.failed"] } });
  return { receiver, id, tell: async () => await server.api(testWebhook, { params: { rsid: rsid as Rsid, webhookId: id as WebhookId } }) };
}
async function until(isSo: () => boolean, withinMs = 10_000): Promise<void> {
  for (const deadline = Date.now() + withinMs; !isSo(); await sleep(20)) if (Date.now() > deadline) throw new Error("it never came");
}
const logOf = async (rsid: string) => (await server.api(listDeliveries, { params: { rsid }, query: {} })).deliveries;

test("NO6 receivers that never answer do not hold up one that does, however much waits for them", async () => {
  const { rsid } = await newSuite(server);
  const slow = await Promise.all(Array.from({ length: 5 }, async () => await newWebhook(rsid)));
  for (const one of slow) {
    one.receiver.answer = "never";
    for (let n = 0; n < 12; n += 1) await one.tell();
  }
  const good = await newWebhook(rsid);
  const delivering = startDelivering(server.deps, webhookSender(server.deps));
  const held = () => slow.reduce((sum, { receiver }) => sum + receiver.received.length, 0);
  await until(() => held() >= 10);
  await sleep(1_500);
  // Each has tries that wait for an answer, and there is still room.
  expect(slow.every(({ receiver }) => receiver.received.length >= 1 && receiver.received.length <= 4)).toBe(true);
  const heldBefore = held();
  for (let n = 1; n <= 6; n += 1) {
    await good.tell();
    await until(() => good.receiver.received.length === n, 4_000);
  }
  expect(held(), "nobody answered meanwhile").toBe(heldBefore);
  const stopped = delivering.stop();
  await Promise.all(receivers.map(async (one) => await one.close()));
  receivers = [];
  await stopped;
});

test("NO6 a message that cannot be sent is a try that failed, does not keep the others, and is given up in the end", async () => {
  const { rsid } = await newSuite(server);
  const [first, second] = [await newWebhook(rsid), await newWebhook(rsid)];
  await first.tell();
  await second.tell();
  const real = webhookSender(server.deps);
  const faulty: Sender = {
    way: "webhook",
    send: async (delivery) => {
      if (delivery.webhook_id === first.id) throw new Error("a fault of the server");
      await sleep(200);
      return await real.send(delivery);
    },
  };
  expect(await deliverDue(server.deps, faulty)).toBe(2);
  expect(second.receiver.received).toHaveLength(1);
  expect(await logOf(rsid)).toMatchObject([{ state: "sent" }, { state: "waiting", tries: 1, answer: { status: null, code: "failed" } }]);
  for (let tries = 2; tries <= 10; tries += 1) {
    clock.advance(24 * 3_600_000);
    await deliverDue(server.deps, faulty);
  }
  expect(await logOf(rsid)).toMatchObject([{ state: "sent" }, { state: "given_up", tries: 10, nextTryAt: null }]);
});

test("NO6 NO7 a message of another version is given up in the end, and the log still shows what is beside it", async () => {
  const { rsid } = await newSuite(server);
  const webhook = await newWebhook(rsid);
  await webhook.tell();
  await server.deps.db
    .updateTable("notification")
    .set({ about: JSON.stringify({ later: true }) })
    .where("rsid", "=", rsid)
    .execute();
  await webhook.tell();
  for (let tries = 1; tries <= 10; tries += 1) {
    await deliverDue(server.deps, webhookSender(server.deps));
    clock.advance(24 * 3_600_000);
  }
  expect(webhook.receiver.received).toHaveLength(1);
  expect(await logOf(rsid)).toMatchObject([
    { state: "sent", notice: { facts: { kind: "test" } } },
    { state: "given_up", tries: 10, notice: null, answer: { code: "notice_unreadable" } },
  ]);
});
