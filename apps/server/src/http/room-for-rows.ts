import { Refusal } from "@rapport/contract";
import type { Deps } from "../deps.ts";

/** So many rows come from a hand or a till, and go on like a note does. */
const FEW = 100;
const ROOM_RETRY_SECONDS = 30;

/** Refuses a batch of many rows, before any is looked at, while there is no room for it on the disk (F2). */
export function assertRoomForRows({ disk }: Pick<Deps, "disk">, rows: readonly unknown[]): void {
  if (rows.length > FEW && !disk.takes()) throw new Refusal("server.disk_nearly_full", {}, { retryAfterSeconds: ROOM_RETRY_SECONDS });
}
