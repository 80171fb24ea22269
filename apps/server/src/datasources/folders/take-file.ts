import { baseOf, type QueuedFile } from "@rapport/domain";
import { createHash, randomUUID } from "node:crypto";
import { link } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Deps } from "../../deps.ts";
import { flush } from "../../received-files/index.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { addReceived, type AddDeps } from "../intake/add-upload.ts";
import { discard, uploadFolder } from "../intake/upload-files.ts";
import { exactOf, isExactly } from "./exact-file.ts";
import { forgetSent, isOfSender, type TakenUpload } from "./folder-queries.ts";
import { codeOf, lookAt, makeFolder, openPlain, readSourceFolder, type IsOpen } from "./folder-files.ts";
import { folderOf } from "./places.ts";
import { tellCutOff } from "./sent-files.ts";

type TakeDeps = AddDeps & Pick<Deps, "fileDoors">;

/**
 * Makes an upload of a file in the source's folder. Until the upload is stored, the folder's file stays as it is; afterwards the upload says which file it
 * was, so that it is removed and never taken again, whenever the server ends (FO6). Undefined when the file is not what it was in `file`, or changed
 * meanwhile: a look at the folder may be minutes old when an earlier file was large.
 */
export async function takeFile(
  deps: TakeDeps,
  { account, file, isOpen }: { account: AccountRow; file: QueuedFile; isOpen?: IsOpen | undefined },
): Promise<TakenUpload | undefined> {
  const folder = folderOf(deps, account);
  const path = join(folder, file.name);
  const found = await lookAt(path);
  if (found === undefined || !found.isFile() || file.fin === null) return undefined;
  const fin = await lookAt(join(folder, file.fin));
  const base = baseOf(file.name);
  const { files } = await readSourceFolder(deps, { source: account, isOpen, only: (name) => baseOf(name) === base });
  const again = files.find(({ name }) => name === file.name);
  if (fin === undefined || again?.state !== "ready" || again.bytes !== file.bytes || again.writtenAt !== file.writtenAt) return undefined;
  // The last file of a `.fin` takes it along.
  const endsFin = !files.some((other) => other !== again && other.fin === file.fin && other.state === "ready");
  await makeFolder(uploadFolder(deps));
  const part = join(uploadFolder(deps), `${randomUUID()}.part`);
  try {
    const hash = await secondOf(deps, { path, part });
    if (!isExactly(await lookAt(path), exactOf(found))) return undefined;
    const taken = { name: file.name, ...exactOf(found), fin: endsFin ? { name: file.fin, ...exactOf(fin) } : null };
    const ofSender = await isOfSender(deps.db, { dataSource: account.id, inode: taken.inode });
    if (ofSender) await tellCutOff(deps, { source: account, inode: taken.inode, path: `/${file.name}` });
    const { id, rsid, data_source_id } = await addReceived(deps, {
      account,
      file: { path: part, bytes: Number(found.size), hash },
      filename: file.name,
      forced: false,
      came_by: ofSender ? "sftp" : "folder",
      taken,
    });
    await forgetSent(deps.db, { dataSource: account.id, inodes: [taken.inode, ...(taken.fin === null ? [] : [taken.fin.inode])] });
    return { id, rsid, data_source_id, taken };
  } finally {
    await discard({ path: part });
  }
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
