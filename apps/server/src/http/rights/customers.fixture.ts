import { randomUUID } from "node:crypto";
import { CustomerId } from "@rapport/contract";
import { putParameters } from "@rapport/contract/clienteling";
import * as customers from "@rapport/contract/customers";
import { fresh } from "./fresh.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { TestServer } from "../../testing/index.ts";
import type { Tenant } from "./tenant.fixture.ts";

const customer = (code: string, accountNumber: string) => ({ accountNumber, firstName: "Ada", lastName: "Lovelace", addressBooks: [code] });
const ofEntity = ({ legalEntity }: Tenant) => ({ params: { legalEntity } });
const ofNumber = ({ legalEntity, account }: Pick<Tenant, "legalEntity" | "account">) => ({ params: { legalEntity, accountNumber: account } });
const oneCustomer = ({ customerId }: Tenant) => ({ params: { customerId } });

/** A file that begins as a WebP image does. */
const PHOTO = { filename: "photo.webp", text: "RIFF\f\0\0\0WEBPVP8 \0\0\0\0" };

/** Gives the tenant's customer a photo, as headquarters would. */
async function withPhoto({ legalEntity, account }: Tenant, server: TestServer): Promise<void> {
  const answer = await server.inject({
    method: "PUT",
    url: `/api/legal-entities/${legalEntity}/customers/${encodeURIComponent(account)}/photo`,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=photo" },
    payload: `--photo\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${PHOTO.text}\r\n--photo--\r\n`,
  });
  if (answer.statusCode !== 200) throw new Error(`a photo was answered ${answer.statusCode}: ${answer.body}`);
}

/** A change for the version that the tenant's customer has now. */
async function changedAtStore(home: Tenant, server: TestServer) {
  const { customerId, posCookie: cookie } = home;
  const answer = await server.inject({ method: "GET", url: `/api/pos/customers/${customerId}/form`, headers: { cookie } });
  const { customer: found } = answer.json<{ customer: { saved: { version: number } } }>();
  return { params: { customerId }, query: { version: found.saved.version }, body: { firstName: home.mark } };
}

/** An e-mail address by which the tenant's customer is found. */
async function withAddress({ legalEntity, account, mark }: Tenant, server: TestServer): Promise<string> {
  const email = `${mark.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}@example.com`;
  await server.api(customers.putCustomer, { params: { legalEntity, accountNumber: account }, body: { email } });
  return email;
}

/** The tenant shares its customers: whoever opens one of its own gets the account that is there. */
async function sharedParty({ legalEntity, customerId }: Tenant, server: TestServer) {
  await server.api(putParameters, { params: { legalEntity }, body: { sharesCustomers: true } });
  return customers.PartyId.parse(customerId);
}

export const customerRights: readonly Right[] = [
  right(customers.putCustomerPhoto, {
    customers: "named",
    request: (home) => ({ ...ofNumber(home), file: PHOTO }),
    otherTenant: { request: ({ account }, { legalEntity }) => ({ ...ofNumber({ account, legalEntity }), file: PHOTO }), answer: "refused" },
  }),
  right(customers.getCustomerPhoto, {
    customers: "named",
    request: async (home, server) => {
      await withPhoto(home, server);
      return ofNumber(home);
    },
    otherTenant: { request: ({ account }, { legalEntity }) => ofNumber({ account, legalEntity }), answer: "refused" },
  }),
  right(customers.getPosCustomerPhoto, {
    customers: "named",
    request: async (home, server) => {
      await withPhoto(home, server);
      return oneCustomer(home);
    },
    otherTenant: { request: oneCustomer, answer: "unknown" },
  }),
  right(customers.deleteCustomerPhoto, {
    customers: "named",
    request: ofNumber,
    otherTenant: { request: ({ account }, { legalEntity }) => ofNumber({ account, legalEntity }), answer: "refused" },
  }),
  right(customers.listCustomers, {
    customers: "named",
    request: ofEntity,
    shows: true,
    otherTenant: { request: (_, other) => ofEntity(other), answer: "own" },
  }),
  right(customers.getCustomerByNumber, {
    customers: "named",
    request: ({ legalEntity, account }) => ({ params: { legalEntity, accountNumber: account } }),
    shows: true,
    otherTenant: { request: ({ account }, { legalEntity }) => ({ params: { legalEntity, accountNumber: account } }), answer: "refused" },
  }),
  right(customers.findCustomers, {
    customers: "named",
    request: ({ legalEntity, mark }) => ({ params: { legalEntity }, body: { query: mark } }),
    shows: true,
    otherTenant: { request: ({ mark }, { legalEntity }) => ({ params: { legalEntity }, body: { query: mark } }), answer: "own" },
  }),
  right(customers.getCustomerFilters, {
    customers: "none",
    request: ofEntity,
    shows: true,
    otherTenant: { request: (_, other) => ofEntity(other), answer: "own" },
  }),
  right(customers.getCustomerProfile, {
    customers: "named",
    request: ofNumber,
    shows: true,
    otherTenant: { request: ({ account }, { legalEntity }) => ofNumber({ account, legalEntity }), answer: "refused" },
  }),
  right(customers.getCustomerBooks, {
    customers: "named",
    request: ofNumber,
    otherTenant: { request: ({ account }, { legalEntity }) => ofNumber({ account, legalEntity }), answer: "refused" },
  }),
  right(customers.getCustomerForm, {
    customers: "named",
    request: ofNumber,
    shows: true,
    otherTenant: { request: ({ account }, { legalEntity }) => ofNumber({ account, legalEntity }), answer: "refused" },
  }),
  right(customers.getNewCustomerForm, {
    customers: "none",
    request: ofEntity,
    shows: true,
    otherTenant: { request: (_, other) => ofEntity(other), answer: "own" },
  }),
  right(customers.findAlikeCustomers, {
    customers: "named",
    request: ({ legalEntity, account }) => ({ params: { legalEntity }, body: { accountNumber: account } }),
    shows: true,
    otherTenant: { request: ({ account }, { legalEntity }) => ({ params: { legalEntity }, body: { accountNumber: account } }), answer: "own" },
  }),
  right(customers.putCustomer, {
    customers: "named",
    request: (home) => ({ ...ofNumber(home), body: { firstName: fresh("f") } }),
    shows: true,
    otherTenant: { request: (home, other) => ({ ...ofNumber(home), body: { addressBooks: [other.code] } }), answer: "refused" },
  }),
  right(customers.putCustomers, {
    customers: "none",
    request: ({ legalEntity, code }) => ({ params: { legalEntity }, body: { customers: [customer(code, fresh("c"))] } }),
    otherTenant: {
      request: ({ legalEntity }, other) => ({ params: { legalEntity }, body: { customers: [customer(other.code, fresh("c"))] } }),
      answer: "refused",
    },
  }),
  right(customers.searchCustomers, {
    customers: "named",
    request: ({ mark }) => ({ body: { query: mark, scope: "all" as const } }),
    shows: true,
    otherTenant: { request: ({ mark }) => ({ body: { query: mark, scope: "all" as const } }), answer: "own" },
  }),
  right(customers.findByCode, {
    customers: "named",
    request: ({ account }) => ({ body: { code: account } }),
    shows: true,
    otherTenant: { request: ({ account }) => ({ body: { code: account } }), answer: "own" },
  }),
  right(customers.searchParties, {
    customers: "none",
    // Nobody shares customers; parties.test.ts does.
    request: ({ mark }) => ({ body: { query: mark } }),
    otherTenant: { request: ({ mark }) => ({ body: { query: mark } }), answer: "own" },
  }),
  right(customers.openParty, {
    customers: "named",
    request: async (home, server) => ({ params: { partyId: await sharedParty(home, server) }, body: {} }),
    otherTenant: { request: ({ customerId }) => ({ params: { partyId: customers.PartyId.parse(customerId) }, body: {} }), answer: "unknown" },
  }),
  right(customers.getSearchCriteria, { customers: "none", request: () => ({}), otherTenant: { request: () => ({}), answer: "own" } }),
  right(customers.getCustomerAtStore, { customers: "named", request: oneCustomer, shows: true, otherTenant: { request: oneCustomer, answer: "unknown" } }),
  right(customers.getNewCustomerAtStore, { customers: "none", request: () => ({}), otherTenant: { request: () => ({}), answer: "own" } }),
  right(customers.findAlikeAtStore, {
    customers: "named",
    request: async (home, server) => ({ body: { emails: [await withAddress(home, server)] } }),
    shows: true,
    otherTenant: { request: async (home, _, server) => ({ body: { emails: [await withAddress(home, server)] } }), answer: "own" },
  }),
  right(customers.createCustomer, {
    customers: "named",
    request: ({ customerId }) => ({
      params: { customerId: CustomerId.parse(randomUUID()) },
      body: { lastName: "New", accountNumber: fresh("n"), shown: [CustomerId.parse(customerId)] },
    }),
    otherTenant: { request: ({ customerId }) => ({ params: { customerId }, body: { lastName: "New", accountNumber: fresh("n") } }), answer: "refused" },
  }),
  right(customers.changeCustomer, {
    customers: "none",
    request: changedAtStore,
    otherTenant: { request: (home, _, server) => changedAtStore(home, server), answer: "unknown" },
  }),
  right(customers.getCustomer, { customers: "named", request: oneCustomer, shows: true, otherTenant: { request: oneCustomer, answer: "unknown" } }),
];
