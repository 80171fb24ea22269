import { quarantine, type ParsedHit, type RawHit } from "./hit.ts";
import { parseImageHit } from "./image-request.ts";
import { parseSegmentHit } from "./segment.ts";
import type { SuiteRules } from "./suite-rules.ts";

/** Understands one accepted hit, or says why it cannot be used. Never throws. */
export function parseHit(raw: RawHit, rules: SuiteRules): ParsedHit {
  switch (raw.door) {
    case "segment":
      return parseSegmentHit(raw, rules);
    case "image":
      return parseImageHit(raw, rules);
    default:
      return quarantine("hit.malformed", "The hit came by a door that is not known.");
  }
}
