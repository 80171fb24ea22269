import type { Deps } from "../../deps.ts";
import { knownUploads } from "../queries.ts";
import { leftFiles, removeLeft } from "./upload-files.ts";

/**
 * Takes away what a process that was killed left of uploads it never acknowledged: parts, and whole files without an
 * upload. Before requests are answered, when nothing in the folder can still become an upload.
 */
export async function start(deps: Pick<Deps, "db" | "dataDir" | "log">): Promise<undefined> {
  const { parts, uploads } = await leftFiles(deps);
  const known = new Set(uploads.length === 0 ? [] : await knownUploads(deps.db, uploads));
  const nobodys = uploads.filter((upload) => !known.has(upload));
  if (parts.length + nobodys.length === 0) return;
  await removeLeft(deps, { parts, uploads: nobodys });
  deps.log.info({ parts: parts.length, files: nobodys.length }, "leftovers of uploads that were never acknowledged are removed");
}
