import { decodeQueryValue } from "./query-string.ts";
import { cut, MAX_BYTES } from "../values/text.ts";

/** How the visitor came, as far as the referrer shows. */
export interface Finding {
  /** The host of an external referrer, without `www.`. */
  readonly referringDomain: string;
  /** '' when the referrer is not a search engine. */
  readonly searchEngine: string;
  readonly searchKeyword: string;
}

/** The keyword shown for a search engine that hides its keywords. */
export const KEYWORD_UNAVAILABLE = "Keyword Unavailable";

/** null without a referrer, and for a referrer on the page's own site. */
export function findingOf({ referrer, pageUrl }: { referrer: string; pageUrl: string }): Finding | null {
  if (referrer === "") return null;
  const referringDomain = hostOf(referrer);
  if (referringDomain === "" || isSameSite(referringDomain, hostOf(pageUrl))) return null;
  const engine = engineOf(referringDomain);
  if (engine === undefined) return { referringDomain, searchEngine: "", searchKeyword: "" };
  const keyword = cut(queryValue(referrer, engine.keyword), MAX_BYTES.conversion);
  return { referringDomain, searchEngine: engine.name, searchKeyword: keyword === "" ? KEYWORD_UNAVAILABLE : keyword };
}

const END_OF_AUTHORITY = /[/?#\\]/;

/** The lower-case host of an address without `www.`, port and user; '' for none. */
export function hostOf(address: string): string {
  const start = address.indexOf("://");
  if (start === -1) return "";
  const rest = address.slice(start + 3);
  const end = rest.search(END_OF_AUTHORITY);
  const withUser = end === -1 ? rest : rest.slice(0, end);
  const authority = withUser.slice(withUser.lastIndexOf("@") + 1);
  const port = authority.indexOf(":");
  const host = (port === -1 ? authority : authority.slice(0, port)).toLowerCase();
  return cut(host.startsWith("www.") ? host.slice(4) : host, MAX_BYTES.conversion);
}

/** The decoded value of a parameter in an address's query; '' when absent. */
export function queryValue(address: string, name: string): string {
  let at = address.indexOf("?");
  while (at !== -1) {
    const from = at + 1;
    if (address.startsWith(name, from) && address[from + name.length] === "=") {
      const valueFrom = from + name.length + 1;
      let end = valueFrom;
      while (end < address.length && address[end] !== "&" && address[end] !== "#") end++;
      return decodeQueryValue(address.slice(valueFrom, end));
    }
    at = address.indexOf("&", from);
  }
  return "";
}

interface Engine {
  readonly name: string;
  readonly keyword: string;
}

/** By the label before the public suffix, such as `google` of `google.co.uk`. */
const ENGINES: ReadonlyMap<string, Engine> = new Map([
  ["google", { name: "Google", keyword: "q" }],
  ["bing", { name: "Bing", keyword: "q" }],
  ["duckduckgo", { name: "DuckDuckGo", keyword: "q" }],
  ["yahoo", { name: "Yahoo!", keyword: "p" }],
  ["ecosia", { name: "Ecosia", keyword: "q" }],
  ["qwant", { name: "Qwant", keyword: "q" }],
  ["startpage", { name: "Startpage", keyword: "query" }],
  ["yandex", { name: "Yandex", keyword: "text" }],
  ["baidu", { name: "Baidu", keyword: "wd" }],
]);

/** The labels by which a host is that of a search engine. */
export const SEARCH_LABELS: readonly string[] = [...ENGINES.keys()];

/** Sites of these companies that are not search engines. */
export const NOT_SEARCH = ["mail.", "docs.", "drive.", "accounts.", "news."];

function engineOf(host: string): Engine | undefined {
  if (NOT_SEARCH.some((part) => host.startsWith(part))) return undefined;
  const labels = host.split(".");
  // A public suffix has one or two labels.
  for (const label of labels.slice(-3, -1)) {
    const engine = ENGINES.get(label);
    if (engine !== undefined) return engine;
  }
  return undefined;
}

function isSameSite(a: string, b: string): boolean {
  return b !== "" && (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`));
}
