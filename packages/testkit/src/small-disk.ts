import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { temporaryFolder } from "./temporary.ts";

const MB = 1024 ** 2;

/** A file system of its own, in memory, that programs can be run on until it is full. */
export interface SmallDisk {
  /** Its root, as programs see it that `enter` runs; nobody else does. */
  readonly folder: string;
  /** The same root, as this process sees it. */
  readonly path: string;
  /** What runs another program where the disk is: put it before that one's name and arguments. */
  readonly enter: readonly string[];
  /** In bytes. */
  free(): number;
  /** Gives it another size; what lies on it stays. */
  resize(megabytes: number): Promise<void>;
  /** Another program fills it, but for so many megabytes. */
  fill(leaveMegabytes?: number): void;
  /** Takes away what `fill` wrote. */
  empty(): void;
  /** It is gone when the last program that runs on it has ended. */
  remove(): void;
}

/** Mounts the disk and tells each new size, in a namespace that ends with it. */
const KEEPER = `
  mount -t tmpfs -o "size=$1m,mode=755" tmpfs "$2" && echo ready || exit 1
  while read -r size; do mount -o "remount,size=\${size}m" "$2" && echo ready || echo failed; done`;

/** Needs Linux, and leave to mount in a namespace of one's own; where that is not given, says why. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | { readonly impossible: string }> {
  if (process.platform !== "linux") return { impossible: `only Linux lets a program mount a disk of its own, and this is ${process.platform}` };
  const folder = temporaryFolder("disk-");
  const isRoot = process.getuid?.() === 0;
  const own = isRoot ? ["--mount"] : ["--user", "--map-current-user", "--keep-caps", "--mount"];
  const keeper = spawn("unshare", [...own, "/bin/sh", "-c", KEEPER, "sh", String(megabytes), folder], { stdio: ["pipe", "pipe", "pipe"] });
  const missing = new Promise<string>((resolve) => keeper.once("error", (error) => resolve(error.message)));
  let complaint = "";
  keeper.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const lines = createInterface({ input: keeper.stdout });
  const told = async (): Promise<string> =>
    await Promise.race([once(lines, "line").then(([line]) => String(line)), once(lines, "close").then(() => complaint), missing]);
  const first = await told();
  if (first !== "ready") return { impossible: `no disk could be mounted: ${first.trim() || "unshare or mount refused"}` };
  const path = `/proc/${keeper.pid}/root${folder}`;
  const filler = join(path, "filler");
  const free = (): number => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  return {
    folder,
    path,
    enter: ["nsenter", "--target", String(keeper.pid), ...(isRoot ? [] : ["--user", "--preserve-credentials"]), "--mount"],
    free,
    async resize(to) {
      keeper.stdin.write(`${to}\n`);
      if ((await told()) !== "ready") throw new Error(`the disk could not be given ${to} MB: ${complaint}`);
    },
    fill(leaveMegabytes = 0) {
      try {
        for (const piece of [MB, 4096]) while (free() >= leaveMegabytes * MB + piece) writeFileSync(filler, Buffer.alloc(piece), { flag: "a" });
      } catch (error) {
        // Somebody else took the last of it.
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
    },
    empty: () => rmSync(filler, { force: true }),
    remove: () => void keeper.kill(),
  };
}
