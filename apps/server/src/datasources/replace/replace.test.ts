import type { Rsid } from "@rapport/contract";
import { deactivateDataSource, getReceipt, takeBackRow, undoUpload } from "@rapport/contract/data-sources";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endedJob, newSuite, postFile, testServer, type TestServer } from "../../testing/index.ts";
import { daysAgo, hits, minutesAgo, totals } from "../online.fixture.ts";
import { lines, newSource } from "../uploads.fixture.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

const HEADER = "Date\ttransactionID\tEvar 1\tOrders\tPrice";
const replace = async (jobId: number, file: string) => await postFile(server, { path: `/api/uploads/${jobId}/replace`, file, filename: "corrected.txt" });
const replaced = async (jobId: number, file: string) => {
  const answer = await replace(jobId, file);
  expect(answer.statusCode, answer.body).toBe(200);
  return await endedJob(server, answer.json<{ job_id: number }>().job_id);
};
const sums = async (rsid: Rsid) => await totals(server, { rsid }, "occurrences", "orders", "revenue");

async function place(of: { mode?: "lenient" | "strict"; repeated_rows?: "warn" | "reject"; type?: "refund" | "transactionid" } = {}) {
  const { rsid } = await newSuite(server);
  return { rsid, source: await newSource(server, { rsid, type: "transactionid", ...of }) };
}

describe("FU22 a corrected file", () => {
  test("takes the place of its upload: rows of several months, linked and late, and one receipt tells both files", async () => {
    const { rsid, source } = await place({ repeated_rows: "reject" });
    await hits(server, rsid, { vid: "c1", events: "purchase", products: ";Boot;1;50", xact: "T1", ts: minutesAgo(3 * 24 * 60) });
    const before = await sums(rsid);
    const old = await source.load(
      lines(HEADER, `${daysAgo(2)}\tT1\ta\t1\t10`, `${daysAgo(40)}\t\tb\t1\t20`, `${daysAgo(75)}\tLATE\tc\t1\t40`, `x\t\tz;\t1\t5`),
    );
    expect(old).toMatchObject({ linkedByTransaction: 1, summary: 1, unlinked: 1, rejected: 1 });
    const added = ([rows = 0, orders = 0, revenue = 0]: readonly number[], more: readonly number[]) => [
      rows + (more[0] ?? 0),
      orders + (more[1] ?? 0),
      revenue + (more[2] ?? 0),
    ];
    expect(await sums(rsid)).toEqual(added(before, [3, 3, 70]));

    const now = await replaced(
      old.jobId,
      lines(HEADER, `${daysAgo(2)}\tT1\ta\t1\t10`, `${daysAgo(40)}\t\tb\t1\t25`, `${daysAgo(75)}\tLATE\tc\t1\t40`, `${daysAgo(9)}\t\tz\t1\t5`),
    );
    expect(now).toMatchObject({ status: "success", replaces: old.jobId, rowsRead: 4, linkedByTransaction: 1, summary: 2, unlinked: 1, rejected: 0 });
    expect(now).not.toHaveProperty("repeatedRows");
    expect(await sums(rsid)).toEqual(added(before, [4, 4, 80]));
    const was = await source.receipt(old.jobId);
    expect(was).toMatchObject({ status: "deleted", replacedBy: now.jobId, rowsRead: 4, linkedByTransaction: 1, summary: 1, unlinked: 1, rejected: 1 });
    expect(was.attempts?.map(({ jobId, status, rowsRead, fates }) => ({ jobId, status, rowsRead, rejected: fates.rejected, linked: fates.linked }))).toEqual([
      { jobId: old.jobId, status: "deleted", rowsRead: 4, rejected: 1, linked: 1 },
      { jobId: now.jobId, status: "success", rowsRead: 4, rejected: 0, linked: 1 },
    ]);
    expect((await source.receipt(now.jobId)).attempts).toEqual(was.attempts);

    // Rows that came late are linked once, and the old ones not at all.
    await hits(server, rsid, { vid: "c2", events: "purchase", products: ";Boot;1;50", xact: "LATE", ts: minutesAgo(60) });
    expect(await source.receipt(now.jobId)).toMatchObject({ linkedByTransaction: 2, unlinked: 0 });
    expect(await source.receipt(old.jobId)).toMatchObject({ linkedByTransaction: 1, unlinked: 1 });
    expect(await sums(rsid)).toEqual(added(before, [5, 5, 130]));
    await server.api(undoUpload, { params: { jobId: now.jobId } });
    expect(await sums(rsid)).toEqual(added(before, [1, 1, 50]));
  });

  test("that fails, has only rejected rows or was loaded before leaves the old rows as they were, and says so", async () => {
    const { rsid, source } = await place();
    const file = lines(HEADER, `${daysAgo(2)}\t\ta\t1\t10`);
    const old = await source.load(file);
    const before = await sums(rsid);
    expect(await replaced(old.jobId, "Foo\n1\n")).toMatchObject({ status: "failure" });
    expect(await replaced(old.jobId, lines(HEADER, "x\t\ta\t1\t10", "y\t\ta\t1\t10"))).toMatchObject({
      status: "failure",
      error: { code: "file.none_to_replace", params: { upload: old.jobId } },
      rowsRead: 2,
      rejected: 2,
    });
    expect(await replaced(old.jobId, file)).toMatchObject({ status: "success", duplicateOf: old.jobId, rowsRead: 0 });
    expect(await sums(rsid)).toEqual(before);
    const receipt = await source.receipt(old.jobId);
    expect(receipt).toMatchObject({ status: "success", summary: 1 });
    expect(receipt.attempts?.map(({ status }) => status)).toEqual(["success", "failure", "failure", "success"]);
    // One that is right still takes its place.
    expect(await replaced(old.jobId, lines(HEADER, `${daysAgo(2)}\t\ta\t1\t11`))).toMatchObject({ status: "success", summary: 1 });
    // The old file may come again.
    expect(await source.load(file)).toMatchObject({ status: "success", summary: 1 });
    expect(await sums(rsid)).toEqual([2, 2, 21]);
  });

  test("is refused with the reason when there is nothing to replace, and what was replaced cannot be undone, taken back or replaced", async () => {
    const { source } = await place();
    const old = await source.load(lines(HEADER, `${daysAgo(2)}\t\ta\t1\t10`));
    const now = await replaced(old.jobId, lines(HEADER, `${daysAgo(2)}\t\ta\t1\t11`));
    const gone = { kind: "conflict", code: "upload.replaced" };
    await expect(server.api(undoUpload, { params: { jobId: old.jobId } })).rejects.toMatchObject(gone);
    await expect(server.api(takeBackRow, { params: { jobId: old.jobId, line: 2 } })).rejects.toMatchObject(gone);
    expect((await replace(old.jobId, "x")).json()).toMatchObject({ code: "upload.replaced", params: { upload: old.jobId, by: now.jobId } });
    await server.api(undoUpload, { params: { jobId: now.jobId } });
    expect((await replace(now.jobId, "x")).json()).toMatchObject({ code: "upload.not_replaceable", params: { why: "undone" } });
    const failed = await source.load("Foo\n1\n");
    expect((await replace(failed.jobId, "x")).json()).toMatchObject({ code: "upload.not_replaceable", params: { why: "failed" } });
    expect((await replace(999_999, "x")).statusCode).toBe(404);
    // A deactivated source refuses it before anything is read: here nothing comes that could be (FU16).
    const off = await place();
    const kept = await off.source.load(lines(HEADER, `${daysAgo(2)}\t\ta\t1\t10`));
    await server.api(deactivateDataSource, { params: { company: "rapport", rsid: off.rsid, dataSourceId: off.source.id } });
    const url = `/api/uploads/${kept.jobId}/replace`;
    const asked = await server.inject({ method: "POST", url, headers: { authorization: `Bearer ${server.apiKey}` } });
    expect([asked.statusCode, asked.json()]).toEqual([409, expect.objectContaining({ code: "data_source.inactive" })]);
    const refunds = await place({ type: "refund" });
    const of = await refunds.source.load(lines("Date\ttransactionID\tPrice", `${daysAgo(1)}\tT9\t1`));
    expect((await replace(of.jobId, "x")).json()).toMatchObject({ code: "upload.not_replaceable", params: { why: "refunds" } });
  });

  test("and an undo or a second corrected file at the same moment: one comes first, the other says so, and nothing is counted twice or lost", async () => {
    const { rsid, source } = await place();
    for (let round = 0; round < 6; round++) {
      const start = await sums(rsid);
      const old = await source.load(lines(HEADER, `${daysAgo(2)}\t\ta${round}\t1\t100`));
      const answers = await Promise.all([1, 2].map(async (n) => await replace(old.jobId, lines(HEADER, `${daysAgo(2)}\t\tb${round}\t1\t${n}`))));
      const taken = answers.filter(({ statusCode }) => statusCode === 200);
      for (const other of answers.filter(({ statusCode }) => statusCode !== 200)) expect(other.json()).toMatchObject({ params: { why: "under_way" } });
      expect(taken).toHaveLength(1);
      const undone = await new Promise((resolve) => setTimeout(resolve, round * 60)).then(
        async () =>
          await server.api(undoUpload, { params: { jobId: old.jobId } }).then(
            () => true,
            (error: unknown) => {
              expect(error).toMatchObject({ code: "upload.replaced" });
              return false;
            },
          ),
      );
      const ended = await endedJob(server, taken[0]?.json<{ job_id: number }>().job_id ?? 0);
      const added = (await sums(rsid)).map((sum, at) => sum - (start[at] ?? 0));
      if (undone) {
        expect(ended).toMatchObject({ status: "failure", error: { code: "file.replaced_undone" } });
        expect(added).toEqual([0, 0, 0]);
      } else {
        expect(ended).toMatchObject({ status: "success", summary: 1 });
        expect(added.slice(0, 2)).toEqual([1, 1]);
        expect(added[2]).toBeLessThan(3);
      }
      expect((await server.api(getReceipt, { params: { jobId: old.jobId } })).status).toBe("deleted");
    }
  });
});
