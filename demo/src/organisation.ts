import { Refusal, type CallInput } from "@rapport/contract";
import { putActivityType, putAttribute, putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import {
  getLegalEntity,
  putAddressBook,
  putLegalEntity,
  putNumberSequence,
  putPermissionGroup,
  putRegister,
  putStore,
  putWorker,
} from "@rapport/contract/organisation";
import { changeReportSuite, createReportSuite, getReportSuite, type ReportSuite } from "@rapport/contract/report-suites";
import type { Client } from "./client.ts";
import { MANAGER, putLayouts } from "./layouts.ts";
import { CATEGORIES } from "./products.ts";

export const LEGAL_ENTITY = "RAPP";
export const RSID = "rapport-demo";
/** 25 months. A year of history arrives at once, so ids must be kept long enough for its returns. */
const WINDOW_DAYS = 762;

/** Simulated: the stores and the associates. */
export const STORES = [
  { number: "LON", name: "London Marylebone", city: "London", register: "LON-1" },
  { number: "BTH", name: "Bath", city: "Bath", register: "BTH-1" },
] as const;
export const ASSOCIATES = [
  { operatorId: "1001", name: "Sanne de Wit", stores: ["LON"] },
  { operatorId: "1002", name: "Oliver Grantham", stores: ["LON"] },
  { operatorId: "1003", name: "Priya Nair", stores: ["LON", "BTH"] },
  { operatorId: "1004", name: "Hugo Moreau", stores: ["LON"] },
  { operatorId: "2001", name: "Imogen Thornton", stores: ["BTH"] },
  { operatorId: "2002", name: "Felix Ashworth", stores: ["BTH"] },
] as const;

const ACTIVITY_TYPES = [
  { code: "visit", name: { en: "Store visit", nl: "Winkelbezoek" } },
  { code: "phone", name: { en: "Phone call", nl: "Telefoongesprek" } },
  { code: "email", name: { en: "E-mail", nl: "E-mail" } },
  { code: "appointment", name: { en: "Appointment", nl: "Afspraak" } },
] as const;

/** Everybody knows these, so they are only for a server that no other machine can reach. */
export function demoPassword(operatorId: string): string {
  return `demo-${operatorId}`;
}

const SUITE = {
  name: "Rapport Gifts",
  timeZone: "Europe/London",
  currency: "GBP",
  transactionIdStorage: true,
  transactionIdWindowDays: WINDOW_DAYS,
  lateLinking: true,
  signIn: true,
  storeVariable: "evar4",
  receiptVariable: "evar5",
  variables: {
    campaign: { name: "Campaign", expiration: { kind: "month" } },
    evar1: { name: "Country", from: "properties.country", expiration: { kind: "never" } },
    evar2: { name: "Landing page", from: "properties.landing", allocation: "original", expiration: { kind: "visit" } },
    evar4: { name: "Store" },
    evar5: { name: "Receipt" },
    prop1: { name: "Page type", from: "properties.pageType" },
  },
} as const;

export async function openSuite(client: Client): Promise<ReportSuite> {
  try {
    await client.call(getReportSuite, { params: { rsid: RSID } });
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== "not_found") throw error;
    return await client.call(createReportSuite, { body: { rsid: RSID, ...SUITE } });
  }
  return await client.call(changeReportSuite, { params: { rsid: RSID }, body: SUITE });
}

/** Associates make and change customers, see the store's books, and add and remove their own clients. A manager also reassigns, mends what colleagues logged, helps with passwords and devices. */
const GROUPS = {
  associates: { name: "Associates", operations: [612, 623, 712, 713, 714, 715] },
  managers: { name: "Managers", operations: [612, 623, 712, 713, 714, 715, 716, 1216, 9001, 9002] },
} as const;

/** `passwords` by operator id. An associate who is not in it keeps their password. */
export async function organise(client: Client, passwords: ReadonlyMap<string, string>): Promise<void> {
  const entity = { legalEntity: LEGAL_ENTITY };
  const isNew = await isMissing(client);
  const company = { name: "Rapport Gifts Ltd", currency: "GBP", rsid: RSID, country: "GB" };
  await client.call(putLegalEntity, { params: entity, body: { ...company, ...(isNew && { publishAtOnce: true }) } });
  for (const { number, name, city, register } of STORES) {
    await client.call(putAddressBook, { params: { ...entity, code: number }, body: { name } });
    await client.call(putStore, { params: { ...entity, store: number }, body: { name, city, customerAddressBooks: [number], employeeAddressBooks: [number] } });
    await client.call(putRegister, { params: { ...entity, register }, body: { store: number } });
  }
  for (const [code, { name, operations }] of Object.entries(GROUPS))
    await client.call(putPermissionGroup, { params: { ...entity, code }, body: { name, operations: [...operations] } });
  for (const { operatorId, name, stores } of ASSOCIATES) {
    const password = passwords.get(operatorId);
    const body = {
      name,
      employeeAddressBooks: [...stores],
      permissionGroup: operatorId === MANAGER ? "managers" : "associates",
      operations: [],
      ...(password !== undefined && { password }),
    };
    await client.call(putWorker, { params: { ...entity, operatorId }, body });
  }
  await client.call(putNumberSequence, { params: { ...entity, reference: "clientBook" }, body: { format: "CB-####" } });
  await client.call(putNumberSequence, { params: { ...entity, reference: "customer" }, body: { format: "N-#####" } });
  await putAttributes(client);
  for (const [index, { code, name }] of ACTIVITY_TYPES.entries())
    await client.call(putActivityType, { params: { ...entity, code }, body: { name, order: index + 1 } });
  await putLayouts(client, { ...entity, stores: STORES.map(({ number }) => number) });
  if (isNew) await leaveOneUnpublished(client);
}

async function isMissing(client: Client): Promise<boolean> {
  try {
    await client.call(getLegalEntity, { params: { legalEntity: LEGAL_ENTITY } });
    return false;
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== "not_found") throw error;
    return true;
  }
}

/** From now on changes wait until they are published, and one does. */
async function leaveOneUnpublished(client: Client): Promise<void> {
  const entity = { legalEntity: LEGAL_ENTITY };
  await client.call(putLegalEntity, { params: entity, body: { publishAtOnce: null } });
  await client.call(putRegister, { params: { ...entity, register: STORES[0].register }, body: { name: "Front counter" } });
}

async function putAttributes(client: Client): Promise<void> {
  const attributes: Record<string, AttributeBody> = {
    birthday: { name: { en: "Birthday", nl: "Verjaardag" }, type: "date", refinable: true, filter: { kind: "date" } },
    interest: {
      name: { en: "Interest", nl: "Interesse" },
      type: "text",
      multiple: true,
      values: CATEGORIES.map((value) => ({ value, label: { en: value, nl: DUTCH[value] } })),
      refinable: true,
      filter: { kind: "list", multi: true },
    },
    preferredContact: {
      name: { en: "Preferred contact", nl: "Liefst bereikt via" },
      type: "text",
      values: [
        { value: "email", label: { en: "E-mail", nl: "E-mail" } },
        { value: "phone", label: { en: "Phone", nl: "Telefoon" } },
        { value: "whatsapp", label: { en: "WhatsApp", nl: "WhatsApp" } },
      ],
      refinable: true,
      filter: { kind: "list", multi: true },
    },
  };
  for (const [code, body] of Object.entries(attributes)) await client.call(putAttribute, { params: { legalEntity: LEGAL_ENTITY, code }, body });
  const members = Object.keys(attributes).map((attribute, index) => ({ attribute, displayOrder: index + 1 }));
  await client.call(putAttributeGroup, {
    params: { legalEntity: LEGAL_ENTITY, code: "clientBook" },
    body: { name: { en: "Client book", nl: "Klantenboek" }, members },
  });
  await client.call(putParameters, {
    params: { legalEntity: LEGAL_ENTITY },
    body: { clientBookAttributeGroup: "clientBook", customerAttributeGroup: null, measures: ["netSpend365"] },
  });
}

type AttributeBody = NonNullable<CallInput<typeof putAttribute>["body"]>;

const DUTCH: Readonly<Record<(typeof CATEGORIES)[number], string>> = {
  Kitchen: "Keuken",
  Lighting: "Verlichting",
  Christmas: "Kerst",
  Bags: "Tassen",
  Stationery: "Papier en schrijven",
  Garden: "Tuin",
  Jewellery: "Sieraden",
  Toys: "Speelgoed",
  Home: "Wonen",
};
