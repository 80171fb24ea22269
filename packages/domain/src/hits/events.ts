import { parseDecimal, type Decimal4 } from "./decimal.ts";
import { cut, MAX_BYTES } from "./text.ts";

/** An entry of the `events` list; `value` is null when none is given. */
export interface ListedEvent {
  /** Name as sent: `purchase`, `scAdd`, `event12`. */
  readonly name: string;
  readonly value: Decimal4 | null;
  /** `event1:ABC123` counts once in the suite (20 bytes); '' without. */
  readonly serial: string;
}

/** The commerce events by the name a tag sends, with the metric they count (EV1). Names are case-sensitive. */
export const COMMERCE_METRICS: ReadonlyMap<string, string> = new Map([
  ["purchase", "orders"],
  ["prodView", "productviews"],
  ["scOpen", "carts"],
  ["scAdd", "cartadditions"],
  ["scRemove", "cartremovals"],
  ["scView", "cartviews"],
  ["scCheckout", "checkouts"],
]);

/** Metric of an event name; undefined for a name that is none. */
export function metricOfEvent(name: string): string | undefined {
  return COMMERCE_METRICS.get(name) ?? (isCustomEvent(name) ? name : undefined);
}

/** Characters of `events` and `products` that are read; of a longer list the last entries are lost. */
export const MAX_LIST_LENGTH = 65_536;

/** `purchase,event1=10,event2:ABC,event3=2.5:DEF`: unknown names are left out, a name that repeats counts once. */
export function parseEvents(text: string): ListedEvent[] {
  const events: ListedEvent[] = [];
  for (const entry of entriesOf(text)) {
    const event = parseEvent(entry);
    if (event !== null && !events.some((known) => known.name === event.name)) events.push(event);
  }
  return events;
}

/** Entries between commas of a list, of which at most `MAX_LIST_LENGTH` characters are read; an entry cut in two is left out. */
export function entriesOf(text: string): string[] {
  if (text === "") return [];
  if (text.length <= MAX_LIST_LENGTH) return text.split(",");
  return text.slice(0, Math.max(0, text.lastIndexOf(",", MAX_LIST_LENGTH))).split(",");
}

function parseEvent(entry: string): ListedEvent | null {
  const colon = entry.indexOf(":");
  const equals = entry.indexOf("=");
  const nameEnd = Math.min(colon === -1 ? entry.length : colon, equals === -1 ? entry.length : equals);
  const name = entry.slice(0, nameEnd).trim();
  if (metricOfEvent(name) === undefined) return null;
  const valueEnd = colon > equals ? colon : entry.length;
  const value = equals === -1 ? null : parseDecimal(entry.slice(equals + 1, valueEnd).trim());
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
