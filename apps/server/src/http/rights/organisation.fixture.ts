import * as organisation from "@rapport/contract/organisation";
import type { TestServer } from "../../testing/index.ts";
import { fresh } from "./fresh.fixture.ts";
import { OWN_PERSON, WHOLE_HOUSE } from "./reasons.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const store = (code: string) => ({ name: "Store", customerAddressBooks: [code], employeeAddressBooks: [code] });
const staff = (code: string) => ({ name: "Worker", employeeAddressBooks: [code], operations: [] });
const ofEntity = ({ legalEntity }: Tenant) => ({ params: { legalEntity } });

async function spareGroup({ legalEntity }: Tenant, { api }: TestServer) {
  const params = { legalEntity, code: fresh("g") };
  await api(organisation.putPermissionGroup, { params, body: { name: "Spare" } });
  return { params };
}

export const organisationRights: readonly Right[] = [
  right(organisation.putLegalEntity, {
    customers: "none",
    request: ({ legalEntity, rsid }) => ({ params: { legalEntity }, body: { name: "Entity", currency: "EUR", rsid } }),
    otherTenant: { request: (_, { legalEntity, rsid }) => ({ params: { legalEntity }, body: { name: "Entity", currency: "EUR", rsid } }), answer: "own" },
  }),
  right(organisation.deleteLegalEntity, {
    customers: "none",
    request: async (_, { api }) => {
      const params = { legalEntity: fresh("E") };
      await api(organisation.putLegalEntity, { params, body: { name: "Spare", currency: "EUR" } });
      return { params };
    },
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity } }), answer: "refused" },
  }),
  right(organisation.listLegalEntities, { customers: "none", request: () => ({}), otherTenant: WHOLE_HOUSE }),
  right(organisation.putAddressBook, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity, code: "customers" }, body: { name: "Book" } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: "customers" }, body: { name: "Book" } }), answer: "own" },
  }),
  right(organisation.listAddressBooks, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(organisation.listRegisters, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(organisation.listWorkers, {
    customers: "none",
    request: ofEntity,
    shows: true,
    otherTenant: { request: (_, other) => ofEntity(other), answer: "own" },
  }),
  right(organisation.listNumberSequences, { customers: "none", request: ofEntity, otherTenant: { request: (_, other) => ofEntity(other), answer: "own" } }),
  right(organisation.putStore, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, store: fresh("s") }, body: store(code) }),
    otherTenant: { request: ({ legalEntity, code }, other) => ({ params: { legalEntity, store: code }, body: store(other.code) }), answer: "refused" },
  }),
  right(organisation.getStore, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, store: code } }),
    shows: true,
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, store: code } }), answer: "refused" },
  }),
  right(organisation.listStores, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity } }),
    shows: true,
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity } }), answer: "own" },
  }),
  right(organisation.putRegister, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, register: fresh("r") }, body: { store: code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code }, body: { store: code } }), answer: "refused" },
  }),
  right(organisation.putWorker, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, operatorId: fresh("w") }, body: staff(code) }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code }, body: staff(code) }), answer: "refused" },
  }),
  right(organisation.putNumberSequence, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity, reference: "clientBook" as const }, body: { format: "CB-#####" } }),
    otherTenant: {
      request: (_, { legalEntity }) => ({ params: { legalEntity, reference: "clientBook" as const }, body: { format: "OTHER-#####" } }),
      answer: "own",
    },
  }),
  right(organisation.getLegalEntity, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity } }), answer: "own" },
  }),
  right(organisation.listOwnLegalEntities, { customers: "none", request: () => ({}), otherTenant: OWN_PERSON }),
  right(organisation.getAddressBook, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity, code: "customers" } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: "customers" } }), answer: "own" },
  }),
  right(organisation.deleteAddressBook, {
    customers: "none",
    request: async ({ legalEntity }, { api }) => {
      const params = { legalEntity, code: fresh("b") };
      await api(organisation.putAddressBook, { params, body: { name: "Spare" } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, code } }), answer: "refused" },
  }),
  right(organisation.putPermissionGroup, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity, code: fresh("g") }, body: { name: "Group" } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: fresh("g") }, body: { name: "Group" } }), answer: "own" },
  }),
  right(organisation.listPermissionGroups, {
    customers: "none",
    request: ({ legalEntity }) => ({ params: { legalEntity } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity } }), answer: "own" },
  }),
  right(organisation.getPermissionGroup, {
    customers: "none",
    request: spareGroup,
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await spareGroup(home, server)).params, legalEntity } }),
      answer: "refused",
    },
  }),
  right(organisation.deletePermissionGroup, {
    customers: "none",
    request: spareGroup,
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await spareGroup(home, server)).params, legalEntity } }),
      answer: "refused",
    },
  }),
  right(organisation.deleteStore, {
    customers: "none",
    request: async ({ legalEntity }, { api }) => {
      const params = { legalEntity, store: fresh("s") };
      await api(organisation.putStore, { params, body: { name: "Spare" } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, store: code } }), answer: "refused" },
  }),
  right(organisation.deleteRegister, {
    customers: "none",
    request: async ({ legalEntity, code }, { api }) => {
      const params = { legalEntity, register: fresh("r") };
      await api(organisation.putRegister, { params, body: { store: code } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code } }), answer: "refused" },
  }),
  right(organisation.deleteWorker, {
    customers: "none",
    request: async ({ legalEntity }, { api }) => {
      const params = { legalEntity, operatorId: fresh("w") };
      await api(organisation.putWorker, { params, body: { name: "Spare" } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
  right(organisation.getSignInWait, {
    customers: "none",
    request: ({ legalEntity, worker: { operatorId } }) => ({ params: { legalEntity, operatorId } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
  right(organisation.endSignInWait, {
    customers: "none",
    request: ({ legalEntity, worker: { operatorId } }) => ({ params: { legalEntity, operatorId } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
  right(organisation.getRegister, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity, register: code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code } }), answer: "refused" },
  }),
  right(organisation.getWorker, {
    customers: "none",
    request: ({ legalEntity, worker: { operatorId } }) => ({ params: { legalEntity, operatorId } }),
    shows: true,
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
];
