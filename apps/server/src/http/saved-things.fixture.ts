import * as organisation from "@rapport/contract/organisation";
import { listAttention } from "@rapport/contract/system";
import { randomBytes } from "node:crypto";
import type { TestServer } from "../testing/index.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const fresh = (prefix: string) => `${prefix}${randomBytes(5).toString("hex")}`;

async function spareGroup({ legalEntity }: Tenant, { api }: TestServer) {
  const params = { legalEntity, code: fresh("g") };
  await api(organisation.putPermissionGroup, { params, body: { name: "Spare" } });
  return { params };
}

/** Reading and deleting one part of the organisation. */
export const savedThings: readonly Right[] = [
  right(organisation.getLegalEntity, {
    request: ({ legalEntity }) => ({ params: { legalEntity } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity } }), answer: "own" },
  }),
  right(organisation.listOwnLegalEntities, { request: () => ({}), otherTenant: { none: "It is about the person whose session it is." } }),
  right(listAttention, { request: () => ({}), otherTenant: { none: "It is about the person whose session it is." } }),
  right(organisation.getAddressBook, {
    request: ({ legalEntity }) => ({ params: { legalEntity, code: "customers" } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: "customers" } }), answer: "own" },
  }),
  right(organisation.deleteAddressBook, {
    request: async ({ legalEntity }, { api }) => {
      const params = { legalEntity, code: fresh("b") };
      await api(organisation.putAddressBook, { params, body: { name: "Spare" } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, code } }), answer: "refused" },
  }),
  right(organisation.putPermissionGroup, {
    request: ({ legalEntity }) => ({ params: { legalEntity, code: fresh("g") }, body: { name: "Group" } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity, code: fresh("g") }, body: { name: "Group" } }), answer: "own" },
  }),
  right(organisation.listPermissionGroups, {
    request: ({ legalEntity }) => ({ params: { legalEntity } }),
    otherTenant: { request: (_, { legalEntity }) => ({ params: { legalEntity } }), answer: "own" },
  }),
  right(organisation.getPermissionGroup, {
    request: spareGroup,
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await spareGroup(home, server)).params, legalEntity } }),
      answer: "refused",
    },
  }),
  right(organisation.deletePermissionGroup, {
    request: spareGroup,
    otherTenant: {
      request: async (home, { legalEntity }, server) => ({ params: { ...(await spareGroup(home, server)).params, legalEntity } }),
      answer: "refused",
    },
  }),
  right(organisation.deleteStore, {
    request: async ({ legalEntity }, { api }) => {
      const params = { legalEntity, store: fresh("s") };
      await api(organisation.putStore, { params, body: { name: "Spare" } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, store: code } }), answer: "refused" },
  }),
  right(organisation.deleteRegister, {
    request: async ({ legalEntity, code }, { api }) => {
      const params = { legalEntity, register: fresh("r") };
      await api(organisation.putRegister, { params, body: { store: code } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code } }), answer: "refused" },
  }),
  right(organisation.deleteWorker, {
    request: async ({ legalEntity }, { api }) => {
      const params = { legalEntity, operatorId: fresh("w") };
      await api(organisation.putWorker, { params, body: { name: "Spare" } });
      return { params };
    },
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
  right(organisation.getRegister, {
    request: ({ legalEntity, code }) => ({ params: { legalEntity, register: code } }),
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, register: code } }), answer: "refused" },
  }),
  right(organisation.getWorker, {
    request: ({ legalEntity, worker: { operatorId } }) => ({ params: { legalEntity, operatorId } }),
    shows: true,
    otherTenant: { request: ({ code }, { legalEntity }) => ({ params: { legalEntity, operatorId: code } }), answer: "refused" },
  }),
];
