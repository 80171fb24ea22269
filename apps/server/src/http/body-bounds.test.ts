import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { endpoint, nothing } from "@rapport/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { bareApp } from "./bare-app.fixture.ts";
import { route, routeFile, type App } from "./index.ts";

let app: App;
let port: number;
const sockets: Socket[] = [];
beforeAll(async () => {
  app = bareApp({
    bodies: { unknownTogether: 1_000_000, wholeWithinMs: 1_500 },
  });
  const draft = { method: "POST" as const, summary: "", body: z.unknown() };
  const open = endpoint({ ...draft, name: "open", path: "/open", permission: "public", bodyKind: "raw", replyKind: "raw", reply: nothing });
  const kept = endpoint({ ...draft, name: "kept", path: "/kept", permission: "customer.manage", reply: z.object({}) });
  routeFile(app, open, ({ http }) => ({ contentType: "text/plain", body: String(http.rawBody.length) }));
  route(app, kept, () => ({}));
  port = Number(new URL(await app.fastify.listen({ host: "127.0.0.1", port: 0 })).port);
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await app.fastify.close();
});

const post = async (bytes: number) => await fetch(`http://127.0.0.1:${port}/open`, { method: "POST", body: Buffer.alloc(bytes, "a") });

async function halfSent({ path, length, sent }: { path: string; length: number; sent: number }): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  sockets.push(socket);
  await once(socket, "connect");
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`);
  socket.write(Buffer.alloc(sent, "a"));
  return socket;
}

async function answerOf(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  socket.on("data", (part: Buffer) => parts.push(part));
  await once(socket, "close");
  return Buffer.concat(parts).toString();
}

test("S2 a body of a caller not known yet is at most 512 kB, with and without a length", async () => {
  expect(await (await post(512 * 1024)).text()).toBe(String(512 * 1024));
  expect((await post(512 * 1024 + 1)).status).toBe(413);
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => undefined);
  socket.write("POST /open HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n");
  socket.write(`${(600 * 1024).toString(16)}\r\n${"a".repeat(600 * 1024)}\r\n`);
  expect(await answerOf(socket)).toMatch(/^HTTP\/1.1 413 [^]*The body is larger than the 512 kB/);
});

test("S2 bodies of callers not known yet are limited together, are refused with a reason, and give their room back", async () => {
  const holders = [await halfSent({ path: "/open", length: 500_000, sent: 400_000 }), await halfSent({ path: "/open", length: 500_000, sent: 400_000 })];
  await new Promise((resolve) => setTimeout(resolve, 200));
  const refused = await post(300_000);
  expect([refused.status, refused.headers.get("retry-after"), ((await refused.json()) as { code: string }).code]).toEqual([503, "2", "request.bodies_full"]);
  for (const holder of holders) holder.destroy();
  await expect.poll(async () => (await post(300_000)).status).toBe(200);
});

test("S2 a caller who may not call is refused before their body is read", async () => {
  const socket = await halfSent({ path: "/kept", length: 8_000_000, sent: 10 });
  const [first] = (await once(socket, "data")) as [Buffer];
  expect(first.toString()).toMatch(/^HTTP\/1.1 401 /);
});

test("S10 a body that comes one byte at a time is ended", async () => {
  const socket = await halfSent({ path: "/open", length: 1_000, sent: 1 });
  const drip = setInterval(() => socket.write("a"), 100);
  const answer = await answerOf(socket);
  clearInterval(drip);
  expect(answer).toMatch(/^HTTP\/1.1 400 [^]*request.slow/);
});

test("S10 headers that are not complete in time are refused with the reason, and so is a connection that says nothing", async () => {
  const other = bareApp();
  const url = new URL(await other.fastify.listen({ host: "127.0.0.1", port: 0 }));
  // Connections are looked at every five seconds.
  other.fastify.server.headersTimeout = 300;
  for (const sent of ["POST /open HTTP/1.1\r\nhost: x\r\n", ""]) {
    const socket = connect(Number(url.port), "127.0.0.1");
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.write(sent);
    expect(await answerOf(socket)).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n[^]*The address and headers were not complete within 20 seconds\./);
  }
  await other.fastify.close();
});
