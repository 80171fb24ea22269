import type { SourceFolder } from "@rapport/contract/data-sources";
import type { FolderFile } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { shownAccess } from "../sftp/access.ts";
import { filesIn, readIfUsable } from "./folder-files.ts";
import { errorsOf, folderOf, queueMaxBytes } from "./places.ts";

const MOST_SHOWN = 100;

/** How files come into the source's folder, and what lies there. */
export async function readFolderOfSource(
  deps: Pick<Deps, "db" | "clock" | "dataDir" | "fileDoors" | "log" | "filesInUse">,
  place: AccountPlace,
): Promise<SourceFolder> {
  const account = await accountOrRefusal(deps.db, place);
  const reading = await readIfUsable(deps, account, deps.filesInUse.isOpen);
  const { files, bytes, isPaused } = reading ?? { files: [], bytes: 0, isPaused: false };
  const errors = reading === undefined ? [] : (await filesIn(errorsOf(deps, account))).toSorted((a, b) => b.writtenAt - a.writtenAt);
  return {
    sftp: await shownAccess(deps, account),
    path: deps.fileDoors?.foldersDir === undefined ? null : folderOf(deps, account),
    queue: {
      files: files.slice(0, MOST_SHOWN).map((file) => ({ ...shown(file), state: file.state === "ready" ? heldBy(account) : file.state })),
      count: files.length,
      bytes,
      mostBytes: queueMaxBytes(deps),
      isPaused,
      isUsable: reading !== undefined,
    },
    errors: { files: errors.slice(0, MOST_SHOWN).map(shown), count: errors.length },
  };
}

/** A file that is ready waits for somebody at headquarters when its source is stopped or deactivated. */
function heldBy({ deactivated_at, stopped_by }: AccountRow): "ready" | "stopped" | "inactive" {
  if (deactivated_at !== null) return "inactive";
  return stopped_by === null ? "ready" : "stopped";
}

function shown({ name, bytes, writtenAt }: FolderFile) {
  return { name, bytes, writtenAt: new Date(writtenAt).toISOString() };
}
