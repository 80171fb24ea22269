import * as timeline from "@rapport/contract/timeline";
import { randomUUID } from "node:crypto";
import type { TestServer } from "../../testing/index.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const oneCustomer = ({ customerId }: Tenant) => ({ params: { customerId } });
const note = (home: Tenant) => ({ ...oneCustomer(home), body: { id: randomUUID(), text: home.mark } });
const sale = ({ customerId, transactionId }: Tenant) => ({ params: { customerId, transactionId } });
/** The customer's online order, as their own timeline names it. */
const saleLines = async (home: Tenant, server: TestServer) => ({ params: { customerId: home.customerId, sale: await saleOf(home, server) } });
const saleOf = async ({ customerId, posCookie: cookie }: Tenant, server: TestServer) => {
  const answer = await server.inject({ method: "GET", url: `/api/pos/customers/${customerId}/timeline?kind=onlineOrder`, headers: { cookie } });
  const [order] = answer.json<{ items: { sale?: string }[] }>().items;
  return order?.sale ?? "no sale";
};
const ofNumber = ({ account: accountNumber }: Pick<Tenant, "account">, { legalEntity }: Pick<Tenant, "legalEntity">) => ({
  params: { legalEntity, accountNumber },
});
const salesLines = async (home: Tenant, of: Tenant, server: TestServer) => ({ params: { ...ofNumber(home, of).params, sale: await saleOf(home, server) } });
const saleOfNumber = (home: Tenant, of: Tenant) => ({ params: { ...ofNumber(home, of).params, transactionId: home.transactionId } });

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
  right(timeline.getCustomerTimeline, {
    customers: "named",
    request: (home) => ofNumber(home, home),
    shows: true,
    otherTenant: { request: ofNumber, answer: "refused" },
  }),
  right(timeline.getCustomerSaleLines, {
    customers: "named",
    request: (home, server) => salesLines(home, home, server),
    shows: true,
    otherTenant: { request: salesLines, answer: "refused" },
  }),
  right(timeline.explainCustomerSale, {
    customers: "named",
    request: (home) => saleOfNumber(home, home),
    shows: true,
    otherTenant: { request: saleOfNumber, answer: "refused" },
  }),
];
