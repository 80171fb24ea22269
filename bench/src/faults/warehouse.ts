import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startClickHouseFront } from "@rapport/testkit";
import type { Figure } from "../figures.ts";
import { underLoad } from "./under-load.ts";

/** An external warehouse does not answer for a while; hits and files come meanwhile and wait. */
export async function warehouseAway(seconds: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-warehouse-"));
  const front = await startClickHouseFront({ dataDir: folder });
  const link = await cuttable(Number(new URL(front.url).port));
  try {
    return await underLoad({
      name: `the warehouse away for ${seconds} s`,
      hitsPerSecond: 200,
      filesEveryMs: seconds > 60 ? 20_000 : 2_000,
      env: { CLICKHOUSE_URL: link.url },
      async work() {
        link.cut();
        await pause(seconds * 1000);
        link.mend();
        return [];
      },
    });
  } finally {
    link.close();
    await front.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Link {
  readonly url: string;
  cut(): void;
  mend(): void;
  close(): void;
}

/** A proxy to a port of this machine that can be cut: then its connections end, and new ones too. */
async function cuttable(port: number): Promise<Link> {
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one
        .on("error", () => other.destroy())
        .on("close", () => {
          open.delete(one);
          other.destroy();
        });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const destroyAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      destroyAll();
    },
    mend: () => void (isCut = false),
    close() {
      server.close();
      destroyAll();
    },
  };
}
