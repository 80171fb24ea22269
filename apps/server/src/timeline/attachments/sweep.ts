import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Deps } from "../../deps.ts";
import { filesThere, forget } from "../../received-files/index.ts";
import { attachmentFolder } from "./attachment-files.ts";
import { hasAttachments, knownFiles } from "./attachment-queries.ts";

const AT_ONCE = 10_000;

/**
 * Removes files that are no attachment: what a killed server left of a file that it was taking in or removing (R102). Runs before requests are answered, when
 * nothing in the folder can still become an attachment.
 */
export async function start(deps: Pick<Deps, "db" | "dataDir" | "log">): Promise<undefined> {
  const { parts, whole } = await filesThere(attachmentFolder(deps));
  for (const part of parts) await rm(join(attachmentFolder(deps), part), { force: true });
  // A database without any attachment belongs to another data folder, or was restored from before them: then nobody's files may be somebody's.
  if (whole.length > 0 && !(await hasAttachments(deps.db))) {
    deps.log.warn({ files: whole.length }, "the database knows no attachment; files of notes are left on disk");
    return undefined;
  }
  let files = 0;
  for (let from = 0; from < whole.length; from += AT_ONCE) {
    const some = whole.slice(from, from + AT_ONCE);
    const known = await knownFiles(deps.db, some);
    const nobodys = some.filter((file) => !known.has(file));
    await forget(attachmentFolder(deps), nobodys);
    files += nobodys.length;
  }
  if (parts.length + files > 0) deps.log.info({ parts: parts.length, files }, "files that are no attachment of a note are removed");
}
