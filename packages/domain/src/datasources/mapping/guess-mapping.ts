import type { DateFormat, DecimalSign, Delimiter, FileEncoding, FileMapping, WrittenDate } from "@rapport/contract/data-sources";
import { readText } from "../../values/read-text.ts";
import { decode, encodingOf } from "../encoding.ts";
import { columnOf, headerOf } from "../header-names.ts";
import { mapDate, type FileCell } from "./map-date.ts";

export const DELIMITERS: Readonly<Record<Delimiter, string>> = { comma: ",", semicolon: ";", tab: "\t", bar: "|" };

/** The encoding of a text, from its first bytes; cut anywhere. */
export function guessEncoding(start: Uint8Array): FileEncoding {
  if (encodingOf(start).markBytes > 0) return "auto";
  const zeros = [0, 0];
  for (const [index, byte] of start.subarray(0, 1_000).entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd + even > start.subarray(0, 1_000).length / 4) return odd > even ? "utf-16le" : "utf-16be";
  const decoded = decode(start, "utf-8");
  // A character at the end may be cut.
  return decoded.kind === "undecodable" && decoded.at < start.length - 3 ? "windows-1252" : "auto";
}

/** What parts a header: the one of the signs that stands there most. */
export function guessDelimiter(header: string): Delimiter {
  const bare = header.replaceAll(/"[^"]*"/g, "");
  const counts = (Object.keys(DELIMITERS) as Delimiter[]).map((name) => ({ name, count: bare.split(DELIMITERS[name]).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).name;
}

/** Names that tills, shops and spreadsheets use, without blanks and signs. */
const KNOWN: readonly (readonly [to: string, names: RegExp])[] = [
  ["Date", /^(date|datum|day|dag|(order|transaction|sales?|booking|purchase)date|(order|boek|verkoop|transactie)datum|timestamp)$/],
  [
    "transactionID",
    /^(transactionid|transactieid|transactie|order|orderid|orderno|ordernumber|ordernummer|bon|bonnummer|receipt|receiptno|invoice|invoiceno|factuur|factuurnummer)$/,
  ],
  ["VisitorID", /^(visitorid|customer|customerid|customerno|customernumber|klant|klantid|klantnummer|accountnumber)$/],
  ["Product", /^(product|productid|sku|article|articleno|artikel|artikelnummer|stockcode|item)$/],
  ["Category", /^(category|categorie|productcategory|productgroep)$/],
  ["Quantity", /^(quantity|qty|units|aantal|stuks)$/],
  ["Price", /^(price|amount|revenue|total|linetotal|bedrag|omzet|prijs|totaal|regelbedrag)$/],
  ["Orders", /^orders$/],
  ["Zip", /^(zip|zipcode|postcode|postalcode)$/],
  ["Tracking Code", /^(trackingcode|campaign|campagne)$/],
];

const WORDS: Readonly<Record<string, string>> = { evar: "Evar", prop: "Prop", event: "Event" };

function guessHeader(name: string): string | null {
  const column = columnOf(name);
  if (column !== undefined) return headerOf(column);
  const squeezed = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  const numbered = /^(evar|prop|event)0*(\d{1,4})$/.exec(squeezed);
  if (numbered !== null) return `${WORDS[numbered[1] ?? ""] ?? ""} ${Number(numbered[2])}`;
  return KNOWN.find(([, names]) => names.test(squeezed))?.[0] ?? null;
}

const NAMED_MOST = 1_000;
const WRITTEN: readonly WrittenDate[] = ["YYYY-MM-DD", "DD-MM-YYYY", "DD.MM.YYYY", "YYYY/MM/DD", "YYYYMMDD"];

/** A first mapping of a file, for a person to put right. */
export function guessMapping({
  names,
  rows,
  own,
  ...of
}: Pick<FileMapping, "delimiter" | "encoding" | "sheet" | "skippedLines"> & {
  names: readonly FileCell[];
  rows: readonly (readonly FileCell[])[];
  own: DateFormat;
}): FileMapping {
  const taken = new Set<string>();
  const columns = names.flatMap((cell) => {
    const from = readText(String(cell)).slice(0, 200);
    if (from === "") return [];
    const guess = guessHeader(from);
    const to = guess === null || taken.has(guess.toLowerCase()) ? null : guess;
    if (to !== null) taken.add(to.toLowerCase());
    return [{ from, to, turned: false }];
  });
  const unique = columns.filter(({ from }, index) => columns.findIndex((other) => other.from.toLowerCase() === from.toLowerCase()) === index);
  const valuesOf = (to: RegExp) =>
    names.flatMap((cell, at) => (to.test(columns.find(({ from }) => from === readText(String(cell)))?.to ?? "") ? rows.map((row) => row[at] ?? "") : []));
  const dates = valuesOf(/^Date$/).filter((value) => value !== "");
  const slashes: readonly WrittenDate[] = own === "day_first" ? ["DD/MM/YYYY", "MM/DD/YYYY"] : ["MM/DD/YYYY", "DD/MM/YYYY"];
  const written = [...WRITTEN, ...slashes].map((format) => ({
    format,
    read: dates.filter((value) => mapDate(typeof value === "string" ? readText(value) : value, { dates: format, own }) !== null).length,
  }));
  const best = written.reduce((one, other) => (other.read > one.read ? other : one));
  const amounts = valuesOf(/^(Price|Quantity|Orders|Event \d+)$/).map(String);
  const decimals: DecimalSign =
    amounts.some((value) => /,\d{1,2}$/.test(value)) || (of.delimiter === "semicolon" && !amounts.some((value) => /\.\d{1,2}$/.test(value)))
      ? "comma"
      : "point";
  // Of a very wide file only the columns that are known are named.
  const isWide = unique.length > NAMED_MOST;
  const columnsNamed = isWide ? unique.filter(({ to }, index) => to !== null || index === 0) : unique;
  return { ...of, dates: best.format, decimals, columns: columnsNamed, constants: [], others: isWide ? "leave_out" : "refuse" };
}
