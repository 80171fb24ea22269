import type { Role } from "@rapport/contract";
import { createApiKey, inviteUser, choosePassword } from "@rapport/contract/access";
import { putAttributeGroup, putClientBookEntries, putParameters, removeClientBookEntries } from "@rapport/contract/clienteling";
import { putLegalEntity, putNumberSequence, putRegister, putStore, putWorker } from "@rapport/contract/organisation";
import { activateRegister, deactivateRegister, makeRegisterCode, signInHq } from "@rapport/contract/sessions";
import { listAttention, type Attention } from "@rapport/contract/system";
import { isoDayOf } from "@rapport/domain";
import { testClock, uniqueName } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { accounts, addCustomers, loadFile, newBookShop, newEntity, newSuite, testServer } from "../testing/index.ts";

const clock = testClock("2026-03-02T12:00:00Z");
const server = await testServer({ clock });
const { api } = server;
afterAll(async () => await server.close());

const PASSWORD = "a sentence of one's own";

/** The lines that somebody with this role there sees. */
async function told(role: Role, legalEntity: string | null): Promise<Attention[]> {
  const email = `${uniqueName("person")}@example.com`;
  const { link } = await api(inviteUser, { body: { email, name: "Noor", roles: [{ role, legalEntity }] } });
  await server.anonymous(choosePassword, { body: { token: link.token, password: PASSWORD } });
  const answer = await server.inject({ method: "POST", url: signInHq.path, payload: { email, password: PASSWORD } });
  const cookie = String(answer.headers["set-cookie"]).split(";", 1)[0] ?? "";
  return (await server.clientOf({ cookie })(listAttention)).attention;
}
const kinds = (lines: Attention[]) => lines.map(({ kind }) => kind).toSorted();

async function activate({ legalEntity, register }: { legalEntity: string; register: string }): Promise<void> {
  const { code } = await api(makeRegisterCode, { params: { legalEntity, register } });
  await server.anonymous(activateRegister, { body: { code } });
}

test("OG8 a legal entity without a number sequence or attributes for client books is listed until it has both", async () => {
  const { legalEntity, register } = await newEntity(server);
  const of = { legalEntity };
  await activate({ legalEntity, register });
  const gaps = async () => (await told("clientelingManager", legalEntity)).filter(({ kind }) => kind !== "workers");
  expect(await gaps()).toEqual([
    { kind: "number_sequence", legalEntity, name: expect.any(String) as string },
    { kind: "attribute_group", legalEntity, name: expect.any(String) as string, group: null },
  ]);
  await api(putNumberSequence, { params: { ...of, reference: "clientBook" }, body: { format: "CB-###" } });
  await api(putAttributeGroup, { params: { ...of, code: "g" }, body: { name: { en: "Empty" }, members: [] } });
  await api(putParameters, { params: of, body: { clientBookAttributeGroup: "g", customerAttributeGroup: null, measures: [] } });
  expect(await gaps()).toEqual([{ kind: "attribute_group", legalEntity, name: expect.any(String) as string, group: "g" }]);
  await api(putLegalEntity, { params: of, body: { active: false } });
  expect(await gaps()).toEqual([]);
  const { legalEntity: whole, register: till } = await newBookShop(server);
  await activate({ legalEntity: whole, register: till });
  expect(kinds(await told("clientelingManager", whole))).toEqual([]);
});

test("OG8 registers in use that were never activated are counted for whoever can activate them, until each was a device once", async () => {
  const { legalEntity, register, store } = await newEntity(server);
  const lines = async (role: Role = "clientelingManager") => (await told(role, legalEntity)).filter(({ kind }) => kind === "registers");
  const line = { kind: "registers", legalEntity, name: expect.any(String) as string };
  const put = async (number: string, body: object) => await api(putRegister, { params: { legalEntity, register: number }, body });
  for (let n = 2; n < 8; n += 1) await put(`R${n}`, { store });
  await put("R8", { store, active: false });
  const first = ["R1", "R2", "R3", "R4", "R5"].map((number) => ({ number, store: "Store 1" }));
  expect(await lines()).toEqual([{ ...line, registers: 7, first }]);
  expect(await lines("analyst")).toEqual([]);
  for (let n = 2; n < 8; n += 1) await put(`R${n}`, { active: false });
  await api(makeRegisterCode, { params: { legalEntity, register } });
  expect(await lines()).toEqual([{ ...line, registers: 1, first: first.slice(0, 1) }]);
  await activate({ legalEntity, register });
  expect(await lines()).toEqual([]);
  await api(deactivateRegister, { params: { legalEntity, register } });
  expect(await lines()).toEqual([]);
  await put("R2", { active: true });
  await api(putStore, { params: { legalEntity, store }, body: { active: false } });
  expect(await lines()).toEqual([]);
});

test("OG8 workers who cannot sign in or hold no operation are counted once each, by the first thing they lack; workers who left or start later are not", async () => {
  const { legalEntity, store, register } = await newBookShop(server);
  await activate({ legalEntity, register });
  const put = async (operatorId: string, body: object) =>
    await api(putWorker, {
      params: { legalEntity, operatorId },
      body: { name: operatorId, employeeAddressBooks: ["staff"], operations: [712], password: "plum-harbour-58", ...body },
    });
  await put("fine", {});
  await put("idle", { operations: [] });
  await put("lost", { employeeAddressBooks: [], operations: [] });
  await put("gone", { operations: [], employedTo: "2026-03-01" });
  await put("later", { operations: [], employedFrom: "2026-03-03" });
  await put("out", { operations: [], active: false });
  for (let n = 0; n < 7; n += 1) await api(putWorker, { params: { legalEntity, operatorId: `new${n}` }, body: { name: `New ${n}` } });
  const lines = async () =>
    (await told("clientelingManager", legalEntity)).map((line) =>
      line.kind === "workers" ? [line.lack, line.workers, line.first.map(({ operatorId }) => operatorId)] : line.kind,
    );
  expect(await lines()).toEqual([
    ["store", 1, ["lost"]],
    ["password", 7, ["new0", "new1", "new2", "new3", "new4"]],
    ["operation", 1, ["idle"]],
  ]);
  await api(putStore, { params: { legalEntity, store }, body: { active: false } });
  expect((await lines())[0]).toEqual(["store", expect.any(Number), expect.arrayContaining(["fine", "idle", "lost"])]);
});

test("OG8 client books of whoever is out of use or not employed any more are counted with their clients, until they are handed over", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  await activate(shop);
  const put = async (id: string, body: object) => await api(putWorker, { params: { legalEntity, operatorId: id }, body });
  await put("1002", { name: "Bram", employeeAddressBooks: ["staff"], operations: [712], password: "plum-harbour-58" });
  await addCustomers(server, shop, accounts("L1", "L2", "L3"));
  const add = async (id: string, ...accountNumbers: string[]) =>
    await api(putClientBookEntries, { params: { legalEntity, operatorId: id }, body: { accountNumbers } });
  await add(operatorId, "L1", "L2");
  await add("1002", "L3");
  const lines = async (role: Role = "clientelingManager") => (await told(role, legalEntity)).filter(({ kind }) => kind === "left_books");
  expect(await lines()).toEqual([]);
  await put("1002", { active: false });
  const line = { kind: "left_books", legalEntity, name: expect.any(String) as string };
  const bram = { operatorId: "1002", name: "Bram", clients: 1 };
  expect(await lines()).toEqual([{ ...line, books: 1, clients: 1, first: [bram] }]);
  await put(operatorId, { employedTo: isoDayOf(clock.now().getTime() - 2 * 86_400_000, "UTC") });
  expect(await lines()).toEqual([{ ...line, books: 2, clients: 3, first: [{ operatorId, name: expect.any(String) as string, clients: 2 }, bram] }]);
  expect(await lines("analyst")).toEqual([]);
  await api(removeClientBookEntries, { params: { legalEntity, operatorId }, body: { accountNumbers: ["L1", "L2"] } });
  expect(await lines()).toEqual([{ ...line, books: 1, clients: 1, first: [bram] }]);
});

test("OG8 failed files, waiting rows and expiring keys are listed for people who have the right to mend them, and for nobody else", async () => {
  const { rsid } = await newSuite(server, { transactionIdStorage: true });
  const shop = await newBookShop(server, { rsid });
  await activate(shop);
  const head = "Date\ttransactionID\tProduct\tQuantity\tPrice";
  await loadFile(server, {
    rsid,
    type: "transactionid",
    filename: "waits.txt",
    rows: [head, "02/25/2026\tT-1\tShoes\t1\t40", "02/25/2026\tT-2\tShoes\t1\t40"],
  });
  const failed = await loadFile(server, { rsid, type: "transactionid", filename: "fails.txt", rows: ["Date\ttransactionID\tNonsense", "02/25/2026\tT-1\t1"] });
  const lines = await told("analyst", shop.legalEntity);
  expect(lines).toEqual([
    expect.objectContaining({ kind: "failed_uploads", rsid, files: 1, jobId: failed.jobId, filename: "fails.txt" }) as Attention,
    expect.objectContaining({ kind: "waiting_rows", rsid, rows: 2 }) as Attention,
  ]);
  const other = await newBookShop(server);
  expect(await told("analyst", other.legalEntity)).toEqual([]);
  expect(await told("clientelingManager", shop.legalEntity)).toEqual([]);

  const key = { name: "Till", permissions: ["organisation.manage" as const], legalEntities: [shop.legalEntity] };
  await api(createApiKey, { body: { ...key, expiresAt: "2026-03-16T11:00:00Z" } });
  await api(createApiKey, { body: { ...key, name: "Later", expiresAt: "2026-03-17T11:00:00Z" } });
  await api(createApiKey, { body: { ...key, name: "Ever", expiresAt: null } });
  const keys = (await told("administrator", shop.legalEntity)).filter((line) => line.kind === "expiring_key");
  expect(keys.map(({ name, expiresAt }) => [name, expiresAt])).toEqual([["Till", "2026-03-16T11:00:00.000Z"]]);
  clock.advance(8 * 86_400_000);
  expect(kinds(await told("analyst", shop.legalEntity))).toEqual(["waiting_rows"]);
});

test("OG8 BK1 a client of two books that were left is one client, and a last day is over when it is over everywhere", async () => {
  const shop = await newBookShop(server);
  const { legalEntity, operatorId } = shop;
  await activate(shop);
  await api(putParameters, { params: { legalEntity }, body: { booksPerCustomer: 2 } });
  const bram = { name: "Bram", employeeAddressBooks: ["staff"], operations: [712 as const], password: "plum-harbour-58" };
  await api(putWorker, { params: { legalEntity, operatorId: "1002" }, body: bram });
  await addCustomers(server, shop, accounts("L1", "L2"));
  for (const [id, accountNumbers] of [
    [operatorId, ["L1", "L2"]],
    ["1002", ["L1"]],
  ] as const)
    await api(putClientBookEntries, { params: { legalEntity, operatorId: id }, body: { accountNumbers: [...accountNumbers] } });
  const left = async () =>
    (await told("clientelingManager", legalEntity)).flatMap((line) => (line.kind === "left_books" ? [[line.books, line.clients, line.first.length]] : []));
  const today = isoDayOf(clock.now().getTime(), "UTC");
  for (const id of [operatorId, "1002"]) await api(putWorker, { params: { legalEntity, operatorId: id }, body: { employedTo: today } });
  // In UTC it is the next day by five hours; west of there it is not yet.
  clock.advance(17 * 3_600_000);
  expect(await left()).toEqual([]);
  clock.advance(12 * 3_600_000);
  expect(await left()).toEqual([[2, 2, 2]]);
});
