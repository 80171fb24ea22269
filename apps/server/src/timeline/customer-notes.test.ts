import { addCustomerNote, addNote, deleteCustomerNote, listCustomerNotes, getTimeline } from "@rapport/contract/timeline";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { accounts, addCustomers, auditLog, newBookShop, postFile, refused, testServer, type BookShop } from "../testing/index.ts";
import { keepAttachment } from "./attachments/keep-attachment.ts";
import { start } from "./attachments/sweep.ts";

const MB = 1024 ** 2;
const clock = testClock("2026-03-02T12:00:00Z");
/** A disk that the tests fill. */
const room = { full: false };
const disk = {
  room: () => ({ kind: "ample" as const, freeBytes: 1, reserveBytes: 0 }),
  takes: () => !room.full,
  lastsForProcessing: () => true,
};
const server = await testServer({ background: false, clock, disk });
const { api, deps } = server;
afterAll(async () => await server.close());

const folder = join(deps.dataDir, "attachments");
const filesOnDisk = () => (existsSync(folder) ? readdirSync(folder) : []);

async function shopWithCustomer(): Promise<{ shop: BookShop; customerId: string; params: { legalEntity: string; accountNumber: string } }> {
  const shop = await newBookShop(server);
  const [customerId] = await addCustomers(server, shop, accounts("2001"));
  return { shop, customerId, params: { legalEntity: shop.legalEntity, accountNumber: "2001" } };
}
type Params = { legalEntity: string; accountNumber: string };
const write = async (params: Params, text = "A note", pinned = false) => (await api(addCustomerNote, { params, body: { id: randomUUID(), text, pinned } })).id;
const addressOf = ({ legalEntity, accountNumber }: Params, noteId: string, attachmentId: string) =>
  `/api/legal-entities/${legalEntity}/customers/${accountNumber}/notes/${noteId}/attachments/${attachmentId}`;
async function attach(
  params: Params,
  { noteId, id = randomUUID(), file = "bytes", filename = "photo.jpg" }: { noteId: string; id?: string; file?: string | Buffer; filename?: string },
) {
  const answer = await postFile(server, { method: "PUT", path: addressOf(params, noteId, id), file, filename });
  return { id, status: answer.statusCode, json: answer.json<{ code?: string; name?: string; bytes?: number }>() };
}
const download = async (params: Params, noteId: string, id: string) =>
  await server.inject({ url: addressOf(params, noteId, id), headers: { authorization: `Bearer ${server.apiKey}` } });

test("case 37 R58 R100 headquarters reads associates' notes, those to read before contact first, page after page, and its own notes reach the register", async () => {
  const { shop, customerId, params } = await shopWithCustomer();
  const texts = ["one", "two", "three", "four", "five"];
  for (const [n, text] of texts.entries()) {
    clock.advance(1000);
    const note = { id: randomUUID(), text, pinned: n === 1 || n === 3 };
    if (n % 2 === 0) await shop.associate(addNote, { params: { customerId }, body: note });
    else await api(addCustomerNote, { params, body: note });
  }
  const seen = [];
  let cursor: string | null = null;
  do {
    const page: { notes: { text: string }[]; total: number; nextCursor: string | null } = await api(listCustomerNotes, {
      params,
      query: { limit: 2, ...(cursor !== null && { cursor }) },
    });
    expect(page.total).toBe(5);
    seen.push(...page.notes.map(({ text }) => text));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(["four", "two", "five", "three", "one"]);
  const { pinned, counts } = await shop.associate(getTimeline, { params: { customerId } });
  expect([pinned.map(({ text }) => text), counts.note]).toEqual([["four", "two"], 5]);
});

test("OF3 a note of headquarters that is sent again is the same note, other content under its id is refused", async () => {
  const { params } = await shopWithCustomer();
  const body = { id: randomUUID(), text: "Once" };
  const first = await api(addCustomerNote, { params, body });
  expect(await api(addCustomerNote, { params, body })).toEqual(first);
  expect(await refused(api, addCustomerNote, { params, body: { ...body, text: "Twice" } })).toMatchObject({ code: "note.id_in_use" });
  const other = await shopWithCustomer();
  expect(await refused(api, addCustomerNote, { params: other.params, body })).toMatchObject({ kind: "not_found" });
});

test("R102 an attachment is downloaded byte for byte under a safe name, never shown, and stands on disk under neither name nor id", async () => {
  const { params } = await shopWithCustomer();
  const noteId = await write(params);
  const file = Buffer.from("<html><script>alert(1)</script>\u0000\r\n--b0undar");
  const { id, status, json } = await attach(params, { noteId, file, filename: "../Ada Løve\u202Efdp.html" });
  expect([status, json]).toMatchObject([201, { id, name: "Ada Løvefdp.html", bytes: file.length }]);
  const answer = await download(params, noteId, id);
  expect(answer.rawPayload.equals(file)).toBe(true);
  expect(answer.headers).toMatchObject({
    "content-type": "application/octet-stream",
    "x-content-type-options": "nosniff",
    "content-disposition": `attachment; filename="Ada L_vefdp.html"; filename*=UTF-8''Ada%20L%C3%B8vefdp.html`,
    "content-length": String(file.length),
    "cache-control": "no-store",
  });
  const [note] = (await api(listCustomerNotes, { params })).notes;
  expect(note?.attachments).toEqual([{ id, name: "Ada Løvefdp.html", bytes: file.length, addedAt: clock.now().toISOString() }]);
  expect(filesOnDisk().filter((name) => name.includes("Ada") || name.includes(id) || name.endsWith(".part"))).toEqual([]);
  const audited = await auditLog(deps.db)
    .select(["action", "subject_kind"])
    .where("legal_entity", "=", params.legalEntity)
    .where("subject_id", "=", id)
    .execute();
  expect(audited).toEqual([{ action: "customer.attachment_saved", subject_kind: "attachment" }]);
});

test("R51 R102 an associate sees the files of a note and saves them as headquarters does, not those of another note, customer or legal entity", async () => {
  const { shop, customerId, params } = await shopWithCustomer();
  const noteId = await write(params, "With a file", true);
  const other = await write(params, "Without");
  const { id } = await attach(params, { noteId, file: "<script>1</script>", filename: "receipt.html" });
  const { pinned, items } = await shop.associate(getTimeline, { params: { customerId } });
  const shown = [{ id, name: "receipt.html", bytes: 18, addedAt: clock.now().toISOString() }];
  expect(pinned.map(({ attachments }) => attachments)).toEqual([shown]);
  expect(items.map((item) => (item.kind === "note" ? [item.note.id, item.note.attachments] : []))).toEqual(
    expect.arrayContaining([
      [noteId, shown],
      [other, []],
    ]),
  );
  const save = async (of: BookShop, customer: string, note: string) => {
    const { operatorId, password } = of;
    const signIn = { method: "POST" as const, url: "/api/pos/session", payload: { operatorId, password } };
    const signedIn = await server.inject({ ...signIn, headers: { cookie: await server.deviceOf(of) } });
    const cookie = String(signedIn.headers["set-cookie"]).split(";")[0] ?? "";
    return await server.inject({ url: `/api/pos/customers/${customer}/notes/${note}/attachments/${id}`, headers: { cookie } });
  };
  const saved = await save(shop, customerId, noteId);
  expect(saved.body).toBe("<script>1</script>");
  expect(saved.headers).toMatchObject({
    "content-type": "application/octet-stream",
    "x-content-type-options": "nosniff",
    "content-disposition": `attachment; filename="receipt.html"; filename*=UTF-8''receipt.html`,
    "cache-control": "no-store",
  });
  const elsewhere = await shopWithCustomer();
  const [neighbour] = await addCustomers(server, shop, accounts("2002"));
  const refusals = [await save(shop, customerId, other), await save(shop, neighbour, noteId), await save(elsewhere.shop, customerId, noteId)];
  expect(refusals.map((answer) => [answer.statusCode, answer.json<{ code: string }>().code])).toEqual([
    [404, "attachment.unknown"],
    [404, "note.unknown"],
    [404, "customer.unknown"],
  ]);
  const audited = await auditLog(deps.db)
    .select(["action", "actor_kind"])
    .where("legal_entity", "=", params.legalEntity)
    .where("subject_id", "=", id)
    .execute();
  expect(audited).toEqual([{ action: "customer.attachment_saved", actor_kind: "pos" }]);
});

test("R102 a file of 25 MB is taken, one byte more is not, and a refused, cut off or unstorable file leaves nothing", async () => {
  const { params } = await shopWithCustomer();
  const noteId = await write(params);
  const before = filesOnDisk().length;
  const largest = Buffer.alloc(25 * MB, "x");
  const { id, status } = await attach(params, { noteId, file: largest });
  expect(status).toBe(201);
  expect((await download(params, noteId, id)).rawPayload.equals(largest)).toBe(true);
  expect(await attach(params, { noteId, file: Buffer.alloc(25 * MB + 1) })).toMatchObject({ status: 413, json: { code: "upload.too_large" } });
  room.full = true;
  expect(await attach(params, { noteId })).toMatchObject({ status: 503, json: { code: "upload.disk_full" } });
  room.full = false;
  const cut = await server.inject({
    method: "PUT",
    url: addressOf(params, noteId, randomUUID()),
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=b0undary" },
    payload: '--b0undary\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
  });
  expect(cut.statusCode).toBe(400);
  expect(await attach(params, { noteId: randomUUID() })).toMatchObject({ status: 404, json: { code: "note.unknown" } });
  expect(filesOnDisk()).toHaveLength(before + 1);
});

test("R102 a file that is sent again is the same attachment, also many times at once; another under its id is refused, and a note has at most 20", async () => {
  const { params } = await shopWithCustomer();
  const noteId = await write(params);
  const before = filesOnDisk().length;
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, async () => await attach(params, { noteId, id })));
  expect(answers.map(({ status, json }) => [status, json])).toEqual(Array(5).fill([201, answers[0]!.json]));
  expect(await attach(params, { noteId, id, file: "other bytes" })).toMatchObject({ status: 409, json: { code: "attachment.id_in_use" } });
  const elsewhere = await shopWithCustomer();
  const otherNote = await write(elsewhere.params);
  expect(await attach(elsewhere.params, { noteId: otherNote, id })).toMatchObject({ status: 404 });
  expect((await download(elsewhere.params, otherNote, id)).statusCode).toBe(404);
  const statuses = await Promise.all(Array.from({ length: 22 }, async (_, n) => (await attach(params, { noteId, filename: `${n}.txt` })).status));
  expect(statuses.filter((status) => status === 201)).toHaveLength(19);
  expect(statuses.filter((status) => status === 409)).toHaveLength(3);
  expect(filesOnDisk()).toHaveLength(before + 20);
});

test("R61 R102 a note goes with its attachments; a person deletes their own within 24 hours, who sets up the organisation any", async () => {
  const { shop, customerId, params } = await shopWithCustomer();
  const manager = await server.asHeadquarters();
  const agent = await server.asHeadquarters("callCenter");
  const before = filesOnDisk().length;
  const own = (await agent(addCustomerNote, { params, body: { id: randomUUID(), text: "Own" } })).id;
  await attach(params, { noteId: own });
  const late = (await agent(addCustomerNote, { params, body: { id: randomUUID(), text: "Late" } })).id;
  const theirs = randomUUID();
  await shop.associate(addNote, { params: { customerId }, body: { id: theirs, text: "An associate's" } });
  expect(await refused(agent, deleteCustomerNote, { params: { ...params, noteId: theirs } })).toMatchObject({ kind: "forbidden", code: "note.not_yours" });
  await agent(deleteCustomerNote, { params: { ...params, noteId: own } });
  expect(filesOnDisk()).toHaveLength(before);
  expect(await refused(agent, deleteCustomerNote, { params: { ...params, noteId: own } })).toMatchObject({ code: "note.unknown" });
  // A session does not last that long.
  const dayAgo = new Date(clock.now().getTime() - 24 * 60 * 60 * 1000);
  await deps.db.updateTable("note").set({ received_at: dayAgo }).where("id", "=", late).execute();
  const removable = async (who: typeof agent) =>
    Object.fromEntries((await who(listCustomerNotes, { params })).notes.map(({ id, removable: may }) => [id, may]));
  expect(await removable(agent)).toEqual({ [late]: false, [theirs]: false });
  expect(await removable(manager)).toEqual({ [late]: true, [theirs]: true });
  expect(await refused(agent, deleteCustomerNote, { params: { ...params, noteId: late } })).toMatchObject({ code: "note.not_yours" });
  for (const noteId of [late, theirs]) await manager(deleteCustomerNote, { params: { ...params, noteId } });
  expect((await api(listCustomerNotes, { params })).total).toBe(0);
  const removed = await auditLog(deps.db)
    .select("changes")
    .where("legal_entity", "=", params.legalEntity)
    .where("action", "=", "customer.note_removed")
    .execute();
  expect(removed).toHaveLength(3);
});

test("R102 what a killed server left is removed at the next start, and every attachment stays", async () => {
  const { params } = await shopWithCustomer();
  const noteId = await write(params);
  const { id } = await attach(params, { noteId, file: "kept" });
  await mkdir(folder, { recursive: true });
  const kept = filesOnDisk();
  // Killed while a file came in; before its row was there; after its row was gone.
  await writeFile(join(folder, `${randomUUID()}.part`), "half");
  for (const bytes of ["whole, without a row", "of a note that was removed"]) writeFileSync(join(folder, randomUUID()), bytes);
  await writeFile(join(folder, "not-ours.txt"), "");
  await start(deps);
  expect(filesOnDisk().toSorted()).toEqual([...kept, "not-ours.txt"].toSorted());
  expect((await download(params, noteId, id)).body).toBe("kept");
  await rm(folder, { recursive: true });
  const gone = await download(params, noteId, id);
  expect([gone.statusCode, gone.json<{ code: string }>().code]).toEqual([404, "attachment.lost"]);
});

test("R102 a file whose commit was still on its way when the connection was lost stays, and its row finds it", async () => {
  const { params } = await shopWithCustomer();
  const noteId = await write(params);
  const commits: (() => Promise<unknown>)[] = [];
  const execute = async (work: (trx: never) => Promise<unknown>) => {
    commits.push(async () => await deps.db.transaction().execute(work as never));
    await Promise.reject(Object.assign(new Error("connection lost"), { code: "ECONNRESET" }));
  };
  const db = new Proxy(deps.db, {
    get: (target, name) => {
      const value: unknown = name === "transaction" ? () => ({ execute }) : Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  const upload = { filename: "a.txt", stream: Readable.from([Buffer.from("bytes")]), truncated: () => false, end: async () => await Promise.resolve() };
  const http = { header: () => undefined, upload: async () => await Promise.resolve(upload) };
  const id = randomUUID();
  const actor = { kind: "apiKey", id: randomUUID(), name: "Key", permissions: new Set(), grants: [] };
  const sent = { ...params, noteId, attachmentId: id, actor, http };
  await expect(keepAttachment({ ...deps, db }, sent as never)).rejects.toThrow("connection lost");
  for (const commit of commits) await commit();
  expect((await download(params, noteId, id)).body).toBe("bytes");
});

test("OF3 a note that headquarters deleted does not come back when its device sends it again", async () => {
  const { shop, customerId, params } = await shopWithCustomer();
  const note = { params: { customerId }, body: { id: randomUUID() as string, text: "Once" } };
  await shop.associate(addNote, note);
  await api(deleteCustomerNote, { params: { ...params, noteId: note.body.id } });
  expect(await refused(shop.associate, addNote, note)).toMatchObject({ kind: "conflict", code: "note.removed" });
  expect((await api(listCustomerNotes, { params })).total).toBe(0);
});
