import { DAY_MS } from "@rapport/domain";
import { createRetry } from "@rapport/operational";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Deps, Running } from "../../deps.ts";
import { mayPass } from "../../jobs/index.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { forgetDeleted, forgetOldErrors } from "./errors.ts";
import { createFilesInUse, type FilesInUse } from "./files-in-use.ts";
import { makeFolderFor, orNone, readSourceFolder } from "./folder-files.ts";
import { accountsInUse, accountsOf, sentFiles } from "./folder-queries.ts";
import { folderOf, foldersRoot, nameOf, ownerOf } from "./places.ts";
import { removeAllTaken, removeTaken, type StillThere } from "./remove-taken.ts";
import { forgetGone } from "./sent-files.ts";
import { takeFile } from "./take-file.ts";

type WatchDeps = Pick<Deps, "db" | "clock" | "dataDir" | "disk" | "fileDoors" | "log">;

const LOOK_EVERY_MS = 2_000;

export interface FolderWatch extends Required<Pick<Running, "stop">> {
  /** Somebody changed a folder: it is looked at at once. */
  wake(): void;
}

/** Takes what is ready in the folders of data sources, again and again. */
export function watchFolders(deps: WatchDeps, inUse: FilesInUse): FolderWatch {
  const retry = createRetry();
  const stopping = new AbortController();
  let isAwake = false;
  let forgotAt = 0;
  let resting = new AbortController();
  const wake = () => {
    isAwake = true;
    resting.abort();
  };
  const loop = run();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      wake();
      await loop;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      isAwake = false;
      try {
        await takeReady(deps, { inUse, isStopping: () => stopping.signal.aborted });
        if (deps.clock.now().getTime() - forgotAt >= DAY_MS) {
          await forgetDeleted(deps);
          forgotAt = deps.clock.now().getTime();
        }
        retry.succeeded();
      } catch (error) {
        retry.failed();
        deps.log.error({ err: error }, "the folders of data sources could not be looked at");
        await retry.pause(stopping.signal);
      }
      resting = new AbortController();
      if (!isAwake) await pause(LOOK_EVERY_MS, undefined, { signal: resting.signal }).catch(() => undefined);
    }
  }
}

/** Takes everything that is ready now, source by source, in the order of names (FU4). */
export async function takeReady(
  deps: WatchDeps,
  { inUse = createFilesInUse(), isStopping = () => false }: { inUse?: FilesInUse; isStopping?: () => boolean } = {},
): Promise<void> {
  const accounts = await accountsWithFolders(deps);
  if (accounts.length === 0) return;
  const stillThere = await removeAllTaken(deps, inUse);
  const sent = await sentFiles(deps.db);
  for (const account of accounts) {
    if (isStopping()) return;
    try {
      // Where other programs put files, each source in use has a folder from the start. In the data directory it has one once somebody used SFTP.
      if (deps.fileDoors?.foldersDir !== undefined) await makeFolderFor(folderOf(deps, account));
      await forgetGone(deps, { source: account, sent: sent.get(account.id) ?? [] });
      await takeOf(deps, { account, inUse, isStopping, stillThere });
      await forgetOldErrors(deps, account);
    } catch (cause) {
      if (mayPass(cause)) throw cause;
      // One folder that cannot be read must not stop the others.
      deps.log.error({ err: cause, dataSource: account.id }, "the folder of a data source could not be read");
    }
  }
}

interface Taking {
  readonly account: AccountRow;
  readonly inUse: FilesInUse;
  readonly isStopping: () => boolean;
  readonly stillThere: StillThere;
}

async function takeOf(deps: WatchDeps, { account, inUse, isStopping, stillThere }: Taking): Promise<void> {
  const { files, isPaused } = await readSourceFolder(deps, { source: account, isOpen: inUse.isOpen });
  if (isPaused || account.stopped_by !== null || account.deactivated_at !== null) return;
  for (const file of files.filter(({ state }) => state === "ready")) {
    // In the order of names: one that has no room yet holds the later ones.
    if (isStopping() || !deps.disk.takes(file.bytes)) return;
    const path = join(folderOf(deps, account), file.name);
    if (stillThere.has(path)) continue;
    await inUse.take(path, async () => {
      const upload = await takeFile(deps, { account, file, isOpen: inUse.isOpen });
      if (upload === undefined) return;
      // Before anybody can write the file again: until it is removed, it and the upload may be one file on the disk.
      await removeTaken(deps, upload);
      deps.log.info({ upload: upload.id, dataSource: account.id }, "a file was taken from the folder of its data source");
    });
  }
}

/** The accounts in use that have a folder, or have to have one. */
export async function accountsWithFolders(deps: Pick<WatchDeps, "db" | "dataDir" | "fileDoors">): Promise<AccountRow[]> {
  if (deps.fileDoors?.foldersDir !== undefined) return await accountsInUse(deps.db);
  const names = (await orNone(readdir(foldersRoot(deps)))) ?? [];
  const accounts = await accountsOf(
    deps.db,
    names.flatMap((name) => ownerOf(name)?.id ?? []),
  );
  return accounts.filter((account) => names.includes(nameOf(account)));
}
