import { temporaryFolder } from "@rapport/testkit";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forgetOldErrors } from "../folders/errors.ts";
import { createFilesInUse, type FilesInUse } from "../folders/files-in-use.ts";
import { createRoom } from "./room.ts";
import { createSenderFolder, type Opening, type SenderFolder } from "./sender-folder.ts";
import { createMemory } from "./turns.ts";

const SENDER = { id: 7, rsid: "shop", version: 1 };
const ANEW: Opening = { creates: true, truncates: true, appends: false, exclusive: false };
const disk = { room: () => ({ kind: "ample", freeBytes: 1e12, reserveBytes: 0 }) as const, takes: () => true, lastsForProcessing: () => true };

interface Place {
  readonly dataDir: string;
  readonly root: string;
  readonly folder: SenderFolder;
  /** The same folder on another connection. */
  other(): SenderFolder;
}

function place({ inUse = createFilesInUse(), uploadMaxBytes = 1_000_000 }: { inUse?: FilesInUse; uploadMaxBytes?: number } = {}): Place {
  const dataDir = temporaryFolder("sender-");
  const root = join(dataDir, "inbox", "shop_7");
  mkdirSync(root, { recursive: true });
  const room = createRoom(2 * uploadMaxBytes);
  const other = () =>
    createSenderFolder(
      { dataDir, disk, uploadMaxBytes, fileDoors: { queueMaxBytes: 1e9 } },
      { sender: SENDER, inUse, memory: createMemory(), room, wake: () => undefined },
    );
  return { dataDir, root, folder: other(), other };
}

test("SF3 nothing is reached through a folder that is a link, and nothing old is removed behind it", async () => {
  const { dataDir, root, folder } = place();
  const elsewhere = temporaryFolder("elsewhere-");
  writeFileSync(join(elsewhere, "host_ed25519"), "secret");
  utimesSync(join(elsewhere, "host_ed25519"), 0, 0);
  const refused = async (folderOf: string, ask: (path: string) => Promise<unknown>) => {
    await expect(ask(folderOf)).rejects.toThrow("this folder is a link");
  };
  symlinkSync(elsewhere, join(root, "files_with_errors"));
  await refused("files_with_errors", folder.list);
  for (const ask of [folder.stat, folder.read, folder.remove, async (path: string) => await folder.rename(path, "mine.txt")])
    await refused("files_with_errors/host_ed25519", ask);
  const later = new Date(Date.now() + 1000 * 24 * 3600 * 1000);
  await forgetOldErrors({ dataDir, clock: { now: () => later } }, SENDER);
  expect(readdirSync(elsewhere)).toEqual(["host_ed25519"]);

  renameSync(root, `${root}-before`);
  symlinkSync(elsewhere, root);
  await refused(".", folder.list);
  for (const ask of [folder.stat, folder.read, folder.remove, async (path: string) => await folder.write(path, ANEW)]) await refused("host_ed25519", ask);
  expect(await readFile(join(elsewhere, "host_ed25519"), "utf8")).toBe("secret");
});

test("SF3 a pipe in the folder is refused at once, and nobody waits for its writer", async () => {
  const { root, folder } = place();
  execFileSync("mkfifo", [join(root, "pipe.txt")]);
  await expect(folder.read("pipe.txt")).rejects.toThrow("this is no plain file");
});

test("SF4 of two who open the same file at the same moment one has it, and the other is told", async () => {
  for (let round = 0; round < 20; round += 1) {
    const { root, folder, other } = place();
    const opened = await Promise.allSettled([folder.write("data.txt", ANEW), other().write("data.txt", ANEW)]);
    const sent = await Promise.allSettled(
      opened.map(async (result, n) => {
        if (result.status === "rejected") throw result.reason;
        const { written, end } = result.value;
        const all = async () => {
          for (let part = 0; part < 5; part += 1) await written.write(part * 3, Buffer.from(n === 0 ? "one" : "two"));
        };
        await all().catch(async (cause: unknown) => {
          await end("cut off");
          throw cause;
        });
        await end("closed");
      }),
    );
    const told = sent.flatMap(({ status }, n) => (status === "fulfilled" ? [n === 0 ? "one" : "two"] : []));
    expect(told).toHaveLength(1);
    expect(await readFile(join(root, "data.txt"), "utf8")).toBe(told[0]?.repeat(5));
  }
});

test("SF4 a file that is put while another connection removes or renames one of its name is there afterwards", async () => {
  for (let round = 0; round < 20; round += 1) {
    const { root, folder, other } = place();
    writeFileSync(join(root, "data.txt"), "old");
    const take = round % 2 === 0 ? folder.remove("data.txt") : folder.rename("data.txt", "before.txt");
    const [, opened] = await Promise.all([take, other().write("data.txt", ANEW)]);
    await opened.written.write(0, Buffer.from("new"));
    await opened.end("closed");
    expect(await readFile(join(root, "data.txt"), "utf8")).toBe("new");
  }
});

test("SF4 two who rename files to each other's names end", async () => {
  const { root, folder, other } = place();
  for (const name of ["a.txt", "b.txt"]) writeFileSync(join(root, name), name);
  const ends = await Promise.allSettled([folder.rename("a.txt", "b.txt"), other().rename("b.txt", "a.txt")]);
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("SF4 parts that came too early are held in the memory of their connection, and one that comes twice is refused", async () => {
  const { folder } = place();
  const [one, two] = await Promise.all([folder.write("one.txt", ANEW), folder.write("two.txt", ANEW)]);
  const ended = Promise.allSettled([one.written.write(20_000_000, Buffer.alloc(20_000_000)), one.written.write(10, Buffer.alloc(5))]);
  await expect(one.written.write(10, Buffer.alloc(5))).rejects.toThrow("this part came already");
  await expect(two.written.write(20_000_000, Buffer.alloc(20_000_000))).rejects.toThrow("more came than was waited for");
  await Promise.all([one.end("cut off"), two.end("cut off")]);
  expect((await ended).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const again = await folder.write("two.txt", ANEW);
  const held = again.written.write(20_000_000, Buffer.alloc(20_000_000)).catch((cause: unknown) => cause);
  await again.end("cut off");
  expect(await held).toMatchObject({ message: "the file is sent anew by another connection" });
});

test("SF7 a folder holds twice the largest file and no more, when many files grow at once, and files with errors count", async () => {
  const { root, folder, other } = place({ uploadMaxBytes: 1_000 });
  const opened = await Promise.all(Array.from({ length: 30 }, async (_, n) => await (n % 2 === 0 ? folder : other()).write(`${n}.txt`, ANEW)));
  const sent = await Promise.allSettled(opened.map(async ({ written }) => await written.write(0, Buffer.alloc(300))));
  expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
  await Promise.allSettled(opened.map(async ({ end }) => await end("closed")));
  const bytesOf = (path: string) => readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
  expect(bytesOf(root)).toBe(1_800);

  for (let n = 0; n < 30; n += 1) await folder.remove(`${n}.txt`);
  mkdirSync(join(root, "files_with_errors"));
  writeFileSync(join(root, "files_with_errors", "failed.txt"), Buffer.alloc(1_500));
  const last = await folder.write("data.txt", ANEW);
  await last.written.write(0, Buffer.alloc(500));
  await expect(last.written.write(500, Buffer.alloc(100))).rejects.toThrow("too much waits; remove files, also from files_with_errors");
  await last.end("cut off");
  await folder.remove("files_with_errors/failed.txt");
  const again = await folder.write("data.txt", { ...ANEW, truncates: false });
  await again.written.write(500, Buffer.alloc(400));
  await again.end("closed");
  expect(statSync(join(root, "data.txt")).size).toBe(900);
});
