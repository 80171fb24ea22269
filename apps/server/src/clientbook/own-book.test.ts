import type { Reply } from "@rapport/contract";
import {
  addToClientBook,
  clientBookFacets,
  putActivityType,
  putAttributeGroup,
  putClientBookEntries,
  putParameters,
  refreshActivityTypes,
  removeFromClientBook,
  searchClientBook,
  searchStoreBooks,
  undoBookAction,
} from "@rapport/contract/clienteling";
import { getCustomer, searchCustomers } from "@rapport/contract/customers";
import { putAddressBook, putNumberSequence } from "@rapport/contract/organisation";
import { addActivity, addNote, getTimeline } from "@rapport/contract/timeline";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { auditLog, ATTRIBUTES, accounts, addAssociate, addClients, addCustomers, newBookShop, refused, testServer, type BookShop } from "../testing/index.ts";

const server = await testServer({ background: false });
const { api, deps } = server;
afterAll(async () => await server.close());

const accountsOf = ({ clients }: Reply<typeof searchClientBook>) => clients.map(({ accountNumber }) => accountNumber);
const book = async ({ associate }: Pick<BookShop, "associate">) => accountsOf(await associate(searchClientBook, { body: {} }));

test("an associate without a book sees an empty one", async () => {
  const shop = await newBookShop(server);
  expect(await shop.associate(searchClientBook, { body: {} })).toMatchObject({ clientBookId: null, total: 0, matching: 0, clients: [], nextCursor: null });
  const { facets } = await shop.associate(clientBookFacets, { body: {} });
  expect(facets.flatMap(({ options }) => options).every(({ count }) => count === 0)).toBe(true);
});

test("case 1 case 3 R1 R5 R6 the first add draws the book's id from the number sequence, the second draws nothing", async () => {
  const shop = await newBookShop(server, { format: null });
  await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: "clientBook" }, body: { format: "CB-####", next: 12 } });
  const [first, second] = await addCustomers(server, shop, accounts("1", "2"));
  expect(await shop.associate(addToClientBook, { params: { customerId: first } })).toMatchObject({ clientBookId: "CB-0012" });
  expect(await shop.associate(addToClientBook, { params: { customerId: second } })).toMatchObject({ clientBookId: "CB-0012" });
  expect(await book(shop)).toEqual(["1", "2"]);
  const other = await addAssociate(server, shop, { operatorId: "2" });
  const [third] = await addCustomers(server, shop, accounts("3"));
  expect(await other(addToClientBook, { params: { customerId: third } })).toMatchObject({ clientBookId: "CB-0013" });
});

test("case 2 R1 R63 an associate who works in two legal entities has a book in each, with the number of that one's sequence", async () => {
  // The same operator id in both.
  const [one, two] = [await newBookShop(server, { format: "ONE-#" }), await newBookShop(server, { format: "TWO-#" })];
  for (const [shop, id] of [
    [one, "ONE-1"],
    [two, "TWO-1"],
  ] as const) {
    const [customerId] = await addCustomers(server, shop, accounts("2001"));
    expect(await shop.associate(addToClientBook, { params: { customerId } })).toMatchObject({ clientBookId: id });
  }
  expect([one.operatorId, await book(one), await book(two)]).toEqual([two.operatorId, ["2001"], ["2001"]]);
  expect(await one.associate(searchClientBook, { body: {} })).toMatchObject({ clientBookId: "ONE-1" });
  expect(await two.associate(searchClientBook, { body: {} })).toMatchObject({ clientBookId: "TWO-1" });
});

test("U14 the refusal without a number sequence names it as the API does", async () => {
  const shop = await newBookShop(server, { format: null });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const said = await shop.associate(addToClientBook, { params: { customerId } }).then(String, ({ message }: Error) => message);
  const reference = / reference (\w+)\.$/.exec(said)?.[1] ?? "";
  await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: reference as "clientBook" }, body: { format: "CB-####" } });
  expect(await shop.associate(addToClientBook, { params: { customerId } })).toMatchObject({ clientBookId: "CB-0001" });
});

test("case 4 R6 without a number sequence the add is refused with what to do, and nothing is stored", async () => {
  const shop = await newBookShop(server, { format: null });
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  expect(await refused(shop.associate, addToClientBook, { params: { customerId } })).toEqual({
    kind: "conflict",
    code: "number_sequence.missing",
    params: {},
    faults: [],
  });
  expect(await deps.db.selectFrom("client_book").select("id").where("legal_entity", "=", shop.legalEntity).execute()).toEqual([]);
  await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: "clientBook" }, body: { format: "#" } });
  expect(await shop.associate(addToClientBook, { params: { customerId } })).toMatchObject({ clientBookId: "1" });
});

test("R67 a sequence that is used up refuses, and one that was set back skips ids in use", async () => {
  const shop = await newBookShop(server, { format: null });
  const put = async (format: string, next: number) =>
    await api(putNumberSequence, { params: { legalEntity: shop.legalEntity, reference: "clientBook" }, body: { format, next } });
  const [a, b, c] = await addCustomers(server, shop, accounts("a", "b", "c"));
  const [second, third] = [await addAssociate(server, shop, { operatorId: "2" }), await addAssociate(server, shop, { operatorId: "3" })];
  await put("B#", 9);
  expect(await shop.associate(addToClientBook, { params: { customerId: a } })).toMatchObject({ clientBookId: "B9" });
  expect(await refused(second, addToClientBook, { params: { customerId: b } })).toMatchObject({
    kind: "conflict",
    code: "number_sequence.exhausted",
    params: { format: "B#" },
  });
  await put("C#", 1);
  await put("B#", 8);
  expect(await second(addToClientBook, { params: { customerId: b } })).toMatchObject({ clientBookId: "B8" });
  await put("C#", 1);
  await put("B#", 8);
  expect(await refused(third, addToClientBook, { params: { customerId: c } })).toMatchObject({ code: "number_sequence.exhausted" });
});

test("R11b adding a client of one's own again changes nothing", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addClients(server, shop, accounts("1"));
  expect(await shop.associate(addToClientBook, { params: { customerId } })).toMatchObject({ clientBookId: "CB-0001" });
  expect(await book(shop)).toEqual(["1"]);
});

test("case 7 R3 a customer in another associate's book is refused with the owner's name, and stays there", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addClients(server, shop, accounts("2001"));
  const other = await addAssociate(server, shop, { operatorId: "2" });
  expect(await refused(other, addToClientBook, { params: { customerId } })).toEqual({
    kind: "conflict",
    code: "client_book.in_another",
    params: { workers: ["Associate"], customers: 1, most: 1 },
    faults: [],
  });
  expect(await refused(other, removeFromClientBook, { params: { customerId } })).toMatchObject({ kind: "conflict", code: "client_book.in_another" });
  expect(await book(shop)).toEqual(["2001"]);
  // The refused add has drawn no number.
  const [mine] = await addCustomers(server, shop, accounts("2002"));
  expect(await other(addToClientBook, { params: { customerId: mine } })).toMatchObject({ clientBookId: "CB-0002" });
});

test("case 10 R9 a removed customer is only out of the list, with notes and activities, and can be added again", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addClients(server, shop, [{ accountNumber: "1", attributes: { brand: "Noord" } }]);
  const { legalEntity, store } = shop;
  await api(putActivityType, { params: { legalEntity, code: "visit" }, body: { name: { en: "Store visit" }, order: 1 } });
  await api(refreshActivityTypes, { params: { legalEntity, store } });
  const params = { customerId };
  for (const text of ["Lives near the shop", "Has two dogs"]) await shop.associate(addNote, { params, body: { id: randomUUID(), text, pinned: false } });
  const { id: pinnedId } = await shop.associate(addNote, { params, body: { id: randomUUID(), text: "Prefers WhatsApp", pinned: true } });
  await shop.associate(addActivity, { params, body: { id: randomUUID(), type: "visit", at: null } });
  const notes = async () => {
    const { counts, pinned, items } = await shop.associate(getTimeline, { params });
    return { notes: counts.note, activities: counts.activity, pinned, items: items.filter(({ kind }) => kind === "note" || kind === "activity") };
  };
  const kept = await notes();
  expect([kept.notes, kept.activities, kept.pinned.map(({ id }) => id), kept.items.length]).toEqual([3, 1, [pinnedId], 4]);
  await shop.associate(removeFromClientBook, { params: { customerId } });
  expect(await notes()).toMatchObject(kept);
  expect(await shop.associate(searchClientBook, { body: {} })).toMatchObject({ clientBookId: "CB-0001", total: 0, clients: [] });
  await shop.associate(removeFromClientBook, { params: { customerId } });
  expect(await shop.associate(getCustomer, { params: { customerId } })).toMatchObject({ accountNumber: "1", book: null });
  await shop.associate(addToClientBook, { params: { customerId } });
  expect(await shop.associate(searchClientBook, { body: { filters: [{ kind: "anyOf", attribute: "brand", values: ["Noord"] }] } })).toMatchObject({
    total: 1,
    matching: 1,
  });
  expect(await notes()).toMatchObject(kept);
});

test("R12 R12c a client whom two devices remove at once is out of the book once, and the one device that did it can undo it", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addClients(server, shop, accounts("1", "2"));
  const removed = await Promise.all([1, 2].map(() => shop.associate(removeFromClientBook, { params: { customerId } })));
  const [actionId = "", ...others] = removed.flatMap(({ undo }) => undo ?? []);
  expect(others).toEqual([]);
  expect(await book(shop)).toEqual(["2"]);
  await shop.associate(undoBookAction, { params: { actionId } });
  expect((await book(shop)).toSorted()).toEqual(["1", "2"]);
});

test("R13 names of two hundred signs in any script are shown whole, and a note keeps its signs", async () => {
  const shop = await newBookShop(server);
  const names = ["Ælfgifu 👩🏽‍🌾 ", "منصور", "山田"].map((name) =>
    name
      .repeat(200)
      .slice(0, 200)
      .replace(/[\uD800-\uDBFF]$/, "x"),
  );
  const clients = names.map((lastName, n) => ({ accountNumber: `N${n}`, firstName: "", lastName: lastName.trim() }));
  const [customerId = ""] = await addClients(server, shop, clients);
  const { clients: shown } = await shop.associate(searchClientBook, { body: {} });
  expect(shown.map(({ name }) => name).toSorted()).toEqual(clients.map(({ lastName }) => lastName).toSorted());
  const text = `<img src=x onerror="alert(1)">${"é".repeat(3_970)}`;
  expect(await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text, pinned: false } })).toMatchObject({ text });
  expect(JSON.stringify((await shop.associate(getTimeline, { params: { customerId } })).items)).toContain(JSON.stringify(text).slice(1, -1));
});

test("case 28 R7 R45 a client of another store's address book is in the book, and the store's search does not find them", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  await api(putAddressBook, { params: { legalEntity, code: "paris" }, body: { name: "Paris" } });
  await addCustomers(server, shop, [
    { accountNumber: "2001", lastName: "Vandaele", addressBooks: ["paris"] },
    { accountNumber: "2002", lastName: "Vandaele" },
  ]);
  await api(putClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: ["2001"] } });
  expect(await book(shop)).toEqual(["2001"]);
  expect((await shop.associate(searchStoreBooks, { body: {} })).clients.map(({ accountNumber }) => accountNumber)).toEqual(["2001"]);
  const found = async (scope: "store" | "all") =>
    (await shop.associate(searchCustomers, { body: { query: "vandaele", scope } })).customers.map(({ accountNumber }) => accountNumber).toSorted();
  expect([await found("store"), await found("all")]).toEqual([["2002"], ["2001", "2002"]]);
});

test("R53 adding, removing and viewing need their operations", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const nobody = await addAssociate(server, shop, { operatorId: "2", operations: [] });
  for (const refusal of [
    await refused(nobody, addToClientBook, { params: { customerId } }),
    await refused(nobody, removeFromClientBook, { params: { customerId } }),
    await refused(nobody, searchClientBook, { body: {} }),
    await refused(nobody, clientBookFacets, { body: {} }),
    await refused(api, searchClientBook, { body: {} }),
  ]) {
    expect(refusal.kind).toBe("forbidden");
  }
  expect((await refused(server.anonymous, addToClientBook, { params: { customerId } })).kind).toBe("signed_out");
});

test("RI2 another legal entity's customer is not found", async () => {
  const [mine, theirs] = [await newBookShop(server), await newBookShop(server)];
  const [customerId] = await addCustomers(server, theirs, accounts("1"));
  expect((await refused(mine.associate, addToClientBook, { params: { customerId } })).kind).toBe("not_found");
  expect((await refused(mine.associate, removeFromClientBook, { params: { customerId } })).kind).toBe("not_found");
});

test("headquarters puts customers into a book, all of them or none", async () => {
  const shop = await newBookShop(server);
  await addCustomers(server, shop, accounts("1", "2", "3", "4"));
  await addAssociate(server, shop, { operatorId: "2", name: "Daan" });
  const put = (operatorId: string, ...accountNumbers: string[]) => ({ params: { legalEntity: shop.legalEntity, operatorId }, body: { accountNumbers } });
  expect(await api(putClientBookEntries, put(shop.operatorId, "1", "2"))).toEqual({ clientBookId: "CB-0001", added: 2, alreadyThere: 0 });
  expect(await api(putClientBookEntries, put(shop.operatorId, "2", "3", "3"))).toEqual({ clientBookId: "CB-0001", added: 1, alreadyThere: 1 });
  expect(await refused(api, putClientBookEntries, put("2", "4", "1"))).toEqual({
    kind: "conflict",
    code: "client_book.in_another",
    params: { workers: ["Associate"], customers: 1, most: 1 },
    faults: [{ at: "accountNumbers[1]", row: "1", code: "row.in_another_book", params: { worker: "Associate" } }],
  });
  expect(await refused(api, putClientBookEntries, put("2", "4", "nobody"))).toMatchObject({
    kind: "invalid",
    code: "customers.unknown",
    params: { legalEntity: shop.legalEntity, accounts: ["nobody"] },
    faults: [{ at: "accountNumbers[1]", row: "nobody", code: "row.unknown_customer", params: {} }],
  });
  expect(await refused(api, putClientBookEntries, put("99", "4"))).toMatchObject({
    kind: "not_found",
    code: "worker.unknown",
    params: { legalEntity: shop.legalEntity, operatorId: "99" },
  });
  expect(await api(putClientBookEntries, put("2", "4"))).toEqual({ clientBookId: "CB-0002", added: 1, alreadyThere: 0 });
  expect(await book(shop)).toEqual(["1", "2", "3"]);
  const other = await newBookShop(server);
  expect(
    await refused(api, putClientBookEntries, { params: { legalEntity: other.legalEntity, operatorId: other.operatorId }, body: { accountNumbers: ["4"] } }),
  ).toMatchObject({ kind: "invalid", code: "customers.unknown" });
});

test("case 13 R14 R16 a card shows contact data and the first three attributes by display order", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addClients(server, shop, [
    {
      accountNumber: "1",
      firstName: "Marieke",
      lastName: "Verhoeven",
      phone: "06-1",
      email: "m@example.com",
      city: "Ghent",
      attributes: { birthday: "1984-12-03", shoeSize: 39, metal: "gold", interest: ["shoes"] },
    },
  ]);
  const { clients } = await shop.associate(searchClientBook, { body: {} });
  expect(clients).toEqual([
    {
      customerId,
      accountNumber: "1",
      name: "Marieke Verhoeven",
      initials: "MV",
      photo: null,
      phone: "06-1",
      email: "m@example.com",
      city: "Ghent",
      owner: { operatorId: shop.operatorId, name: "Associate" },
      otherOwners: [],
      slots: [
        { kind: "attribute", code: "birthday", name: ATTRIBUTES.birthday.name, type: "date", value: "1984-12-03", label: null },
        { kind: "attribute", code: "brand", name: ATTRIBUTES.brand.name, type: "text", value: null, label: null },
        { kind: "attribute", code: "shoeSize", name: ATTRIBUTES.shoeSize.name, type: "decimal", value: 39, label: null },
      ],
    },
  ]);
});

test("R16 a measure comes before the attributes, and is not available before it was ever computed", async () => {
  const shop = await newBookShop(server, { measures: ["netSpend365"] });
  await addClients(server, shop, accounts("1"));
  const { clients } = await shop.associate(searchClientBook, { body: {} });
  expect(clients[0]?.slots.map((slot) => (slot.kind === "measure" ? [slot.code, slot.state, slot.money] : slot.code))).toEqual([
    ["netSpend365", "unavailable", null],
    "birthday",
    "brand",
  ]);
});

test("case 18 a card of one attribute has one slot", async () => {
  const shop = await newBookShop(server);
  const { legalEntity } = shop;
  await api(putAttributeGroup, {
    params: { legalEntity, code: "small" },
    body: { name: { en: "S", nl: "S" }, members: [{ attribute: "metal", displayOrder: 1 }] },
  });
  await api(putParameters, { params: { legalEntity }, body: { clientBookAttributeGroup: "small", customerAttributeGroup: null, measures: [] } });
  await addClients(server, shop, accounts("1"));
  const { clients } = await shop.associate(searchClientBook, { body: {} });
  expect(clients[0]?.slots.map((slot) => slot.code)).toEqual(["metal"]);
});

test("a book is read page by page in the order of names, even with equal names", async () => {
  const shop = await newBookShop(server);
  await addClients(server, shop, [
    { accountNumber: "3", firstName: "Zoë", lastName: "Ångström" },
    { accountNumber: "1", firstName: "Bo", lastName: "Zander" },
    ...["4", "5", "6", "7"].map((accountNumber) => ({ accountNumber, firstName: "Jan", lastName: "Jansen" })),
    { accountNumber: "2", firstName: "Ann", lastName: "angstrom" },
  ]);
  const whole = await shop.associate(searchClientBook, { body: {} });
  expect(accountsOf(whole).slice(0, 2)).toEqual(["2", "3"]);
  expect(accountsOf(whole).at(-1)).toBe("1");
  const read: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Reply<typeof searchClientBook> = await shop.associate(searchClientBook, { body: { limit: 2, cursor } });
    expect(page).toMatchObject({ total: 7, matching: 7 });
    read.push(...accountsOf(page));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(read).toEqual(accountsOf(whole));
  const unstorable = Buffer.from(JSON.stringify(["\u0000", "3b241101-e2bb-4255-8caf-4136c566a962"])).toString("base64url");
  for (const wrong of ["made up", unstorable])
    expect(await refused(shop.associate, searchClientBook, { body: { cursor: wrong } })).toMatchObject({ kind: "invalid", code: "cursor.wrong" });
});

test("every view and change of a person is in the audit log", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  await shop.associate(addToClientBook, { params: { customerId } });
  await shop.associate(searchClientBook, { body: {} });
  await shop.associate(removeFromClientBook, { params: { customerId } });
  const rows = await auditLog(deps.db)
    .select(["actor_kind", "action", "subject_kind", "subject_id"])
    .where("subject_kind", "in", ["customer", "clientBook"])
    .where("legal_entity", "=", shop.legalEntity)
    .orderBy("id")
    .orderBy("n")
    .execute();
  expect(rows).toEqual([
    { actor_kind: "apiKey", action: "customer.saved", subject_kind: "customer", subject_id: customerId },
    { actor_kind: "pos", action: "customer.added_to_book", subject_kind: "customer", subject_id: customerId },
    { actor_kind: "pos", action: "client_book.viewed", subject_kind: "clientBook", subject_id: "CB-0001" },
    { actor_kind: "pos", action: "client_book.viewed", subject_kind: "customer", subject_id: customerId },
    { actor_kind: "pos", action: "customer.removed_from_book", subject_kind: "customer", subject_id: customerId },
  ]);
});
