import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { bareApp } from "./bare-app.fixture.ts";
import { connectionBounds } from "./index.ts";

test("S10 there are never more connections than there is room for, and one address has half of them unless the setting says otherwise", () => {
  expect(connectionBounds({}, 768)).toEqual({ most: 752, perAddress: 376 });
  expect(connectionBounds({}, undefined)).toEqual({ most: 10_000, perAddress: 5_000 });
  expect(connectionBounds({ most: 5_000, perAddress: 5_000 }, 768)).toEqual({ most: 752, perAddress: 752 });
  expect(connectionBounds({ most: 64, perAddress: 10 }, 768)).toEqual({ most: 64, perAddress: 10 });
});

test("S10 a connection beyond the limit of its address is told so and ended, and there is room again when others end", async () => {
  const app = bareApp({
    connections: { most: 100, perAddress: 3 },
  });
  const port = Number(new URL(await app.fastify.listen({ host: "127.0.0.1", port: 0 })).port);
  const open: Socket[] = [];
  for (let i = 0; i < 3; i += 1) open.push(await opened(port));
  const refused = await opened(port);
  const [said] = (await once(refused, "data")) as [Buffer];
  expect(said.toString()).toMatch(/^HTTP\/1.1 503 [^]*retry-after: 5[^]*request.connections_full/);
  await once(refused, "close");
  for (const socket of open) socket.destroy();
  await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => ({ status: 0 }))).status).toBe(404);
  await app.fastify.close();
});

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}
