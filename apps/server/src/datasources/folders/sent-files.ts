import { inTransaction } from "@rapport/operational";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { auditFile } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { lookAt, orNone } from "./folder-files.ts";
import { endSending, forgetSent, lockSent } from "./folder-queries.ts";
import { errorsOf, folderOf, nameOf, type FolderOwner } from "./places.ts";

/** Tells that a file was sent when its sender never closed it, so that nothing comes in unsaid (SF9). */
export async function tellCutOff(
  deps: Pick<Deps, "db" | "clock">,
  { source, inode, path }: { source: FolderOwner; inode: string; path: string },
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const address = await endSending(trx, { dataSource: source.id, inode });
    if (address === undefined) return;
    await auditFile({ ...deps, db: trx }, { action: "file.sent", dataSource: source.id, login: nameOf(source), address, from: null, to: path });
  });
}

/** Forgets which files were sent when they are there no more: the disk gives their numbers to files of other programs. */
export async function forgetGone(
  deps: Pick<Deps, "db" | "dataDir" | "fileDoors">,
  { source, sent }: { source: FolderOwner; sent: readonly string[] },
): Promise<void> {
  if (sent.length === 0) return;
  const gone = without(sent, await inodesOf(deps, source));
  if (gone.length === 0) return;
  await inTransaction(deps.db, async (trx) => {
    // A file may have a new name or a new number since: whoever sends it now is remembered after this.
    const inodes = await lockSent(trx, { dataSource: source.id, inodes: gone });
    await forgetSent(trx, { dataSource: source.id, inodes: without(inodes, await inodesOf(deps, source)) });
  });
}

async function inodesOf(deps: Pick<Deps, "dataDir" | "fileDoors">, source: FolderOwner): Promise<ReadonlySet<string>> {
  const inodes = new Set<string>();
  for (const folder of [folderOf(deps, source), errorsOf(deps, source)])
    for (const name of (await orNone(readdir(folder))) ?? []) {
      const found = await lookAt(join(folder, name));
      if (found !== undefined) inodes.add(String(found.ino));
    }
  return inodes;
}

function without(inodes: readonly string[], there: ReadonlySet<string>): string[] {
  return inodes.filter((inode) => !there.has(inode));
}
