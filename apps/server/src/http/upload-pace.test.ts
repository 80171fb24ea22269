import { endpoint } from "@rapport/contract";
import { once } from "node:events";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { bareApp } from "./bare-app.fixture.ts";
import { route, type App } from "./index.ts";

const PACE = { leastBytes: 1_000, withinMs: 1_000 };
let app: App;
let port: number;
let isReading = true;
let refused = 0;
beforeAll(async () => {
  app = bareApp();
  const door = endpoint({
    name: "upload",
    method: "POST",
    path: "/upload",
    permission: "public",
    summary: "",
    bodyKind: "multipart",
    reply: z.object({ bytes: z.int() }),
  });
  route(app, door, async ({ http }) => {
    try {
      const upload = await http.upload({ maxBytes: 20_000_000, pace: PACE });
      if (!isReading) await pause(2_500);
      const { length } = await buffer(upload.stream);
      await upload.end();
      return { bytes: length };
    } catch (cause) {
      refused += 1;
      throw cause;
    }
  });
  port = Number(new URL(await app.fastify.listen({ host: "127.0.0.1", port: 0 })).port);
});
afterAll(() => app.fastify.close());

const HEAD = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
const TAIL = "\r\n--b--\r\n";

/** Sends pieces with a pause before each, and returns what came back by the end. */
async function send(pieces: readonly string[], { everyMs }: { everyMs: number }): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  socket.write(`POST /upload HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: ${length}\r\n\r\n`);
  const parts: Buffer[] = [];
  socket.on("data", (part: Buffer) => parts.push(part));
  const closed = once(socket, "close");
  for (const piece of pieces) {
    await pause(everyMs);
    if (socket.destroyed || parts.length > 0) break;
    socket.write(piece);
  }
  await closed;
  return Buffer.concat(parts).toString();
}

test.each([
  ["before the file begins", HEAD.split("")],
  ["in the file", [HEAD, ..."x".repeat(80).split("")]],
  ["after the file", [HEAD, "x", "\r\n--b\r\n", ..."Content-Disposition: form-data".split("")]],
])("S10 an upload that hardly goes on %s is ended, in words", async (_, pieces) => {
  const answer = await send(pieces, { everyMs: 100 });
  expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*upload\.slow/);
  expect(answer).toContain("Less than 1 kB of the file came within 1 seconds, so the upload was ended. Send it again.");
});

test("S10 a slow link that keeps sending may take as long as it needs", async () => {
  const answer = await send([HEAD, ...Array.from({ length: 20 }, () => "x".repeat(800)), TAIL], { everyMs: 100 });
  expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*"bytes":16000/);
});

test("S10 time in which we have not read what arrived is not the sender's delay", async () => {
  isReading = false;
  const before = refused;
  expect(await send([HEAD, "x".repeat(3_000_000), TAIL], { everyMs: 0 })).toMatch(/"bytes":3000000/);
  expect(refused).toBe(before);
  isReading = true;
});
