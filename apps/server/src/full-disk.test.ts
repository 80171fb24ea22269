import type { OperatorId, Rsid } from "@rapport/contract";
import { putClientBookEntries } from "@rapport/contract/clienteling";
import { putCustomers } from "@rapport/contract/customers";
import { createDataSource, getReceipt, undoUpload } from "@rapport/contract/data-sources";
import { runReport } from "@rapport/contract/reporting";
import { getServerCondition } from "@rapport/contract/system";
import { addNote, getTimeline } from "@rapport/contract/timeline";
import { tryLock } from "@rapport/operational";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { watchDisk } from "./disk.ts";
import { addClients, loadFile, newBookShop, newSuite, sendHits, testServer, type TestServer } from "./testing/index.ts";

const MB = 1024 ** 2;
const RESERVE = 100 * MB;
/** A disk that the tests fill and empty. */
let free = 1024 * MB;
const disk = watchDisk({ dataDir: ".", reserveBytes: RESERVE, read: () => ({ free, size: 10_240 * MB }) });
async function setFree(megabytes: number): Promise<void> {
  free = megabytes * MB;
  // The server looks ten times a second.
  await pause(150);
}

let server: TestServer;
let rsid: Rsid;
let writeKey: string;
beforeAll(async () => {
  server = await testServer({ disk, listen: true, logLevel: "silent" });
  ({ rsid, writeKey } = await newSuite(server));
});
afterAll(() => server.close());
beforeEach(() => setFree(1024));

const image = async () => await server.inject({ url: `/b/ss/${rsid}/1/?vid=u&pageName=p` });
const segment = async () => await server.inject({ method: "POST", url: "/v1/page", payload: { writeKey, userId: "u", name: "Home" } });
const readyz = async () => {
  const answer = await server.inject({ url: "/readyz" });
  return { code: answer.statusCode, ...answer.json<{ status: string; disk?: unknown }>() };
};
const ROWS = ["Date\tPrice\ttransactionID", "11/20/2026\t10\tT1", "11/20/2026\t20\tT2"];

test("F2 at the reserve every interface refuses hits with a reason, and accepts them again when there is room", async () => {
  await setFree(99);
  for (const answer of [await image(), await segment()]) {
    expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "30"]);
    expect(answer.body).toContain("The server's disk is nearly full, so no hits are taken just now. Send them again later.");
  }
  await setFree(100);
  expect([(await image()).statusCode, (await segment()).statusCode]).toEqual([200, 200]);
});

test("F2 readyz and headquarters say so before", async () => {
  expect(await readyz()).toEqual({ code: 200, status: "ok" });
  await setFree(150);
  const short = { kind: "short", freeBytes: 150 * MB, reserveBytes: RESERVE };
  expect(await readyz()).toEqual({ code: 200, status: "ok", disk: short });
  expect(await server.api(getServerCondition)).toEqual({ disk: short, peopleStopped: 0, unreadable: { files: 0, bytes: 0, hits: 0 } });
  await setFree(20);
  expect(await readyz()).toEqual({ code: 503, status: "full", disk: { ...short, kind: "full", freeBytes: 20 * MB } });
});

test("F2 reports, timelines, notes and undoing still work at the reserve", async () => {
  const { rsid: suite } = await newSuite(server);
  const shop = await newBookShop(server, { rsid: suite });
  const [customerId] = await addClients(server, shop, [{ accountNumber: "C1" }]);
  await sendHits(server, suite, { at: "2026-11-20T10:00:00Z", vid: "C1", v0: "spring" });
  const { jobId } = await loadFile(server, { rsid: suite, type: "transactionid", filename: "rows.txt", rows: ROWS });
  await setFree(60);
  const note = await shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text: "Asked for boots" } });
  expect((await shop.associate(getTimeline, { params: { customerId }, query: {} })).counts.note).toBe(1);
  expect(note.text).toBe("Asked for boots");
  const report = await server.api(runReport, {
    params: { company: "rapport" },
    body: {
      rsid: suite,
      dimension: "variables/campaign",
      globalFilters: [{ type: "dateRange", dateRange: "2026-11-01T00:00:00.000/2026-12-01T00:00:00.000" }],
      metricContainer: { metrics: [{ id: "metrics/occurrences", columnId: "0" }] },
    },
  });
  expect(report.rows.map(({ value, data }) => [value, data])).toContainEqual(["spring", [1]]);
  expect((await server.api(undoUpload, { params: { jobId } })).status).toBe("deleted");
});

test("F2 a large import of customers or clients is refused whole at the reserve, a few rows are not", async () => {
  const { legalEntity, operatorId } = await newBookShop(server);
  const customers = Array.from({ length: 101 }, (_, n) => ({ accountNumber: `I${n}`, lastName: `Client ${n}` }));
  const all = customers.map(({ accountNumber }) => accountNumber);
  const put = async (many: typeof customers) => await server.api(putCustomers, { params: { legalEntity }, query: {}, body: { customers: many } });
  const toBook = async (accountNumbers: string[]) =>
    await server.api(putClientBookEntries, { params: { legalEntity, operatorId: operatorId as OperatorId }, query: {}, body: { accountNumbers } });
  await setFree(99);
  const words = "The server's disk is nearly full, so no large imports are taken and nothing of this one was stored. Make room and send it again.";
  const refusal = { kind: "unavailable", code: "server.disk_nearly_full", message: words };
  await expect(put(customers)).rejects.toMatchObject(refusal);
  expect(await put(customers.slice(0, 100))).toMatchObject({ created: 100 });
  await setFree(100);
  expect(await put(customers)).toMatchObject({ created: 1, changed: 100 });
  await setFree(99);
  await expect(toBook(all)).rejects.toMatchObject(refusal);
  expect(await toBook(all.slice(0, 100))).toMatchObject({ added: 100 });
  await setFree(100);
  expect(await toBook(all)).toMatchObject({ added: 1, alreadyThere: 100 });
});

test("F2 a file whose length would use the reserve is refused before it is read", async () => {
  const { data_source_id: id } = await server.api(createDataSource, {
    params: { company: "rapport", rsid },
    query: { type: "transactionid", mode: "lenient", name: "large" },
  });
  await setFree(101);
  const send = async (bytes: number) =>
    await server.inject({
      method: "POST",
      url: `/api/rapport/datasources/job/${rsid}/${id}`,
      headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=b" },
      payload: `--b\r\nContent-Disposition: form-data; name="file"; filename="f.txt"\r\n\r\n${"x".repeat(bytes)}\r\n--b--\r\n`,
    });
  const refused = await send(0.6 * MB);
  expect([refused.statusCode, refused.headers["retry-after"], refused.json<{ code: string }>().code]).toEqual([503, "30", "upload.disk_full"]);
  expect(refused.json<{ detail: string }>().detail).toMatch(/^The server's disk is nearly full, so the file was not taken\./);
  expect((await send(0.3 * MB)).statusCode).toBe(200);
});

test("F2 a running upload stops before the reserve with a reason, and leaves nothing behind", async () => {
  const { data_source_id: id } = await server.api(createDataSource, {
    params: { company: "rapport", rsid },
    query: { type: "transactionid", mode: "lenient", name: "under way" },
  });
  const uploads = join(server.deps.dataDir, "uploads");
  // Files of other tests may still be on their way into reports.
  const parts = async () => (await readdir(uploads)).filter((name) => name.endsWith(".part"));
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write(
    `POST /api/rapport/datasources/job/${rsid}/${id} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.apiKey}\r\ncontent-type: multipart/form-data; boundary=b\r\ntransfer-encoding: chunked\r\n\r\n`,
  );
  const chunk = (text: string) => socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
  chunk('--b\r\nContent-Disposition: form-data; name="file"; filename="f.txt"\r\n\r\n');
  chunk("x".repeat(200_000));
  await expect.poll(async () => (await parts()).length).toBe(1);
  await setFree(90);
  chunk("x".repeat(200_000));
  chunk("x".repeat(200_000));
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 30[^]*upload\.disk_full/);
  await expect.poll(parts).toEqual([]);
});

test("F2 a file that was accepted waits while there is no room, and is loaded when there is", async () => {
  const { rsid: suite } = await newSuite(server);
  const { data_source_id: id } = await server.api(createDataSource, {
    params: { company: "rapport", rsid: suite },
    query: { type: "transactionid", mode: "lenient", name: "waits" },
  });
  const release = await holdLoading();
  const sent = await server.inject({
    method: "POST",
    url: `/api/rapport/datasources/job/${suite}/${id}`,
    headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=b" },
    payload: `--b\r\nContent-Disposition: form-data; name="file"; filename="f.txt"\r\n\r\n${ROWS.join("\n")}\n\r\n--b--\r\n`,
  });
  const { job_id: jobId } = sent.json<{ job_id: number }>();
  await setFree(80);
  release();
  const status = async () => (await server.api(getReceipt, { params: { jobId } })).status;
  await pause(1_500);
  expect(await status()).toBe("uploaded");
  await setFree(1024);
  await server.deps.pool.query("update graphile_worker._private_jobs set run_at = now() where locked_at is null");
  await expect.poll(status, { timeout: 40_000, interval: 200 }).toBe("success");
});

/** Loading waits for its lock until told to continue. */
async function holdLoading(): Promise<() => void> {
  for (;;) {
    const lock = await tryLock(server.deps.pool, "loading");
    if (lock !== null) return () => lock.release();
    await pause(20);
  }
}

test("F2 when a store says that its disk is full, the answer gives the reason and is not a 500", async () => {
  const shop = await newBookShop(server);
  const [customerId] = await addClients(server, shop, [{ accountNumber: "C1" }]);
  // PostgreSQL's own code for it, raised where a note is written.
  await server.deps.pool.query(`
    create or replace function no_room() returns trigger language plpgsql as $$ begin raise exception 'no room' using errcode = '53100'; end $$;
    create trigger no_room before insert on note for each row execute function no_room();`);
  try {
    await expect(shop.associate(addNote, { params: { customerId }, body: { id: randomUUID(), text: "x" } })).rejects.toMatchObject({
      kind: "unavailable",
      code: "server.disk_full",
      message: "The server's disk is full, so nothing was stored. Try again when there is room; the server continues by itself.",
    });
  } finally {
    await server.deps.pool.query("drop trigger no_room on note; drop function no_room()");
  }
});
