import * as clienteling from "@rapport/contract/clienteling";
import { randomUUID } from "node:crypto";
import { addCustomers, type TestServer } from "../../testing/index.ts";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import { newCustomer, signInAtRegister, type Tenant } from "./tenant.fixture.ts";

const names = (text: string) => ({ en: text, nl: text });
const attribute = { name: names("Attribute"), type: "text" as const, refinable: false };
const group = (code: string) => ({ name: names("Group"), members: [{ attribute: code, displayOrder: 1 }] });
const parameters = (code: string) => ({ clientBookAttributeGroup: code, customerAttributeGroup: null, measures: [] });
const ofEntity = ({ legalEntity }: Tenant) => ({ params: { legalEntity } });
const oneCustomer = ({ customerId }: Tenant) => ({ params: { customerId } });
/** Both tenants make this call; each finds only what is their own. */
const looking = <T>(request: T) => ({ request: () => request, shows: true, otherTenant: { request: () => request, answer: "own" as const } });

async function newTypeOfAttributes({ legalEntity }: Tenant, { api }: TestServer) {
  const params = { legalEntity, code: fresh("t") };
  await api(clienteling.putAttributeType, { params, body: { name: names("Sizes"), type: "integer", unit: names("cm") } });
  return { params };
}

async function newType({ legalEntity }: Tenant, { api }: TestServer) {
  const params = { legalEntity, code: fresh("t") };
  await api(clienteling.putActivityType, { params, body: { name: names("Visit") } });
  return params;
}

const ON_TODAY = { state: "done", reason: "visited", occurrence: "2026-03-01" } as const;
const toOne = (to: string) => ({ rule: { kind: "one" as const, to } });

/** Somebody without clients left. */
async function idleLeave({ legalEntity, code }: Tenant, { api }: TestServer) {
  const params = { legalEntity, operatorId: `${code}-idle` };
  const { id } = await api(clienteling.leaveClients, { params, body: toOne(code) });
  return { params: { ...params, leaveId: id } };
}

const savedFilter = (filterId: string = randomUUID(), name: string = fresh("f")) => ({
  params: { filterId },
  body: { name, list: "own" as const, view: { filters: [] }, shared: false, version: null },
});

async function filterOf(home: Tenant, server: TestServer, name?: string): Promise<string> {
  const { params, body } = savedFilter(undefined, name);
  await server.inject({ method: "PUT", url: `/api/pos/saved-filters/${params.filterId}`, headers: { cookie: home.posCookie }, payload: body });
  return params.filterId;
}

/** A customer in the book of another associate of the tenant. */
async function ofColleague(home: Tenant, server: TestServer): Promise<string> {
  const accountNumber = fresh("c");
  const [customerId] = await addCustomers(server, home, [{ accountNumber, lastName: home.mark }]);
  await server.api(clienteling.putClientBookEntries, {
    params: { legalEntity: home.legalEntity, operatorId: home.code },
    body: { accountNumbers: [accountNumber] },
  });
  return customerId;
}

/** A colleague asked the associate for one of their clients. */
async function askedOf(home: Tenant, server: TestServer, of?: string): Promise<string> {
  const [customerId, requestId] = [of ?? (await newCustomer(server, home, { inBook: true })), randomUUID()];
  const cookie = await signInAtRegister(server, home.worker);
  await server.inject({ method: "PUT", url: `/api/pos/customers/${customerId}/requests/${requestId}`, headers: { cookie }, payload: {} });
  return requestId;
}

/** The associate asked a colleague, who has not answered. */
async function askedBy(home: Tenant, server: TestServer) {
  const [customerId, requestId] = [await ofColleague(home, server), randomUUID()];
  await server.inject({
    method: "PUT",
    url: `/api/pos/customers/${customerId}/requests/${requestId}`,
    headers: { cookie: home.posCookie },
    payload: { text: home.mark },
  });
  return { customerId, requestId };
}

/** A request of the associate that a colleague answered. */
async function answeredOf(home: Tenant, server: TestServer): Promise<string> {
  const { requestId } = await askedBy(home, server);
  const cookie = await signInAtRegister(server, home.worker);
  await server.inject({ method: "POST", url: `/api/pos/today/requests/${requestId}/answer`, headers: { cookie }, payload: { answer: "declined" } });
  return requestId;
}

const chosenOne = (customerId: string) => ({ body: { chosen: { kind: "clients" as const, customerIds: [customerId] } } });

/** The associate added a customer to their book. */
async function doneLast(home: Tenant, server: TestServer): Promise<string> {
  const customerId = await newCustomer(server, home, { inBook: false });
  const answer = await server.inject({ method: "PUT", url: `/api/pos/client-book/clients/${customerId}`, headers: { cookie: home.posCookie } });
  return clienteling.addToClientBook.reply.parse(answer.json()).undo ?? "";
}

export const clientelingRights: readonly Right[] = [
  right(clienteling.listAttributes, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.getAttribute, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, code } }), answer: "refused" },
  }),
  right(clienteling.deleteAttribute, {
    customers: "none",
    request: async ({ legalEntity }, { api }) => {
      const params = { legalEntity, code: fresh("a") };
      await api(clienteling.putAttribute, { params, body: attribute });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, code } }), answer: "refused" },
  }),
  right(clienteling.putAttributeType, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity, code: fresh("t") }, body: { name: names("Sizes"), type: "integer" as const } }),
    otherTenant: {
      request: (_, other) => ({ params: { legalEntity: other.legalEntity, code: fresh("t") }, body: { name: names("Sizes"), type: "integer" as const } }),
      answer: "own",
    },
  }),
  right(clienteling.listAttributeTypes, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.getAttributeType, {
    customers: "none",
    request: newTypeOfAttributes,
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await newTypeOfAttributes(home, server)).params, legalEntity } }),
      answer: "refused",
    },
  }),
  right(clienteling.deleteAttributeType, {
    customers: "none",
    request: newTypeOfAttributes,
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await newTypeOfAttributes(home, server)).params, legalEntity } }),
      answer: "refused",
    },
  }),
  right(clienteling.getAttributeGroup, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, code } }), answer: "refused" },
  }),
  right(clienteling.deleteAttributeGroup, {
    customers: "none",
    request: async ({ legalEntity }, { api }) => {
      const params = { legalEntity, code: fresh("g") };
      await api(clienteling.putAttributeGroup, { params, body: { name: names("Spare"), members: [] } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, code } }), answer: "refused" },
  }),
  right(clienteling.listAttributeGroups, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.getSetUpGuide, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.getParameters, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.getClientBookEntries, {
    customers: "named",
    request: ({ legalEntity }) => ({ params: { legalEntity, operatorId: "1001" } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
  right(clienteling.putAttribute, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity, code: "metal" }, body: attribute }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: "metal" }, body: attribute }), answer: "own" },
  }),
  right(clienteling.putAttributeGroup, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, code: fresh("g") }, body: group(code) }),
    otherTenant: { request: ({ legalEntity, code }, other) => ({ params: { legalEntity, code }, body: group(other.code) }), answer: "refused" },
  }),
  right(clienteling.putParameters, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity }, body: parameters("bookGroup") }),
    otherTenant: { request: ({ legalEntity }, other) => ({ params: { legalEntity }, body: parameters(other.code) }), answer: "refused" },
  }),
  right(clienteling.putClientBookEntries, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: code }, body: { accountNumbers: [code] } }),
    otherTenant: {
      request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: "1001" }, body: { accountNumbers: [code] } }),
      answer: "refused",
    },
  }),
  right(clienteling.putActivityType, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity, code: fresh("t") }, body: { name: names("Visit") } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: "visit" }, body: { name: names("Visit") } }), answer: "own" },
  }),
  right(clienteling.listActivityTypes, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.getActivityType, {
    customers: "none",
    request: async (home, server) => ({ params: await newType(home, server) }),
    otherTenant: { request: async (home, { legalEntity }, server) => ({ params: { ...(await newType(home, server)), legalEntity } }), answer: "refused" },
  }),
  right(clienteling.deleteActivityType, {
    customers: "none",
    request: async (home, server) => ({ params: await newType(home, server) }),
    otherTenant: { request: async (home, { legalEntity }, server) => ({ params: { ...(await newType(home, server)), legalEntity } }), answer: "refused" },
  }),
  right(clienteling.listActivityTypeFetches, {
    customers: "none",
    request: ofEntity,
    otherTenant: { request: (_, other) => ofEntity(other), answer: "own" },
  }),
  right(clienteling.refreshActivityTypes, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, store: code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, store: code } }), answer: "refused" },
  }),
  right(clienteling.listTypesAtStore, { customers: "none", request: () => ({}), otherTenant: { request: () => ({}), answer: "own" } }),
  right(clienteling.listClientBooks, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(clienteling.listBookOwners, {
    customers: "none",
    request: ofEntity,
    shows: true,
    otherTenant: { request: (_, other) => ofEntity(other), answer: "own" },
  }),
  right(clienteling.getClientBook, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: code } }),
    shows: true,
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
  right(clienteling.removeClientBookEntries, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: "1001" }, body: { accountNumbers: [code] } }),
    otherTenant: {
      request: ({ account }, { legalEntity }) => ({ params: { legalEntity, operatorId: "1001" }, body: { accountNumbers: [account] } }),
      answer: "refused",
    },
  }),
  right(clienteling.moveClientBookEntries, {
    customers: "none",
    request: async (home, server) => {
      const id = await newCustomer(server, home, { inBook: true });
      const { account_number } = await server.deps.db.selectFrom("customer").select("account_number").where("id", "=", id).executeTakeFirstOrThrow();
      return { params: { legalEntity: home.legalEntity, operatorId: "1001" }, body: { to: home.code, accountNumbers: [account_number] } };
    },
    otherTenant: {
      request: ({ account }, { legalEntity, code }) => ({ params: { legalEntity, operatorId: "1001" }, body: { to: code, accountNumbers: [account] } }),
      answer: "refused",
    },
  }),
  right(clienteling.previewLeave, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: "1001" }, body: toOne(code) }),
    shows: true,
    otherTenant: {
      request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: "1001" }, body: toOne(code) }),
      answer: "refused",
    },
  }),
  right(clienteling.leaveClients, {
    customers: "none",
    // Nobody is in the book of this worker, so that the tenant's clients stay where they are.
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: `${code}-idle` }, body: toOne(code) }),
    otherTenant: {
      request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: "1001" }, body: toOne(code) }),
      answer: "refused",
    },
  }),
  right(clienteling.listLeaves, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
  right(clienteling.undoLeave, {
    customers: "none",
    request: async (home, server) => await idleLeave(home, server),
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await idleLeave(home, server)).params, legalEntity } }),
      answer: "refused",
    },
  }),
  right(clienteling.searchClientBook, { customers: "named", ...looking({ body: {} }) }),
  right(clienteling.clientBookFacets, { customers: "none", ...looking({ body: {} }) }),
  right(clienteling.searchStoreBooks, { customers: "named", ...looking({ body: {} }) }),
  right(clienteling.storeBookFacets, { customers: "none", ...looking({ body: {} }) }),
  right(clienteling.listReassignTargets, { customers: "none", ...looking({}) }),
  right(clienteling.reassignClients, {
    customers: "none",
    request: async (home, server) => {
      const customerId = await newCustomer(server, home, { inBook: true });
      return { body: { chosen: { kind: "clients" as const, customerIds: [customerId] }, to: home.code } };
    },
    otherTenant: {
      request: async (home, other, server) => {
        const customerId = await newCustomer(server, home, { inBook: true });
        return { body: { chosen: { kind: "clients" as const, customerIds: [customerId] }, to: other.code } };
      },
      answer: "unknown",
    },
  }),
  right(clienteling.readToday, { customers: "none", request: () => ({ body: {} }), otherTenant: { request: () => ({ body: {} }), answer: "own" } }),
  right(clienteling.getRecommendations, { customers: "named", request: oneCustomer, otherTenant: { request: oneCustomer, answer: "unknown" } }),
  right(clienteling.markToday, {
    customers: "none",
    request: async (home, server) => ({ body: { ...ON_TODAY, customerId: await newCustomer(server, home, { inBook: true }) } }),
    otherTenant: {
      request: async (home, _, server) => ({ body: { ...ON_TODAY, customerId: await newCustomer(server, home, { inBook: true }) } }),
      answer: "unknown",
    },
  }),
  right(clienteling.upcomingDates, { customers: "named", request: () => ({ body: {} }), otherTenant: { request: () => ({ body: {} }), answer: "own" } }),
  right(clienteling.addToClientBook, {
    customers: "none",
    request: async (home, server) => ({ params: { customerId: await newCustomer(server, home, { inBook: false }) } }),
    otherTenant: { request: async (home, _, server) => ({ params: { customerId: await newCustomer(server, home, { inBook: false }) } }), answer: "unknown" },
  }),
  right(clienteling.removeFromClientBook, {
    customers: "none",
    request: async (home, server) => ({ params: { customerId: await newCustomer(server, home, { inBook: true }) } }),
    otherTenant: { request: oneCustomer, answer: "unknown" },
  }),
  right(clienteling.removeClients, {
    customers: "none",
    request: async (home, server) => chosenOne(await newCustomer(server, home, { inBook: true })),
    otherTenant: { request: async (home, _, server) => chosenOne(await newCustomer(server, home, { inBook: true })), answer: "unknown" },
  }),
  right(clienteling.undoBookAction, {
    customers: "none",
    request: async (home, server) => ({ params: { actionId: await doneLast(home, server) } }),
    otherTenant: { request: async (home, _, server) => ({ params: { actionId: await doneLast(home, server) } }), answer: "refused" },
  }),
  right(clienteling.listSavedFilters, {
    customers: "none",
    request: async (home, server) => {
      await filterOf(home, server, `${home.mark} ${fresh("f")}`);
      return { query: { list: "own" as const } };
    },
    shows: true,
    otherTenant: { request: () => ({ query: { list: "own" as const } }), answer: "own" },
  }),
  right(clienteling.saveFilter, {
    customers: "none",
    request: () => savedFilter(),
    otherTenant: { request: async (home, _, server) => savedFilter(await filterOf(home, server)), answer: "refused" },
  }),
  right(clienteling.deleteSavedFilter, {
    customers: "none",
    request: async (home, server) => ({ params: { filterId: await filterOf(home, server) }, query: { version: 1 } }),
    otherTenant: { request: async (home, _, server) => ({ params: { filterId: await filterOf(home, server) }, query: { version: 1 } }), answer: "own" },
  }),
  right(clienteling.askForClient, {
    customers: "none",
    request: async (home, server) => ({ params: { customerId: await ofColleague(home, server), requestId: randomUUID() }, body: {} }),
    otherTenant: {
      request: async (home, _, server) => ({ params: { customerId: await ofColleague(home, server), requestId: randomUUID() }, body: {} }),
      answer: "unknown",
    },
  }),
  right(clienteling.getClientRequest, { customers: "none", request: oneCustomer, otherTenant: { request: oneCustomer, answer: "unknown" } }),
  right(clienteling.withdrawClientRequest, {
    customers: "none",
    request: async (home, server) => ({ params: { customerId: (await askedBy(home, server)).customerId } }),
    otherTenant: { request: async (home, _, server) => ({ params: { customerId: (await askedBy(home, server)).customerId } }), answer: "unknown" },
  }),
  right(clienteling.listClientRequests, {
    customers: "named",
    request: async (home, server) => {
      await askedOf(home, server, home.customerId);
      return {};
    },
    shows: true,
    otherTenant: { request: () => ({}), answer: "own" },
  }),
  right(clienteling.answerClientRequest, {
    customers: "none",
    request: async (home, server) => ({ params: { requestId: await askedOf(home, server) }, body: { answer: "done" as const } }),
    otherTenant: {
      request: async (home, _, server) => ({ params: { requestId: await askedOf(home, server) }, body: { answer: "done" as const } }),
      answer: "refused",
    },
  }),
  right(clienteling.seeClientAnswer, {
    customers: "none",
    request: async (home, server) => ({ params: { requestId: await answeredOf(home, server) } }),
    otherTenant: { request: async (home, _, server) => ({ params: { requestId: await answeredOf(home, server) } }), answer: "own" },
  }),
];
