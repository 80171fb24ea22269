import { parseDecimal, type Decimal4 } from "./decimal.ts";
import { entriesOf, metricOfEvent } from "./events.ts";
import { cut, MAX_BYTES } from "./text.ts";

/** An entry of the `products` list; null where the entry says nothing. */
export interface ListedProduct {
  readonly category: string;
  readonly name: string;
  readonly quantity: Decimal4 | null;
  /** Price of the line, not of one unit (EV4). */
  readonly price: Decimal4 | null;
  /** Values of custom events, by event name. */
  readonly events: Readonly<Record<string, Decimal4>>;
}

/** `Category;Product;Quantity;Price;event1=2|event2=5;eVar1=a`, entries between commas. Merchandising eVars are not read. */
export function parseProducts(text: string): ListedProduct[] {
  const products: ListedProduct[] = [];
  for (const entry of entriesOf(text)) {
    const [category = "", name = "", quantity = "", price = "", events = ""] = entry.split(";");
    if (category.trim() === "" && name.trim() === "" && price.trim() === "" && events === "") continue;
    products.push({
      category: cut(category, MAX_BYTES.traffic),
      name: cut(name, MAX_BYTES.traffic),
      quantity: parseDecimal(quantity.trim()),
      price: parseDecimal(price.trim()),
      events: events === "" ? NO_EVENTS : parseProductEvents(events),
    });
  }
  return products;
}

export const NO_EVENTS: Readonly<Record<string, Decimal4>> = {};

function parseProductEvents(text: string): Record<string, Decimal4> {
  const values: Record<string, Decimal4> = {};
  for (const entry of text.split("|")) {
    const equals = entry.indexOf("=");
    if (equals === -1) continue;
    const name = entry.slice(0, equals).trim();
    const value = parseDecimal(entry.slice(equals + 1).trim());
    if (value !== null && metricOfEvent(name) === name) values[name] = value;
  }
  return values;
}
