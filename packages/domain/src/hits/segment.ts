import { hitFault } from "@rapport/contract/refusals";
import { commerceOf, NO_COMMERCE } from "./commerce.ts";
import { currencyOf } from "./currency.ts";
import { quarantine, type ParsedHit, type Quarantined, type RawHit } from "./hit.ts";
import { isObject, scalarText, valueAt, type JsonObject } from "./json.ts";
import { segmentCommerce } from "./segment-commerce.ts";
import { segmentDims } from "./segment-dims.ts";
import { keepHit, type Sender } from "./keep-hit.ts";
import type { SuiteRules } from "./suite-rules.ts";
import { identifying } from "../values/ids.ts";
import { byteLength, cut, MAX_BYTES } from "../values/text.ts";
import { UnreadValues } from "../values/unread.ts";
import { MAX_AHEAD_MS, parseTimestamp } from "./timestamp.ts";

/** Clocks that differ by less count as equal, because the request itself takes time. */
const CLOCK_TOLERANCE_MS = 5_000;

const CALLS = ["track", "page", "screen", "identify", "group", "alias"] as const;
type MessageType = (typeof CALLS)[number];

/** Reads one Segment message. */
export function parseSegmentHit(raw: RawHit, rules: SuiteRules): ParsedHit {
  const envelope = raw.payload;
  const message = isObject(envelope) ? withBatchContext(envelope["message"], envelope["batch"]) : undefined;
  if (!isObject(envelope) || !isObject(message)) return quarantine("hit.malformed", hitFault("hit.not_object", {}));
  const type = typeOf(message, envelope["call"]);
  if (type === undefined) return quarantine("type.unknown", hitFault("hit.type_unknown", { types: [...CALLS] }));
  const unread = new UnreadValues();
  const sender = senderOf({ message, type, unread });
  if ("kind" in sender) return sender;
  const at = timeOf({ message, sentAt: envelope["sentAt"], receivedAt: raw.receivedAt });
  if (typeof at !== "number") return at;
  const event = type === "track" ? scalarText(message["event"]).trim() : "";
  if (type === "track" && event === "") return quarantine("event.missing", hitFault("hit.event_missing", {}));
  const sent = segmentCommerce({ message, event, rules, unread });
  const currency = currencyOf(scalarText(valueAt(message, ["properties", "currency"])), { field: "properties.currency", own: rules.currency });
  if (typeof currency !== "string") return currency;
  const commerce = sent === null ? NO_COMMERCE : (sent.refund ?? commerceOf({ rules, ...sent }));
  const isPage = type === "page" || type === "screen";
  const { dims, lists } = segmentDims({ message, isPage, rules });
  if (isPage && dims["page"] === undefined && dims["pageurl"] === undefined) return quarantine("page.missing", hitFault("hit.page_missing", {}));
  return keepHit({
    sender,
    commerce,
    rest: {
      how: type === "identify" || type === "alias" ? type : "hit",
      at,
      saysTime: sentTime(message) !== undefined,
      receivedAt: raw.receivedAt,
      source: 1,
      isPageView: isPage,
      dims,
      lists,
      transactionIds: sent?.transactionIds ?? [],
      currency,
      waits: sent?.waits,
      messageId: cut(scalarText(message["messageId"]), MAX_BYTES.conversion),
      unread: unread.list(),
    },
  });
}

/** The batch's context applies to each of its messages; a message's own keys win. */
function withBatchContext(message: unknown, batch: unknown): unknown {
  const shared = valueAt(batch, ["context"]);
  if (!isObject(message) || !isObject(shared)) return message;
  const own = message["context"];
  return { ...message, context: isObject(own) ? { ...shared, ...own } : shared };
}

function typeOf(message: JsonObject, call: unknown): MessageType | undefined {
  const type = message["type"] === undefined || message["type"] === null ? call : message["type"];
  return CALLS.find((known) => known === type);
}

/** The visitor is `userId`, like `vid`; else `anonymousId`. An alias binds `previousId` (V11, V12). */
function senderOf({ message, type, unread }: { message: JsonObject; type: MessageType; unread: UnreadValues }): Sender | Quarantined {
  const idAt = (field: string) => identifying(scalarText(message[field]), { field, unread });
  const userId = idAt("userId");
  const anonymousId = idAt(type === "alias" ? "previousId" : "anonymousId");
  const device = anonymousId !== "" && byteLength(anonymousId) <= MAX_BYTES.visitor ? `anon:${anonymousId}` : "";
  if (userId !== "") {
    if (byteLength(userId) > MAX_BYTES.visitor)
      return quarantine("identity.too_long", hitFault("hit.id_long", { fields: ["userId"], most: MAX_BYTES.visitor }));
    return { visitor: `vid:${userId}`, isKnown: true, device };
  }
  if (device !== "") return { visitor: device, isKnown: false, device: "" };
  if (anonymousId !== "") return quarantine("identity.too_long", hitFault("hit.id_long", { fields: ["anonymousId"], most: MAX_BYTES.visitor }));
  return quarantine("identity.missing", hitFault("hit.id_missing", { fields: ["userId", "anonymousId"] }));
}

/** undefined when the message has no time. */
function sentTime(message: JsonObject): unknown {
  const given = message["timestamp"] ?? message["originalTimestamp"];
  return given === null || given === "" ? undefined : given;
}

/** `timestamp`, corrected by the error of the sender's clock: its `sentAt` is our time of arrival. */
function timeOf({ message, sentAt, receivedAt }: { message: JsonObject; sentAt: unknown; receivedAt: number }): number | Quarantined {
  const given = sentTime(message);
  if (given === undefined) return receivedAt;
  const timestamp = parseTimestamp(scalarText(given));
  if (timestamp === null) return quarantine("timestamp.invalid", hitFault("hit.time_form", { field: "timestamp", forms: ["iso"] }));
  const sent = parseTimestamp(scalarText(message["sentAt"] ?? sentAt));
  const behind = sent === null ? 0 : receivedAt - sent;
  const at = Math.abs(behind) <= CLOCK_TOLERANCE_MS ? timestamp : timestamp + behind;
  if (at - receivedAt > MAX_AHEAD_MS) return quarantine("timestamp.future", hitFault("hit.time_ahead", { field: "timestamp", minutes: MAX_AHEAD_MS / 60_000 }));
  return at >= 0 ? at : quarantine("timestamp.invalid", hitFault("hit.time_early", { field: "timestamp" }));
}
