import { DAY_MS } from "@rapport/domain";
import { copyFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Deps } from "../../deps.ts";
import { flush } from "../../received-files/index.ts";
import type { UploadRow } from "../queries.ts";
import { uploadPath } from "../intake/upload-files.ts";
import { codeOf, lookAt, makeFolder, orNone } from "./folder-files.ts";
import { errorsOf, type FolderOwner } from "./places.ts";

type Place = Pick<Deps, "dataDir" | "fileDoors">;

const KEPT_DAYS = 90;
const NAME_BYTES = 200;

/** A file that failed goes to where its sender finds it (FO7, E3). Called again, it does nothing more. */
export async function setAside(
  deps: Place,
  { id, rsid, data_source_id, filename }: Pick<UploadRow, "id" | "rsid" | "data_source_id" | "filename">,
): Promise<void> {
  const from = uploadPath(deps, id);
  if ((await lookAt(from)) === undefined) return;
  const folder = errorsOf(deps, { rsid, id: data_source_id });
  await makeFolder(folder);
  await moved({ from, to: join(folder, await freeName(folder, { filename, id })) });
  await flush(folder);
}

/** Files with errors are kept for a time, in which somebody can mend them. */
export async function forgetOldErrors({ clock, ...deps }: Place & Pick<Deps, "clock">, source: FolderOwner): Promise<void> {
  const folder = errorsOf(deps, source);
  for (const name of (await orNone(readdir(folder))) ?? []) {
    const found = await lookAt(join(folder, name));
    if (found?.isFile() === true && clock.now().getTime() - Number(found.ctimeMs) > KEPT_DAYS * DAY_MS) await rm(join(folder, name), { force: true });
  }
}

/** The file's own name, or with the upload's number in it when an earlier file has that. */
async function freeName(folder: string, { filename, id }: { filename: string; id: number }): Promise<string> {
  const own = Buffer.byteLength(filename) > NAME_BYTES ? `upload-${id}.txt` : filename;
  if ((await lookAt(join(folder, own))) === undefined) return own;
  const dot = own.lastIndexOf(".");
  return dot < 1 ? `${own}-${id}` : `${own.slice(0, dot)}-${id}${own.slice(dot)}`;
}

async function moved({ from, to }: { from: string; to: string }): Promise<void> {
  try {
    await rename(from, to);
  } catch (cause) {
    if (codeOf(cause) !== "EXDEV") throw cause;
    await copyFile(from, to);
    await flush(to);
    await rm(from, { force: true });
  }
}
