import { addToClientBook, removeFromClientBook } from "@rapport/contract/clienteling";
import { putRegister, putStore, putWorker, type Operation } from "@rapport/contract/organisation";
import { approveRequest, getPosSession } from "@rapport/contract/sessions";
import { APPROVAL, pathOf, type Permission } from "@rapport/contract";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts, addCustomers, auditLog, newBookShop, testServer, type BookShop, type TestServer } from "../../testing/index.ts";

const clock = testClock("2026-11-29T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, clock });
});
afterAll(async () => {
  await server.close();
});

interface Worker {
  readonly operatorId: string;
  readonly password: string;
}

async function putWorkerOf({ legalEntity }: Pick<BookShop, "legalEntity">, operatorId: string, operations: Operation[], more: object = {}): Promise<Worker> {
  const password = `password of ${operatorId}`;
  const body = { name: `Worker ${operatorId}`, employeeAddressBooks: ["staff"], operations, password, ...more };
  await server.api(putWorker, { params: { legalEntity, operatorId }, body });
  return { operatorId, password };
}

/** A shop with a customer, an associate who may neither add nor remove, and a manager who may. */
async function newShop() {
  const shop = await newBookShop(server);
  const manager = await putWorkerOf(shop, "9001", [712, 714, 715]);
  const associate = await putWorkerOf(shop, "2002", [712]);
  const cookie = await cookieOf(shop, associate);
  const [customerId] = await addCustomers(server, shop, accounts("1"));
  return { ...shop, manager, associate: associate, cookie, customerId: customerId! };
}

async function cookieOf(at: Pick<BookShop, "legalEntity" | "register">, { operatorId, password }: Worker): Promise<string> {
  const headers = { cookie: await server.deviceOf(at) };
  const answer = await server.inject({ method: "POST", url: "/api/pos/session", headers, payload: { operatorId, password } });
  return String([answer.headers["set-cookie"]].flat()[0]).split(";", 1)[0] ?? "";
}

const pathFor = (customerId: string) => pathOf(addToClientBook, { params: { customerId } });

async function approve(cookie: string, approver: Worker, { path, permission = "clientBook.add" }: { path: string; permission?: Permission }) {
  const payload = { permission, path, approver: { operatorId: approver.operatorId, password: approver.password } };
  const answer = await server.inject({ method: "POST", url: approveRequest.path, payload, headers: { cookie } });
  return { status: answer.statusCode, ...answer.json<{ approval?: string; code?: string }>() };
}

async function add(cookie: string, customerId: string, approval?: string) {
  const answer = await server.inject({
    method: "PUT",
    url: pathFor(customerId),
    headers: { cookie, ...(approval !== undefined && { [APPROVAL]: approval }) },
  });
  return { status: answer.statusCode, code: answer.json<{ code?: string }>().code };
}

const idOf = async (shop: BookShop, worker: Worker) => (await (await server.asWorker({ ...shop, ...worker }))(getPosSession)).worker.id;

test("R50 RI3 SI1 case 11 case 12 without the right an associate neither adds nor removes a client; a manager lends it to one request, and the log names both", async () => {
  const { customerId, cookie, manager, associate, ...shop } = await newShop();
  expect(await add(cookie, customerId)).toEqual({ status: 403, code: "permission.missing" });
  const { approval } = await approve(cookie, manager, { path: pathFor(customerId) });
  expect(await add(cookie, customerId, approval)).toEqual({ status: 200, code: undefined });
  const entries = await auditLog(server.deps.db)
    .select(["actor_id", "second_actor_id", "subject_id"])
    .where("legal_entity", "=", shop.legalEntity)
    .where("action", "=", "customer.added_to_book")
    .execute();
  const [actor, second] = [await idOf(shop as never, associate), await idOf(shop as never, manager)];
  expect(entries).toEqual([{ actor_id: actor, second_actor_id: second, subject_id: customerId }]);

  const path = pathOf(removeFromClientBook, { params: { customerId } });
  const remove = async (headers: Record<string, string>) => (await server.inject({ method: "DELETE", url: path, headers })).statusCode;
  expect(await remove({ cookie })).toBe(403);
  const removal = await approve(cookie, manager, { path, permission: "clientBook.remove" });
  expect(await remove({ cookie, [APPROVAL]: removal.approval ?? "" })).toBe(200);
});

test("RI3 an approval works once, within a minute, for its request, its right and its session only", async () => {
  const { customerId, cookie, manager, associate, ...shop } = await newShop();
  const [second] = await addCustomers(server, shop as never, accounts("2"));
  const path = pathFor(customerId);
  const lent = async () => (await approve(cookie, manager, { path })).approval;
  const ended = { status: 403, code: "approval.ended" };
  expect(await add(cookie, second!, await lent())).toEqual(ended);
  expect(await add(await cookieOf(shop as never, associate), customerId, await lent())).toEqual(ended);
  expect(await add(cookie, customerId, (await approve(cookie, manager, { path, permission: "clientBook.remove" })).approval)).toEqual(ended);
  expect(await add(cookie, customerId, "never-was-one")).toEqual(ended);
  const late = await lent();
  clock.advance(61_000);
  expect(await add(cookie, customerId, late)).toEqual(ended);
  const once = await lent();
  expect(await Promise.all([add(cookie, customerId, once), add(cookie, customerId, once)])).toEqual(
    expect.arrayContaining([{ status: 200, code: undefined }, ended]),
  );
  expect(await add(cookie, customerId, once)).toEqual(ended);
  expect(await add(cookie, second!)).toEqual({ status: 403, code: "permission.missing" });
});

test("RI3 nobody lends a right with a wrong password, without having it, from another store or legal entity, or with a password that others know", async () => {
  const { customerId, cookie, manager, associate, ...shop } = await newShop();
  const other = await newShop();
  const within = { legalEntity: shop.legalEntity };
  await server.api(putStore, { params: { ...within, store: "S2" }, body: { name: "Store 2", customerAddressBooks: [], employeeAddressBooks: ["customers"] } });
  await server.api(putRegister, { params: { ...within, register: "R2" }, body: { store: "S2" } });
  const elsewhere = await putWorkerOf(shop, "9002", [714], { employeeAddressBooks: ["customers"] });
  const fresh = await putWorkerOf(shop, "9003", [714], { mustChangePassword: true });
  const gone = await putWorkerOf(shop, "9004", [714], { employedTo: "2026-11-28" });
  const foreign = { ...other.manager, operatorId: "9005" };
  await putWorkerOf(other, "9005", [714]);
  const path = pathFor(customerId);
  const refusalOf = async (by: Worker) => await approve(cookie, by, { path });
  const wrong = { status: 400, code: "approver.wrong" };
  const answer = await refusalOf({ ...manager, password: "not the password" });
  expect(answer).toMatchObject(wrong);
  expect(await refusalOf({ ...manager, operatorId: "nobody" })).toEqual(answer);
  expect(await refusalOf({ ...foreign, password: "password of 9005" })).toEqual(answer);
  expect(await refusalOf(gone)).toEqual(answer);
  expect(await refusalOf(associate)).toMatchObject({ code: "approver.lacks_right" });
  expect(await refusalOf(elsewhere)).toMatchObject({ code: "approver.other_store" });
  expect(await refusalOf(fresh)).toMatchObject({ code: "approver.must_change_password" });
  expect(await approve(cookie, manager, { path, permission: "clientBook.view" })).toMatchObject({ status: 403, code: "approval.never" });
  expect(await add(cookie, customerId)).toEqual({ status: 403, code: "permission.missing" });
});

test("RI3 what the manager lost before the request is not lent: their employment, their right, their store", async () => {
  const { customerId, cookie, manager, ...shop } = await newShop();
  for (const change of [{ employedTo: "2026-11-28" }, { operations: [712] }, { employeeAddressBooks: ["customers"] }, { active: false }]) {
    await putWorkerOf(shop, manager.operatorId, [712, 714], { employedTo: null, active: true });
    const { approval } = await approve(cookie, manager, { path: pathFor(customerId) });
    await server.api(putWorker, { params: { legalEntity: shop.legalEntity, operatorId: manager.operatorId }, body: change as object });
    expect(await add(cookie, customerId, approval), JSON.stringify(change)).toEqual({ status: 403, code: "approval.ended" });
  }
});

test("RI2 RI3 an approval does not reach a customer of another legal entity", async () => {
  const { cookie, manager } = await newShop();
  const other = await newShop();
  const of = async (customerId: string) => await add(cookie, customerId, (await approve(cookie, manager, { path: pathFor(customerId) })).approval);
  const foreign = await of(other.customerId);
  expect(foreign.status).toBe(404);
  expect(foreign).toEqual(await of(randomUUID()));
});

test("RI3 AU1 a right that is lent, and one that is not although the password was right, are in the log", async () => {
  const { cookie, manager, associate, customerId, legalEntity } = await newShop();
  const path = pathFor(customerId);
  await approve(cookie, manager, { path });
  expect(await approve(cookie, associate, { path })).toMatchObject({ code: "approver.lacks_right" });
  const entries = await auditLog(server.deps.db)
    .select(["action", "changes"])
    .where("legal_entity", "=", legalEntity)
    .where("action", "like", "sign_in.appro%")
    .orderBy("id")
    .execute();
  expect(entries).toEqual([
    { action: "sign_in.approved", changes: JSON.stringify({ permission: { from: null, to: "clientBook.add" } }) },
    { action: "sign_in.approval_refused", changes: null },
  ]);
});

test("RI3 wrong passwords of a manager wait like those at sign-in, and are in the log", async () => {
  const { cookie, manager, customerId, ...shop } = await newShop();
  const codes: unknown[] = [];
  for (let n = 0; n < 12; n += 1) codes.push((await approve(cookie, { ...manager, password: "not the password" }, { path: pathFor(customerId) })).code);
  expect(codes).toEqual([...Array<string>(10).fill("approver.wrong"), ...Array<string>(2).fill("request.too_many")]);
  const entries = await auditLog(server.deps.db).select("action").where("legal_entity", "=", shop.legalEntity).where("action", "=", "sign_in.failed").execute();
  expect(entries).toHaveLength(10);
});
