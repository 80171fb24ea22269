import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Deps } from "../../deps.ts";
import { flush, orNotStored, type ReceivedFile } from "../../received-files/index.ts";

type Place = Pick<Deps, "dataDir">;

export function attachmentFolder({ dataDir }: Place): string {
  return join(dataDir, "attachments");
}

/** Gives a received file a name of its own, which says nothing of its sender, and makes that durable. Returns the name. */
export async function keep(place: Place, received: ReceivedFile): Promise<string> {
  const file = randomUUID();
  await orNotStored(async () => {
    await rename(received.path, join(attachmentFolder(place), file));
    await flush(attachmentFolder(place));
  });
  return file;
}

/** The bytes of a file, also when it is removed meanwhile; undefined when it is not there. */
export async function bytesOf(place: Place, file: string): Promise<Readable | undefined> {
  try {
    return (await open(join(attachmentFolder(place), file))).createReadStream();
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  }
}

export async function forget(place: Place, files: readonly string[]): Promise<void> {
  for (const file of files) await rm(join(attachmentFolder(place), file), { force: true });
}

const PART = /\.part$/;
const NAME = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** The files in the folder that are ours: parts that were never whole, and whole files. */
export async function filesThere(place: Place): Promise<{ parts: string[]; whole: string[] }> {
  await mkdir(attachmentFolder(place), { recursive: true, mode: 0o700 });
  const names = await readdir(attachmentFolder(place));
  return { parts: names.filter((name) => PART.test(name)), whole: names.filter((name) => NAME.test(name)) };
}
