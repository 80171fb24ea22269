import type { Deps } from "../../deps.ts";
import { knownUploads } from "../queries.ts";
import { leftFiles, removeLeft } from "./upload-files.ts";

/**
 * Removes what a killed process left of uploads that it never acknowledged: parts, and whole files without an
 * upload. Runs before requests are answered, when nothing in the folder can still become an upload.
 */
export async function sweep(deps: Pick<Deps, "db" | "dataDir" | "log">): Promise<void> {
  const { parts, uploads } = await leftFiles(deps);
  const known = new Set(uploads.length === 0 ? [] : await knownUploads(deps.db, uploads));
  const nobodys = uploads.filter((upload) => !known.has(upload));
  if (parts.length + nobodys.length === 0) return;
  await removeLeft(deps, { parts, uploads: nobodys });
  deps.log.info({ parts: parts.length, files: nobodys.length }, "leftovers of uploads that were never acknowledged are removed");
}
