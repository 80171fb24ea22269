import { fraction } from "./chance.ts";
import type { Invoice, InvoiceLine } from "./retail-csv.ts";

/** A cancellation line, with the order it gives back if the data have one. */
export interface ReturnLine {
  readonly cancellation: string;
  /** null when the data name no customer. */
  readonly customer: string | null;
  readonly at: string;
  readonly line: InvoiceLine;
  /** The number of that order. Without one it is the cancellation's own number, which no order has. */
  readonly transactionId: string;
}

/** How the demo uses the data (docs/demo.md). */
export interface RetailPlan {
  readonly online: Invoice[];
  readonly inStore: Invoice[];
  readonly returns: ReturnLine[];
  /** Left out and counted: corrections (`A...`) and lines that neither sell nor return. */
  readonly leftOut: { readonly corrections: number; readonly lines: number };
}

/** The share of customers who also buy in a store, and the share of their invoices that become store purchases. */
const STORE_CUSTOMERS = 0.4;
const STORE_INVOICES = 0.45;

export function planRetail(invoices: readonly Invoice[]): RetailPlan {
  const cancellations = invoices.filter((invoice) => invoice.number.startsWith("C"));
  const corrections = invoices.filter((invoice) => invoice.number.startsWith("A"));
  const sold = invoices.filter((invoice) => /^\d/.test(invoice.number));
  const sales = sold.map(onlySold).filter((invoice) => invoice.lines.length > 0);
  const returns = planReturns(cancellations, sales);
  const returned = new Set(returns.map((row) => row.transactionId));
  const inStore = sales.filter((invoice) => !returned.has(invoice.number) && isStorePurchase(invoice));
  const stores = new Set(inStore);
  return {
    online: sales.filter((invoice) => !stores.has(invoice)),
    inStore,
    returns,
    leftOut: {
      corrections: corrections.length,
      lines:
        corrections.reduce((sum, invoice) => sum + invoice.lines.length, 0) +
        sold.reduce((sum, invoice) => sum + invoice.lines.filter((line) => line.quantity <= 0).length, 0),
    },
  };
}

function onlySold(invoice: Invoice): Invoice {
  return { ...invoice, lines: invoice.lines.filter((line) => line.quantity > 0) };
}

/** An invoice that a return names stays an online order, so that the return finds its transaction. */
function isStorePurchase(invoice: Invoice): boolean {
  return (
    invoice.customer !== null && fraction("store customer", invoice.customer) < STORE_CUSTOMERS && fraction("store invoice", invoice.number) < STORE_INVOICES
  );
}

/** A cancellation gives back the customer's latest earlier invoice that holds the article. */
function planReturns(cancellations: readonly Invoice[], sales: readonly Invoice[]): ReturnLine[] {
  const bought = new Map<string, Invoice[]>();
  for (const invoice of sales) {
    if (invoice.customer === null) continue;
    for (const article of new Set(invoice.lines.map((line) => line.article))) {
      const key = `${invoice.customer} ${article}`;
      const earlier = bought.get(key);
      if (earlier === undefined) bought.set(key, [invoice]);
      else earlier.push(invoice);
    }
  }
  return cancellations.flatMap((cancellation) =>
    cancellation.lines.map((line) => ({
      cancellation: cancellation.number,
      customer: cancellation.customer,
      at: cancellation.at,
      line,
      transactionId: transactionOf({ cancellation, line, bought }),
    })),
  );
}

function transactionOf({ cancellation, line, bought }: { cancellation: Invoice; line: InvoiceLine; bought: ReadonlyMap<string, Invoice[]> }): string {
  if (cancellation.customer === null) return cancellation.number;
  const earlier = (bought.get(`${cancellation.customer} ${line.article}`) ?? []).filter((invoice) => invoice.at < cancellation.at);
  const latest = earlier.reduce<Invoice | null>((found, invoice) => (found === null || invoice.at >= found.at ? invoice : found), null);
  return latest?.number ?? cancellation.number;
}
