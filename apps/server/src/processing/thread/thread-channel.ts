import type { WarehouseHost } from "@rapport/warehouse";
import type { ChannelOptions } from "birpc";
import type { Journal } from "../../deps.ts";
import type { MessagePort, Worker } from "node:worker_threads";

/** What the processing thread asks of the thread that started it. */
export interface ThreadHost extends WarehouseHost {
  /** Sent every second. */
  setHealthy(healthy: boolean): void;
  /** The journal's: it lives where hits are accepted. */
  unloaded(): ReturnType<Journal["unloaded"]>;
}

/** What the processing thread is asked to do. */
export interface ProcessingThread {
  hitsCommitted(count: number): void;
  /** Resolves when the work that had begun is finished. */
  stop(): Promise<void>;
}

/** What a thread is given at its start: data only. */
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

/** Buffers in the parts of a message that belong to one array of bytes only, and can be transferred. */
function transferable(parts: readonly unknown[]): ArrayBuffer[] {
  return parts
    .flatMap((part): unknown[] => (typeof part === "object" && part !== null ? Object.values(part) : []))
    .filter((value): value is Uint8Array<ArrayBuffer> => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer)
    .filter(({ byteLength, buffer }) => byteLength >= WORTH_BYTES && byteLength === buffer.byteLength)
    .map(({ buffer }) => buffer);
}
