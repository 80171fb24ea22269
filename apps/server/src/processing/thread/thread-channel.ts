import type { WarehouseHost } from "@rapport/warehouse";
import type { ChannelOptions } from "birpc";
import type { Journal } from "../../deps.ts";
import type { MessagePort, Worker } from "node:worker_threads";

/** What the processing thread can ask of the thread that started it. */
export interface ThreadHost extends WarehouseHost {
  /** Sent every second. */
  setHealthy(healthy: boolean): void;
  /** The journal's watermark; the journal is in the thread that accepts hits. */
  unloaded(): ReturnType<Journal["unloaded"]>;
}

/** What the processing thread can be asked to do. */
export interface ProcessingThread {
  hitsCommitted(count: number): void;
  /** Resolves when work that has begun is finished. */
  stop(): Promise<void>;
}

/** What a thread gets at its start: only data. */
export interface ThreadStart {
  readonly connection: object;
  readonly warehouse: "embedded" | "server";
  readonly disk: { readonly dataDir: string; readonly reserveBytes: number | undefined };
}

/** Messages between two threads; large byte arrays are transferred, not copied. */
export function channelOf(port: MessagePort | Worker): ChannelOptions {
  return {
    post: (message: { a?: unknown[]; r?: unknown }) => port.postMessage(message, transferable([...(message.a ?? []), message.r])),
    on: (listener) => void port.on("message", listener),
    off: (listener) => void port.off("message", listener),
  };
}

const WORTH_BYTES = 64 * 1024;

/** The buffers in a message that belong to only one array of bytes, and can be transferred. */
function transferable(parts: readonly unknown[]): ArrayBuffer[] {
  return parts
    .flatMap((part): unknown[] => (typeof part === "object" && part !== null ? Object.values(part) : []))
    .filter((value): value is Uint8Array<ArrayBuffer> => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer)
    .filter(({ byteLength, buffer }) => byteLength >= WORTH_BYTES && byteLength === buffer.byteLength)
    .map(({ buffer }) => buffer);
}
