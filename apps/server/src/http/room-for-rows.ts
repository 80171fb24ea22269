import { Refusal } from "@rapport/contract";
import type { Deps } from "../deps.ts";

/** Up to this many rows come from a person or a register. They are accepted as a note is. */
const FEW = 100;
const ROOM_RETRY_SECONDS = 30;

/** Refuses a larger batch while the disk has no room for it, before any row is read (F2). */
export function assertRoomForRows({ disk }: Pick<Deps, "disk">, rows: readonly unknown[]): void {
  if (rows.length > FEW && !disk.takes()) throw new Refusal("server.disk_nearly_full", {}, { retryAfterSeconds: ROOM_RETRY_SECONDS });
}
