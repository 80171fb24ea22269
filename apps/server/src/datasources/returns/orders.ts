import { NOTHING_TAKEN, orderWith, parseDecimal, type DecidedInCurrency, type NamedOrder, type OrderInCurrency, type Taken } from "@rapport/domain";
import type { CurrencyOn } from "../../currency-rates/index.ts";
import type { Deps } from "../../deps.ts";
import { ordersNamed, takenOfOrders, type OrderNamed } from "./refund-queries.ts";

/** What is known of the transaction ids that refunds name. */
export interface Orders {
  /** undefined for an id that was never seen, or seen while storage was off. */
  recorded(key: string): OrderNamed | undefined;
  /** The order with that id and what was given back of it by any of its ids, without the rate of its currency. */
  named(key: string): Omit<OrderInCurrency, "rate">;
  /** The currency of its amounts, and the day of the rate. */
  moneyOf(key: string): CurrencyOn;
  take(key: string, decided: DecidedInCurrency): void;
}

/** @param carried what is given back beside what the warehouse knows; kept up to date by `take` */
export async function ordersOf(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, keys, carried }: { suite: string; keys: readonly string[]; carried?: Map<string, TakenParts> | undefined },
): Promise<Orders> {
  const known = new Map((await warehouse.rows(ordersNamed, { suite, keys: [...keys] })).map((order) => [order.transaction_id, order]));
  const recorded = (key: string): OrderNamed | undefined => {
    const order = known.get(key);
    return order?.recorded === true ? order : undefined;
  };
  const taken = await takenOf({ warehouse }, { suite, orders: [...known.values()].filter(({ order_known }) => order_known) });
  for (const { order_id } of known.values()) {
    const parts = carried?.get(order_id);
    if (parts !== undefined) taken.set(order_id, parts);
  }
  const named = (key: string) => {
    const order = known.get(key);
    const parts = taken.get(recorded(key)?.order_id ?? "");
    return { named: namedOf(order), currency: order?.currency ?? "", taken: parts?.taken ?? NOTHING_TAKEN, takenInSuite: parts?.takenInSuite ?? NOTHING_TAKEN };
  };
  return {
    recorded,
    named,
    moneyOf: (key) => ({ currency: known.get(key)?.currency ?? "", day: known.get(key)?.rate_day ?? "" }),
    take: (key, decided) => {
      const order = recorded(key);
      if (order?.order_known !== true) return;
      const parts = orderWith({ ...named(key), rate: null }, decided);
      taken.set(order.order_id, parts);
      carried?.set(order.order_id, parts);
    },
  };
}

export type TakenParts = Pick<OrderInCurrency, "taken" | "takenInSuite">;

/** What was given back, by order. Amounts in a currency other than the order's are in the suite's. */
async function takenOf(
  { warehouse }: Pick<Deps, "warehouse">,
  { suite, orders }: { suite: string; orders: readonly OrderNamed[] },
): Promise<Map<string, TakenParts>> {
  const taken = new Map<string, TakenParts>();
  if (orders.length === 0) return taken;
  const currencies = new Map(orders.map(({ order_id, currency }) => [order_id, currency]));
  const visitors = [...new Set(orders.map(({ visitor_id }) => visitor_id))];
  for (const { refunded, currency, ...row } of await warehouse.rows(takenOfOrders, { suite, visitors, orders: [...currencies.keys()] })) {
    const before = taken.get(refunded) ?? { taken: NOTHING_TAKEN, takenInSuite: NOTHING_TAKEN };
    taken.set(refunded, { ...before, [currency === currencies.get(refunded) ? "taken" : "takenInSuite"]: amountsOf(row) });
  }
  return taken;
}

function namedOf(order: OrderNamed | undefined): NamedOrder {
  if (order === undefined) return { kind: "unknown" };
  if (!order.recorded) return { kind: "off" };
  const { hit_at, processed_at, expires_at } = order;
  return { kind: "recorded", hitAt: hit_at, processedAt: processed_at, expiresAt: expires_at, order: order.order_known ? countedOf(order) : null };
}

function countedOf(order: OrderNamed) {
  return {
    orders: parseDecimal(order.orders),
    units: parseDecimal(order.units),
    revenue: parseDecimal(order.revenue),
    lines: order.names.map((name, line) => ({
      name,
      category: order.categories[line] ?? "",
      skus: order.skus[line] ?? [],
      units: parseDecimal(order.line_units[line] ?? "0"),
      revenue: parseDecimal(order.line_revenues[line] ?? "0"),
    })),
  };
}

function amountsOf(row: {
  orders: string;
  units: string;
  revenue: string;
  unit_lines: number[];
  line_units: string[];
  revenue_lines: number[];
  line_revenues: string[];
}): Taken {
  const lines = new Map<number, { units: bigint; revenue: bigint }>();
  const of = (line: number) => lines.get(line) ?? { units: 0n, revenue: 0n };
  for (const [at, line] of row.unit_lines.entries()) lines.set(line, { ...of(line), units: parseDecimal(row.line_units[at] ?? "0") });
  for (const [at, line] of row.revenue_lines.entries()) lines.set(line, { ...of(line), revenue: parseDecimal(row.line_revenues[at] ?? "0") });
  return { orders: parseDecimal(row.orders), units: parseDecimal(row.units), revenue: parseDecimal(row.revenue), lines };
}
