import { Refusal } from "@rapport/contract";
import type { Deps } from "../deps.ts";

/** A person has to make room on the disk, which takes a while. */
const ROOM_RETRY_SECONDS = 30;

/** Refuses hits while there is no room for them, before they are read. */
export function assertTakesHits({ journal, disk }: Pick<Deps, "journal" | "disk">): void {
  if (!disk.takes()) throw new Refusal("collection.disk_full", {}, { retryAfterSeconds: ROOM_RETRY_SECONDS });
  if (journal.underPressure()) throw new Refusal("collection.pressure", {}, { retryAfterSeconds: 1 });
}
