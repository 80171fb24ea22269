import { putAttribute, putParameters } from "@rapport/contract/clienteling";
import { getCustomer, getCustomerByNumber, openParty, putCustomer, searchCustomers, searchParties } from "@rapport/contract/customers";
import { putNumberSequence, putStore, putWorker } from "@rapport/contract/organisation";
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
const found = async ({ associate }: BookShop, query: string) => (await associate(searchParties, { body: { query } })).parties;

test("case 61 CS5 a customer whom another legal entity shares is found with name and city, and opening gives them an account here, which the store then finds", async () => {
  const { here, there, source, maker, lastName, email } = await twoThatShare();
  const { legalEntity, store } = here;
  await addCustomers(server, here, [{ accountNumber: "D", attributes: { segment: "silver" } }]);
  await api(putStore, { params: { legalEntity, store }, body: { defaultCustomer: "D" } });
  await api(putCustomer, {
    params: { legalEntity: there.legalEntity, accountNumber: "T-1" },
    body: { consentEmail: "allowed", consentText: "notAllowed", consentTextAt: "2026-01-31", optOutPersonalization: true, preferredLanguage: "nl" },
  });
  expect((await maker(searchCustomers, { body: { query: `ada ${lastName}`, scope: "all" } })).customers).toEqual([]);
  const entity = `Entity ${there.legalEntity}`;
  expect(await found(here, `${lastName} ada`)).toEqual([{ partyId: source, name: `Ada ${lastName}`, initials: "AB", city: "Gent", legalEntity: entity }]);
  expect([await found(here, email.slice(0, -4)), await found(here, "0478 11 22 33")].map((all) => all.length)).toEqual([1, 1]);
  // Their number elsewhere tells nothing here, and a part of the query is not enough.
  expect([await found(here, `T-1 ${lastName}`), await found(here, "ada jansen")]).toEqual([[], []]);
  const { customerId, accountNumber } = await maker(openParty, { params: { partyId: source } });
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
  });
  expect((await here.associate(getCustomer, { params: { customerId } })).books).toEqual([]);
  expect((await here.associate(searchCustomers, { body: { query: `ada ${lastName}` } })).customers.map((one) => one.accountNumber)).toEqual(["K-0001"]);
  expect([await found(here, `ada ${lastName}`), await found(there, `ada ${lastName}`)]).toEqual([[], []]);
  // Again is the same one, also from where it came.
  expect(await maker(openParty, { params: { partyId: source } })).toEqual({ customerId, accountNumber });
  const log = async (of: string) =>
    await auditLog(deps.db)
      .select(["action", "subject_id"])
      .where("legal_entity", "=", of)
      .where("action", "like", "customer.%")
      .where("actor_kind", "=", "pos")
      .orderBy("id")
      .execute();
  expect(await log(legalEntity)).toContainEqual({ action: "customer.party_opened", subject_id: customerId });
  expect(await log(there.legalEntity)).toEqual([
    ...Array.from({ length: 3 }, () => ({ action: "customer.found", subject_id: source })),
    { action: "customer.viewed", subject_id: source },
  ]);
});

test("case 61 however many people open one party at once, there is one account; what is mandatory is asked of whoever edits them next", async () => {
  const { here, source, maker } = await twoThatShare();
  await api(putAttribute, { params: { legalEntity: here.legalEntity, code: "segment" }, body: { mandatory: true } });
  const other = await server.asWorker({ ...here, ...(await withRight(here)) });
  const opened = await Promise.all(
    Array.from({ length: 12 }, async (_, at) => await (at % 2 === 0 ? maker : other)(openParty, { params: { partyId: source } })),
  );
  expect(new Set(opened.map(({ customerId }) => customerId)).size).toBe(1);
  const made = await deps.db.selectFrom("customer").select("account_number").where("legal_entity", "=", here.legalEntity).execute();
  expect(made).toEqual([{ account_number: "K-0001" }]);
});

test("CS5 nobody is found or opened unless both share, as published and as headquarters has it; opening takes 612 and a number", async () => {
  const { here, there, source, maker, lastName } = await twoThatShare();
  const open = { params: { partyId: source } };
  const refusal = async () => (await refused(maker, openParty, open)).code;
  await share(there, false);
  expect([await found(here, `ada ${lastName}`), await refusal()]).toEqual([[], "party.unknown"]);
  await share(there);
  await share(here, false);
  expect([await found(here, `ada ${lastName}`), await refusal()]).toEqual([[], "party.unknown"]);
  await share(here);
  const idle = await addAssociate(server, here, { operatorId: "2" });
  expect(await refused(idle, openParty, open)).toMatchObject({ code: "permission.missing", params: { permission: "customer.create" } });
  expect(await refused(maker, openParty, { params: { partyId: randomUUID() as never } })).toMatchObject({ code: "party.unknown" });
  expect(await refused(here.associate, searchParties, { body: { query: "ada" } })).toMatchObject({ code: "search.too_short" });
  const [own] = await addCustomers(server, here, [{ accountNumber: "OWN", lastName: "Bosman" }]);
  // One's own customer is no party to open, and without a sequence nobody gets a number.
  expect(await maker(openParty, { params: { partyId: own as never } })).toMatchObject({ accountNumber: "OWN" });
  expect(await refused(await makerOf(there), openParty, { params: { partyId: own as never } })).toMatchObject({ code: "party.no_number" });
});

async function makerOf(shop: BookShop) {
  return await server.asWorker({ ...shop, ...(await withRight(shop)) });
}
