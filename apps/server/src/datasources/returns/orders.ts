import { NOTHING_TAKEN, parseDecimal, type NamedOrder, type Taken } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { ordersNamed, takenOfOrders, type OrderNamed } from "./refund-queries.ts";

/** What is known of the transaction ids that refunds name. */
export interface Orders {
  /** undefined: never seen, or seen while storage was off. */
  recorded(key: string): OrderNamed | undefined;
  named(key: string): NamedOrder;
  /** Of the order of that id, whichever of its ids named it. */
  taken(key: string): Taken;
  take(key: string, taken: Taken): void;
}

export async function ordersOf({ warehouse }: Pick<Deps, "warehouse">, { suite, keys }: { suite: string; keys: readonly string[] }): Promise<Orders> {
  const known = new Map((await warehouse.rows(ordersNamed, { suite, keys: [...keys] })).map((order) => [order.transaction_id, order]));
  const taken = new Map<string, Taken>();
  const recorded = (key: string): OrderNamed | undefined => {
    const order = known.get(key);
    return order?.recorded === true ? order : undefined;
  };
  const orders = [...known.values()].filter(({ order_known }) => order_known);
  if (orders.length > 0) {
    const of = { suite, visitors: [...new Set(orders.map(({ visitor_id }) => visitor_id))], orders: [...new Set(orders.map(({ order_id }) => order_id))] };
    for (const { refunded, ...row } of await warehouse.rows(takenOfOrders, of)) taken.set(refunded, takenOf(row));
  }
  return {
    recorded,
    named: (key) => namedOf(known.get(key)),
    taken: (key) => taken.get(recorded(key)?.order_id ?? "") ?? NOTHING_TAKEN,
    take: (key, now) => {
      const order = recorded(key);
      if (order?.order_known === true) taken.set(order.order_id, now);
    },
  };
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

function takenOf(row: {
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
