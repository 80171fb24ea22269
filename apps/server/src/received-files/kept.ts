import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { flush, orNotStored, type ReceivedFile } from "./receive.ts";

/** Gives a received file a name of its own in the folder, which says nothing of its sender, and makes that durable. Returns the name. */
export async function keep(folder: string, received: ReceivedFile): Promise<string> {
  const file = randomUUID();
  await orNotStored(async () => {
    await rename(received.path, join(folder, file));
    await flush(folder);
  });
  return file;
}

/** The bytes of a file, also when it is removed meanwhile; undefined when it is not there. */
export async function bytesOf(folder: string, file: string): Promise<Readable | undefined> {
  try {
    return (await open(join(folder, file))).createReadStream();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
}

export async function forget(folder: string, files: readonly string[]): Promise<void> {
  for (const file of files) await rm(join(folder, file), { force: true });
}

const PART = /\.part$/;
const NAME = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** The files in the folder that are ours: parts that were never whole, and whole files. */
export async function filesThere(folder: string): Promise<{ parts: string[]; whole: string[] }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  return { parts: names.filter((name) => PART.test(name)), whole: names.filter((name) => NAME.test(name)) };
}
