import type { Role } from "@rapport/contract";
import { createApiKey, inviteUser, choosePassword } from "@rapport/contract/access";
import { putAttributeGroup, putParameters } from "@rapport/contract/clienteling";
import { putLegalEntity, putNumberSequence, putStore, putWorker } from "@rapport/contract/organisation";
import { signInHq } from "@rapport/contract/sessions";
import { listAttention, type Attention } from "@rapport/contract/system";
import { testClock, uniqueName } from "@rapport/testkit";
import { afterAll, expect, test } from "vitest";
import { loadFile, newBookShop, newEntity, newSuite, testServer } from "../testing/index.ts";

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

test("OG8 a legal entity without a number sequence or attributes for client books is listed until it has both", async () => {
  const { legalEntity } = await newEntity(server);
  const of = { legalEntity };
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
  const { legalEntity: whole } = await newBookShop(server);
  expect(kinds(await told("clientelingManager", whole))).toEqual([]);
});

test("OG8 workers who cannot sign in or hold no operation are counted once each, by the first thing they lack; workers who left or start later are not", async () => {
  const { legalEntity, store } = await newBookShop(server);
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

test("OG8 failed files, waiting rows and expiring keys are listed for people who have the right to mend them, and for nobody else", async () => {
  const { rsid } = await newSuite(server, { transactionIdStorage: true });
  const shop = await newBookShop(server, { rsid });
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
