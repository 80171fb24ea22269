import { decimal } from "./amounts.ts";
import type { Calendar } from "./calendar.ts";
import { pick } from "./chance.ts";
import { productOf, type Product } from "./products.ts";
import type { Invoice } from "./retail-csv.ts";
import type { ReturnLine } from "./retail-plan.ts";

/** A data source file, with at most 90 different days (FF18). */
export interface DataFile {
  readonly name: string;
  readonly text: string;
  readonly rows: number;
}

const DAYS_A_FILE = 90;

interface Row {
  readonly at: string;
  readonly cells: readonly string[];
}

/** Cancellations, joined by the transaction id of the order they give back, or by the customer when no such order is known (C20). */
export function returnFiles({
  returns,
  calendar,
  products,
}: {
  returns: readonly ReturnLine[];
  calendar: Calendar;
  products: ReadonlyMap<string, Product>;
}): DataFile[] {
  const rows = returns.map(({ at, line, transactionId, customer }) => ({
    at,
    cells: [
      calendar.fileDate(at),
      transactionId,
      customer ?? "",
      productOf(products, line.article).name,
      String(line.quantity),
      decimal(line.quantity * line.priceThousandths),
    ],
  }));
  return split({ rows, calendar, prefix: "store-returns", header: ["Date", "transactionID", "VisitorID", "Product", "Quantity", "Price"] });
}

/** Store purchases, joined by the customer's account number. Each row has its store and its receipt number (C19). */
export function purchaseFiles({
  inStore,
  calendar,
  products,
  stores,
}: {
  inStore: readonly Invoice[];
  calendar: Calendar;
  products: ReadonlyMap<string, Product>;
  stores: readonly [string, ...string[]];
}): DataFile[] {
  const rows = inStore.flatMap((invoice) =>
    invoice.lines.map((line, index) => {
      const { name, category } = productOf(products, line.article);
      const store = pick({ purpose: "store", key: invoice.customer ?? "", choices: stores });
      return {
        at: invoice.at,
        cells: [
          calendar.fileDate(invoice.at),
          invoice.customer ?? "",
          name,
          category,
          store,
          invoice.number,
          index === 0 ? "1" : "",
          String(line.quantity),
          decimal(line.quantity * line.priceThousandths),
        ],
      };
    }),
  );
  return split({
    rows,
    calendar,
    prefix: "store-purchases",
    header: ["Date", "VisitorID", "Product", "Category", "Evar 4", "Evar 5", "Orders", "Quantity", "Price"],
  });
}

function split({ rows, calendar, prefix, header }: { rows: readonly Row[]; calendar: Calendar; prefix: string; header: readonly string[] }): DataFile[] {
  const inOrder = rows.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const first = inOrder[0];
  if (first === undefined) return [];
  const start = calendar.dayNumber(first.at);
  const parts = new Map<number, Row[]>();
  for (const row of inOrder) {
    const part = Math.floor((calendar.dayNumber(row.at) - start) / DAYS_A_FILE);
    const found = parts.get(part);
    if (found === undefined) parts.set(part, [row]);
    else found.push(row);
  }
  return [...parts].map(([part, held]) => ({
    name: `${prefix}-${part + 1}.txt`,
    text: [header, ...held.map((row) => row.cells)].map((cells) => `${cells.join("\t")}\n`).join(""),
    rows: held.length,
  }));
}
