import type { UnlinkedReason } from "@rapport/contract/data-sources";

/** Reasons for which a row waits to be linked late; an expired id stays expired, because a transaction never changes. */
export const WAITING_REASONS = ["unknown", "seen_while_storage_off", "unknown_visitor"] as const satisfies readonly UnlinkedReason[];
