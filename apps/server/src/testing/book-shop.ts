import type { Translated } from "@rapport/contract";
import {
  putAttribute,
  putAttributeGroup,
  putClientBookEntries,
  putParameters,
  type Attribute,
  type AttributeValue,
  type MeasureCode,
} from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { putNumberSequence, putWorker } from "@rapport/contract/organisation";
import { newEntity, type NewEntity } from "./makers.ts";
import type { TestClient, TestServer } from "./test-server.ts";

const called = (text: string): Translated => ({ en: text, nl: text });
const listOf = (...values: string[]) => values.map((value) => ({ value, label: called(value) }));

/** The attributes of case 13, and one for each kind of filter. */
export const ATTRIBUTES = {
  birthday: { name: called("Birthday"), type: "date", multiple: false, refinable: true, filter: { kind: "date" } },
  interest: {
    name: called("Interest"),
    type: "text",
    values: listOf("shoes", "bags", "hats"),
    multiple: true,
    refinable: true,
    filter: { kind: "list", multi: true },
  },
  brand: { name: called("Favourite brand"), type: "text", multiple: false, refinable: true, filter: { kind: "list", multi: true } },
  shoeSize: {
    name: called("Shoe size"),
    type: "decimal",
    lower: 30,
    upper: 50,
    multiple: false,
    refinable: true,
    filter: { kind: "range", thresholds: [36, 40, 44] },
  },
  vip: { name: called("VIP"), type: "boolean", multiple: false, refinable: true, filter: { kind: "list", multi: false } },
  metal: { name: called("Metal"), type: "text", multiple: false, refinable: false },
  segment: {
    name: called("Segment"),
    type: "text",
    values: listOf("gold", "silver"),
    multiple: false,
    refinable: true,
    filter: { kind: "list", multi: false },
  },
} as const satisfies Record<string, Attribute>;

export interface BookShop extends NewEntity {
  readonly associate: TestClient;
}

export interface BookShopOptions {
  readonly rsid?: string | null;
  /** The format of client book numbers; `null` assigns no sequence. */
  readonly format?: string | null;
  readonly measures?: readonly MeasureCode[];
}

/** A legal entity whose client-book attributes are birthday 1, brand 2, shoe size 3, metal 4 and more. Segment is in the group that every customer has. */
export async function newBookShop(server: TestServer, { rsid = null, format = "CB-####", measures = [] }: BookShopOptions = {}): Promise<BookShop> {
  const { api } = server;
  const made = await newEntity(server, { rsid });
  const { legalEntity } = made;
  for (const [code, body] of Object.entries<Attribute>(ATTRIBUTES)) await api(putAttribute, { params: { legalEntity, code }, body });
  const members = ["birthday", "brand", "shoeSize", "metal", "interest", "vip"].map((attribute, index) => ({ attribute, displayOrder: index + 1 }));
  await api(putAttributeGroup, { params: { legalEntity, code: "bookGroup" }, body: { name: called("Book"), members } });
  await api(putAttributeGroup, {
    params: { legalEntity, code: "customerGroup" },
    body: { name: called("Customer"), members: [{ attribute: "segment", displayOrder: 1 }] },
  });
  await api(putParameters, {
    params: { legalEntity },
    body: { clientBookAttributeGroup: "bookGroup", customerAttributeGroup: "customerGroup", measures: [...measures] },
  });
  if (format !== null) await api(putNumberSequence, { params: { legalEntity, reference: "clientBook" }, body: { format } });
  return { ...made, associate: await server.asWorker(made) };
}

/** Another associate of the shop, with these operations. */
export async function addAssociate(
  server: TestServer,
  shop: NewEntity,
  {
    operatorId,
    name = `Associate ${operatorId}`,
    operations = [712, 713, 714, 715],
  }: { operatorId: string; name?: string; operations?: readonly (712 | 713 | 714 | 715 | 716)[] },
): Promise<TestClient> {
  const password = `shop-floor-${operatorId}`;
  await server.api(putWorker, {
    params: { legalEntity: shop.legalEntity, operatorId },
    body: { name, employeeAddressBooks: ["staff"], operations: [...operations], password },
  });
  return await server.asWorker({ ...shop, operatorId, password });
}

export interface NewClient {
  readonly accountNumber: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly city?: string;
  readonly street?: string;
  readonly postalCode?: string;
  readonly otherPhones?: { number: string }[];
  readonly otherEmails?: { address: string }[];
  readonly otherAddresses?: { street: string; city: string }[];
  readonly addressBooks?: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

type IdOfEach<C extends readonly unknown[]> = { -readonly [K in keyof C]: string };

/** Customers of whom only the account number matters. */
export function accounts<const A extends readonly string[]>(...accountNumbers: A): { [K in keyof A]: NewClient } {
  // As above.
  return accountNumbers.map((accountNumber) => ({ accountNumber })) as { [K in keyof A]: NewClient };
}

/** Stores customers of the shop and returns their ids in the same order. */
export async function addCustomers<const C extends readonly NewClient[]>(
  server: TestServer,
  { legalEntity }: Pick<NewEntity, "legalEntity">,
  customers: C,
): Promise<IdOfEach<C>> {
  const body = customers.map(({ accountNumber, addressBooks = ["customers"], attributes = {}, ...rest }) => ({
    firstName: "First",
    lastName: `Last ${accountNumber}`,
    ...rest,
    accountNumber,
    addressBooks: [...addressBooks],
    attributes: { ...attributes },
  }));
  await server.api(putCustomers, { params: { legalEntity }, body: { customers: body } });
  const rows = await server.deps.db.selectFrom("customer").select(["id", "account_number"]).where("legal_entity", "=", legalEntity).execute();
  const ids = new Map(rows.map(({ id, account_number }) => [account_number, id]));
  // `map` keeps the length, which the compiler does not see.
  return customers.map(({ accountNumber }) => ids.get(accountNumber) ?? "") as IdOfEach<C>;
}

/** The same, all in the book of the shop's first associate. */
export async function addClients<const C extends readonly NewClient[]>(
  server: TestServer,
  shop: Pick<NewEntity, "legalEntity" | "operatorId">,
  customers: C,
): Promise<IdOfEach<C>> {
  const ids = await addCustomers(server, shop, customers);
  await server.api(putClientBookEntries, {
    params: { legalEntity: shop.legalEntity, operatorId: shop.operatorId },
    body: { accountNumbers: customers.map(({ accountNumber }) => accountNumber) },
  });
  return ids;
}
