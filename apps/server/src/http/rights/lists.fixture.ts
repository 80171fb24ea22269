import * as lists from "@rapport/contract/lists";
import { ListImport } from "@rapport/contract/lists";
import { expect } from "vitest";
import type { TestServer } from "../../testing/index.ts";
import { WHOLE_HOUSE } from "./reasons.fixture.ts";
import { right, type Right } from "./right.fixture.ts";
import type { Tenant } from "./tenant.fixture.ts";

const BOOKS = { list: "address-books" as const };
const books = ({ legalEntity }: Tenant) => ({ params: { legalEntity, ...BOOKS } });
const customers = ({ legalEntity }: Tenant) => ({ params: { legalEntity } });
const csv = (text: string) => ({ filename: "rows.csv", text });
const booksFile = ({ code, mark }: Tenant) => csv(`code,name\n${code},${mark}\n`);
const customersFile = ({ code, mark }: Tenant) => csv(`accountNumber,lastName\n${code},${mark}\n`);
const entitiesFile = ({ legalEntity }: Tenant) => csv(`code,name\n${legalEntity},Entity\n`);

/** A checked import: its address and the answer to a wrong row in it. */
async function imported({ inject, apiKey }: TestServer, { path, file }: { path: string; file: { text: string } }): Promise<string> {
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "multipart/form-data; boundary=b0undary" };
  const payload = `--b0undary\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n\r\n${file.text}\r\n--b0undary--\r\n`;
  const { id } = ListImport.parse((await inject({ method: "POST", url: path, headers, payload })).json());
  const phase = async () => ListImport.parse((await inject({ method: "GET", url: `${path}/${id}`, headers })).json()).phase;
  await expect.poll(phase, { timeout: 20_000, interval: 20 }).toBe("checked");
  return id;
}

const ofBooks = async (home: Tenant, server: TestServer, file = booksFile(home)) => ({
  params: { ...books(home).params, importId: await imported(server, { path: `/api/legal-entities/${home.legalEntity}/lists/address-books/imports`, file }) },
});
const ofCustomers = async (home: Tenant, server: TestServer, file = customersFile(home)) => ({
  params: { ...customers(home).params, importId: await imported(server, { path: `/api/legal-entities/${home.legalEntity}/lists/customers/imports`, file }) },
});
const ofEntities = async (home: Tenant, server: TestServer, file = entitiesFile(home)) => ({
  params: { importId: await imported(server, { path: "/api/lists/legal-entities/imports", file }) },
});
const clientBooksFile = ({ code }: Tenant) => csv(`accountNumber,associate\nunknown-${code},1001\n`);
const ofClientBooks = async (home: Tenant, server: TestServer) => ({
  params: {
    ...customers(home).params,
    importId: await imported(server, { path: `/api/legal-entities/${home.legalEntity}/lists/client-books/imports`, file: clientBooksFile(home) }),
  },
});
const GROUPS = { list: "store-groups" as const };
const groups = ({ legalEntity }: Tenant) => ({ params: { legalEntity, ...GROUPS } });
const groupsFile = ({ mark }: Tenant) => csv(`code,name\nG,${mark}\n`);
const wrongGroup = ({ mark }: Tenant) => csv(`code,name\nnot a code,${mark}\n`);
const ofGroups = async (home: Tenant, server: TestServer, file = groupsFile(home)) => ({
  params: {
    ...groups(home).params,
    importId: await imported(server, { path: `/api/legal-entities/${home.legalEntity}/distribution/lists/store-groups/imports`, file }),
  },
});
const featuresFile = csv("feature,enabled\nclienteling,true\n");
const ofFeatures = async (_: Tenant, server: TestServer) => ({
  params: { importId: await imported(server, { path: "/api/lists/features/imports", file: featuresFile }) },
});
const wrongBook = ({ mark }: Tenant) => csv(`code,name\nnot a code,${mark}\n`);
const wrongCustomer = ({ mark }: Tenant) => csv(`accountNumber,firstName\nnew,${mark}\n`);
const wrongEntity = ({ mark }: Tenant) => csv(`code,name\nnot a code,${mark}\n`);
/** The import of one tenant under the address of another. */
const stray = <P extends object>({ params }: { params: P }, { legalEntity }: Tenant) => ({ params: { ...params, legalEntity } });
const mode = { mode: "good" as const };

export const listRights: readonly Right[] = [
  right(lists.getListColumns, { customers: "none", request: books, otherTenant: { request: (_, other) => books(other), answer: "own" } }),
  right(lists.getCustomerColumns, { customers: "none", request: customers, otherTenant: { request: (_, other) => customers(other), answer: "own" } }),
  right(lists.getClientBookColumns, { customers: "none", request: customers, otherTenant: { request: (_, other) => customers(other), answer: "own" } }),
  right(lists.getDistributionColumns, { customers: "none", request: groups, otherTenant: { request: (_, other) => groups(other), answer: "own" } }),
  right(lists.getFeatureColumns, { customers: "none", request: () => ({}), otherTenant: WHOLE_HOUSE }),
  right(lists.getLegalEntityColumns, { customers: "none", request: () => ({}), otherTenant: WHOLE_HOUSE }),
  right(lists.exportList, { customers: "none", request: books, shows: true, otherTenant: { request: (_, other) => books(other), answer: "own" } }),
  right(lists.startListImport, {
    customers: "none",
    request: (home) => ({ ...books(home), file: booksFile(home) }),
    otherTenant: { request: (_, other) => ({ ...books(other), file: booksFile(other) }), answer: "own" },
  }),
  right(lists.getListImport, {
    customers: "none",
    request: ofBooks,
    otherTenant: { request: async (home, other, server) => stray(await ofBooks(home, server), other), answer: "refused" },
  }),
  right(lists.listImportProblems, {
    customers: "none",
    request: (home, server) => ofBooks(home, server, wrongBook(home)),
    shows: true,
    otherTenant: { request: async (home, other, server) => stray(await ofBooks(home, server, wrongBook(home)), other), answer: "refused" },
  }),
  right(lists.applyListImport, {
    customers: "none",
    request: async (home, server) => ({ ...(await ofBooks(home, server)), body: mode }),
    otherTenant: { request: async (home, other, server) => ({ ...stray(await ofBooks(home, server), other), body: mode }), answer: "refused" },
  }),
  right(lists.stopListImport, {
    customers: "none",
    request: ofBooks,
    otherTenant: { request: async (home, other, server) => stray(await ofBooks(home, server), other), answer: "refused" },
  }),
  right(lists.exportCustomers, {
    customers: "named",
    request: customers,
    shows: true,
    otherTenant: { request: (_, other) => customers(other), answer: "own" },
  }),
  right(lists.startCustomerImport, {
    customers: "none",
    request: (home) => ({ ...customers(home), file: customersFile(home) }),
    otherTenant: { request: (_, other) => ({ ...customers(other), file: customersFile(other) }), answer: "own" },
  }),
  right(lists.getCustomerImport, {
    customers: "none",
    request: ofCustomers,
    otherTenant: { request: async (home, other, server) => stray(await ofCustomers(home, server), other), answer: "refused" },
  }),
  right(lists.listCustomerProblems, {
    customers: "none",
    request: (home, server) => ofCustomers(home, server, wrongCustomer(home)),
    shows: true,
    otherTenant: { request: async (home, other, server) => stray(await ofCustomers(home, server, wrongCustomer(home)), other), answer: "refused" },
  }),
  right(lists.applyCustomerImport, {
    customers: "none",
    request: async (home, server) => ({ ...(await ofCustomers(home, server)), body: mode }),
    otherTenant: { request: async (home, other, server) => ({ ...stray(await ofCustomers(home, server), other), body: mode }), answer: "refused" },
  }),
  right(lists.stopCustomerImport, {
    customers: "none",
    request: ofCustomers,
    otherTenant: { request: async (home, other, server) => stray(await ofCustomers(home, server), other), answer: "refused" },
  }),
  right(lists.exportClientBooks, {
    customers: "named",
    request: customers,
    otherTenant: { request: (_, other) => customers(other), answer: "own" },
  }),
  right(lists.startClientBookImport, {
    customers: "none",
    request: (home) => ({ ...customers(home), file: clientBooksFile(home) }),
    otherTenant: { request: (_, other) => ({ ...customers(other), file: clientBooksFile(other) }), answer: "own" },
  }),
  right(lists.getClientBookImport, {
    customers: "none",
    request: ofClientBooks,
    otherTenant: { request: async (home, other, server) => stray(await ofClientBooks(home, server), other), answer: "refused" },
  }),
  right(lists.listClientBookProblems, {
    customers: "none",
    request: ofClientBooks,
    otherTenant: { request: async (home, other, server) => stray(await ofClientBooks(home, server), other), answer: "refused" },
  }),
  right(lists.applyClientBookImport, {
    customers: "none",
    request: async (home, server) => ({ ...(await ofClientBooks(home, server)), body: mode }),
    otherTenant: { request: async (home, other, server) => ({ ...stray(await ofClientBooks(home, server), other), body: mode }), answer: "refused" },
  }),
  right(lists.stopClientBookImport, {
    customers: "none",
    request: ofClientBooks,
    otherTenant: { request: async (home, other, server) => stray(await ofClientBooks(home, server), other), answer: "refused" },
  }),
  right(lists.exportDistributionList, { customers: "none", request: groups, otherTenant: { request: (_, other) => groups(other), answer: "own" } }),
  right(lists.startDistributionImport, {
    customers: "none",
    request: (home) => ({ ...groups(home), file: groupsFile(home) }),
    otherTenant: { request: (_, other) => ({ ...groups(other), file: groupsFile(other) }), answer: "own" },
  }),
  right(lists.getDistributionImport, {
    customers: "none",
    request: ofGroups,
    otherTenant: { request: async (home, other, server) => stray(await ofGroups(home, server), other), answer: "refused" },
  }),
  right(lists.listDistributionProblems, {
    customers: "none",
    request: (home, server) => ofGroups(home, server, wrongGroup(home)),
    shows: true,
    otherTenant: { request: async (home, other, server) => stray(await ofGroups(home, server, wrongGroup(home)), other), answer: "refused" },
  }),
  right(lists.applyDistributionImport, {
    customers: "none",
    request: async (home, server) => ({ ...(await ofGroups(home, server)), body: mode }),
    otherTenant: { request: async (home, other, server) => ({ ...stray(await ofGroups(home, server), other), body: mode }), answer: "refused" },
  }),
  right(lists.stopDistributionImport, {
    customers: "none",
    request: ofGroups,
    otherTenant: { request: async (home, other, server) => stray(await ofGroups(home, server), other), answer: "refused" },
  }),
  right(lists.exportFeatures, { customers: "none", request: () => ({}), otherTenant: WHOLE_HOUSE }),
  right(lists.startFeatureImport, { customers: "none", request: () => ({ file: featuresFile }), otherTenant: WHOLE_HOUSE }),
  right(lists.getFeatureImport, { customers: "none", request: ofFeatures, otherTenant: WHOLE_HOUSE }),
  right(lists.listFeatureProblems, { customers: "none", request: ofFeatures, otherTenant: WHOLE_HOUSE }),
  right(lists.applyFeatureImport, {
    customers: "none",
    request: async (home, server) => ({ ...(await ofFeatures(home, server)), body: mode }),
    otherTenant: WHOLE_HOUSE,
  }),
  right(lists.stopFeatureImport, { customers: "none", request: ofFeatures, otherTenant: WHOLE_HOUSE }),
  right(lists.exportLegalEntities, { customers: "none", request: () => ({}), otherTenant: WHOLE_HOUSE }),
  right(lists.startLegalEntityImport, { customers: "none", request: (home) => ({ file: entitiesFile(home) }), otherTenant: WHOLE_HOUSE }),
  right(lists.getLegalEntityImport, { customers: "none", request: ofEntities, otherTenant: WHOLE_HOUSE }),
  right(lists.listLegalEntityProblems, {
    customers: "none",
    request: (home, server) => ofEntities(home, server, wrongEntity(home)),
    shows: true,
    otherTenant: WHOLE_HOUSE,
  }),
  right(lists.applyLegalEntityImport, {
    customers: "none",
    request: async (home, server) => ({ ...(await ofEntities(home, server)), body: mode }),
    otherTenant: WHOLE_HOUSE,
  }),
  right(lists.stopLegalEntityImport, { customers: "none", request: ofEntities, otherTenant: WHOLE_HOUSE }),
];
