import { enterHeadquarters, fileDate, fileOf, makeRetailer, orderOnline, type Retailer, test as journey, type Upload, uploadRows } from "../src/index.ts";

export const DESKTOP = { app: "hq", theme: "light", language: "en", size: { width: 1440, height: 900 } } as const;
/** A good row, a row whose order has not come yet, one without an id, and a bad one. */
const ROWS = [
  ["Date", "transactionID", "Product", "Quantity", "Price"],
  [fileDate({ daysAgo: 1 }), "W-1001", "Linen throw", "-1", "-49.90"],
  [fileDate({ daysAgo: 1 }), "W-1002", "Teapot", "-1", "-32.50"],
  [fileDate({ daysAgo: 1 }), "", "Teapot", "-1", "-32.50"],
  [fileDate({ daysAgo: 1 }), "W-1001", "Teapot", "one", "-32.50"],
];
export const FILE = { name: "returns.txt", mimeType: "text/plain", buffer: Buffer.from(fileOf(ROWS)) };

export const test = journey
  /** With an order and the loaded file of returns. Only for tests that do not change it. */
  .extend("joined", { scope: "file" }, async ({ product }) => {
    const retailer = await makeRetailer(product);
    await orderFirst(retailer);
    await uploadReturns(retailer);
    return retailer;
  })
  /** Signs in and opens a page at headquarters. */
  .extend("page", async ({ open, product }) => {
    const page = await open(DESKTOP);
    await enterHeadquarters(page, product);
    return page;
  });

export async function orderFirst(retailer: Retailer): Promise<void> {
  await orderOnline(retailer, { customer: "C-1", orderId: "W-1001", campaign: "Spring letter" });
}

export async function uploadReturns(retailer: Retailer): Promise<Upload> {
  return await uploadRows(retailer, { type: "transactionid", source: "Store returns", filename: FILE.name, rows: ROWS });
}

export function dataSourcesOf({ product, suite }: Retailer): string {
  return `${product.url}/hq/data-sources?suite=${suite.rsid}`;
}
