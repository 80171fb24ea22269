import type { Decimal } from "../values/decimal.ts";
import type { UnreadValues } from "../values/unread.ts";
import { cut, MAX_BYTES } from "../values/text.ts";

/** An entry of the `events` list; `value` is null when it has none. */
export interface ListedEvent {
  /** The name as sent: `purchase`, `scAdd`, `event12`. */
  readonly name: string;
  readonly value: Decimal | null;
  /** `event1:ABC123` counts once in the suite (20 bytes); '' without. */
  readonly serial: string;
}

/** The commerce events by the name that a tag sends, with the metric that they count (EV1). Names are case-sensitive. */
export const COMMERCE_METRICS: ReadonlyMap<string, string> = new Map([
  ["purchase", "orders"],
  ["prodView", "productviews"],
  ["scOpen", "carts"],
  ["scAdd", "cartadditions"],
  ["scRemove", "cartremovals"],
  ["scView", "cartviews"],
  ["scCheckout", "checkouts"],
]);

/** The metric of an event name; undefined for an unknown name. */
export function metricOfEvent(name: string): string | undefined {
  return COMMERCE_METRICS.get(name) ?? (isCustomEvent(name) ? name : undefined);
}

/** How many characters of `events` and `products` are read. Of a longer list the last entries are left out. */
export const MAX_LIST_LENGTH = 65_536;

/** `purchase,event1=10,event2:ABC,event3=2.5:DEF`: unknown names are left out, a repeated name counts once, an event whose value cannot be read is left out and told. */
export function parseEvents(text: string, unread: UnreadValues): ListedEvent[] {
  const events: ListedEvent[] = [];
  for (const entry of entriesOf(text, { field: "events", unread, goesOn: EVENT_AMOUNT })) {
    const event = parseEvent(entry, unread);
    if (event !== null && !events.some((known) => known.name === event.name)) events.push(event);
  }
  return events;
}

/**
 * The entries between commas of a list of at most `MAX_LIST_LENGTH` characters. An entry that would be cut is left out, and all left-out
 * entries are told. A comma may also be the decimal comma of an amount; `goesOn` says that an entry is the rest of the amount before it (D5).
 */
export function entriesOf(text: string, { field, unread, goesOn }: { field: string; unread: UnreadValues; goesOn: Continued }): string[] {
  if (text === "") return [];
  return joinedAmounts(whole(text, { field, unread }).split(","), goesOn);
}

/** How an entry with an amount ends, and how an entry with the rest of that amount begins. */
export interface Continued {
  readonly before: RegExp;
  readonly rest: RegExp;
}

function whole(text: string, { field, unread }: { field: string; unread: UnreadValues }): string {
  if (text.length <= MAX_LIST_LENGTH) return text;
  const end = Math.max(0, text.lastIndexOf(",", MAX_LIST_LENGTH));
  const left = text.slice(end === 0 ? 0 : end + 1);
  unread.tell({ reason: "list.cut", field, value: left, count: left.split(",").length });
  return text.slice(0, end);
}

function joinedAmounts(entries: string[], { before, rest }: Continued): string[] {
  if (!entries.some((entry) => rest.test(entry))) return entries;
  const joined: string[] = [];
  for (const entry of entries) {
    const last = joined.at(-1);
    if (last !== undefined && rest.test(entry) && before.test(last)) joined[joined.length - 1] = `${last},${entry}`;
    else joined.push(entry);
  }
  return joined;
}

/** `event1=59,90`. */
const EVENT_AMOUNT: Continued = { before: /^\s*event[0-9]+=[^:]*[0-9]$/, rest: /^[0-9]+(?:\.[0-9]*)?(?::.*)?$/ };

function parseEvent(entry: string, unread: UnreadValues): ListedEvent | null {
  const colon = entry.indexOf(":");
  const equals = entry.indexOf("=");
  const nameEnd = Math.min(colon === -1 ? entry.length : colon, equals === -1 ? entry.length : equals);
  const name = entry.slice(0, nameEnd).trim();
  if (metricOfEvent(name) === undefined) return null;
  const valueEnd = colon > equals ? colon : entry.length;
  const sent = equals === -1 ? "" : entry.slice(equals + 1, valueEnd).trim();
  // A commerce event counts one, whatever its value.
  const value = isCustomEvent(name) ? unread.amount(sent, name) : null;
  if (value === null && sent !== "" && isCustomEvent(name)) return null;
  const serialEnd = equals > colon ? equals : entry.length;
  const serial = colon === -1 ? "" : cut(entry.slice(colon + 1, serialEnd), MAX_BYTES.serial);
  return { name, value, serial };
}

function isCustomEvent(name: string): boolean {
  if (!name.startsWith("event") || name.length < 6 || name.length > 9 || name[5] === "0") return false;
  let number = 0;
  for (let i = 5; i < name.length; i++) {
    const digit = name.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    number = number * 10 + digit;
  }
  return number <= 1000;
}
