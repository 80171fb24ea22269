import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { PassThrough, type Readable } from "node:stream";
import { snapshotsOfDevices } from "./queries.ts";

const EVERY_MS = 1_000;
/** The number is told again after so long, because something between may keep what is sent, or forget a connection, without anybody being told: who hears nothing asks. */
const SIGN_OF_LIFE_MS = 4_000;
/** A browser has a stream for each tab. Beyond this the oldest one of the device ends. */
const MOST_OF_DEVICE = 8;

interface Listener {
  readonly stream: PassThrough;
  /** The number that was told last. */
  told: number | null | undefined;
}

export interface SnapshotStreams {
  /** Tells a device the number of its store's snapshot now and each time it changes, until it is no register any more or `wanted` is aborted. */
  open(device: Buffer, wanted: AbortSignal): Promise<Readable>;
  /** How many are open. */
  count(): number;
}

/**
 * The streams of all devices of this process (PB11). One query a second asks for all of them, and none while nobody listens; a stream has no timer and no query
 * of its own.
 */
export function snapshotStreams({ db, log }: { readonly db: Kysely<Database>; readonly log: Logger }): SnapshotStreams {
  const devices = new Map<string, { readonly token: Buffer; readonly listeners: Set<Listener> }>();
  let timer: NodeJS.Timeout | undefined;
  let quietMs = 0;
  let failed = false;

  const tell = (listener: Listener, number: number | null) => {
    if (listener.told === number || listener.stream.writableEnded) return;
    listener.told = number;
    say(listener);
    if (number === null) listener.stream.end();
  };

  const say = ({ stream, told }: Listener) => stream.write(`data: ${told}\n\n`);

  const askForAll = async () => {
    // Nobody who comes while the query runs, who may know of a newer one.
    const asked = [...devices].map(([key, { token, listeners }]) => ({ key, token, listeners: [...listeners] }));
    if (asked.length === 0) return;
    try {
      const numbers = await snapshotsOfDevices(
        db,
        asked.map(({ token }) => token),
      );
      for (const { key, listeners } of asked) for (const listener of listeners) tell(listener, numbers.get(key) ?? null);
      failed = false;
    } catch (error) {
      // Told once; those who listen wait, and the next second asks again.
      if (!failed) log.warn({ event: "snapshots.not_asked", err: error }, "devices are not told of new snapshots");
      failed = true;
    }
    quietMs += EVERY_MS;
    if (quietMs >= SIGN_OF_LIFE_MS) {
      quietMs = 0;
      for (const { listeners } of devices.values()) for (const listener of listeners) if (!listener.stream.writableEnded) say(listener);
    }
  };

  const goOn = () => {
    if (timer !== undefined || devices.size === 0) return;
    timer = setTimeout(() => {
      void askForAll().finally(() => {
        timer = undefined;
        goOn();
      });
    }, EVERY_MS);
    timer.unref();
  };

  return {
    count: () => [...devices.values()].reduce((sum, { listeners }) => sum + listeners.size, 0),
    async open(token, wanted) {
      const key = token.toString("hex");
      const stream = new PassThrough();
      const now = (await snapshotsOfDevices(db, [token])).get(key) ?? null;
      const listener: Listener = { stream, told: undefined };
      tell(listener, now);
      if (now === null || wanted.aborted) return stream.end();
      const device = devices.get(key) ?? { token, listeners: new Set() };
      devices.set(key, device);
      const [oldest] = device.listeners;
      if (oldest !== undefined && device.listeners.size >= MOST_OF_DEVICE) oldest.stream.end();
      device.listeners.add(listener);
      const end = () => stream.end();
      wanted.addEventListener("abort", end, { once: true });
      stream.once("close", () => {
        wanted.removeEventListener("abort", end);
        device.listeners.delete(listener);
        if (device.listeners.size === 0 && devices.get(key) === device) devices.delete(key);
      });
      goOn();
      return stream;
    },
  };
}
