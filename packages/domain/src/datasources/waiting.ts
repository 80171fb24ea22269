import type { UnlinkedReason } from "@rapport/contract/data-sources";

/** The reasons with which a row waits for a late link. An expired id stays expired, because a transaction never changes. */
export const WAITING_REASONS = ["unknown", "seen_while_storage_off", "unknown_visitor"] as const satisfies readonly UnlinkedReason[];
