import { Refusal } from "@rapport/contract";
import { addSftpKey, createDataSource, getSourceFolder } from "@rapport/contract/data-sources";
import { listAudit } from "@rapport/contract/system";
import type { PluginTransformQueryArgs, PluginTransformResultArgs } from "kysely";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PasswordAuthContext, PublicKeyAuthContext } from "ssh2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { trySignIn } from "./sign-in.ts";
import { ed25519Pair } from "./sftp-client.fixture.ts";

let server: TestServer;
let rsid: string;
let dataSource: number;
let username: string;
let password: string;
beforeAll(async () => {
  const publicly = { host: "127.0.0.1", port: 1, publicHost: "files.example.com" };
  server = await testServer({ background: false, schedules: false, fileDoors: { queueMaxBytes: 1_000_000, sftp: publicly } });
  ({ rsid } = await newSuite(server));
  const made = await server.api(createDataSource, { params: { company: "rapport", rsid }, query: { type: "summary", name: "rows" } });
  ({ ftp_username: username, ftp_password: password, data_source_id: dataSource } = made);
});
afterAll(() => server.close());

test("SF6 S3 a stranger's wrong passwords, from however many addresses, keep the sender out of nothing", async () => {
  const tryFrom = async (address: string, tried: string) =>
    await trySignIn(server.deps, { method: "password", username, password: tried } as PasswordAuthContext, address);
  for (let stranger = 0; stranger < 60; stranger += 1) expect((await tryFrom(`10.0.0.${stranger}`, "wrong")).kind).toBe("refused");
  expect((await tryFrom("10.1.0.1", password)).kind).toBe("in");
  for (let tries = 0; tries < 11; tries += 1) await tryFrom("10.2.0.1", "wrong");
  expect((await tryFrom("10.2.0.1", password)).kind).toBe("refused");
  expect((await tryFrom("10.1.0.1", password)).kind).toBe("in");
});

test("SF6 a login that nobody has costs the same work as one with a wrong password", async () => {
  let queries = 0;
  const counting = {
    transformQuery: ({ node }: PluginTransformQueryArgs) => {
      queries += 1;
      return node;
    },
    transformResult: async ({ result }: PluginTransformResultArgs) => await Promise.resolve(result),
  };
  const deps = { ...server.deps, db: server.deps.db.withPlugin(counting) };
  const counts: number[] = [];
  for (const login of ["nobody", "", `${rsid}_2147483647`, username]) {
    queries = 0;
    await trySignIn(deps, { method: "password", username: login, password: "wrong" } as PasswordAuthContext, "10.3.0.1");
    counts.push(queries);
    queries = 0;
    const key = { algo: "ssh-ed25519", data: Buffer.alloc(51) };
    await trySignIn(deps, { method: "publickey", username: login, key } as PublicKeyAuthContext, "10.3.0.1");
    counts.push(queries);
  }
  expect(counts).toEqual(Array.from({ length: 8 }, () => 1));
});

test("SF1 a source has at most twenty keys, also when two are added at the same moment", async () => {
  const params = { rsid, dataSourceId: dataSource };
  const add = async () => await server.api(addSftpKey, { params, body: { key: ed25519Pair().public } });
  for (let n = 0; n < 19; n += 1) await add();
  const last = await Promise.allSettled([add(), add()]);
  expect(last.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(last.flatMap((one) => (one.status === "rejected" && one.reason instanceof Refusal ? [one.reason.code] : []))).toEqual(["sftp.keys_full"]);
  expect((await server.api(getSourceFolder, { params })).sftp?.keys).toHaveLength(20);
});

test("SF2 the fingerprints at headquarters are those of the running server, also when its keys are lost on disk", async () => {
  const params = { rsid, dataSourceId: dataSource };
  const shown = async () => (await server.api(getSourceFolder, { params })).sftp?.fingerprints;
  const before = await shown();
  rmSync(join(server.deps.dataDir, "sftp"), { recursive: true });
  expect(await shown()).toEqual(before);
  expect(existsSync(join(server.deps.dataDir, "sftp"))).toBe(false);
});

test("SF1 a sign-in by SFTP is in the audit log: which source, from where, and by which password or key", async () => {
  const found = await trySignIn(server.deps, { method: "password", username, password } as PasswordAuthContext, "10.4.0.1");
  expect(found.kind).toBe("in");
  const { entries } = await server.api(listAudit, { query: { action: "sign_in.succeeded" } });
  const entry = entries.find(({ address }) => address === "10.4.0.1");
  expect(entry?.subjects).toMatchObject([{ kind: "dataSource", id: String(dataSource), changes: { "sftp.signedInBy": { from: null, to: "password" } } }]);
});
