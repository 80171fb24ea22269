import * as timeline from "@rapport/contract/timeline";
import { randomUUID } from "node:crypto";
import type { TestServer } from "../../testing/index.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const oneCustomer = ({ customerId }: Tenant) => ({ params: { customerId } });
const note = (home: Tenant) => ({ ...oneCustomer(home), body: { id: randomUUID(), text: home.mark } });
const sale = ({ customerId, transactionId }: Tenant) => ({ params: { customerId, transactionId } });
/** The customer's online order, as their own timeline names it. */
const saleLines = async ({ customerId, posCookie: cookie }: Tenant, server: TestServer) => {
  const answer = await server.inject({ method: "GET", url: `/api/pos/customers/${customerId}/timeline?kind=onlineOrder`, headers: { cookie } });
  const [order] = answer.json<{ items: { sale?: string }[] }>().items;
  return { params: { customerId, sale: order?.sale ?? "no sale" } };
};

export const timelineRights: readonly Right[] = [
  right(timeline.addNote, { customers: "named", request: note, shows: true, otherTenant: { request: note, answer: "unknown" } }),
  right(timeline.getTimeline, { customers: "named", request: oneCustomer, shows: true, otherTenant: { request: oneCustomer, answer: "unknown" } }),
  right(timeline.getSaleLines, {
    customers: "named",
    request: saleLines,
    shows: true,
    otherTenant: { request: (home, _, server) => saleLines(home, server), answer: "unknown" },
  }),
  right(timeline.explainSale, { customers: "named", request: sale, shows: true, otherTenant: { request: sale, answer: "unknown" } }),
];
