import { hitFault } from "@rapport/contract/refusals";
import { commerceOf, type Commerce } from "./commerce.ts";
import { currencyOf } from "./currency.ts";
import { parseEvents } from "./events.ts";
import { quarantine, type ParsedHit, type Quarantined, type RawHit } from "./hit.ts";
import { DEVICE_IDS, readImageQuery, type ImageQuery } from "./image-query.ts";
import { LIST_SEPARATOR, splitList } from "./lists.ts";
import { parseProducts } from "./products.ts";
import { queryValue } from "./referrer.ts";
import { setFinding } from "./finding-dims.ts";
import { keepHit, type Sender } from "./keep-hit.ts";
import type { SuiteRules } from "./suite-rules.ts";
import { identifying, transactionIdsOf } from "../values/ids.ts";
import { byteLength, cut, MAX_BYTES, MAX_URL, maxBytesOf } from "../values/text.ts";
import { UnreadValues } from "../values/unread.ts";
import { MAX_AHEAD_MS, parseTimestamp } from "./timestamp.ts";
import { isObject } from "./json.ts";

/** Reads an image request (IR1 to IR5). */
export function parseImageHit(raw: RawHit, rules: SuiteRules): ParsedHit {
  const envelope = raw.payload;
  if (!isObject(envelope) || typeof envelope["query"] !== "string") return quarantine("hit.malformed", hitFault("hit.no_query", {}));
  const query = readImageQuery(envelope["query"]);
  const unread = new UnreadValues();
  const sender = senderOf({ query, client: raw.client, unread });
  if ("kind" in sender) return sender;
  const time = timeOf({ query, receivedAt: raw.receivedAt });
  if (typeof time !== "number") return time;
  const commerce = imageCommerce(query, { rules, unread });
  const currency = currencyOf(query.currency, { field: "cc", own: rules.currency });
  if (typeof currency !== "string") return currency;
  const headerUrl = typeof envelope["referer"] === "string" ? cut(envelope["referer"], MAX_URL) : "";
  const address = query.pageUrl === "" ? headerUrl : query.pageUrl;
  const page = pageOf({ query, address });
  const lists = setDims({ query, page, address, rules });
  const transactionIds = transactionIdsOf(query.transactionIds, { field: "xact", unread });
  if (page.url === "" && isEmpty({ query, commerce, transactionIds })) return quarantine("page.missing", hitFault("hit.nothing_named", {}));
  return keepHit({
    sender,
    commerce,
    rest: {
      how: "hit",
      at: time,
      saysTime: query.timestamp !== "",
      receivedAt: raw.receivedAt,
      source: query.timestamp === "" ? 1 : 2,
      isPageView: page.name !== "" || page.url !== "",
      dims: query.dims,
      lists,
      transactionIds,
      currency,
      messageId: "",
      unread: unread.list(),
    },
  });
}

/** Products without any event are a product view (EV3). */
function imageCommerce(query: ImageQuery, { rules, unread }: { rules: SuiteRules; unread: UnreadValues }): Commerce {
  const products = parseProducts(query.products, unread);
  const events = query.events === "" && products.length > 0 ? "prodView" : query.events;
  return commerceOf({ rules, events: parseEvents(events, unread), products, purchaseId: cut(query.purchaseId, rules.purchaseIdBytes) });
}

/** The first of vid, aid, mid, fid that is present; else IP address and user agent (V8). */
function senderOf({ query, client, unread }: { query: ImageQuery; client: string; unread: UnreadValues }): Sender | Quarantined {
  const vid = identifying(query.vid, { field: "vid", unread });
  const devices = DEVICE_IDS.map((name) => ({ name, id: identifying(query[name], { field: name, unread }) })).filter(({ id }) => id !== "");
  const first = devices.find(({ id }) => byteLength(id) <= MAX_BYTES.visitor);
  const device = first === undefined ? "" : `${first.name}:${first.id}`;
  if (vid !== "") {
    if (byteLength(vid) > MAX_BYTES.visitor) return quarantine("identity.too_long", hitFault("hit.id_long", { fields: ["vid"], most: MAX_BYTES.visitor }));
    return { visitor: `vid:${vid}`, isKnown: true, device };
  }
  if (device !== "") return { visitor: device, isKnown: false, device: "" };
  if (devices.length > 0) return quarantine("identity.too_long", hitFault("hit.id_long", { fields: [...DEVICE_IDS], most: MAX_BYTES.visitor }));
  if (client === "") return quarantine("identity.missing", hitFault("hit.id_missing", { fields: ["vid", ...DEVICE_IDS, "IP address", "user agent"] }));
  return { visitor: `ipua:${client}`, isKnown: false, device: "" };
}

function timeOf({ query, receivedAt }: { query: ImageQuery; receivedAt: number }): number | Quarantined {
  if (query.timestamp === "") return receivedAt;
  const time = parseTimestamp(query.timestamp);
  if (time === null) return quarantine("timestamp.invalid", hitFault("hit.time_form", { field: "ts", forms: ["unix", "iso"] }));
  return time - receivedAt > MAX_AHEAD_MS ? quarantine("timestamp.future", hitFault("hit.time_ahead", { field: "ts", minutes: MAX_AHEAD_MS / 60_000 })) : time;
}

interface Page {
  readonly name: string;
  readonly url: string;
}

/** A link has no page. Without a page name the address is the name; without `g` the address comes from the browser's header. */
function pageOf({ query, address }: { query: ImageQuery; address: string }): Page {
  if (query.linkType !== "") return { name: "", url: "" };
  const end = address.search(/[?#]/);
  const name = query.pageName === "" ? cut(end === -1 ? address : address.slice(0, end), MAX_BYTES.traffic) : query.pageName;
  return { name, url: address };
}

const LINK_DIMS: ReadonlyMap<string, string> = new Map([
  ["lnk_d", "downloadlink"],
  ["d", "downloadlink"],
  ["lnk_e", "exitlink"],
  ["e", "exitlink"],
]);

/** Completes `query.dims` and returns the values of the list variables. `address` is the visitor's page, on a link too. */
function setDims({ query, page, address, rules }: { query: ImageQuery; page: Page; address: string; rules: SuiteRules }): Record<string, readonly string[]> {
  const { dims } = query;
  const lists: Record<string, readonly string[]> = {};
  for (const { key, path } of rules.variableSources) {
    if (path[0] !== "contextData" && path[0] !== "c") continue;
    const sent = query.context.get(path.slice(1).join("."));
    if (sent === undefined) continue;
    const value = cut(sent, maxBytesOf(key));
    if (value !== "" && key.startsWith("list")) query.lists[key] = sent;
    else if (value !== "") dims[key] = value;
  }
  for (const [key, text] of Object.entries(query.lists)) {
    const values = splitList(text, rules.delimiters.get(key) ?? ",");
    if (values.length === 0) continue;
    lists[key] = values;
    dims[key] = values.join(LIST_SEPARATOR);
  }
  if (page.name !== "" && dims["page"] === undefined) dims["page"] = page.name;
  if (page.url !== "") dims["pageurl"] = cut(page.url, MAX_BYTES.conversion);
  if (query.linkType !== "") {
    const link = query.linkName === "" ? query.linkUrl : query.linkName;
    if (link !== "") dims[LINK_DIMS.get(query.linkType) ?? "customlink"] = link;
  }
  setFinding(dims, { referrer: query.referrer, pageUrl: address, medium: mediumOf(address) });
  return lists;
}

function mediumOf(url: string): string {
  return url.includes("utm_") ? queryValue(url, "utm_medium") || queryValue(url, "utm_source") : "";
}

/** True when the request itself names something; the browser's header alone does not count. */
function isEmpty({ query, commerce, transactionIds }: { query: ImageQuery; commerce: Commerce; transactionIds: readonly string[] }): boolean {
  const isSilent =
    query.linkType === "" && transactionIds.length === 0 && commerce.events.length === 0 && commerce.products.length === 0 && commerce.orders === 0n;
  return isSilent && Object.keys(query.dims).length === 0;
}
