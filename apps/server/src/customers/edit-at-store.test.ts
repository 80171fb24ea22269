import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Body } from "@rapport/contract";
import { addToClientBook, putAttribute, removeFromClientBook } from "@rapport/contract/clienteling";
import { changeCustomer, getCustomer, getCustomerAtStore, getCustomerByNumber, putCustomer, putCustomers } from "@rapport/contract/customers";
import { putLegalEntity } from "@rapport/contract/organisation";
import { comparePublishedStore, rollBackStore } from "@rapport/contract/publishing";
import { holdForChange, inTransaction } from "@rapport/operational";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { addAssociate, addCustomers, auditLog, newBookShop, refused, testServer } from "../testing/index.ts";
import { storeRows } from "./as-list.ts";

const server = await testServer({ background: false });
afterAll(async () => await server.close());

async function newShop() {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, [
    { accountNumber: "3001", phone: "020 555 0101", otherPhones: [{ number: "020 555 0102" }], attributes: { segment: "gold", brand: "Acme" } },
  ]);
  const { legalEntity } = shop;
  const stored = async () => await server.api(getCustomerByNumber, { params: { legalEntity, accountNumber: "3001" } });
  return { shop, customerId, params: { customerId }, legalEntity, stored };
}

test("case 39 R25 R26 the attributes of client books are shown and changed at the POS only while the customer is in a book; their values stay", async () => {
  const { shop, params, stored } = await newShop();
  const opened = await shop.associate(getCustomerAtStore, { params });
  expect(opened.attributes.map(({ code }) => code)).toEqual(["segment"]);
  expect(opened.customer.attributes).toEqual({ segment: "gold" });
  const { version } = opened.customer.saved;
  expect((await refused(shop.associate, changeCustomer, { params, query: { version }, body: { attributes: { brand: "Zeno" } } })).faults).toMatchObject([
    { at: "attributes.brand", code: "attribute_value.unknown" },
  ]);
  // Emptying all is about what the page shows.
  await shop.associate(changeCustomer, { params, query: { version }, body: { attributes: null } });
  expect((await stored()).attributes).toEqual({ brand: "Acme" });
  await shop.associate(addToClientBook, { params });
  const client = await shop.associate(getCustomerAtStore, { params });
  expect(client.customer.attributes).toEqual({ brand: "Acme" });
  await shop.associate(changeCustomer, { params, query: { version: client.customer.saved.version }, body: { attributes: { brand: "Zeno", vip: true } } });
  await shop.associate(removeFromClientBook, { params });
  expect((await shop.associate(getCustomer, { params })).attributes.map(({ code }) => code)).toEqual(["segment"]);
  expect((await stored()).attributes).toEqual({ brand: "Zeno", vip: true });
});

test("C1 R29 a change at the POS touches only what it names, and is refused beside each wrong field", async () => {
  const { shop, params, stored } = await newShop();
  await shop.associate(addToClientBook, { params });
  const before = await stored();
  const { version } = before.saved;
  const wrong = await refused(shop.associate, changeCustomer, {
    params,
    query: { version },
    body: { attributes: { shoeSize: 99, segment: "bronze", birthday: "soon" } },
  });
  expect(wrong.faults.map(({ at }) => at)).toEqual(["attributes.shoeSize", "attributes.segment", "attributes.birthday"]);
  expect(await stored()).toEqual(before);
  await shop.associate(changeCustomer, { params, query: { version }, body: { email: "ada@example.com", attributes: { shoeSize: 38 } } });
  const { saved: _, ...after } = await stored();
  const { saved: __, ...rest } = before;
  expect(after).toEqual({ ...rest, email: "ada@example.com", attributes: { ...before.attributes, shoeSize: 38 } });
});

test("OG2 of two people who change a customer the second is told; R50 without operation 623 a manager is asked for", async () => {
  const { shop, params, legalEntity, stored } = await newShop();
  const { version } = (await stored()).saved;
  await server.api(putCustomer, { params: { legalEntity, accountNumber: "3001" }, body: { city: "Gent" } });
  expect(await refused(shop.associate, changeCustomer, { params, query: { version }, body: { firstName: "Late" } })).toMatchObject({ code: "saved.meanwhile" });
  const idle = await addAssociate(server, shop, { operatorId: "2", operations: [] });
  expect(await refused(idle, changeCustomer, { params, query: { version: version + 1 }, body: { firstName: "Ada" } })).toMatchObject({
    code: "permission.missing",
    params: { permission: "customer.edit" },
  });
});

test("PB6 a form at the POS asks for what is mandatory by what the store has published, not by what headquarters has since", async () => {
  const { shop, params, legalEntity, stored } = await newShop();
  await server.api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  await server.api(putAttribute, { params: { legalEntity, code: "segment" }, body: { mandatory: true } });
  const { version } = (await stored()).saved;
  await shop.associate(changeCustomer, { params, query: { version }, body: { attributes: { segment: null } } });
  expect((await stored()).attributes).toEqual({ brand: "Acme" });
});

test("R29b R30b a store saves attributes although a mandatory one is of another type at headquarters, or gone: no value of it is taken until that is published", async () => {
  const { shop, params, legalEntity, stored } = await newShop();
  const { db } = server.deps;
  await server.api(putAttribute, { params: { legalEntity, code: "segment" }, body: { mandatory: true } });
  await server.api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  const save = async (segment: string | null) => ({ params, query: { version: (await stored()).saved.version }, body: { attributes: { segment } } }) as never;
  const why = async (segment: string | null) => (await refused(shop.associate, changeCustomer, await save(segment))).faults.map(({ code }) => code);
  expect(await why(null)).toEqual(["attribute_value.mandatory"]);
  // As after going back to an older snapshot.
  await sql`update attribute set definition = definition || '{"type":"integer"}' where legal_entity = ${legalEntity} and code = 'segment'`.execute(db);
  expect(await why("silver")).toEqual(["attribute_value.type_changed"]);
  await shop.associate(changeCustomer, await save(null));
  expect((await stored()).attributes).toEqual({ brand: "Acme" });
  await sql`delete from attribute_group_member where legal_entity = ${legalEntity} and attribute = 'segment'`.execute(db);
  await sql`delete from attribute where legal_entity = ${legalEntity} and code = 'segment'`.execute(db);
  await shop.associate(changeCustomer, await save(null));
});

test("R30b PB6 a value at the POS is taken only while headquarters holds its attribute, of the same type and as many values; nobody changes it meanwhile", async () => {
  const { shop, params, legalEntity, stored } = await newShop();
  const { db } = server.deps;
  await server.api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  await shop.associate(addToClientBook, { params });
  const save = async (attributes: object) => ({ params, query: { version: (await stored()).saved.version }, body: { attributes } }) as never;
  const why = async (attributes: object) => (await refused(shop.associate, changeCustomer, await save(attributes))).faults.map(({ at, code }) => [at, code]);
  // As after going back to an older snapshot.
  await sql`update attribute set definition = definition || '{"type":"text"}' where legal_entity = ${legalEntity} and code = 'shoeSize'`.execute(db);
  await sql`update attribute set definition = definition || '{"multiple":false}' where legal_entity = ${legalEntity} and code = 'interest'`.execute(db);
  await sql`delete from attribute_group_member where legal_entity = ${legalEntity} and attribute = 'metal'`.execute(db);
  await sql`delete from attribute where legal_entity = ${legalEntity} and code = 'metal'`.execute(db);
  expect(await why({ shoeSize: 38 })).toEqual([["attributes.shoeSize", "attribute_value.type_changed"]]);
  expect(await why({ interest: ["shoes"] })).toEqual([["attributes.interest", "attribute_value.several"]]);
  expect(await why({ metal: "gold" })).toEqual([["attributes.metal", "attribute_value.unknown"]]);
  expect((await stored()).attributes).toEqual({ segment: "gold", brand: "Acme" });
  // Whoever writes a value waits for a change that is under way, and is judged by it.
  let saving: Promise<unknown> | undefined;
  await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["definitions of attributes", legalEntity]);
    saving = refused(shop.associate, changeCustomer, await save({ vip: true }));
    await sql`update attribute set definition = definition || '{"type":"date"}' where legal_entity = ${legalEntity} and code = 'vip'`.execute(trx);
    expect(await Promise.race([saving.then(() => "saved"), setTimeout(300, "waits")])).toBe("waits");
  });
  expect(await saving).toMatchObject({ faults: [{ code: "attribute_value.type_changed" }] });
});

/** Saves at the register, but stops on the way until `meanwhile` is done. The answer of the save. */
async function savedDuring(legalEntity: string, { save, meanwhile }: { save: () => Promise<unknown>; meanwhile: () => Promise<unknown> }): Promise<unknown> {
  let saving: Promise<unknown> | undefined;
  await inTransaction(server.deps.db, async (trx) => {
    await trx.selectFrom("customer").select("id").where("legal_entity", "=", legalEntity).forUpdate().execute();
    saving = save();
    expect(await Promise.race([saving.then(() => "saved"), setTimeout(300, "waits")])).toBe("waits");
    await meanwhile();
  });
  return await saving;
}

test("PB6 PB10 a request that runs while its store goes back to an older snapshot is answered from the snapshot it began with, and the next one from the older", async () => {
  const { shop, params, legalEntity, stored } = await newShop();
  const older = (await server.api(comparePublishedStore, { params: { legalEntity, store: "S1" } })).store.snapshot ?? 0;
  const values = ["gold", "silver", "bronze"].map((value) => ({ value, label: { en: value } }));
  await server.api(putAttribute, { params: { legalEntity, code: "segment" }, body: { values } });
  const from = (await server.api(comparePublishedStore, { params: { legalEntity, store: "S1" } })).store.snapshot ?? 0;
  await server.api(putLegalEntity, { params: { legalEntity }, body: { publishAtOnce: null } });
  const save = async () => ({ params, query: { version: (await stored()).saved.version }, body: { attributes: { segment: "bronze" } } }) as never;
  const asked = await save();
  await savedDuring(legalEntity, {
    save: async () => await shop.associate(changeCustomer, asked),
    meanwhile: async () => await server.api(rollBackStore, { params: { legalEntity, store: "S1" }, body: { from, to: older } }),
  });
  expect((await stored()).attributes).toMatchObject({ segment: "bronze" });
  await server.api(putCustomer, { params: { legalEntity, accountNumber: "3001" }, body: { attributes: { segment: "gold" } } });
  expect((await refused(shop.associate, changeCustomer, await save())).faults.map(({ at }) => at)).toEqual(["attributes.segment"]);
});

test("HC9 R26 a customer allows a channel at a store, now and there; another answer is given anew; a client's page shows it, and the log has it", async () => {
  const { shop, params, legalEntity, stored } = await newShop();
  const change = async (body: Body<typeof changeCustomer>) =>
    await shop.associate(changeCustomer, { params, query: { version: (await stored()).saved.version }, body });
  await change({ preferredLanguage: "NL", preferredChannel: "text", consentEmail: "allowed" });
  const { consentEmailAt, ...rest } = await shop.associate(getCustomer, { params });
  expect(rest).toMatchObject({ preferredLanguage: "nl", preferredChannel: "text", consentEmail: "allowed", consentEmailWhere: "Store 1", consentPhone: "" });
  expect(Math.abs(Date.parse(consentEmailAt) - Date.now())).toBeLessThan(60_000);
  // A change of something else leaves it as it was given.
  await change({ city: "Gent" });
  expect(await stored()).toMatchObject({ consentEmail: "allowed", consentEmailAt, consentEmailWhere: "Store 1" });
  const accountNumber = "3001";
  const person = await server.asHeadquarters("administrator");
  await person(putCustomer, {
    params: { legalEntity, accountNumber },
    query: { version: (await stored()).saved.version },
    body: { consentEmail: "notAllowed", consentEmailAt: "2026-01-31", consentPost: "allowed", consentPostAt: "2025-12-01", consentPostWhere: "a letter" },
  });
  // The other answer was not given at the store.
  expect(await stored()).toMatchObject({ consentEmail: "notAllowed", consentEmailAt: "2026-01-31", consentEmailWhere: "headquarters" });
  expect(await stored()).toMatchObject({ consentPostAt: "2025-12-01", consentPostWhere: "a letter" });
  await change({ consentEmail: null });
  expect(await stored()).toMatchObject({ consentEmail: "", consentEmailAt: "", consentEmailWhere: "" });
  const log = auditLog(server.deps.db).select("changes").where("legal_entity", "=", legalEntity).where("action", "=", "customer.saved");
  expect(JSON.parse(String((await log.orderBy("id", "desc").executeTakeFirst())?.changes))).toEqual({
    consentEmail: { from: "notAllowed", to: "" },
    consentEmailAt: { from: "2026-01-31", to: "" },
    consentEmailWhere: { from: "headquarters", to: "" },
  });
  const why = async (body: object) =>
    (await refused(server.api, putCustomer, { params: { legalEntity, accountNumber }, body })).faults.map(({ at, code }) => [at, code]);
  expect(await why({ consentPhoneWhere: "the till" })).toEqual([["consentPhoneWhere", "consent.nothing_known"]]);
  expect(await why({ consentPostAt: null, consentPostWhere: "" })).toEqual([
    ["consentPostAt", "consent.proof_emptied"],
    ["consentPostWhere", "consent.proof_emptied"],
  ]);
  expect(await why({ preferredLanguage: "qqq", consentText: "maybe", consentPostAt: "soon" })).toEqual([
    ["preferredLanguage", "form.language"],
    ["consentText", "value.choice"],
    ["consentPostAt", "value.time"],
  ]);
});

test("HC9 a key or a file that repeats what it knows undoes no refusal and leaves its proof whole, and the answer tells it; with a later day it counts", async () => {
  const { shop, params, legalEntity, stored } = await newShop();
  const version = async () => (await stored()).saved.version;
  await shop.associate(changeCustomer, { params, query: { version: await version() }, body: { consentEmail: "notAllowed" } });
  const refusal = await stored();
  expect(refusal).toMatchObject({ consentEmail: "notAllowed", consentEmailWhere: "Store 1" });
  const row = { accountNumber: "3001", consentEmail: "allowed", consentEmailAt: "2024-01-31", consentEmailWhere: "web shop" } as const;
  const told = [[["consentEmail", "consent.stands"]]];
  const ofBatch = (reply: { told?: { errors: { field: string; code?: string | undefined }[] }[] | undefined }) =>
    (reply.told ?? []).map(({ errors }) => errors.map(({ field, code }) => [field, code]));
  expect(ofBatch(await server.api(putCustomers, { params: { legalEntity }, body: { customers: [row] } }))).toEqual(told);
  expect(
    ofBatch(await server.api(putCustomers, { params: { legalEntity }, body: { customers: [{ accountNumber: "3001", consentEmail: "allowed" }] } })),
  ).toEqual(told);
  const { accountNumber, ...one } = row;
  expect(await server.api(putCustomer, { params: { legalEntity, accountNumber }, body: one })).toMatchObject({ told: [{ code: "consent.stands" }] });
  expect(await stored()).toEqual(refusal);
  const actor = { kind: "apiKey", id: randomUUID(), name: "web shop", permissions: new Set() } as unknown as Parameters<typeof storeRows>[1]["actor"];
  const file = async (sent: object) =>
    await inTransaction(server.deps.db, async (trx) => await storeRows({ ...server.deps, db: trx }, { legalEntity, actor, sent: [sent], dry: false }));
  expect(await file(row)).toMatchObject([{ kind: "unchanged", faults: [{ wrong: { code: "consent.stands" } }] }]);
  // Its own rows as they were exported, with nothing in the columns of consent.
  expect(await file({ accountNumber, consentEmail: null, consentEmailAt: null, consentEmailWhere: null, consentPostAt: null })).toMatchObject([
    { kind: "unchanged" },
  ]);
  expect(await stored()).toEqual(refusal);
  const later = { ...row, consentEmailAt: new Date(Date.now() + 86_400_000).toISOString() };
  expect(await file(later)).toEqual([{ kind: "updated", faults: [] }]);
  expect(await stored()).toMatchObject({ consentEmail: "allowed", consentEmailAt: later.consentEmailAt, consentEmailWhere: "web shop" });
  expect(await file(later)).toEqual([{ kind: "unchanged", faults: [] }]);
  expect(await file({ accountNumber, consentEmail: "notAllowed" })).toEqual([{ kind: "updated", faults: [] }]);
  expect(await stored()).toMatchObject({ consentEmail: "notAllowed", consentEmailWhere: "web shop" });
});
