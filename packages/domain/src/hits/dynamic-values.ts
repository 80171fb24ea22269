import { decodeQueryValue } from "./query-string.ts";

/** The beginning of a dynamic value; the parameter `D` of a request may set another. */
const PREFIX = "D=";
/** The most characters of a composed value. */
const LONGEST = 4_096;

/** The long and the short name of each parameter. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  [
    ["pageName", "gn"],
    ["events", "ev"],
    ["products", "pl"],
    ["purchaseID", "pi"],
    ["server", "sv"],
    ["pageType", "gt"],
  ].flatMap(([long = "", short = ""]) => [
    [long, short],
    [short, long],
  ]),
);
const NAMED = /^(?:vid|aid|mid|fid|g|-g|r|ch|cc|ts|t|zip|state|xact|pe|pev1|pev2|pev3|s|c|j|v|k|bw|bh|ce|ct|hp|cl|cdp|h[1-5]|l[1-3]|c[1-9]\d?|v\d{1,3})$/;

/**
 * The values of a request with dynamic values replaced: `D=v1` is the value of `v1`, `D=v1+":"+c2` is both with a colon between (D9).
 * A parameter that was not sent is blank. A value that names no parameter stays as it was sent.
 *
 * @param query the raw query string
 */
export function openDynamicValues(query: string): (decoded: string) => string {
  if (!MAY_HOLD.test(query)) return same;
  const found = new Map<string, string>();
  let sent: Map<string, string> | undefined;
  const parameters = () => (sent ??= parametersOf(query));
  return (decoded) => {
    const prefix = parameters().get("D") || PREFIX;
    return decoded.startsWith(prefix) ? (valueOf(decoded.slice(prefix.length), { parameters: parameters(), prefix, found }) ?? decoded) : decoded;
  };
}

/** True for a query that may hold dynamic values: a value begins with `D=`, or the request sets another beginning. */
const MAY_HOLD = /(?:=D(?:=|%3[dD]))|(?:(?:^|[?&])D=)/;

interface Request {
  readonly parameters: ReadonlyMap<string, string>;
  readonly prefix: string;
  /** The values found so far. A value is blank while it is being found, so one that names itself, directly or through others, adds nothing. */
  readonly found: Map<string, string>;
}

/** The names and quoted texts that a plus joins; undefined when it is something else. */
function valueOf(expression: string, request: Request): string | undefined {
  const terms = termsOf(expression);
  if (terms === undefined) return undefined;
  const values = terms.map((term) => (term.kind === "text" ? term.text : parameter(term.name, request)));
  if (values.some((value) => value === undefined)) return undefined;
  return values.length === 1 ? values[0] : values.join("").slice(0, LONGEST);
}

function parameter(name: string, request: Request): string | undefined {
  const { parameters, prefix, found } = request;
  const value = parameters.get(name) ?? parameters.get(ALIASES.get(name) ?? "");
  if (value === undefined) return NAMED.test(name) || ALIASES.has(name) ? "" : undefined;
  if (!value.startsWith(prefix)) return value;
  const known = found.get(name);
  if (known !== undefined) return known;
  found.set(name, "");
  const opened = valueOf(value.slice(prefix.length), request) ?? value;
  found.set(name, opened);
  return opened;
}

type Term = { readonly kind: "text"; readonly text: string } | { readonly kind: "name"; readonly name: string };

function termsOf(expression: string): readonly Term[] | undefined {
  const terms: Term[] = [];
  // A plus that was not escaped arrives as a blank.
  for (let rest = expression; ;) {
    const [all = "", double, single, name] = TERM.exec(rest) ?? [];
    if (all === "") return undefined;
    terms.push(name === undefined ? { kind: "text", text: double ?? single ?? "" } : { kind: "name", name });
    rest = rest.slice(all.length);
    if (rest === "") return terms;
    if (rest[0] !== "+" && rest[0] !== " ") return undefined;
    rest = rest.slice(1);
  }
}

const TERM = /^(?:"([^"]*)"|'([^']*)'|(-?[A-Za-z][A-Za-z0-9_]*))/;

function parametersOf(query: string): Map<string, string> {
  const sent = new Map<string, string>();
  let depth = 0;
  for (const pair of query.replace(/^\?/, "").split("&")) {
    const equals = pair.indexOf("=");
    const name = equals === -1 ? pair : pair.slice(0, equals);
    const text = equals === -1 ? "" : pair.slice(equals + 1);
    if (text === "" && name.length > 1 && name.endsWith(".")) depth += 1;
    else if (text === "" && name.length > 1 && name.startsWith(".")) depth = Math.max(0, depth - 1);
    else if (depth === 0 && name !== "" && text !== "") sent.set(name, decodeQueryValue(text));
  }
  return sent;
}

function same(decoded: string): string {
  return decoded;
}
