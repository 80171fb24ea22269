import { Refusal } from "@rapport/contract";
import { activateDataSource, createDataSource, deactivateDataSource, getSourceFolder } from "@rapport/contract/data-sources";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { folderOf } from "../folders/places.ts";
import { takeReady } from "../folders/watch-folders.ts";
import { lines } from "../uploads.fixture.ts";
import { freePort, sftpClient } from "./sftp-client.fixture.ts";

/** The login of a source that takes no files for a while (FU16). */
const ROWS = lines("Date\tEvar 1\tPrice", "02/27/2026\tred\t10", "02/28/2026\tblue\t20");
const company = "rapport";
let sftp: TestServer;
let port: number;
beforeAll(async () => {
  port = await freePort();
  sftp = await testServer({ schedules: false, fileDoors: { queueMaxBytes: 1_000_000, sftp: { host: "127.0.0.1", port, publicHost: "files.example.com" } } });
});
afterAll(() => sftp.close());

test("FU16 SF8 nobody signs in by SFTP meanwhile, an open connection begins nothing more, and the same password works again afterwards", async () => {
  const { rsid } = await newSuite(sftp);
  const made = await sftp.api(createDataSource, { params: { company, rsid }, query: { name: "rows" } });
  const params = { company, rsid, dataSourceId: made.data_source_id };
  const signIn = async () => await sftpClient({ port, username: made.ftp_username, password: made.ftp_password });
  const open = await signIn();
  await open.put("data.txt", ROWS);
  await sftp.api(deactivateDataSource, { params });
  await expect(open.put("data.fin", "")).rejects.toThrow("sign in again");
  await open.end();
  await expect(signIn()).rejects.toThrow("All configured authentication methods failed");
  // A program of the machine cannot help it in.
  writeFileSync(join(folderOf(sftp.deps, { rsid, id: made.data_source_id }), "data.fin"), "");
  await takeReady(sftp.deps);
  expect((await sftp.api(getSourceFolder, { params })).queue.files).toMatchObject([{ name: "data.txt", state: "inactive" }]);
  await sftp.api(activateDataSource, { params });
  const again = await signIn();
  await again.put("more.txt", ROWS);
  await again.end();
  const deleted = await sftp.api(activateDataSource, { params: { ...params, dataSourceId: 2_000_000_000 } }).catch((error: unknown) => error);
  expect(deleted instanceof Refusal && deleted.code).toBe("data_source.unknown");
});
