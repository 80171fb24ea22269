import type { QueuedFile } from "@rapport/domain";
import { createHash, randomUUID } from "node:crypto";
import { link, rm } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Deps } from "../../deps.ts";
import { flush } from "../../received-files/index.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { addReceived, type AddDeps } from "../intake/add-upload.ts";
import { discard, uploadFolder } from "../intake/upload-files.ts";
import type { UploadRow } from "../queries.ts";
import { clearTaken, type TakenUpload } from "./folder-queries.ts";
import { codeOf, lookAt, makeFolder, openPlain } from "./folder-files.ts";
import { folderOf } from "./places.ts";

type TakeDeps = AddDeps & Pick<Deps, "fileDoors">;

/**
 * Makes an upload of a file in the source's folder, then removes the file there. Until the upload is stored, the folder's file stays as it is; afterwards
 * the upload says which file it was, so that it is removed and never taken again, whenever the server ends (FO6). Undefined when the file changed meanwhile.
 *
 * @param endsFin no other file needs its `.fin`
 */
export async function takeFile(
  deps: TakeDeps,
  { account, file, endsFin }: { account: AccountRow; file: QueuedFile; endsFin: boolean },
): Promise<UploadRow | undefined> {
  const folder = folderOf(deps, account);
  const path = join(folder, file.name);
  const found = await lookAt(path);
  if (found === undefined || !found.isFile()) return undefined;
  await makeFolder(uploadFolder(deps));
  const part = join(uploadFolder(deps), `${randomUUID()}.part`);
  try {
    const hash = await secondOf(deps, { path, part });
    const now = await lookAt(path);
    if (now === undefined || now.ino !== found.ino || now.size !== found.size || now.mtimeNs !== found.mtimeNs) return undefined;
    const upload = await addReceived(deps, {
      account,
      file: { path: part, bytes: Number(found.size), hash },
      filename: file.name,
      forced: false,
      came_by: "folder",
      taken: { name: file.name, inode: String(found.ino), fin: endsFin ? file.fin : null },
    });
    return upload;
  } finally {
    await discard({ path: part });
  }
}

/** Removes a file that is an upload now, and its `.fin` before it: a `.fin` without its file would count for the next file of the name. */
export async function removeTaken(deps: Pick<Deps, "db" | "dataDir" | "fileDoors">, { id, rsid, data_source_id, taken }: TakenUpload): Promise<void> {
  const folder = folderOf(deps, { rsid, id: data_source_id });
  const path = join(folder, taken.name);
  const found = await lookAt(path);
  // Somebody may have put another file of the name there since.
  if (found !== undefined && String(found.ino) === taken.inode) {
    if (taken.fin !== null) await rm(join(folder, taken.fin), { force: true });
    await rm(path, { force: true });
    await flush(folder);
  }
  await clearTaken(deps.db, id);
}

/**
 * The same bytes under a second name, and their SHA-256. In the data directory only this server writes, so a link is enough. Elsewhere another program may
 * still have the file open, and the disk may be another.
 */
async function secondOf({ fileDoors }: Pick<Deps, "fileDoors">, { path, part }: { path: string; part: string }): Promise<Buffer> {
  const isLinked = fileDoors?.foldersDir === undefined && (await linked(path, part));
  const hash = createHash("sha256");
  const source = (await openPlain(path)).createReadStream();
  source.on("data", (chunk) => void hash.update(chunk));
  await pipeline(source, isLinked ? new Writable({ write: (_chunk, _encoding, done) => done() }) : createWriteStream(part, { mode: 0o600 }));
  await flush(part);
  return hash.digest();
}

/** False when the two are on different disks. */
async function linked(path: string, part: string): Promise<boolean> {
  try {
    await link(path, part);
    return true;
  } catch (cause) {
    if (codeOf(cause) === "EXDEV") return false;
    throw cause;
  }
}
