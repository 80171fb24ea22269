import { isAway, isOutOfRoom } from "@rapport/operational";
import { isPassing } from "@rapport/warehouse";

/** Too many open files, or a disk error. */
const SCARCE = new Set(["EMFILE", "ENFILE", "EIO"]);

/** True for a failure that the work itself did not cause: a store is away or has no room. The same work may succeed later. */
export function mayPass(error: unknown): boolean {
  return isAway(error) || isPassing(error) || isOutOfRoom(error) || isScarce(error);
}

function isScarce(error: unknown): boolean {
  return error instanceof Error && (("code" in error && SCARCE.has(String(error.code))) || isScarce(error.cause));
}
