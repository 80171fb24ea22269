import { putWorker } from "@rapport/contract/organisation";
import { addNote, getTimeline } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { auditLog, accounts, addAssociate, addCustomers, newBookShop, refused, testServer } from "../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ background: false, clock });
afterAll(async () => await server.close());

test("case 33 R51 a note of one associate is read by every other of the legal entity", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("2001"));
  const colleague = await addAssociate(server, shop, { operatorId: "2", operations: [] });
  const note = { id: randomUUID(), text: "Allergic to nickel", pinned: true };
  const stored = await shop.associate(addNote, { params: { customerId }, body: note });
  expect(stored).toEqual({ ...note, author: "Associate", writtenAt: "2026-03-02T12:00:00.000Z", receivedAt: "2026-03-02T12:00:00.000Z" });
  const seen = await colleague(getTimeline, { params: { customerId } });
  expect(seen.pinned).toEqual([{ ...stored, attachments: [] }]);
  expect(seen.items).toEqual([{ kind: "note", at: stored.writtenAt, note: { ...stored, attachments: [] } }]);
});

test("case 34 R52 an associate of another legal entity sees their own entity's customer of the same number and visitor, and not the notes of the other", async () => {
  const [shop, abroad] = [await newBookShop(server), await newBookShop(server)];
  const [here] = await addCustomers(server, shop, accounts("2001"));
  const [there] = await addCustomers(server, abroad, accounts("2001"));
  const note = { id: randomUUID(), text: "Allergic to nickel", pinned: true };
  await shop.associate(addNote, { params: { customerId: here }, body: note });
  const seen = await abroad.associate(getTimeline, { params: { customerId: there } });
  expect({ pinned: seen.pinned, items: seen.items, notes: seen.counts.note }).toEqual({ pinned: [], items: [], notes: 0 });
  expect((await refused(abroad.associate, getTimeline, { params: { customerId: here } })).kind).toBe("not_found");
  expect((await refused(abroad.associate, addNote, { params: { customerId: here }, body: { ...note, id: randomUUID() } })).kind).toBe("not_found");
});

test("OF3 a note that is sent again is the same note, with the time of the first", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const note = { id: randomUUID(), text: "Once" };
  const first = await shop.associate(addNote, { params: { customerId }, body: note });
  clock.advance(60_000);
  const answers = await Promise.all(Array.from({ length: 5 }, async () => await shop.associate(addNote, { params: { customerId }, body: note })));
  expect(answers).toEqual(Array(5).fill(first));
  expect((await shop.associate(getTimeline, { params: { customerId } })).counts.note).toBe(1);
  const audited = await auditLog(server.deps.db)
    .select("subject_id")
    .where("subject_kind", "not in", ["address", "session"])
    .where("legal_entity", "=", shop.legalEntity)
    .where("action", "=", "customer.note_added")
    .execute();
  expect(audited).toEqual([{ subject_id: customerId }]);
});

test("C22 OF7 a note that waited has the time it was written and the time it arrived, and sending it again changes neither", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const before = await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text: "Written first" } });
  clock.advance(60_000);
  const after = await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text: "Written last" } });
  clock.advance(12_000);
  const waited = { id: randomUUID(), text: "Waited", waitedMs: 42_000 };
  const stored = await shop.associate(addNote, { params: { customerId }, body: waited });
  expect(Date.parse(stored.receivedAt) - Date.parse(stored.writtenAt)).toBe(42_000);
  expect(stored.receivedAt).toBe(clock.now().toISOString());
  clock.advance(5000);
  expect(await shop.associate(addNote, { params: { customerId }, body: { ...waited, waitedMs: 47_000 } })).toEqual(stored);
  const { items } = await shop.associate(getTimeline, { params: { customerId } });
  expect(items.map((item) => item.kind === "note" && item.note.id)).toEqual([after.id, stored.id, before.id]);
});

test("C22 OF7 a wrong clock on a device cannot put a note into the future or into another year", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const year = 365 * 86_400_000;
  const stored = await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text: "A dead battery", waitedMs: 56 * year } });
  expect(stored.writtenAt).toBe(stored.receivedAt);
  expect((await refused(shop.associate, addNote, { params: { customerId }, body: { id: randomUUID(), text: "x", waitedMs: -1 } })).kind).toBe("invalid");
});

test("C4 a note keeps the name it was written under", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  const write = async (text: string) => await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text, pinned: true } });
  const old = await write("Before the wedding");
  await server.api(putWorker, {
    params: { legalEntity: shop.legalEntity, operatorId: shop.operatorId },
    body: { name: "Associate Jansen", employeeAddressBooks: ["staff"], operations: [712, 713, 714, 715] },
  });
  const fresh = await write("After it");
  const seen = await shop.associate(getTimeline, { params: { customerId } });
  expect(Object.fromEntries(seen.pinned.map(({ id, author }) => [id, author]))).toEqual({ [old.id]: "Associate", [fresh.id]: "Associate Jansen" });
});

test("other content under the same id is a conflict, another customer's id is not found", async () => {
  const shop = await newBookShop(server);
  const [customerId, otherId] = await addCustomers(server, shop, accounts("1", "2"));
  const note = { id: randomUUID(), text: "First", pinned: false };
  await shop.associate(addNote, { params: { customerId }, body: note });
  expect(await refused(shop.associate, addNote, { params: { customerId }, body: { ...note, text: "Second" } })).toMatchObject({
    kind: "conflict",
    code: "note.id_in_use",
  });
  expect(await refused(shop.associate, addNote, { params: { customerId }, body: { ...note, pinned: true } })).toMatchObject({ kind: "conflict" });
  expect(await refused(shop.associate, addNote, { params: { customerId: otherId }, body: note })).toMatchObject({ kind: "not_found" });
  const other = await newBookShop(server);
  const [theirs] = await addCustomers(server, other, accounts("1"));
  expect(await refused(other.associate, addNote, { params: { customerId: theirs }, body: note })).toMatchObject({ kind: "not_found" });
});

test("an empty note, one for nobody and one of another legal entity's customer are refused", async () => {
  const [shop, other] = [await newBookShop(server), await newBookShop(server)];
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  expect(await refused(shop.associate, addNote, { params: { customerId }, body: { id: randomUUID(), text: "  " } })).toMatchObject({
    kind: "invalid",
    code: "request.wrong",
    faults: [{ at: "text", code: "value.empty", params: {} }],
  });
  expect(await refused(shop.associate, addNote, { params: { customerId: randomUUID() }, body: { id: randomUUID(), text: "x" } })).toMatchObject({
    kind: "not_found",
  });
  expect(await refused(other.associate, addNote, { params: { customerId }, body: { id: randomUUID(), text: "x" } })).toMatchObject({ kind: "not_found" });
  expect((await refused(server.api, addNote, { params: { customerId }, body: { id: randomUUID(), text: "x" } })).kind).toBe("forbidden");
  expect((await other.associate(getTimeline, { params: { customerId: (await addCustomers(server, other, accounts("1")))[0] } })).counts.note).toBe(0);
});
