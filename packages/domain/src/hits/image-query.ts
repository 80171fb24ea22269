import { openDynamicValues } from "./dynamic-values.ts";
import { decodeQueryValue } from "./query-string.ts";
import { cut, MAX_BYTES, MAX_URL } from "../values/text.ts";

/** The parameters of an image request that are read (IR1); decoded, '' when absent. */
export interface ImageQuery {
  vid: string;
  aid: string;
  mid: string;
  fid: string;
  pageName: string;
  pageUrl: string;
  referrer: string;
  events: string;
  products: string;
  purchaseId: string;
  transactionIds: string;
  currency: string;
  timestamp: string;
  linkType: string;
  linkUrl: string;
  linkName: string;
  /** eVars, props, tracking code, site section, server and zip, cut to their lengths, by key in reports. */
  readonly dims: Record<string, string>;
  /** `list1`-`list3` as sent. */
  readonly lists: Record<string, string>;
  /** Context data between `c.` and `.c`, by its full name. */
  readonly context: Map<string, string>;
}

/** Parameters by which a tag says the device. The first that has one counts. */
export const DEVICE_IDS = ["aid", "mid", "fid"] as const;

/**
 * Reads a raw query string. Names are case-sensitive; if a name is sent twice, the last one counts. Parameters inside
 * a nested block other than context data (`h.` ... `.h`) belong to that block and are not read.
 */
export function readImageQuery(query: string): ImageQuery {
  const result = emptyQuery();
  const open = openDynamicValues(query);
  const decode = (text: string) => open(decodeQueryValue(text));
  const blocks: string[] = [];
  for (let from = query.startsWith("?") ? 1 : 0; from < query.length;) {
    const ampersand = query.indexOf("&", from);
    const end = ampersand === -1 ? query.length : ampersand;
    const equals = query.indexOf("=", from);
    const nameEnd = equals === -1 || equals > end ? end : equals;
    if (nameEnd > from) readParameter({ result, decode, blocks, name: query.slice(from, nameEnd), text: query.slice(Math.min(nameEnd + 1, end), end) });
    from = end + 1;
  }
  // The part of a long page URL that did not fit in `g`.
  if (result.dims["pageurlrest"] !== undefined) {
    result.pageUrl += result.dims["pageurlrest"];
    delete result.dims["pageurlrest"];
  }
  return result;
}

/** The deepest nesting of context data that is read; no tag sends more. */
const MAX_BLOCKS = 20;
const MAX_CONTEXT = 1_000;

function readParameter({ result, decode, blocks, name, text }: Sent & { blocks: string[] }): void {
  if (text === "" && name.length > 1) {
    if (name.endsWith(".")) {
      if (blocks.length < MAX_BLOCKS) blocks.push(name.slice(0, -1));
      return;
    }
    const open = name.startsWith(".") ? blocks.lastIndexOf(name.slice(1)) : -1;
    if (open !== -1) {
      // An end also closes open blocks inside it, so that one missing end does not hide the rest of the request.
      blocks.length = open;
      return;
    }
  }
  if (blocks.length === 0) {
    if (text !== "") readNamed({ result, decode, name, text });
  } else if (blocks[0] === "c" && result.context.size < MAX_CONTEXT) {
    result.context.set([...blocks.slice(1), decodeQueryValue(name)].join("."), decode(text));
  }
}

/** A parameter, and how its value is read. */
interface Sent {
  readonly result: ImageQuery;
  readonly decode: (text: string) => string;
  readonly name: string;
  readonly text: string;
}

function readNamed({ result, decode, name, text }: Sent): void {
  switch (name) {
    case "vid":
    case "aid":
    case "mid":
    case "fid":
      result[name] = decode(text);
      return;
    case "pageName":
    case "gn":
      result.pageName = cut(decode(text), MAX_BYTES.traffic);
      return;
    case "g":
      result.pageUrl = cut(decode(text), MAX_URL);
      return;
    case "-g":
      result.dims["pageurlrest"] = cut(decode(text), MAX_URL);
      return;
    case "r":
      result.referrer = cut(decode(text), MAX_URL);
      return;
    case "events":
    case "ev":
      result.events = decode(text);
      return;
    case "products":
    case "pl":
      result.products = decode(text);
      return;
    case "purchaseID":
    case "pi":
      result.purchaseId = decode(text);
      return;
    case "xact":
      result.transactionIds = decode(text);
      return;
    case "cc":
      result.currency = decode(text);
      return;
    case "ts":
      result.timestamp = decode(text);
      return;
    case "pe":
      result.linkType = decode(text);
      return;
    case "pev1":
      result.linkUrl = cut(decode(text), MAX_BYTES.conversion);
      return;
    case "pev2":
      result.linkName = cut(decode(text), MAX_BYTES.traffic);
      return;
    case "ch":
      setDim(result, { decode, key: "channel", text, maxBytes: MAX_BYTES.traffic });
      return;
    case "server":
    case "sv":
      setDim(result, { decode, key: "server", text, maxBytes: MAX_BYTES.traffic });
      return;
    case "zip":
      setDim(result, { decode, key: "zip", text, maxBytes: MAX_BYTES.zip });
      return;
    case "v0":
      setDim(result, { decode, key: "campaign", text, maxBytes: MAX_BYTES.conversion });
      return;
    default:
      readNumbered({ result, decode, name, text });
  }
}

/** `v1`-`v250`, `c1`-`c75`, `l1`-`l3`. */
function readNumbered({ result, decode, name, text }: Sent): void {
  if (name.length < 2 || name.length > 4) return;
  const number = numberAfterFirst(name);
  if (number === 0) return;
  const first = name.charCodeAt(0);
  if (first === 118 && number <= 250) setDim(result, { decode, key: EVARS[number] ?? "", text, maxBytes: MAX_BYTES.conversion });
  else if (first === 99 && number <= 75) setDim(result, { decode, key: PROPS[number] ?? "", text, maxBytes: MAX_BYTES.traffic });
  else if (first === 108 && number <= 3) result.lists[`list${number}`] = decode(text);
}

function setDim(result: ImageQuery, { decode, key, text, maxBytes }: { decode: Sent["decode"]; key: string; text: string; maxBytes: number }): void {
  const value = cut(decode(text), maxBytes);
  if (value !== "") result.dims[key] = value;
}

const EVARS = Array.from({ length: 251 }, (_, n) => `evar${n}`);
const PROPS = Array.from({ length: 76 }, (_, n) => `prop${n}`);

/** The number after the first character, without leading zeros; 0 when it is not a number. */
function numberAfterFirst(name: string): number {
  let number = 0;
  for (let i = 1; i < name.length; i++) {
    const digit = name.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || (digit === 0 && i === 1)) return 0;
    number = number * 10 + digit;
  }
  return number;
}

function emptyQuery(): ImageQuery {
  return {
    vid: "",
    aid: "",
    mid: "",
    fid: "",
    pageName: "",
    pageUrl: "",
    referrer: "",
    events: "",
    products: "",
    purchaseId: "",
    transactionIds: "",
    currency: "",
    timestamp: "",
    linkType: "",
    linkUrl: "",
    linkName: "",
    dims: {},
    lists: {},
    context: new Map(),
  };
}
