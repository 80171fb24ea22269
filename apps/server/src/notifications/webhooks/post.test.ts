import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startWebhookReceiver, type WebhookReceiver } from "../../testing/index.ts";
import { post } from "./post.ts";

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(async () => await receiver.close());
beforeEach(() => {
  receiver.answer = { status: 204 };
  receiver.received.length = 0;
});

const send = async (url: string, { mayGoInside = false } = {}) => await post({ url, headers: { "x-test": "1" }, body: "{}", mayGoInside });
const INSIDE = [
  "127.0.0.1",
  "127.8.9.10",
  "2130706433",
  "0x7f.1",
  "0177.0.0.1",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:10.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "[fc00::1]",
  "[fd12:3456::1]",
  "[fe80::1]",
  "[ff02::1]",
  "localhost",
];

test.each(INSIDE)("NO10 nothing goes to %s, by the address that it has when it is connected to", async (host) => {
  const { port } = new URL(receiver.url);
  expect(await send(`https://${host}:${port}/`)).toEqual({ status: null, code: "address_forbidden" });
  expect(receiver.received).toEqual([]);
});

test("NO10 unencrypted, or to this machine, only what the settings allow is sent", async () => {
  expect(await send(receiver.url)).toEqual({ status: null, code: "not_encrypted" });
  expect(receiver.received).toEqual([]);
  expect(await send(receiver.url, { mayGoInside: true })).toEqual({ status: 204, code: null });
  expect(receiver.received).toMatchObject([{ path: "/hook", body: "{}", headers: { "x-test": "1", "content-length": "2" } }]);
});

test("NO10 a redirect is not followed: its number is the answer", async () => {
  const other = await startWebhookReceiver();
  receiver.answer = { status: 307, headers: { location: other.url } };
  expect(await send(receiver.url, { mayGoInside: true })).toEqual({ status: 307, code: null });
  expect(other.received).toEqual([]);
  await other.close();
});

test("NO10 of a long answer only the beginning is read, and its number counts", async () => {
  receiver.answer = { status: 200, bytes: 50_000_000 };
  const begun = performance.now();
  expect(await send(receiver.url, { mayGoInside: true })).toEqual({ status: 200, code: null });
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test("NO10 who never answers is left after fifteen seconds, and so is who sends a byte at a time", { timeout: 60_000 }, async () => {
  receiver.answer = "never";
  const slow = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.write("HTTP/1.1 200 OK\r\nx-slow: ");
    const drip = setInterval(() => socket.write("x"), 200);
    socket.on("close", () => clearInterval(drip));
  }).listen(0, "127.0.0.1");
  await once(slow, "listening");
  const dripping = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/`;
  const begun = performance.now();
  const answers = await Promise.all([receiver.url, dripping].map(async (url) => await send(url, { mayGoInside: true })));
  expect(answers.map(({ code }) => code)).toEqual(["timeout", "timeout"]);
  expect(performance.now() - begun).toBeLessThan(30_000);
  slow.close();
});

test("NO10 a port on which nobody listens is told by a code, without an address", async () => {
  expect(await send("http://127.0.0.1:1/", { mayGoInside: true })).toEqual({ status: null, code: "ECONNREFUSED" });
});
