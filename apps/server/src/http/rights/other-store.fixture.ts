import { sideOf, type Endpoint } from "@rapport/contract";
import { putAddressBook, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { randomUUID } from "node:crypto";
import type { TestServer } from "../../testing/index.ts";
import { fresh } from "./fresh.fixture.ts";
import { OWN_SESSION } from "./reasons.fixture.ts";
import type { Answer, NotTried, Request, Right } from "./right.fixture.ts";
import { signInAtRegister, type Tenant } from "./tenant.fixture.ts";

/** Somebody with every operation, signed in at a store of the tenant that shares no address book with its other stores. */
export interface FarStore {
  readonly worker: Tenant["worker"];
  readonly cookie: string;
  /** The cookie of the register itself. */
  readonly device: string;
}

const OPERATIONS = [612, 623, 712, 713, 714, 715, 716, 9001, 9002, 9003, 1216] as const;

export async function newFarStore(server: TestServer, { legalEntity, code }: Tenant): Promise<FarStore> {
  const { api } = server;
  const far = `${code}-far`;
  const worker = { legalEntity, register: far, operatorId: far, password: `password-${far}` };
  await api(putAddressBook, { params: { legalEntity, code: far }, body: { name: "Far" } });
  await api(putStore, { params: { legalEntity, store: far }, body: { name: "Far", customerAddressBooks: [far], employeeAddressBooks: [far] } });
  await api(putRegister, { params: { legalEntity, register: far }, body: { store: far } });
  await api(putWorker, {
    params: { legalEntity, operatorId: far },
    body: { name: "Far", employeeAddressBooks: [far], operations: [...OPERATIONS], password: worker.password },
  });
  return { worker, cookie: await signInAtRegister(server, worker), device: await server.deviceOf(worker) };
}

/**
 * What the caller at another store of the same legal entity gets: as a caller of another tenant (`Answer`), or `everyStore`, because it belongs to the legal
 * entity, whose stores all find and open its customers (CS4); then the call succeeds there too. `request` where the tenant's own call is not the one to try.
 */
type AtOtherStore =
  | { readonly answer: Answer | "everyStore"; readonly request?: (tried: { home: Tenant; far: FarStore; server: TestServer }) => Request | Promise<Request> }
  | NotTried;

const EVERY_STORE = { answer: "everyStore" } as const;
const OWN = { answer: "own" } as const;
const UNKNOWN = { answer: "unknown" } as const;
const REFUSED = { answer: "refused" } as const;
const NO_REGISTER_YET = { none: "A device belongs to no store until a code makes it a register." };

/** Every endpoint of the POS. */
export const AT_OTHER_STORE: Readonly<Record<string, AtOtherStore>> = {
  activateDemoRegister: NO_REGISTER_YET,
  activateRegister: NO_REGISTER_YET,
  activateRegisterAsManager: {
    answer: "refused",
    request: ({ home: { legalEntity, code: register }, far: { worker } }) => ({ body: { ...worker, legalEntity, register } }),
  },
  approveRequest: REFUSED,
  changePosPassword: OWN_SESSION,
  getPosRegister: { answer: "own", request: ({ far }) => ({ headers: { cookie: far.device } }) },
  getPosSession: { answer: "own", request: ({ far }) => ({ headers: { cookie: far.cookie } }) },
  getShownSnapshot: { none: "A device learns only the number of its own store's snapshot." },
  watchShownSnapshot: { none: "A device learns only the number of its own store's snapshot." },
  liftSignInWait: {
    answer: "refused",
    request: ({ home: { code: operatorId }, far }) => ({ body: { operatorId, manager: managerOf(far) }, headers: { cookie: far.device } }),
  },
  lockPos: OWN_SESSION,
  signInPos: {
    answer: "refused",
    request: ({ home: { worker }, far }) => ({ body: { operatorId: worker.operatorId, password: worker.password }, headers: { cookie: far.device } }),
  },
  signOutPos: OWN_SESSION,
  unlockPos: OWN_SESSION,

  addToClientBook: EVERY_STORE,
  answerClientRequest: REFUSED,
  askForClient: EVERY_STORE,
  clientBookFacets: OWN,
  deleteSavedFilter: {
    answer: "own",
    request: async ({ home, server }) => ({ params: { filterId: (await sharedFilter(home, server)).filterId }, query: { version: 1 } }),
  },
  getClientRequest: OWN,
  getRecommendations: EVERY_STORE,
  listClientRequests: OWN,
  // A client may go to anybody of the legal entity (R47).
  listReassignTargets: EVERY_STORE,
  listSavedFilters: {
    answer: "own",
    request: async ({ home, server }) => {
      await sharedFilter(home, server);
      return { query: { list: "store" } };
    },
  },
  listTypesAtStore: OWN,
  markToday: UNKNOWN,
  readToday: OWN,
  // The customers are there for every store; they are in no book of this one.
  reassignClients: REFUSED,
  removeClients: REFUSED,
  removeFromClientBook: REFUSED,
  saveFilter: {
    answer: "refused",
    request: async ({ home, server }) => {
      const { filterId, body } = await sharedFilter(home, server);
      return { params: { filterId }, body: { ...body, version: 1 } };
    },
  },
  searchClientBook: OWN,
  searchStoreBooks: OWN,
  seeClientAnswer: OWN,
  storeBookFacets: OWN,
  undoBookAction: REFUSED,
  upcomingDates: OWN,
  withdrawClientRequest: OWN,

  changeCustomer: EVERY_STORE,
  createCustomer: EVERY_STORE,
  findAlikeAtStore: EVERY_STORE,
  findByCode: EVERY_STORE,
  getCustomer: EVERY_STORE,
  getCustomerAtStore: EVERY_STORE,
  getNewCustomerAtStore: OWN,
  getPosCustomerPhoto: EVERY_STORE,
  getSearchCriteria: OWN,
  openParty: EVERY_STORE,
  searchCustomers: { answer: "own", request: ({ home }) => ({ body: { query: home.account, scope: "store" } }) },
  searchParties: EVERY_STORE,
  getPosLayout: OWN,

  addActivity: EVERY_STORE,
  addNote: EVERY_STORE,
  changeActivity: REFUSED,
  changeAnyActivity: EVERY_STORE,
  deleteActivity: REFUSED,
  deleteAnyActivity: EVERY_STORE,
  explainSale: EVERY_STORE,
  getPosAttachment: EVERY_STORE,
  getSaleLines: EVERY_STORE,
  getSummary: EVERY_STORE,
  getTimeline: EVERY_STORE,
  searchPurchases: EVERY_STORE,
  searchTimeline: EVERY_STORE,
};

/** A filter of the books of the tenant's store, which somebody shares with that store. */
async function sharedFilter({ legalEntity, code, mark }: Tenant, server: TestServer) {
  const operatorId = fresh("s");
  const worker = { legalEntity, register: code, operatorId, password: `password-${operatorId}` };
  await server.api(putWorker, {
    params: { legalEntity, operatorId },
    body: { name: mark, employeeAddressBooks: [code], operations: [713, 9003], password: worker.password },
  });
  const filterId: string = randomUUID();
  const body = { name: `${mark} ${operatorId}`, list: "store", view: { filters: [] }, shared: true, version: null };
  const headers = { cookie: await signInAtRegister(server, worker) };
  const answer = await server.inject({ method: "PUT", url: `/api/pos/saved-filters/${filterId}`, headers, payload: body });
  if (answer.statusCode !== 200) throw new Error(`a shared filter was answered ${answer.statusCode}: ${answer.body}`);
  return { filterId, body };
}

function managerOf({ worker: { operatorId, password } }: FarStore) {
  return { operatorId, password };
}

const isPos = ({ permission, path }: Endpoint) => sideOf(permission) === "pos" || path.startsWith("/api/pos/");

/** Endpoints of the POS that the table above does not try, and what it tries and is none, one line each. */
export function gapsAtOtherStore(endpoints: readonly Endpoint[], table: Readonly<Record<string, unknown>> = AT_OTHER_STORE): string[] {
  const names = endpoints.filter(isPos).map(({ name }) => name);
  return [
    ...names.filter((name) => table[name] === undefined).map((name) => `${name} says nothing of a caller at another store`),
    ...Object.keys(table)
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is tried at another store and is no endpoint of the POS`),
  ];
}

/** Each row with what a caller at another store gets. */
export function triedAtOtherStore(rights: readonly Right[]) {
  return rights.flatMap((row) => {
    const tried = AT_OTHER_STORE[row.endpoint.name];
    if (tried === undefined || "none" in tried) return [];
    const requestOf = async (home: Tenant, far: FarStore, server: TestServer) =>
      await (tried.request === undefined ? row.request(home, server) : tried.request({ home, far, server }));
    return [{ row, answer: tried.answer, requestOf }];
  });
}
