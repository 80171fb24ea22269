import { createHash } from "node:crypto";
import type { Exchange } from "../http/index.ts";

/** Tells callers without an id apart; the address itself is never stored. */
export function clientOf(http: Exchange): string {
  return createHash("sha256")
    .update(http.ip)
    .update("\n")
    .update(http.header("user-agent") ?? "")
    .digest("hex")
    .slice(0, 32);
}
