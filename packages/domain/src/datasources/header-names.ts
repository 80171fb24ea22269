import type { Column } from "./header.ts";

/** How many variables of a kind a suite has. */
const MOST = { evar: 250, prop: 75, event: 1_000 } as const;
type Numbered = keyof typeof MOST;
const WORDS = { evar: "Evar", prop: "Prop", event: "Event" } as const satisfies Record<Numbered, string>;

const OWN = [
  { header: "Date", kind: "date" },
  { header: "transactionID", kind: "transactionId" },
  { header: "VisitorID", kind: "visitorId" },
  { header: "Product", kind: "product" },
  { header: "Category", kind: "category" },
  { header: "Marketing Channel", kind: "dimension", key: "marketingchannel" },
  { header: "Marketing Channel Detail", kind: "dimension", key: "marketingchanneldetail" },
  { header: "Tracking Code", kind: "dimension", key: "campaign" },
  { header: "Zip", kind: "dimension", key: "zip" },
  { header: "Cart Adds", kind: "metric", key: "cartadditions" },
  { header: "Cart Removes", kind: "metric", key: "cartremovals" },
  { header: "Cart Views", kind: "metric", key: "cartviews" },
  { header: "Cart Opens", kind: "metric", key: "carts" },
  { header: "Checkouts", kind: "metric", key: "checkouts" },
  { header: "Orders", kind: "metric", key: "orders" },
  { header: "Price", kind: "metric", key: "revenue" },
  { header: "Quantity", kind: "metric", key: "units" },
] as const satisfies readonly Column[];

/** Columns that reports have too, but older files did not. */
const FURTHER = [
  { header: "Channel", kind: "dimension", key: "channel" },
  { header: "Product Views", kind: "metric", key: "productviews" },
] as const satisfies readonly Column[];

/** The names that people and reports use for columns (FF30). */
const ALSO: ReadonlyMap<string, (typeof OWN)[number]["header"]> = new Map([
  ["transaction id", "transactionID"],
  ["visitor id", "VisitorID"],
  ["cart additions", "Cart Adds"],
  ["cart removals", "Cart Removes"],
  ["carts", "Cart Opens"],
  ["revenue", "Price"],
  ["units", "Quantity"],
  ["zip code", "Zip"],
]);

const byName = (columns: readonly Column[]): ReadonlyMap<string, Column> => new Map(columns.map((column) => [column.header.toLowerCase(), column]));
const OWN_NAMES = byName(OWN);
const FURTHER_NAMES = byName(FURTHER);

/** The column of a header; case does not matter (FF26, FF30). Undefined for a name that is no header. */
export function columnOf(header: string): Column | undefined {
  const name = header.toLowerCase();
  const named = OWN_NAMES.get(ALSO.get(name)?.toLowerCase() ?? name) ?? FURTHER_NAMES.get(name);
  if (named !== undefined) return { ...named, header };
  const numbered = /^(evar|prop|event) ([1-9]\d{0,3})$/.exec(name);
  const kind = numbered?.[1];
  const number = Number(numbered?.[2]);
  if (!isNumbered(kind) || number > MOST[kind]) return undefined;
  return { kind: kind === "event" ? "metric" : "dimension", key: `${kind}${number}`, header };
}

/** The header by which a column is known, however it was written. */
export function headerOf(column: Column): string {
  const numbered = "key" in column ? /^(evar|prop|event)(\d+)$/.exec(column.key) : null;
  if (isNumbered(numbered?.[1])) return `${WORDS[numbered[1]]} ${numbered[2]}`;
  const same = [...OWN, ...FURTHER].find((other) => identityOf(other) === identityOf(column));
  return same?.header ?? column.header;
}

/** The same for two columns that mean the same. */
export function identityOf(column: Column): string {
  return `${column.kind} ${"key" in column ? column.key : ""}`;
}

/** Whether a column has a header of FF26. A source's mapping goes before the others, because they may be anybody's names (FF30). */
export function hasOwnHeader({ header, ...column }: Column): boolean {
  const name = header.toLowerCase();
  return OWN_NAMES.has(name) || name === "transaction id" || name === "visitor id" || ("key" in column && /^(evar|event)\d/.test(column.key));
}

/** Whether a value stands only on its own row and never persists, as on a hit. */
export function isSetOnly(key: string): boolean {
  return key === "zip" || key === "channel" || /^prop\d/.test(key);
}

function isNumbered(kind: string | undefined): kind is Numbered {
  return kind === "evar" || kind === "prop" || kind === "event";
}

/** What to use instead of a column that older formats have, or other systems write. */
export type Instead = "event" | "evar" | "zip" | "currency" | "product_columns" | "not_counted";

const REPLACED: readonly (readonly [RegExp, Instead])[] = [
  // Clicks and views of a value: rows are no instances of it (M1).
  [/^(clickthroughs?|clickthroughscampaign|(evar|prop|trackingcode|campaign)\d{0,3}(views|instances))$/, "event"],
  [/^(events?|eventlist|customevents?)$/, "event"],
  [/^(list|listvar|hier|hierarchy)\d{0,3}$/, "evar"],
  [
    /^(page|pagename|pageurl|pagetype|server|link(name|type|url)|referrer|referringdomain|searchengine|searchkeyword|city|country|region|geo\w*|usertype|storeid)$/,
    "evar",
  ],
  [/^state$/, "zip"],
  [/^currency(code)?$/, "currency"],
  [/^(products|productlist|productstring|merchandising)$/, "product_columns"],
  [/^(visits|visitors|uniquevisitors|pageviews|occurrences|instances)$/, "not_counted"],
];

/** What people write for a header, without blanks and signs. */
const MEANT: Readonly<Record<string, string>> = {
  campaign: "Tracking Code",
  purchaseid: "transactionID",
  orderid: "transactionID",
  transaction: "transactionID",
  customerid: "VisitorID",
  visitor: "VisitorID",
  sitesection: "Channel",
  checkout: "Checkouts",
  order: "Orders",
  productview: "Product Views",
  timestamp: "Date",
};

export type NotRead =
  | { readonly why: "misspelled"; readonly meant: string }
  | { readonly why: "replaced"; readonly instead: Instead }
  | { readonly why: "too_high"; readonly most: string };

/** What is meant by a name that is no header; undefined when nothing is known of it. */
export function meantBy(header: string): NotRead | undefined {
  const squeezed = header.toLowerCase().replaceAll(/[\s_.-]/g, "");
  const numbered = /^(evar|prop|event)0*(\d{1,9})$/.exec(squeezed);
  const kind = numbered?.[1];
  if (isNumbered(kind)) {
    const number = Number(numbered?.[2]);
    if (number > MOST[kind]) return { why: "too_high", most: `${WORDS[kind]} ${MOST[kind]}` };
    return number === 0 ? undefined : { why: "misspelled", meant: `${WORDS[kind]} ${number}` };
  }
  const meant = (Object.hasOwn(MEANT, squeezed) ? MEANT[squeezed] : undefined) ?? spellingOf(squeezed);
  if (meant !== undefined) return { why: "misspelled", meant };
  const instead = REPLACED.find(([names]) => names.test(squeezed))?.[1];
  return instead === undefined ? undefined : { why: "replaced", instead };
}

function spellingOf(squeezed: string): string | undefined {
  const squeeze = (name: string) => name.toLowerCase().replaceAll(" ", "");
  const also = [...ALSO].find(([name]) => squeeze(name) === squeezed)?.[1];
  return also ?? [...OWN, ...FURTHER].find(({ header }) => squeeze(header) === squeezed)?.header;
}
