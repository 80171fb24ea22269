import { join } from "node:path";
import type { Deps } from "../../deps.ts";
import { mayPass } from "../../jobs/index.ts";
import { flush } from "../../received-files/index.ts";
import { removeExactly } from "./exact-file.ts";
import type { FilesInUse } from "./files-in-use.ts";
import { orNone } from "./folder-files.ts";
import { clearTaken, takenUploads, type TakenUpload } from "./folder-queries.ts";
import { folderOf } from "./places.ts";

type RemoveDeps = Pick<Deps, "db" | "dataDir" | "fileDoors" | "log">;

/** Paths of files that are uploads and still lie in their folders: they must not be taken again. */
export type StillThere = ReadonlySet<string>;

/** Removes from their folders what is an upload now. One folder that cannot be written must not stop the others. */
export async function removeAllTaken(deps: RemoveDeps, inUse: FilesInUse): Promise<StillThere> {
  const left = new Set<string>();
  for (const upload of await takenUploads(deps.db)) {
    const path = join(folderOf(deps, { rsid: upload.rsid, id: upload.data_source_id }), upload.taken.name);
    left.add(path);
    try {
      // While somebody writes it anew, it waits for the next look.
      await inUse.take(path, async () => {
        await removeTaken(deps, upload);
        left.delete(path);
      });
    } catch (cause) {
      if (mayPass(cause)) throw cause;
      deps.log.error({ err: cause, upload: upload.id, dataSource: upload.data_source_id }, "a file that was taken could not be removed from its folder");
    }
  }
  return left;
}

/** Removes a file that is an upload now, and its `.fin` before it: a `.fin` without its file would count for the next file of the name. */
export async function removeTaken(
  deps: Pick<Deps, "db" | "dataDir" | "fileDoors">,
  { id, rsid, data_source_id, taken: { fin, ...file } }: TakenUpload,
): Promise<void> {
  const folder = folderOf(deps, { rsid, id: data_source_id });
  const removeFin = async () => {
    if (fin !== null) await removeExactly(folder, { ...fin, hidden: hiddenNames(id).fin });
  };
  await removeExactly(folder, { ...file, hidden: hiddenNames(id).file, before: removeFin });
  await orNone(flush(folder));
  await clearTaken(deps.db, id);
}

/** The names under which the file of an upload and its `.fin` wait for their removal. */
export function hiddenNames(upload: number): { readonly file: string; readonly fin: string } {
  return { file: `.taken-${upload}`, fin: `.taken-${upload}.fin` };
}
