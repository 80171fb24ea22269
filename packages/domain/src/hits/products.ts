import type { Decimal } from "../values/decimal.ts";
import type { UnreadValues } from "../values/unread.ts";
import { entriesOf, metricOfEvent, type Continued } from "./events.ts";
import { cut, MAX_BYTES } from "../values/text.ts";

/** An entry of the `products` list; null for what the entry does not say. */
export interface ListedProduct {
  readonly category: string;
  readonly name: string;
  /** The shop's other id for it, and whether it came with a name of its own. */
  readonly skus?: readonly string[];
  readonly isNamed?: boolean;
  readonly quantity: Decimal | null;
  /** The price of the whole line, not of one unit (EV4). */
  readonly price: Decimal | null;
  /** The values of custom events, by event name. */
  readonly events: Readonly<Record<string, Decimal>>;
}

/** `Category;Product;Quantity;Price;event1=2|event2=5;eVar1=a`, entries between commas. Merchandising eVars are not read. */
export function parseProducts(text: string, unread: UnreadValues): ListedProduct[] {
  const products: ListedProduct[] = [];
  for (const entry of entriesOf(text, { field: "products", unread, goesOn: PRICE })) {
    const [category = "", name = "", quantity = "", price = "", events = ""] = entry.split(";");
    if (category.trim() === "" && name.trim() === "" && price.trim() === "" && events === "") continue;
    products.push({
      category: cut(category, MAX_BYTES.traffic),
      name: cut(name, MAX_BYTES.traffic),
      quantity: unread.amount(quantity, "products.quantity"),
      price: unread.amount(price, "products.price"),
      events: events === "" ? NO_EVENTS : parseProductEvents(events, unread),
    });
  }
  return products;
}

/** `;Boot;1;59,90` and what may follow such a price: no product begins with only digits and its events. */
const PRICE: Continued = { before: /^[^;]*;[^;]*;[^;]*;[^;a-zA-Z]*[0-9]$/, rest: /^[0-9]+(?:\.[0-9]*)?[^;0-9a-zA-Z]*(?:;(?:event[0-9].*|eVar[0-9].*)?)*$/ };

export const NO_EVENTS: Readonly<Record<string, Decimal>> = {};

function parseProductEvents(text: string, unread: UnreadValues): Record<string, Decimal> {
  const values: Record<string, Decimal> = {};
  for (const entry of text.split("|")) {
    const equals = entry.indexOf("=");
    if (equals === -1) continue;
    const name = entry.slice(0, equals).trim();
    if (metricOfEvent(name) !== name) continue;
    const value = unread.amount(entry.slice(equals + 1), `products.${name}`);
    if (value !== null) values[name] = value;
  }
  return values;
}
