import { afterAll, beforeAll, expect, test } from "vitest";
import { listJobs } from "@rapport/contract/data-sources";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { newSuite, testServer, type TestServer } from "../testing/index.ts";
import { newSource } from "./uploads.fixture.ts";

const MEGABYTE = 1024 ** 2;
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ background: false, uploadMaxBytes: 2 * MEGABYTE });
});
afterAll(() => server.close());

test("FF19 a file larger than the set size is refused with a reason and leaves nothing behind; one of exactly that size is accepted", async () => {
  const { rsid } = await newSuite(server);
  const { id } = await newSource(server, { rsid });
  const send = async (bytes: number) =>
    await server.inject({
      method: "POST",
      url: `/api/c/datasources/job/${rsid}/${id}`,
      headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "multipart/form-data; boundary=b" },
      payload: `--b\r\nContent-Disposition: form-data; name="file"; filename="f.txt"\r\n\r\n${"x".repeat(bytes)}\r\n--b--\r\n`,
    });
  const refused = await send(2 * MEGABYTE + 1);
  expect([refused.statusCode, refused.json()]).toEqual([
    413,
    expect.objectContaining({ code: "upload.too_large", detail: "The file is larger than 2 MB. Split it." }),
  ]);
  expect((await server.api(listJobs, { params: { company: "c", rsid, dataSourceId: id }, query: {} })).jobs).toEqual([]);
  expect(await readdir(join(server.deps.dataDir, "uploads"))).toEqual([]);
  expect((await send(2 * MEGABYTE)).statusCode).toBe(200);
});
