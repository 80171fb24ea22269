import type { Receipt } from "@rapport/contract/data-sources";
import { temporaryFolder, testClock } from "@rapport/testkit";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newSuite, testServer, type TestServer } from "../../testing/index.ts";
import { accountById } from "../accounts/account-queries.ts";
import { sweep } from "../intake/sweep.ts";
import { uploadPath } from "../intake/upload-files.ts";
import { loadUpload } from "../load/load.ts";
import { createMemory } from "../sftp/turns.ts";
import { createRoom } from "../sftp/room.ts";
import { createSenderFolder } from "../sftp/sender-folder.ts";
import { lines } from "../uploads.fixture.ts";
import { setAside } from "./errors.ts";
import { createFilesInUse } from "./files-in-use.ts";
import { readSourceFolder } from "./folder-files.ts";
import { takenUploads, type TakenUpload } from "./folder-queries.ts";
import { newSourceFolder, type Folder } from "./folders.fixture.ts";
import { errorsOf } from "./places.ts";
import { hiddenNames } from "./remove-taken.ts";
import { takeFile } from "./take-file.ts";
import { takeReady } from "./watch-folders.ts";

/** Each file of a folder is loaded once, whole, whatever ends at whatever moment; the test stops between any two steps. */
const clock = testClock("2026-03-02T12:00:00Z");
const ROWS = lines("Date\tEvar 1\tPrice", "02/27/2026\tred\t10", "02/28/2026\tblue\t20");
const NEXT = lines("Date\tPrice", "02/27/2026\t7");
let server: TestServer;
let rsid: string;
beforeAll(async () => {
  server = await testServer({ clock, background: false, fileDoors: { foldersDir: temporaryFolder("folders-"), queueMaxBytes: 2_000 } });
  ({ rsid } = await newSuite(server));
});
afterAll(() => server.close());

const rowsOf = (receipts: readonly Receipt[]) => receipts.map(({ filename, status, rowsRead }) => [filename, status, rowsRead]);

/** The file becomes an upload, and the server is killed before it is removed from its folder. */
async function killedAfterTaking(folder: Folder): Promise<TakenUpload> {
  const account = await accountById(server.deps.db, { rsid, id: folder.id });
  const [file] = (await readSourceFolder(server.deps, { source: { rsid, id: folder.id } })).files;
  const taken = account && file && (await takeFile(server.deps, { account, file }));
  if (taken === undefined) throw new Error("nothing was taken");
  return taken;
}

test("FO6 a server that ends after a file became an upload, or before, neither loads it twice nor loses it", async () => {
  const folder = await newSourceFolder(server, { rsid });
  const account = await accountById(server.deps.db, { rsid, id: folder.id });
  if (account === undefined) throw new Error("there is no account");
  const place = { source: { rsid, id: folder.id } };
  folder.put("data.txt", ROWS);
  folder.put("data.fin");
  // Ends with a second name of the file that no upload has.
  const uploads = join(server.deps.dataDir, "uploads");
  mkdirSync(uploads, { recursive: true });
  writeFileSync(join(uploads, "0a1b.part"), ROWS);
  await sweep(server.deps);
  expect(folder.names()).toEqual(["data.fin", "data.txt"]);
  // Ends when the upload is stored, and the folder still has the file.
  const [file] = (await readSourceFolder(server.deps, place)).files;
  if (file === undefined) throw new Error("there is no file");
  await takeFile(server.deps, { account, file });
  expect(await takenUploads(server.deps.db)).toHaveLength(1);
  expect(folder.names()).toEqual(["data.fin", "data.txt"]);
  await sweep(server.deps);
  expect(await folder.take()).toMatchObject([{ status: "success", rowsRead: 2 }]);
  expect(folder.names()).toEqual([]);
  expect(await takenUploads(server.deps.db)).toEqual([]);
  // Somebody put another file of the name there before the first one was removed: it is not the upload's.
  folder.put("data.txt", lines("Date\tPrice", "02/27/2026\t7"));
  folder.put("data.fin");
  const [second] = (await readSourceFolder(server.deps, place)).files;
  if (second === undefined) throw new Error("there is no file");
  await takeFile(server.deps, { account, file: second });
  writeFileSync(join(folder.path, ".new"), lines("Date\tPrice", "02/27/2026\t8"));
  renameSync(join(folder.path, ".new"), join(folder.path, "data.txt"));
  folder.put("data.fin");
  const receipts = await folder.take();
  expect(receipts.map(({ filename, rowsRead }) => [filename, rowsRead])).toEqual([
    ["data.txt", 1],
    ["data.txt", 1],
  ]);
  expect(existsSync(join(folder.path, "data.txt"))).toBe(false);
});

test("FO6 a file that was written over in place while the server was killed is another file, and is loaded too", async () => {
  const folder = await newSourceFolder(server, { rsid });
  folder.put("data.txt", ROWS);
  folder.put("data.fin");
  await killedAfterTaking(folder);
  const { ino } = statSync(join(folder.path, "data.txt"));
  folder.put("data.txt", NEXT);
  folder.put("data.fin");
  expect(statSync(join(folder.path, "data.txt")).ino).toBe(ino);
  expect(rowsOf(await folder.take())).toEqual([
    ["data.txt", "success", 2],
    ["data.txt", "success", 1],
  ]);
  expect(folder.names()).toEqual([]);
});

test("FO6 a server that is killed at each step of removing a taken file goes on, and keeps what came since", async () => {
  const folder = await newSourceFolder(server, { rsid });
  for (const [round, killed] of ["hidden", "fin hidden", "fin gone", "all gone"].entries())
    for (const comes of [false, true]) {
      const name = `${killed} ${comes ? "and the next file comes" : ""}`;
      folder.put("data.txt", lines("Date\tPrice", `02/27/2026\t${100 + round * 2 + Number(comes)}`));
      folder.put("data.fin");
      const hidden = hiddenNames((await killedAfterTaking(folder)).id);
      renameSync(join(folder.path, "data.txt"), join(folder.path, hidden.file));
      if (killed !== "hidden") renameSync(join(folder.path, "data.fin"), join(folder.path, hidden.fin));
      if (killed === "fin gone" || killed === "all gone") rmSync(join(folder.path, hidden.fin));
      if (killed === "all gone") rmSync(join(folder.path, hidden.file));
      if (comes) {
        folder.put("data.txt", lines("Date\tPrice", `02/27/2026\t${200 + round}`));
        folder.put("data.fin");
      }
      expect(rowsOf(await folder.take()), name).toEqual(Array.from({ length: comes ? 2 : 1 }, () => ["data.txt", "success", 1]));
      expect(folder.names(), name).toEqual([]);
    }
});

test("FO6 what was written into a file just when it was hidden for its removal comes back, and is loaded", async () => {
  const folder = await newSourceFolder(server, { rsid });
  folder.put("data.txt", ROWS);
  folder.put("data.fin");
  const hidden = hiddenNames((await killedAfterTaking(folder)).id);
  renameSync(join(folder.path, "data.txt"), join(folder.path, hidden.file));
  writeFileSync(join(folder.path, hidden.file), NEXT);
  folder.put("data.fin");
  expect(rowsOf(await folder.take())).toEqual([
    ["data.txt", "success", 2],
    ["data.txt", "success", 1],
  ]);
  expect(folder.names()).toEqual([]);
});

test("FO2 FO6 a file that is begun anew after the folder was looked at is not taken half", async () => {
  const folder = await newSourceFolder(server, { rsid });
  folder.put("data.txt", ROWS);
  folder.put("data.fin");
  const account = await accountById(server.deps.db, { rsid, id: folder.id });
  const [file] = (await readSourceFolder(server.deps, { source: { rsid, id: folder.id } })).files;
  if (account === undefined || file === undefined) throw new Error("there is no file");
  folder.put("data.txt", ROWS.slice(0, 30));
  expect(await takeFile(server.deps, { account, file })).toBeUndefined();
  // The same number of bytes, written after the fin.
  folder.put("data.txt", ROWS.replace("red", "rat"));
  expect(await takeFile(server.deps, { account, file })).toBeUndefined();
  rmSync(join(folder.path, "data.fin"));
  expect(await takeFile(server.deps, { account, file })).toBeUndefined();
  expect(await takenUploads(server.deps.db)).toEqual([]);
  folder.put("data.fin");
  expect(rowsOf(await folder.take())).toEqual([["data.txt", "success", 2]]);
});

test("FO6 a sender who sends a file anew before the taken one is removed writes another file, not into the upload; one that was changed all the same is not loaded", async () => {
  const folder = await newSourceFolder(server, { rsid });
  const account = await accountById(server.deps.db, { rsid, id: folder.id });
  if (account === undefined) throw new Error("there is no account");
  // In the data directory an upload is a link to the file of the folder.
  const deps = { ...server.deps, fileDoors: undefined };
  const inUse = createFilesInUse();
  const sender = createSenderFolder(deps, {
    sender: { ...account, version: 0 },
    inUse,
    memory: createMemory(),
    room: createRoom(1_000_000),
    wake: () => undefined,
  });
  const put = async (name: string, text: string) => {
    const open = await sender.write(name, { creates: true, truncates: true, appends: false, exclusive: false });
    if (text !== "") await open.written.write(0, Buffer.from(text));
    await open.end("closed");
  };
  const inbox = join(server.deps.dataDir, "inbox", `${rsid}_${folder.id}`);
  const take = async () => {
    const [file] = (await readSourceFolder(deps, { source: account })).files;
    const taken = file && (await takeFile(deps, { account, file }));
    if (taken === undefined) throw new Error("nothing was taken");
    return taken.id;
  };
  await put("data.txt", ROWS);
  await put("data.fin", "");
  const first = await take();
  expect(statSync(join(inbox, "data.txt")).nlink).toBe(2);
  await expect(sender.write("data.txt", { creates: true, truncates: false, appends: true, exclusive: false })).rejects.toThrow("taken already");
  await put("data.txt", NEXT);
  await put("data.fin", "");
  await loadUpload(server.deps, first);
  expect(await folder.receipt(first)).toMatchObject({ status: "success", rowsRead: 2 });
  await takeReady(deps, { inUse });
  expect(readdirSync(inbox)).toEqual([]);
  await put("data.txt", lines("Date\tPrice", "02/27/2026\t11", "02/27/2026\t12"));
  await put("data.fin", "");
  const second = await take();
  truncateSync(join(inbox, "data.txt"), 27);
  await loadUpload(server.deps, second);
  expect(await folder.receipt(second)).toMatchObject({ status: "failure", error: { code: "file.altered" }, rowsRead: 0 });
  await takeReady(deps, { inUse });
});

/** A disk other than that of the data directory. */
const OTHER_DISK = "/dev/shm";
test.skipIf(!existsSync(OTHER_DISK))(
  "FO7 a failed file that goes to a folder on another disk is there whole and once, though the server was killed while it was copied",
  async () => {
    const folder = await newSourceFolder(server, { rsid });
    const root = mkdtempSync(join(OTHER_DISK, "rapport-"));
    try {
      const deps = { ...server.deps, fileDoors: { foldersDir: root, queueMaxBytes: 2_000 } };
      const upload = { id: 900_001, rsid, data_source_id: folder.id, filename: "data.txt" } as const;
      const errors = errorsOf(deps, { rsid, id: folder.id });
      const from = uploadPath(deps, upload.id);
      mkdirSync(join(deps.dataDir, "uploads"), { recursive: true });
      mkdirSync(errors, { recursive: true });
      // Killed in the middle of the copy.
      writeFileSync(join(errors, `.upload-${upload.id}`), ROWS.slice(0, 10));
      writeFileSync(from, ROWS);
      await setAside(deps, upload);
      expect([readdirSync(errors), readFileSync(join(errors, "data.txt"), "utf8"), existsSync(from)]).toEqual([["data.txt"], ROWS, false]);
      // Killed after the copy had its name, before the upload was removed.
      writeFileSync(from, ROWS);
      await setAside(deps, upload);
      expect([readdirSync(errors), existsSync(from)]).toEqual([["data.txt"], false]);
      // Another file of the name.
      writeFileSync(from, NEXT);
      await setAside(deps, upload);
      expect(readdirSync(errors).toSorted()).toEqual([`data-${upload.id}.txt`, "data.txt"]);
    } finally {
      rmSync(root, { recursive: true });
    }
  },
);
