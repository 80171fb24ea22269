import { setFinding } from "./finding-dims.ts";
import { isObject, scalarText, valueAt, type JsonObject } from "./json.ts";
import { distinctValues, LIST_SEPARATOR, splitList } from "./lists.ts";
import { queryValue } from "./referrer.ts";
import type { Source, SuiteRules } from "./suite-rules.ts";
import { cut, MAX_BYTES, MAX_URL, maxBytesOf } from "../values/text.ts";

export interface SegmentDims {
  readonly dims: Record<string, string>;
  readonly lists: Record<string, readonly string[]>;
}

/**
 * The values that a message sets: by the suite's own `from` paths, then by the defaults for the rest (SG3, SG4). `traits.x` reads the call's traits, else those of its context.
 */
export function segmentDims({ message, isPage, rules }: { message: JsonObject; isPage: boolean; rules: SuiteRules }): SegmentDims {
  const result: SegmentDims = { dims: {}, lists: {} };
  for (const source of rules.variableSources) setVariable({ result, message, source, rules });
  const { dims } = result;
  const context = objectAt(message, "context");
  const properties = objectAt(message, "properties");
  const page = objectAt(context, "page");
  const campaign = objectAt(context, "campaign");
  const url = cut(scalarText(properties["url"]) || scalarText(page["url"]), MAX_URL);
  setDefault(dims, { key: "campaign", text: scalarText(campaign["name"]), maxBytes: MAX_BYTES.conversion });
  setDefault(dims, { key: "marketingchannel", text: scalarText(properties["channel"]), maxBytes: maxBytesOf("marketingchannel") });
  if (isPage) {
    const path = scalarText(properties["path"]) || scalarText(page["path"]);
    setDefault(dims, { key: "page", text: scalarText(message["name"]) || scalarText(properties["name"]) || path, maxBytes: MAX_BYTES.traffic });
    setDefault(dims, { key: "channel", text: scalarText(message["category"]) || scalarText(properties["category"]), maxBytes: MAX_BYTES.traffic });
    setDefault(dims, { key: "pageurl", text: url, maxBytes: MAX_BYTES.conversion });
  }
  const referrer = cut(scalarText(properties["referrer"]) || scalarText(page["referrer"]) || scalarText(objectAt(context, "referrer")["url"]), MAX_URL);
  setFinding(dims, { referrer, pageUrl: url, medium: mediumOf({ campaign, url }) });
  return result;
}

const NOTHING: JsonObject = {};

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isObject(value) ? value : NOTHING;
}

function mediumOf({ campaign, url }: { campaign: JsonObject; url: string }): string {
  const medium = scalarText(campaign["medium"]) || scalarText(campaign["source"]);
  if (medium !== "" || !url.includes("utm_")) return medium;
  return queryValue(url, "utm_medium") || queryValue(url, "utm_source");
}

function setDefault(dims: Record<string, string>, { key, text, maxBytes }: { key: string; text: string; maxBytes: number }): void {
  if (text === "" || dims[key] !== undefined) return;
  const value = cut(text, maxBytes);
  if (value !== "") dims[key] = value;
}

function setVariable({ result, message, source, rules }: { result: SegmentDims; message: JsonObject; source: Source; rules: SuiteRules }): void {
  const { key, path } = source;
  const value = valueAt(message, path) ?? (path[0] === "traits" ? valueAt(message["context"], path) : undefined);
  if (value === undefined || value === null) return;
  if (key.startsWith("list")) {
    const values = Array.isArray(value) ? distinctValues(value.map(scalarText)) : splitList(scalarText(value), rules.delimiters.get(key) ?? ",");
    if (values.length === 0) return;
    result.lists[key] = values;
    result.dims[key] = values.join(LIST_SEPARATOR);
    return;
  }
  setDefault(result.dims, { key, text: scalarText(value), maxBytes: maxBytesOf(key) });
}
