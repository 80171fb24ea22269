import { createRetry } from "@rapport/operational";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Deps, Running } from "../../deps.ts";
import { mayPass } from "../../jobs/index.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { forgetOldErrors } from "./errors.ts";
import { createFilesInUse, type FilesInUse } from "./files-in-use.ts";
import { makeFolder, orNone, readSourceFolder } from "./folder-files.ts";
import { accountsInUse, accountsOf, takenUploads } from "./folder-queries.ts";
import { folderOf, foldersRoot, nameOf, ownerOf } from "./places.ts";
import { removeTaken, takeFile } from "./take-file.ts";

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
  for (const upload of await takenUploads(deps.db)) await removeTaken(deps, upload);
  for (const account of accounts) {
    if (isStopping()) return;
    try {
      await takeOf(deps, { account, inUse, isStopping });
      await forgetOldErrors(deps, account);
    } catch (cause) {
      if (mayPass(cause)) throw cause;
      // One folder that cannot be read must not stop the others.
      deps.log.error({ err: cause, dataSource: account.id }, "the folder of a data source could not be read");
    }
  }
}

async function takeOf(deps: WatchDeps, { account, inUse, isStopping }: { account: AccountRow; inUse: FilesInUse; isStopping: () => boolean }): Promise<void> {
  const { files, isPaused } = await readSourceFolder(deps, { source: account, isOpen: inUse.isOpen });
  if (isPaused || account.stopped_by !== null) return;
  const ready = files.filter(({ state }) => state === "ready");
  for (const [index, file] of ready.entries()) {
    // In the order of names: one that has no room yet holds the later ones.
    if (isStopping() || !deps.disk.takes(file.bytes)) return;
    // The last file of a `.fin` takes it along.
    const endsFin = !files.some((other) => other !== file && other.fin === file.fin && ready.indexOf(other) > index);
    await inUse.take(join(folderOf(deps, account), file.name), async () => {
      const upload = await takeFile(deps, { account, file, endsFin });
      if (upload === undefined) return;
      for (const taken of await takenUploads(deps.db)) await removeTaken(deps, taken);
      deps.log.info({ upload: upload.id, dataSource: account.id }, "a file was taken from the folder of its data source");
    });
  }
}

/** Where other programs put files, each source in use has a folder from the start. In the data directory it has one once somebody used SFTP. */
export async function accountsWithFolders(deps: Pick<WatchDeps, "db" | "dataDir" | "fileDoors">): Promise<AccountRow[]> {
  if (deps.fileDoors?.foldersDir !== undefined) {
    const accounts = await accountsInUse(deps.db);
    for (const account of accounts) await makeFolder(folderOf(deps, account));
    return accounts;
  }
  const names = (await orNone(readdir(foldersRoot(deps)))) ?? [];
  const accounts = await accountsOf(
    deps.db,
    names.flatMap((name) => ownerOf(name)?.id ?? []),
  );
  return accounts.filter((account) => names.includes(nameOf(account)));
}
