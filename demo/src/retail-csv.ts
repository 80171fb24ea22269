import { createReadStream } from "node:fs";
import { createBrotliDecompress } from "node:zlib";
import { parse } from "csv-parse";

/** One line of an invoice. Amounts are whole thousandths of a pound: the data has at most three decimals. */
export interface InvoiceLine {
  readonly article: string;
  readonly description: string;
  readonly quantity: number;
  readonly priceThousandths: number;
}

/** An invoice of the data. `C...` cancels, `A...` corrects the accounts, the others are sales. */
export interface Invoice {
  readonly number: string;
  /** The time of the first line, in the shop's zone, `YYYY-MM-DD hh:mm:ss`. */
  readonly at: string;
  readonly customer: string | null;
  readonly country: string;
  readonly lines: InvoiceLine[];
}

/** Reads the shipped data set: invoices in the order of the file. */
export async function readInvoices(path: string): Promise<Invoice[]> {
  const invoices = new Map<string, Invoice>();
  const rows = createReadStream(path)
    .pipe(createBrotliDecompress())
    .pipe(parse({ from_line: 2 }));
  for await (const row of rows) {
    // csv-parse without `columns` gives arrays of text.
    const [number = "", article = "", description = "", quantity = "", at = "", price = "", customer = "", country = ""] = row as string[];
    let invoice = invoices.get(number);
    if (invoice === undefined) {
      invoice = { number, at, customer: customer === "" ? null : customer.replace(/\.0$/, ""), country, lines: [] };
      invoices.set(number, invoice);
    }
    invoice.lines.push({ article, description: description.trim(), quantity: Number(quantity), priceThousandths: Math.round(Number(price) * 1000) });
  }
  return [...invoices.values()];
}
