import { hitFault } from "@rapport/contract/refusals";
import type { SegmentCall } from "@rapport/contract/collection";
import { quarantine, type ParsedHit, type RawHit } from "./hit.ts";
import { parseImageHit } from "./image-request.ts";
import { parseSegmentHit } from "./segment.ts";
import type { SuiteRules } from "./suite-rules.ts";

const SEGMENT_DOORS: ReadonlySet<string> = new Set<SegmentCall>(["batch", "track", "page", "screen", "identify", "group", "alias"]);

/** Parses one accepted hit, or says why it cannot be used. Never throws. */
export function parseHit(raw: RawHit, rules: SuiteRules): ParsedHit {
  if (raw.door === "image") return parseImageHit(raw, rules);
  if (SEGMENT_DOORS.has(raw.door)) return parseSegmentHit(raw, rules);
  // Somebody who does not want to be followed: nothing of the hit was stored (HC7).
  if (raw.door === "optedOut") return quarantine("visitor.opted_out", hitFault("hit.opted_out", {}));
  return quarantine("hit.malformed", hitFault("hit.no_door", {}));
}
