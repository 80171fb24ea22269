import { DAY_MS } from "@rapport/domain";
import { createHash } from "node:crypto";
import { copyFile, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Deps } from "../../deps.ts";
import { flush } from "../../received-files/index.ts";
import type { UploadRow } from "../queries.ts";
import { uploadPath } from "../intake/upload-files.ts";
import { codeOf, lookAt, makeFolder, openPlain, orNone } from "./folder-files.ts";
import { deletedOf, forgetSentOfDeleted } from "./folder-queries.ts";
import { errorsOf, folderOf, foldersRoot, nameOf, ownerOf, type FolderOwner } from "./places.ts";
import { realFolder } from "./real-folder.ts";

type Place = Pick<Deps, "dataDir" | "fileDoors">;

const KEPT_DAYS = 90;
const NAME_BYTES = 200;

/** A file that failed goes to where its sender finds it (FO7, E3), whole. Called again, whenever it was interrupted, it does nothing more. While a link stands there, the file stays with its upload. */
export async function setAside(
  deps: Place,
  { id, rsid, data_source_id, filename }: Pick<UploadRow, "id" | "rsid" | "data_source_id" | "filename">,
): Promise<void> {
  const from = uploadPath(deps, id);
  if ((await lookAt(from)) === undefined) return;
  const folder = errorsOf(deps, { rsid, id: data_source_id });
  if (!(await isOwn(deps, { rsid, id: data_source_id }))) return;
  await makeFolder(folder);
  const own = Buffer.byteLength(filename) > NAME_BYTES ? `upload-${id}.txt` : filename;
  // On another disk it is copied first, and may be killed before the upload is removed.
  const isThere = (await isSame(from, join(folder, own))) || (await isSame(from, join(folder, withNumber(own, id))));
  if (isThere) return await rm(from, { force: true });
  await moved({ from, to: join(folder, await freeName(folder, { own, id })), aside: join(folder, `.upload-${id}`) });
  await flush(folder);
}

/** Files with errors are kept for a time, in which somebody can mend them. */
export async function forgetOldErrors(deps: Place & Pick<Deps, "clock">, source: FolderOwner): Promise<void> {
  if (!(await isOwn(deps, source))) return;
  await forgetOldFiles(deps, errorsOf(deps, source));
}

/** What lies in the folders of sources that were deleted is kept as long: nobody takes it, and it may hold ids of customers. */
export async function forgetDeleted(deps: Place & Pick<Deps, "db" | "clock" | "log">): Promise<void> {
  await forgetSentOfDeleted(deps.db);
  const names = (await orNone(readdir(foldersRoot(deps)))) ?? [];
  const deleted = await deletedOf(
    deps.db,
    names.flatMap((name) => ownerOf(name)?.id ?? []),
  );
  for (const source of deleted.filter((account) => names.includes(nameOf(account))))
    try {
      // What a link points to is somebody else's.
      if ((await lookAt(folderOf(deps, source)))?.isDirectory() !== true) continue;
      await forgetOldErrors(deps, source);
      await forgetOldFiles(deps, folderOf(deps, source));
    } catch (cause) {
      deps.log.error({ err: cause, dataSource: source.id }, "the folder of a deleted data source could not be emptied");
    }
}

async function forgetOldFiles({ clock }: Pick<Deps, "clock">, folder: string): Promise<void> {
  if ((await lookAt(folder))?.isDirectory() !== true) return;
  for (const name of (await orNone(readdir(folder))) ?? []) {
    const found = await lookAt(join(folder, name));
    if (found?.isFile() === true && clock.now().getTime() - Number(found.ctimeMs) > KEPT_DAYS * DAY_MS) await rm(join(folder, name), { force: true });
  }
}

/** False when the source's folder, or the one with errors, is a link: what it points to is somebody else's. */
async function isOwn(deps: Place, source: FolderOwner): Promise<boolean> {
  const found = await Promise.all([realFolder(folderOf(deps, source)), realFolder(errorsOf(deps, source))]);
  return !found.includes("something else");
}

/** The file's own name, or with the upload's number in it when an earlier file has that. */
async function freeName(folder: string, { own, id }: { own: string; id: number }): Promise<string> {
  return (await lookAt(join(folder, own))) === undefined ? own : withNumber(own, id);
}

function withNumber(name: string, id: number): string {
  const dot = name.lastIndexOf(".");
  return dot < 1 ? `${name}-${id}` : `${name.slice(0, dot)}-${id}${name.slice(dot)}`;
}

/** True for a whole copy on another disk. */
async function isSame(from: string, to: string): Promise<boolean> {
  const [here, there] = [await lookAt(from), await lookAt(to)];
  if (here === undefined || there?.isFile() !== true || here.dev === there.dev || here.size !== there.size) return false;
  return (await hashOfFile(from)).equals(await hashOfFile(to));
}

async function hashOfFile(path: string): Promise<Buffer> {
  const hash = createHash("sha256");
  await pipeline((await openPlain(path)).createReadStream(), hash);
  return hash.digest();
}

/** @param aside a hidden name, under which it is copied until it is whole */
async function moved({ from, to, aside }: { from: string; to: string; aside: string }): Promise<void> {
  try {
    await rename(from, to);
  } catch (cause) {
    if (codeOf(cause) !== "EXDEV") throw cause;
    await copyFile(from, aside);
    await flush(aside);
    await rename(aside, to);
    await flush(dirname(to));
    await rm(from, { force: true });
  }
}
