import { putRegister, putWorker } from "@rapport/contract/organisation";
import * as sessions from "@rapport/contract/sessions";
import { passwordHash } from "../../sessions/index.ts";
import type { TestServer } from "../../testing/index.ts";
import { FOR_ANYONE, OWN_SESSION, WHOLE_HOUSE } from "./reasons.fixture.ts";
import { DEMO_ENTITY, DEMO_STORE } from "./demo.fixture.ts";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import { signInAs, signInAtRegister, type Tenant } from "./tenant.fixture.ts";

const elsewhere = { headers: { origin: "https://elsewhere.example" } };

/** A change of the first associate's password, which is made a known one without ending their session. */
async function passwordChange({ legalEntity, mark }: Tenant, { deps: { db } }: TestServer) {
  const current = `first-${mark}`;
  await db
    .updateTable("worker")
    .set({ password_hash: await passwordHash(current) })
    .where("legal_entity", "=", legalEntity)
    .where("operator_id", "=", "1001")
    .execute();
  return { body: { current, password: `second-${mark}` } };
}

/** By a manager of the same store, who is made one here: nobody else in the tests ends waits. */
async function liftedWait(tenant: Tenant, { api, deviceOf }: TestServer) {
  const manager = { operatorId: fresh("m"), password: `manager of ${tenant.mark}` };
  const { legalEntity, code } = tenant;
  await api(putWorker, {
    params: { legalEntity, operatorId: manager.operatorId },
    body: { name: "Manager", employeeAddressBooks: [code, "staff"], operations: [1216], password: manager.password },
  });
  return { body: { operatorId: code, manager }, headers: { cookie: await deviceOf(tenant.worker) } };
}

function approvalOf(customerId: string, { operatorId, password }: Tenant["worker"]) {
  return { permission: "clientBook.add" as const, path: `/api/pos/client-book/clients/${customerId}`, approver: { operatorId, password } };
}

export const sessionRights: readonly Right[] = [
  right(sessions.signInHq, {
    customers: "none",
    request: ({ hqUser }) => ({ body: hqUser }),
    refused: { request: ({ hqUser }) => ({ body: { ...hqUser, password: "not-the-password" } }), status: 401 },
    otherTenant: { none: "An account of headquarters is the whole installation's." },
  }),
  right(sessions.getHqSession, {
    customers: "none",
    request: ({ hqCookie }) => ({ headers: { cookie: hqCookie } }),
    refused: { request: () => ({ headers: { cookie: "rapport_hq=not-a-session" } }), status: 401 },
    otherTenant: OWN_SESSION,
  }),
  right(sessions.signOutHq, {
    customers: "none",
    request: async ({ hqUser }, server) => ({ headers: { cookie: await signInAs(server, "/api/hq/session", hqUser) } }),
    refused: { request: () => elsewhere, status: 403 },
    otherTenant: OWN_SESSION,
  }),
  ...[sessions.getSignOn, sessions.startSignOn, sessions.endSignOn].map((endpoint) =>
    right(endpoint, { customers: "none", request: () => ({}), refused: FOR_ANYONE, otherTenant: FOR_ANYONE }),
  ),
  right(sessions.getSignOnRoles, { customers: "none", request: () => ({}), otherTenant: WHOLE_HOUSE }),
  right(sessions.putSignOnRoles, {
    customers: "none",
    request: () => ({ body: { roles: [{ value: "viewers", role: "featureViewer" as const }] } }),
    otherTenant: WHOLE_HOUSE,
  }),
  right(sessions.signInPos, {
    customers: "none",
    request: async ({ worker: { operatorId, password, ...at } }, server) => ({
      body: { operatorId, password },
      headers: { cookie: await server.deviceOf(at) },
    }),
    // Also the right password opens nothing on a device that is no register.
    refused: { request: ({ worker: { operatorId, password } }) => ({ body: { operatorId, password } }), status: 403 },
    otherTenant: {
      request: async ({ worker: { operatorId, password } }, { worker: at }, server) => ({
        body: { operatorId, password },
        headers: { cookie: await server.deviceOf(at) },
      }),
      answer: "refused",
    },
  }),
  right(sessions.liftSignInWait, {
    customers: "none",
    request: liftedWait,
    // A device that is no register.
    refused: { request: ({ worker: { operatorId, password } }) => ({ body: { operatorId, manager: { operatorId, password } } }), status: 403 },
    otherTenant: {
      request: async (home, { worker }, server) => ({
        body: (await liftedWait(home, server)).body,
        headers: { cookie: await server.deviceOf(worker) },
      }),
      answer: "refused",
    },
  }),
  right(sessions.approveRequest, {
    customers: "none",
    request: ({ customerId, worker }) => ({ body: approvalOf(customerId, worker) }),
    otherTenant: { request: ({ customerId, worker }) => ({ body: approvalOf(customerId, worker) }), answer: "refused" },
  }),
  right(sessions.getPosSession, {
    customers: "none",
    request: ({ posCookie }) => ({ headers: { cookie: posCookie } }),
    refused: { request: () => ({ headers: { cookie: "rapport_pos=not-a-session" } }), status: 401 },
    otherTenant: { request: (_, other) => ({ headers: { cookie: other.posCookie } }), answer: "own" },
  }),
  right(sessions.signOutPos, {
    customers: "none",
    request: async ({ worker }, server) => ({ headers: { cookie: await signInAtRegister(server, worker) } }),
    refused: { request: () => elsewhere, status: 403 },
    otherTenant: OWN_SESSION,
  }),
  right(sessions.lockPos, {
    customers: "none",
    request: async ({ worker }, server) => ({ headers: { cookie: await signInAtRegister(server, worker) } }),
    refused: { request: () => elsewhere, status: 403 },
    otherTenant: OWN_SESSION,
  }),
  right(sessions.unlockPos, {
    customers: "none",
    request: async ({ worker }, server) => ({ body: { password: worker.password }, headers: { cookie: await signInAtRegister(server, worker) } }),
    refused: { request: ({ worker }) => ({ body: { password: worker.password }, headers: { cookie: "rapport_pos=not-a-session" } }), status: 401 },
    otherTenant: OWN_SESSION,
  }),
  right(sessions.changePosPassword, {
    customers: "none",
    request: passwordChange,
    otherTenant: { request: (home, _, server) => passwordChange(home, server), answer: "refused" },
  }),
  right(sessions.getRegisterActivation, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, register: code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code } }), answer: "refused" },
  }),
  right(sessions.makeRegisterCode, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, register: code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code } }), answer: "refused" },
  }),
  right(sessions.deactivateRegister, {
    customers: "none",
    // One of its own, because people are signed in at the tenant's.
    request: async ({ legalEntity, code }, { api }) => {
      const params = { legalEntity, register: fresh("r") };
      await api(putRegister, { params, body: { store: code } });
      await api(sessions.makeRegisterCode, { params });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code } }), answer: "refused" },
  }),
  right(sessions.activateRegister, {
    customers: "none",
    request: async ({ legalEntity, code }, { api }) => {
      const params = { legalEntity, register: fresh("r") };
      await api(putRegister, { params, body: { store: code } });
      return { body: { code: (await api(sessions.makeRegisterCode, { params })).code } };
    },
    refused: { request: () => ({ body: { code: "not-a-code" } }), status: 404 },
    otherTenant: { none: "A device belongs to no legal entity until a code makes it a register." },
  }),
  right(sessions.activateRegisterAsManager, {
    customers: "none",
    request: async ({ legalEntity, code, mark }, { api }) => {
      const manager = { operatorId: fresh("m"), password: `manager-${mark}` };
      const register = fresh("r");
      await api(putRegister, { params: { legalEntity, register }, body: { store: code } });
      await api(putWorker, {
        params: { legalEntity, operatorId: manager.operatorId },
        body: { name: "Manager", employeeAddressBooks: [code], operations: [9001], password: manager.password },
      });
      return { body: { legalEntity, register, ...manager } };
    },
    // The worker may sign in there, but not activate.
    refused: { request: ({ worker }) => ({ body: worker }), status: 403 },
    otherTenant: { request: ({ worker }, { legalEntity, code }) => ({ body: { ...worker, legalEntity, register: code } }), answer: "refused" },
  }),
  right(sessions.activateDemoRegister, {
    customers: "none",
    request: async (_, { api }) => {
      const register = fresh("r");
      await api(putRegister, { params: { legalEntity: DEMO_ENTITY, register }, body: { store: DEMO_STORE } });
      return { body: { register }, headers: { origin: "http://localhost", "sec-fetch-site": "same-origin" } };
    },
    refused: { request: ({ code }) => ({ body: { register: code } }), status: 403 },
    otherTenant: { none: "It is about the registers of the demo alone, which no tenant has." },
  }),
  right(sessions.getShownSnapshot, {
    customers: "none",
    request: () => ({}),
    refused: { none: "A device asks it whoever is signed in, and learns only a number of its own store." },
    otherTenant: { none: "A device learns only the number of its own store's snapshot." },
  }),
  right(sessions.watchShownSnapshot, {
    customers: "none",
    request: () => ({}),
    refused: { none: "A device listens whoever is signed in, and learns only a number of its own store." },
    otherTenant: { none: "A device learns only the number of its own store's snapshot." },
  }),
  right(sessions.getPosRegister, {
    customers: "none",
    request: () => ({}),
    refused: { none: "A device asks it before anyone is signed in, and learns only what it is itself, and on the demo's own machine the demo's registers." },
    otherTenant: { none: "A device learns only which register it is itself." },
  }),
];
