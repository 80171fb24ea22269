import type { BigIntStats } from "node:fs";
import { link, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ExactFile } from "../queries.ts";
import { codeOf, lookAt } from "./folder-files.ts";

/** What tells a file from any other, and from itself before it was written again: a disk gives a number that is free to the next file at once. */
export function exactOf({ ino, size, mtimeNs }: BigIntStats): ExactFile {
  return { inode: String(ino), size: String(size), mtimeNs: String(mtimeNs) };
}

export function isExactly(found: BigIntStats | undefined, { inode, size, mtimeNs }: ExactFile): boolean {
  return found?.isFile() === true && String(found.ino) === inode && String(found.size) === size && String(found.mtimeNs) === mtimeNs;
}

/**
 * Takes this very file out of the folder, nothing that was put or written under its name since. It gets a hidden name first and is looked at again, so that
 * nobody who comes between a look and a removal loses anything. Called again after it was interrupted, it goes on.
 *
 * @param before runs when it is hidden and still the file, before it is removed
 * @param hidden a name that nobody else uses
 */
export async function removeExactly(
  folder: string,
  { name, hidden, before = () => Promise.resolve(), ...exact }: ExactFile & { name: string; hidden: string; before?: () => Promise<void> },
): Promise<void> {
  const path = join(folder, name);
  const aside = join(folder, hidden);
  if ((await lookAt(aside)) === undefined) {
    if (!isExactly(await lookAt(path), exact)) return;
    await rename(path, aside);
  }
  if (isExactly(await lookAt(aside), exact)) await before();
  else await putBack(aside, path);
  await rm(aside, { force: true });
}

/** Never over a file that came since: whoever put that one meant to replace this. */
async function putBack(aside: string, path: string): Promise<void> {
  try {
    await link(aside, path);
  } catch (cause) {
    if (codeOf(cause) !== "EEXIST") throw cause;
  }
}
