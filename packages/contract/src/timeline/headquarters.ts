import { z } from "zod";
import { CustomerNumberPath } from "../customers/headquarters.ts";
import { endpoint } from "../endpoint.ts";
import { explainSale } from "./sales.ts";
import { getSaleLines, getTimeline, SaleKey } from "./timeline.ts";

const permission = "customer.manage";

export const getCustomerTimeline = endpoint({
  name: "getCustomerTimeline",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/timeline",
  permission,
  feature: "clienteling",
  summary: getTimeline.summary,
  params: CustomerNumberPath,
  query: getTimeline.query,
  reply: getTimeline.reply,
});

export const getCustomerSaleLines = endpoint({
  name: "getCustomerSaleLines",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/timeline/:sale/lines",
  permission,
  feature: "clienteling",
  summary: getSaleLines.summary,
  params: CustomerNumberPath.extend({ sale: SaleKey }),
  reply: getSaleLines.reply,
});

export const explainCustomerSale = endpoint({
  name: "explainCustomerSale",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/customers/:accountNumber/sales/:transactionId",
  permission,
  feature: "clienteling",
  summary: explainSale.summary,
  params: CustomerNumberPath.extend({ transactionId: z.string().min(1).max(100) }),
  reply: explainSale.reply,
});
