import type { Reply } from "@rapport/contract";
import { getTimeline, type TimelineItem } from "@rapport/contract/timeline";
import { accounts, addCustomers, loadFile, newBookShop, newSuite, sendHits, type BookShop, type TestServer } from "../testing/index.ts";

export type Timeline = Reply<typeof getTimeline>;
export const timeline = async (
  { associate }: BookShop,
  customerId: string,
  query: { kind?: TimelineItem["kind"]; before?: string; limit?: number } = {},
): Promise<Timeline> => await associate(getTimeline, { params: { customerId }, query });
export const eur = (amount: string) => ({ amount, currency: "EUR" });

/** A customer who browsed before they were known, bought online, returned a part by file, and bought in a store; and another customer. */
export async function newHistory(server: TestServer) {
  const { rsid } = await newSuite(server, {
    variables: { evar1: { name: "Coupon", expiration: { kind: "never" } }, campaign: { expiration: { kind: "never" } } },
  });
  const shop = await newBookShop(server, { rsid });
  const [customerId, otherId] = await addCustomers(server, shop, accounts("2001", "2002"));
  const device = { fid: "5B1C2D3E4F5A6B7C-0123456789ABCDEF" };
  await sendHits(
    server,
    rsid,
    { at: "2026-02-20T10:00:00Z", ...device, pageName: "Home", v0: "spring", v1: "WELCOME" },
    { at: "2026-02-20T10:05:00Z", ...device, pageName: "Shoes" },
    { at: "2026-02-20T10:10:00Z", ...device, pageName: "Shoes", events: "purchase", products: "Shoes;Sandal;1;7", xact: "T0" },
    { at: "2026-02-20T10:20:00Z", ...device, vid: "2001", pageName: "Thanks", events: "purchase", products: "Shoes;Boot;1;100,Shoes;Lace;2;20", xact: "T1" },
    { at: "2026-02-21T09:00:00Z", vid: "2001", pageName: "Home" },
    { at: "2026-02-21T09:12:00Z", vid: "2001", pageName: "Bags" },
    { at: "2026-02-22T09:00:00Z", vid: "2002", pageName: "Home", events: "purchase", products: "Shoes;Clog;1;55", xact: "T2" },
  );
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "returns.txt",
    rows: ["Date\ttransactionID\tProduct\tQuantity\tPrice\tOrders", "02/25/2026/10/00/00\tT1\tBoot\t-1\t-40\t0", "02/25/2026/10/00/00\tT1\tLace\t-1\t-5.50\t0"],
  });
  await loadFile(server, {
    rsid,
    type: "visitorid",
    filename: "store.txt",
    rows: [
      "Date\tVisitorID\tProduct\tQuantity\tPrice\tOrders",
      "02/26/2026/15/00/00\t2001\tScarf\t1\t30\t1",
      "02/26/2026/15/00/00\t2001\tHat\t2\t20.25\t0",
      "02/26/2026/16/00/00\t2002\tHat\t2\t20.25\t1",
    ],
  });
  return { shop, customerId, otherId, rsid };
}
