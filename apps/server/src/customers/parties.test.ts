import type { Body } from "@rapport/contract";
import { putAttribute, putParameters, SearchProperty } from "@rapport/contract/clienteling";
import {
  getCustomer,
  getCustomerByNumber,
  getSearchCriteria,
  openParty,
  PartyId,
  putCustomer,
  searchCustomers,
  searchParties,
} from "@rapport/contract/customers";
import { putAddressBook, putLegalEntity, putNumberSequence, putStore, putWorker } from "@rapport/contract/organisation";
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { addAssociate, addClients, addCustomers, auditLog, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const share = async ({ legalEntity }: Pick<BookShop, "legalEntity">, sharesCustomers = true) =>
  await api(putParameters, { params: { legalEntity }, body: { sharesCustomers } });

/** Ada Bos is a customer of `there`, and both share their customers. */
async function twoThatShare() {
  const [here, there] = [await newBookShop(server), await newBookShop(server)];
  // Numbers are typed as they are dialled here.
  await api(putLegalEntity, { params: here, body: { country: "BE" } });
  await share(here);
  await share(there);
  const { legalEntity } = here;
  // All tests share one installation, and so what is shared.
  const lastName = `Bos${randomUUID().replaceAll(/[^a-z]/g, "")}`;
  const email = `${lastName}@example.com`.toLowerCase();
  await api(putNumberSequence, { params: { legalEntity, reference: "customer" }, body: { format: "K-####" } });
  const [source] = await addClients(server, there, [
    {
      accountNumber: "T-1",
      firstName: "Ada",
      lastName,
      city: "Gent",
      phone: "+32 478 11 22 33",
      email,
      attributes: { brand: "Acme" },
    },
  ]);
  const maker = await server.asWorker({ ...here, ...(await withRight(here)) });
  return { here, there, source, maker, lastName, email };
}

/** Another associate, who may make customers. */
async function withRight(shop: BookShop) {
  const [operatorId, password] = [`m${randomUUID().slice(0, 6)}`, "shop-floor-maker"];
  await api(putWorker, {
    params: { legalEntity: shop.legalEntity, operatorId },
    body: { name: "Maker", employeeAddressBooks: ["staff"], operations: [612, 712, 714], password },
  });
  return { operatorId, password };
}
const partiesOf = async (shop: BookShop, query: string, property: SearchProperty | null = null) =>
  await (
    await makerOf(shop)
  )(searchParties, { body: { query, property } });
const found = async (shop: BookShop, query: string) => (await partiesOf(shop, query)).parties;
const opening = (partyId: string, body: Partial<Body<typeof openParty>> = {}) => ({ params: { partyId: PartyId.parse(partyId) }, body });
const accountsOf = async ({ legalEntity }: BookShop) =>
  (await deps.db.selectFrom("customer").select("account_number").where("legal_entity", "=", legalEntity).orderBy("account_number").execute()).map(
    (row) => row.account_number,
  );
const logOf = async (of: string) =>
  await auditLog(deps.db)
    .select(["action", "subject_id"])
    .where("legal_entity", "=", of)
    .where("action", "like", "customer.%")
    .where("actor_kind", "=", "pos")
    .orderBy("id")
    .execute();

test("case 61 CS5 a customer whom another legal entity shares is found with name and city, and opening gives them an account here, which the store then finds", async () => {
  const { here, there, source, maker, lastName, email } = await twoThatShare();
  const { legalEntity, store } = here;
  await addCustomers(server, here, [{ accountNumber: "D", attributes: { segment: "silver" } }]);
  await api(putStore, { params: { legalEntity, store }, body: { defaultCustomer: "D" } });
  await api(putCustomer, {
    params: { legalEntity: there.legalEntity, accountNumber: "T-1" },
    body: {
      consentEmail: "allowed",
      consentText: "notAllowed",
      consentTextAt: "2026-01-31",
      consentTextWhere: "a letter",
      optOutPersonalization: true,
      preferredLanguage: "nl",
    },
  });
  expect((await maker(searchCustomers, { body: { query: `ada ${lastName}`, scope: "all" } })).customers).toEqual([]);
  const entity = `Entity ${there.legalEntity}`;
  expect(await found(here, `${lastName} ada`)).toEqual([{ partyId: source, name: `Ada ${lastName}`, initials: "AB", city: "Gent", legalEntity: entity }]);
  expect([await found(here, email), await found(here, "0478 11 22 33")].map((all) => all.length)).toEqual([1, 1]);
  // Their number elsewhere tells nothing here, and a part of the query is not enough.
  expect([await found(here, `T-1 ${lastName}`), await found(here, "ada jansen")]).toEqual([[], []]);
  const { opened } = await maker(openParty, opening(source));
  const { customerId, accountNumber } = opened ?? expect.fail("nobody was opened");
  expect(accountNumber).toBe("K-0001");
  expect(await api(getCustomerByNumber, { params: { legalEntity, accountNumber } })).toMatchObject({
    firstName: "Ada",
    lastName,
    phone: "+32 478 11 22 33",
    email,
    addressBooks: ["customers"],
    attributes: { segment: "silver" },
    preferredLanguage: "nl",
    optOutPersonalization: true,
    consentEmail: "",
    consentText: "notAllowed",
    consentTextAt: "2026-01-31",
    consentTextWhere: `${entity}, a letter`,
    // No address of theirs is known.
    country: "",
  });
  expect((await here.associate(getCustomer, { params: { customerId } })).books).toEqual([]);
  expect((await here.associate(searchCustomers, { body: { query: `ada ${lastName}` } })).customers.map((one) => one.accountNumber)).toEqual(["K-0001"]);
  expect([await found(here, `ada ${lastName}`), await found(there, `ada ${lastName}`)]).toEqual([[], []]);
  // Again is the same one, also from where it came.
  expect((await maker(openParty, opening(source))).opened).toEqual({ customerId, accountNumber });
  expect(await logOf(legalEntity)).toContainEqual({ action: "customer.party_opened", subject_id: customerId });
  expect(await logOf(there.legalEntity)).toEqual([
    ...Array.from({ length: 3 }, () => ({ action: "customer.found", subject_id: source })),
    { action: "customer.viewed", subject_id: source },
  ]);
});

test("case 61 however many people open one party at once, there is one account; what is mandatory is asked of whoever edits them next", async () => {
  const { here, source, maker } = await twoThatShare();
  await api(putAttribute, { params: { legalEntity: here.legalEntity, code: "segment" }, body: { mandatory: true } });
  const other = await server.asWorker({ ...here, ...(await withRight(here)) });
  const opened = await Promise.all(Array.from({ length: 12 }, async (_, at) => await (at % 2 === 0 ? maker : other)(openParty, opening(source))));
  expect(new Set(opened.map((one) => one.opened?.customerId)).size).toBe(1);
  expect(await accountsOf(here)).toEqual(["K-0001"]);
});

test("CS5 nobody is found or opened unless both share, as published and as headquarters has it; both take 612, and opening takes a number", async () => {
  const { here, there, source, maker, lastName } = await twoThatShare();
  const refusal = async () => (await refused(maker, openParty, opening(source))).code;
  const find = async () => (await maker(searchParties, { body: { query: `ada ${lastName}` } })).parties;
  const nobody = [[], "party.unknown"];
  await share(there, false);
  expect([await find(), await refusal()]).toEqual(nobody);
  await share(there);
  const atOnce = async (publishAtOnce: boolean) => await api(putLegalEntity, { params: here, body: { publishAtOnce: publishAtOnce ? true : null } });
  // Headquarters has taken it back, and the store has it still.
  await atOnce(false);
  await share(here, false);
  expect((await maker(getSearchCriteria)).parties).toBe(true);
  expect([await find(), await refusal()]).toEqual(nobody);
  await atOnce(true);
  await share(here, false);
  expect((await maker(getSearchCriteria)).parties).toBe(false);
  // Headquarters shares again, and the store does not have it yet.
  await atOnce(false);
  await share(here);
  expect((await maker(getSearchCriteria)).parties).toBe(false);
  expect([await find(), await refusal()]).toEqual(nobody);
  await atOnce(true);
  await share(here);
  expect(await find()).toHaveLength(1);
  await api(putLegalEntity, { params: there, body: { active: false } });
  expect([await find(), await refusal()]).toEqual(nobody);
  await api(putLegalEntity, { params: there, body: { active: true } });
  const idle = await addAssociate(server, here, { operatorId: "2" });
  for (const ask of [refused(idle, openParty, opening(source)), refused(idle, searchParties, { body: { query: `ada ${lastName}` } })])
    expect(await ask).toMatchObject({ code: "permission.missing", params: { permission: "customer.create" } });
  expect((await idle(getSearchCriteria)).parties).toBe(false);
  expect(await refused(maker, openParty, opening(randomUUID()))).toMatchObject({ code: "party.unknown" });
  expect(await refused(maker, searchParties, { body: { query: "ada" } })).toMatchObject({ code: "search.too_short" });
  const [own] = await addCustomers(server, here, [{ accountNumber: "OWN", lastName: "Bosman" }]);
  // One's own customer is no party to open, and without a sequence nobody gets a number.
  expect((await maker(openParty, opening(own))).opened).toMatchObject({ accountNumber: "OWN" });
  expect(await refused(await makerOf(there), openParty, opening(own))).toMatchObject({ code: "party.no_number" });
});

test("CS5 between legal entities a phone number, an e-mail address and an address find only whole, a name by its words, and a shortcut its property alone", async () => {
  const { here, there, lastName, email } = await twoThatShare();
  const street = `${lastName}straat 12`;
  await api(putCustomer, { params: { ...there, accountNumber: "T-1" }, body: { street, postalCode: "9000", city: "Gent" } });
  const parts = [
    email.slice(0, -1),
    email.split("@")[0] ?? "",
    "0478 11",
    "0478 11 22 3",
    street,
    `${street} gen`,
    "9000 gent",
    "gent",
    `ada ${lastName} gent`,
  ];
  for (const query of parts.filter((part) => part !== lastName.toLowerCase())) expect([query, await found(here, query)]).toEqual([query, []]);
  for (const query of [email, "+32 478 11 22 33", "0478112233", `${street} gent`, `${lastName.slice(0, -1)} ad`])
    expect([query, (await found(here, query)).some(({ name }) => name === `Ada ${lastName}`)]).toEqual([query, true]);
  const search: [string, SearchProperty | null, boolean][] = [
    [lastName, "phone", false],
    [lastName, "name", true],
    [email, "name", false],
    ["0478112233", "phone", true],
    [lastName, "accountNumber", false],
  ];
  await api(putParameters, {
    params: here,
    body: { searchCriteria: SearchProperty.options.map((property) => ({ property, shortcut: true })) },
  });
  for (const [query, property, isFound] of search)
    expect([query, property, (await partiesOf(here, query, property)).parties.some(({ name }) => name === `Ada ${lastName}`)]).toEqual([
      query,
      property,
      isFound,
    ]);
});

test("CS5 who could be opened is found behind however many who have an account here; a party with accounts in two others shows once, and more are told", async () => {
  const { here, there, lastName, maker } = await twoThatShare();
  const people = Array.from({ length: 23 }, (_, at) => ({
    accountNumber: `M-${at}`,
    firstName: `A${String.fromCodePoint(97 + at)}`,
    lastName: `${lastName}en`,
  }));
  const ids = await addCustomers(server, there, people);
  const third = await newBookShop(server);
  await share(third);
  await api(putNumberSequence, { params: { legalEntity: third.legalEntity, reference: "customer" }, body: { format: "Z-####" } });
  const query = `${lastName}en`;
  const all = await partiesOf(here, query);
  expect([all.parties.length, all.more]).toEqual([20, true]);
  await (
    await makerOf(third)
  )(openParty, opening(ids[22] ?? ""));
  for (const id of ids.slice(0, 22)) await maker(openParty, opening(id));
  const left = await partiesOf(here, query);
  expect(left.parties.map(({ partyId, name }) => [partyId, name])).toEqual([[ids[22], `Aw ${lastName}en`]]);
  expect(left.more).toBe(false);
});

test("CS5 CC10 whoever has the phone or e-mail address of a party is shown before they are opened; one of them is the party, or another account is made beside them", async () => {
  const { here, there, source, maker, lastName, email } = await twoThatShare();
  const { legalEntity } = here;
  const [own] = await addCustomers(server, here, [{ accountNumber: "OWN-1", firstName: "Ada", lastName, city: "Brugge", email, addressBooks: [] }]);
  const asked = await maker(openParty, opening(source));
  const choice = { customerId: own, accountNumber: "OWN-1", name: `Ada ${lastName}`, initials: "AB", city: "Brugge" };
  expect(asked).toEqual({ opened: null, alike: [choice], more: false });
  expect(await accountsOf(here)).toEqual(["OWN-1"]);
  expect(await logOf(legalEntity)).toContainEqual({ action: "customer.found", subject_id: own });
  // Somebody whom nobody showed is no choice.
  expect((await maker(openParty, opening(source, { same: randomUUID() as never }))).opened).toBeNull();
  const another = await addCustomers(server, there, [{ accountNumber: "T-2", firstName: "Bo", lastName, email }]);
  const made = await maker(openParty, opening(another[0] ?? "", { shown: [own as never] }));
  expect(made.opened?.accountNumber).toBe("K-0001");
  const named = (await logOf(legalEntity)).filter(({ action }) => action === "customer.made_beside_alike").map((row) => row.subject_id);
  expect(new Set(named)).toEqual(new Set([made.opened?.customerId, own]));
  // Chosen as the same person, they keep their account, and this store finds them from now on.
  const shown = [own, made.opened?.customerId] as never[];
  expect((await maker(openParty, opening(source, { shown, same: own as never }))).opened).toEqual({ customerId: own, accountNumber: "OWN-1" });
  expect([await found(here, `ada ${lastName}`), await accountsOf(here)]).toEqual([[], ["K-0001", "OWN-1"]]);
  const stored = await api(getCustomerByNumber, { params: { legalEntity, accountNumber: "OWN-1" } });
  expect([stored.addressBooks, stored.city]).toEqual([["customers"], "Brugge"]);
});

test("CS5 of two stores that open a party both find them afterwards, and the log has the second one's address books", async () => {
  const { here, source, maker, lastName } = await twoThatShare();
  const { legalEntity } = here;
  const opened = (await maker(openParty, opening(source))).opened;
  await api(putAddressBook, { params: { legalEntity, code: "others" }, body: { name: "Others" } });
  await api(putStore, { params: here, body: { customerAddressBooks: ["others", "customers"] } });
  const find = async () => (await maker(searchCustomers, { body: { query: `ada ${lastName}` } })).customers.map((one) => one.accountNumber);
  await api(putCustomer, { params: { legalEntity, accountNumber: "K-0001" }, body: { addressBooks: [] } });
  expect(await find()).toEqual([]);
  expect((await maker(openParty, opening(source))).opened).toEqual(opened);
  expect(await find()).toEqual(["K-0001"]);
  const saved = auditLog(deps.db)
    .select("changes")
    .where("legal_entity", "=", legalEntity)
    .where("action", "=", "customer.saved")
    .where("actor_kind", "=", "pos");
  expect(JSON.parse(String((await saved.orderBy("id", "desc").executeTakeFirst())?.changes))).toEqual({
    addressBooks: { from: [], to: ["customers", "others"] },
  });
});

test("CS5 R30b a party without an address gets no country and keeps its number, takes the language of the default customer, and no value or address book that is gone", async () => {
  const { here, there, source, maker } = await twoThatShare();
  const { legalEntity, store } = here;
  await api(putLegalEntity, { params: here, body: { country: "NL" } });
  await api(putLegalEntity, { params: there, body: { country: "BE" } });
  await api(putCustomer, { params: { ...there, accountNumber: "T-1" }, body: { phone: "0478 11 22 33", preferredLanguage: "" } });
  await addCustomers(server, here, [{ accountNumber: "D", preferredLanguage: "fr", attributes: { segment: "silver" } }]);
  await api(putAddressBook, { params: { legalEntity, code: "gone" }, body: { name: "Gone" } });
  await api(putStore, { params: { legalEntity, store }, body: { defaultCustomer: "D", customerAddressBooks: ["customers", "gone"] } });
  // The store has both still; headquarters does not.
  await sql`update attribute set definition = definition || '{"type": "integer"}' where legal_entity = ${legalEntity} and code = 'segment'`.execute(deps.db);
  await deps.db.deleteFrom("store_address_book").where("legal_entity", "=", legalEntity).where("address_book", "=", "gone").execute();
  await deps.db.deleteFrom("address_book").where("legal_entity", "=", legalEntity).where("code", "=", "gone").execute();
  const { opened } = await maker(openParty, opening(source));
  const stored = await api(getCustomerByNumber, { params: { legalEntity, accountNumber: opened?.accountNumber ?? expect.fail("nobody was opened") } });
  expect(stored).toMatchObject({ country: "", preferredLanguage: "fr", addressBooks: ["customers"], attributes: {}, phone: "0478 11 22 33" });
  expect(stored.phoneNumbers.map(({ e164 }) => e164)).toEqual(["+32478112233"]);
});

async function makerOf(shop: BookShop) {
  return await server.asWorker({ ...shop, ...(await withRight(shop)) });
}
