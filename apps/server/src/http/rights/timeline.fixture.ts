import { putActivityType } from "@rapport/contract/clienteling";
import * as timeline from "@rapport/contract/timeline";
import { randomUUID } from "node:crypto";
import { postFile, type TestServer } from "../../testing/index.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const oneCustomer = ({ customerId }: Tenant) => ({ params: { customerId } });
const note = (home: Tenant) => ({ ...oneCustomer(home), body: { id: randomUUID(), text: home.mark } });
const words = (home: Tenant) => ({ ...oneCustomer(home), body: { text: home.mark } });
const purchases = (home: Tenant) => ({ ...oneCustomer(home), body: {} });
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
const ofHeadquarters = (home: Tenant) => elsewhere(home, home);
const elsewhere = (home: Tenant, of: Tenant) => ofNumber(home, of).params;
const newNote = ({ mark }: Tenant) => ({ id: randomUUID() as string, text: mark });
const file = ({ mark }: Tenant) => ({ filename: `${mark}.txt`, text: mark });

/** The address of a new note about the tenant's customer. */
async function ofNewNote(home: Tenant, { api }: TestServer) {
  const { id: noteId } = await api(timeline.addCustomerNote, { params: ofHeadquarters(home), body: newNote(home) });
  return { ...ofHeadquarters(home), noteId: noteId as string };
}

/** The address of a new attachment of a new note. */
async function ofNewAttachment(home: Tenant, server: TestServer) {
  const params = { ...(await ofNewNote(home, server)), attachmentId: randomUUID() as string };
  const { legalEntity, accountNumber, noteId, attachmentId } = params;
  const path = `/api/legal-entities/${legalEntity}/customers/${accountNumber}/notes/${noteId}/attachments/${attachmentId}`;
  const answer = await postFile(server, { method: "PUT", path, file: home.mark, filename: `${home.mark}.txt` });
  if (answer.statusCode !== 201) throw new Error(`the attachment was answered ${answer.statusCode}: ${answer.body}`);
  return params;
}

/** The same attachment, as a register asks for it. */
async function posAttachment(home: Tenant, server: TestServer) {
  const { noteId, attachmentId } = await ofNewAttachment(home, server);
  return { params: { customerId: home.customerId, noteId, attachmentId } };
}

/** The address of a new activity with the tenant's customer, and its version. */
async function ofNewActivity(home: Tenant, server: TestServer) {
  const id = randomUUID();
  const { legalEntity, customerId, posCookie: cookie } = home;
  await server.api(putActivityType, { params: { legalEntity, code: "visit" }, body: { name: { en: "Visit" } } });
  const payload = { id, type: "visit", at: null, title: home.mark };
  const answer = await server.inject({ method: "POST", url: `/api/pos/customers/${customerId}/activities`, headers: { cookie }, payload });
  if (answer.statusCode !== 201) throw new Error(`the activity was answered ${answer.statusCode}: ${answer.body}`);
  return { params: { customerId, activityId: id as string }, query: { version: 1 } };
}
const changedActivity = async (home: Tenant, server: TestServer) => ({ ...(await ofNewActivity(home, server)), body: { text: home.mark } });
const newActivity = async (home: Tenant, { api }: TestServer) => {
  await api(putActivityType, { params: { legalEntity: home.legalEntity, code: "visit" }, body: { name: { en: "Visit" } } });
  return { ...oneCustomer(home), body: { id: randomUUID(), type: "visit", at: null, title: home.mark } };
};

export const timelineRights: readonly Right[] = [
  right(timeline.addActivity, {
    customers: "named",
    request: newActivity,
    shows: true,
    otherTenant: { request: (home, _, server) => newActivity(home, server), answer: "unknown" },
  }),
  right(timeline.changeActivity, {
    customers: "named",
    request: changedActivity,
    shows: true,
    otherTenant: { request: (home, _, server) => changedActivity(home, server), answer: "unknown" },
  }),
  right(timeline.deleteActivity, {
    customers: "none",
    request: ofNewActivity,
    otherTenant: { request: (home, _, server) => ofNewActivity(home, server), answer: "unknown" },
  }),
  right(timeline.changeAnyActivity, {
    customers: "named",
    request: changedActivity,
    shows: true,
    otherTenant: { request: (home, _, server) => changedActivity(home, server), answer: "unknown" },
  }),
  right(timeline.deleteAnyActivity, {
    customers: "none",
    request: ofNewActivity,
    otherTenant: { request: (home, _, server) => ofNewActivity(home, server), answer: "unknown" },
  }),
  right(timeline.listCustomerNotes, {
    customers: "named",
    request: async (home, server) => {
      await ofNewNote(home, server);
      return { params: ofHeadquarters(home) };
    },
    shows: true,
    otherTenant: { request: (home, other) => ({ params: elsewhere(home, other) }), answer: "refused" },
  }),
  right(timeline.addCustomerNote, {
    customers: "named",
    request: (home) => ({ params: ofHeadquarters(home), body: newNote(home) }),
    shows: true,
    otherTenant: { request: (home, other) => ({ params: elsewhere(home, other), body: newNote(home) }), answer: "refused" },
  }),
  right(timeline.deleteCustomerNote, {
    customers: "none",
    request: async (home, server) => ({ params: await ofNewNote(home, server) }),
    otherTenant: { request: async (home, other, server) => ({ params: { ...(await ofNewNote(home, server)), ...elsewhere(home, other) } }), answer: "refused" },
  }),
  right(timeline.putAttachment, {
    customers: "named",
    request: async (home, server) => ({ params: { ...(await ofNewNote(home, server)), attachmentId: randomUUID() }, file: file(home) }),
    shows: true,
    otherTenant: {
      request: async (home, other, server) => ({
        params: { ...(await ofNewNote(home, server)), ...elsewhere(home, other), attachmentId: randomUUID() },
        file: file(home),
      }),
      answer: "refused",
    },
  }),
  right(timeline.getAttachment, {
    customers: "named",
    request: async (home, server) => ({ params: await ofNewAttachment(home, server) }),
    shows: true,
    otherTenant: {
      request: async (home, other, server) => ({ params: { ...(await ofNewAttachment(home, server)), ...elsewhere(home, other) } }),
      answer: "refused",
    },
  }),
  right(timeline.getPosAttachment, {
    customers: "named",
    request: posAttachment,
    shows: true,
    otherTenant: { request: (home, _, server) => posAttachment(home, server), answer: "unknown" },
  }),
  right(timeline.addNote, { customers: "named", request: note, shows: true, otherTenant: { request: note, answer: "unknown" } }),
  right(timeline.getTimeline, { customers: "named", request: oneCustomer, shows: true, otherTenant: { request: oneCustomer, answer: "unknown" } }),
  right(timeline.searchTimeline, { customers: "named", request: words, shows: true, otherTenant: { request: words, answer: "unknown" } }),
  right(timeline.getSaleLines, {
    customers: "named",
    request: saleLines,
    shows: true,
    otherTenant: { request: (home, _, server) => saleLines(home, server), answer: "unknown" },
  }),
  right(timeline.searchPurchases, { customers: "named", request: purchases, shows: true, otherTenant: { request: purchases, answer: "unknown" } }),
  right(timeline.getSummary, { customers: "named", request: oneCustomer, otherTenant: { request: oneCustomer, answer: "unknown" } }),
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
