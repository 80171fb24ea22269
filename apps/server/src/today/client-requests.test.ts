import {
  addToClientBook,
  answerClientRequest,
  askForClient,
  getClientRequest,
  leaveClients,
  listClientRequests,
  reassignClients,
  removeFromClientBook,
  searchClientBook,
  seeClientAnswer,
  undoBookAction,
  undoLeave,
  withdrawClientRequest,
} from "@rapport/contract/clienteling";
import { testClock } from "@rapport/testkit";
import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { accounts, addAssociate, addClients, addCustomers, auditLog, newBookShop, refused, testServer, type TestClient } from "../testing/index.ts";

const clock = testClock("2026-06-01T10:00:00Z");
const server = await testServer({ background: false, clock });
afterAll(async () => await server.close());

const askFor = async (who: TestClient, customerId: string, text = "", requestId: string = randomUUID()) =>
  await who(askForClient, { params: { customerId, requestId }, body: { text } });
const seen = async (who: TestClient) => await who(listClientRequests);
const answer = async (who: TestClient, requestId: string, given: "done" | "given" | "declined", text = "") =>
  await who(answerClientRequest, { params: { requestId }, body: { answer: given, text } });
const book = async (who: TestClient) => (await who(searchClientBook, { body: {} })).clients.map(({ accountNumber }) => accountNumber);

/** A and B are clients of Ann (1001); Ben may not see store books, Max may. */
async function shopWithColleagues() {
  const shop = await newBookShop(server);
  const [a, b] = await addClients(server, shop, accounts("A", "B"));
  const ben = await addAssociate(server, shop, { operatorId: "2", name: "Ben", operations: [712, 714, 715] });
  const max = await addAssociate(server, shop, { operatorId: "3", name: "Max" });
  return { shop, ann: shop.associate, ben, max, a, b };
}

test("TD7 R11 a client is asked for; the owner is named only to those who may see store books, and asking again changes nothing", async () => {
  const { ann, ben, max, a, shop } = await shopWithColleagues();
  expect(await askFor(ben, a, "She lives next door.")).toEqual({ owners: [], askedAt: "2026-06-01T10:00:00.000Z" });
  expect(await askFor(ben, a, "Again")).toMatchObject({ askedAt: "2026-06-01T10:00:00.000Z" });
  expect((await askFor(max, a)).owners).toEqual(["Associate"]);
  const { asked, total } = await seen(ann);
  expect([total, asked.map(({ client, by, text }) => [client.accountNumber, by, text])]).toEqual([
    2,
    [
      ["A", "Ben", "She lives next door."],
      ["A", "Max", ""],
    ].toSorted((x, y) => asked.findIndex(({ by }) => by === x[1]) - asked.findIndex(({ by }) => by === y[1])),
  ]);
  expect((await ben(getClientRequest, { params: { customerId: a } })).askedAt).toBe("2026-06-01T10:00:00.000Z");
  const log = await auditLog(server.deps.db)
    .select("subject_id")
    .where("legal_entity", "=", shop.legalEntity)
    .where("action", "=", "customer.asked_for")
    .execute();
  expect(new Set(log.map(({ subject_id }) => subject_id))).toEqual(new Set([a]));
});

test("TD7 given: the client is in the asker's book, both are told, and it can be undone", async () => {
  const { ann, ben, max, a } = await shopWithColleagues();
  await askFor(ben, a);
  await askFor(max, a);
  const of = async (name: string) => (await seen(ann)).asked.find(({ by }) => by === name)?.id ?? "";
  const { undo } = await answer(ann, await of("Ben"), "given", "With pleasure");
  expect([await book(ann), await book(ben)]).toEqual([["B"], ["A"]]);
  expect((await seen(ben)).answers).toMatchObject([{ client: { accountNumber: "A" }, answer: "given", by: null, text: "With pleasure" }]);
  // What Max asks follows the client.
  expect([(await seen(ann)).asked, (await seen(ben)).asked.map(({ by }) => by)]).toEqual([[], ["Max"]]);
  await ann(undoBookAction, { params: { actionId: undo ?? "" } });
  expect([await book(ann), await book(ben)]).toEqual([["A", "B"], []]);
  // Undone, nothing was answered.
  expect([(await seen(ben)).answers, (await seen(ann)).asked.map(({ by }) => by).toSorted()]).toEqual([[], ["Ben", "Max"]]);
  expect((await ben(getClientRequest, { params: { customerId: a } })).askedAt).not.toBeNull();
  expect((await answer(ann, await of("Ben"), "given")).undo).not.toBeNull();
});

test("TD7 done and declined are told until they are put away, and the first answer holds", async () => {
  const { ann, ben, max, a, b } = await shopWithColleagues();
  await askFor(max, a);
  await askFor(max, b);
  const { asked } = await seen(ann);
  const of = (account: string) => asked.find(({ client }) => client.accountNumber === account)?.id ?? "";
  await answer(ann, of("A"), "declined", "She is my neighbour");
  await answer(ann, of("B"), "done");
  expect(await refused(ann, answerClientRequest, { params: { requestId: of("A") }, body: { answer: "given" } })).toMatchObject({ code: "client_request.gone" });
  const { answers } = await seen(max);
  expect(
    answers
      .map(({ client, answer: said, by, text }) => [client.accountNumber, said, by, text])
      .toSorted(([one = ""], [other = ""]) => ((one ?? "") < (other ?? "") ? -1 : 1)),
  ).toEqual([
    ["A", "declined", "Associate", "She is my neighbour"],
    ["B", "done", "Associate", ""],
  ]);
  await ben(seeClientAnswer, { params: { requestId: of("A") } });
  await max(seeClientAnswer, { params: { requestId: of("A") } });
  expect((await seen(max)).answers.map(({ client }) => client.accountNumber)).toEqual(["B"]);
  // Answered, so it can be asked again.
  await askFor(max, a);
  expect((await seen(ann)).total).toBe(1);
});

test("TD7 one's own client, or nobody's, is not asked for; who has the client no more does not answer, nor gives without the right to remove", async () => {
  const { shop, ann, ben, max, a } = await shopWithColleagues();
  const [free] = await addCustomers(server, shop, accounts("F"));
  const asking = async (who: TestClient, customerId: string) => await refused(who, askForClient, { params: { customerId, requestId: randomUUID() }, body: {} });
  expect([await asking(ann, a), await asking(ann, free), await asking(ann, randomUUID())]).toMatchObject([
    { code: "client_request.own" },
    { code: "client_request.nobody" },
    { code: "customer.unknown" },
  ]);
  await askFor(max, a);
  const requestId = (await seen(ann)).asked[0]?.id ?? "";
  expect(await refused(ben, answerClientRequest, { params: { requestId }, body: { answer: "done" } })).toMatchObject({ code: "client_request.gone" });
  await ann(removeFromClientBook, { params: { customerId: a } });
  const poor = await addAssociate(server, shop, { operatorId: "4", name: "Pim", operations: [712, 714] });
  await poor(addToClientBook, { params: { customerId: a } });
  expect(await refused(poor, answerClientRequest, { params: { requestId }, body: { answer: "given" } })).toMatchObject({
    code: "permission.missing",
    params: { permission: "clientBook.remove" },
  });
  expect(await refused(ann, answerClientRequest, { params: { requestId }, body: { answer: "done" } })).toMatchObject({ code: "client_request.gone" });
});

test("TD7 two answers at once: one holds, and a client is given once", async () => {
  const { ann, max, a } = await shopWithColleagues();
  await askFor(max, a);
  const requestId = (await seen(ann)).asked[0]?.id ?? "";
  const told = await Promise.allSettled([answer(ann, requestId, "given"), answer(ann, requestId, "given")]);
  expect(told.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect([await book(ann), await book(max)]).toEqual([["B"], ["A"]]);
});

test("TD7 whoever gets the client in another way has their answer, which undoing takes back; a request that came again late is refused", async () => {
  const { shop, ann, ben, a } = await shopWithColleagues();
  const manager = await addAssociate(server, shop, { operatorId: "9", operations: [712, 713, 714, 715, 716] });
  const requestId = randomUUID();
  await askFor(ben, a, "", requestId);
  const { undo } = await manager(reassignClients, { body: { chosen: { kind: "clients", customerIds: [a] }, to: "2" } });
  expect((await seen(ben)).answers).toMatchObject([{ answer: "given", by: null }]);
  await manager(undoBookAction, { params: { actionId: undo } });
  expect([(await seen(ben)).answersTotal, (await seen(ann)).asked.map(({ id }) => id)]).toEqual([0, [requestId]]);
  await answer(ann, requestId, "declined");
  expect(await refused(ben, askForClient, { params: { customerId: a, requestId }, body: {} })).toMatchObject({ code: "client_request.answered" });
  await askFor(ben, a);
  await ann(removeFromClientBook, { params: { customerId: a } });
  await ben(addToClientBook, { params: { customerId: a } });
  // Nothing is open, and nobody is told what they did themselves.
  expect((await seen(ben)).answers).toMatchObject([{ answer: "declined" }]);
  await manager(reassignClients, { body: { chosen: { kind: "clients", customerIds: [a] }, to: "1001" } });
  expect((await seen(ann)).total).toBe(0);
});

test("TD7 a request is taken back, does not show of somebody out of use, and is never of one's own client, also when both happen at once", async () => {
  const { shop, ann, ben, max, a, b } = await shopWithColleagues();
  await askFor(ben, a);
  await ben(withdrawClientRequest, { params: { customerId: a } });
  await ben(withdrawClientRequest, { params: { customerId: a } });
  expect([(await seen(ann)).total, (await ben(getClientRequest, { params: { customerId: a } })).askedAt]).toEqual([0, null]);
  await askFor(max, a);
  const active = (value: boolean) =>
    server.deps.db.updateTable("worker").set({ active: value }).where("legal_entity", "=", shop.legalEntity).where("operator_id", "=", "3").execute();
  await active(false);
  expect((await seen(ann)).total).toBe(0);
  await active(true);
  expect((await seen(ann)).total).toBe(1);
  const manager = await addAssociate(server, shop, { operatorId: "9", operations: [712, 713, 714, 715, 716] });
  await Promise.allSettled([askFor(ben, b), manager(reassignClients, { body: { chosen: { kind: "clients", customerIds: [b] }, to: "2" } })]);
  expect((await ben(getClientRequest, { params: { customerId: b } })).askedAt).toBeNull();
});

test("TD7 nobody asks for more than twenty clients in an hour, also when they take them back; asking again for the same is no other request", async () => {
  const shop = await newBookShop(server);
  const many = Array.from({ length: 21 }, (_, at) => ({ accountNumber: `N${at}` }));
  const ids = await addClients(server, shop, many);
  const ben = await addAssociate(server, shop, { operatorId: "2", name: "Ben", operations: [712, 714, 715] });
  for (const customerId of ids.slice(0, 20)) {
    await askFor(ben, customerId);
    await ben(withdrawClientRequest, { params: { customerId } });
  }
  const last = { params: { customerId: ids[20] ?? "", requestId: randomUUID() }, body: {} };
  expect(await refused(ben, askForClient, last)).toMatchObject({ code: "client_request.too_many", params: { most: 20 } });
  expect((await seen(shop.associate)).total).toBe(0);
  clock.advance(61 * 60_000);
  await ben(askForClient, last);
  for (let again = 0; again < 25; again++) await askFor(ben, ids[20] ?? "");
  expect((await seen(shop.associate)).total).toBe(1);
});

test("TD7 R10b handing a whole book over answers what was asked for in it; given back, that is open again unless they asked anew", async () => {
  const { shop, ann, ben, max, a, b } = await shopWithColleagues();
  const { legalEntity } = shop;
  await askFor(ben, a);
  await askFor(max, a);
  await askFor(ben, b);
  const params = { legalEntity, operatorId: "1001" };
  const { id: leaveId } = await server.api(leaveClients, { params, body: { rule: { kind: "one", to: "2" } } });
  expect((await seen(ben)).answers.map(({ client, answer: given }) => `${client.accountNumber} ${given}`).toSorted()).toEqual(["A given", "B given"]);
  await server.api(undoLeave, { params: { ...params, leaveId } });
  const { asked } = await seen(ann);
  expect(asked.map(({ client, by }) => `${client.accountNumber} ${by}`).toSorted()).toEqual(["A Ben", "A Max", "B Ben"]);
  expect((await seen(ben)).answers).toEqual([]);
});
