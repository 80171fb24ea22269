import type { Deps, Running } from "../deps.ts";
import { removeAllTaken } from "./folders/remove-taken.ts";
import { watchFolders } from "./folders/watch-folders.ts";
import { sweep } from "./intake/sweep.ts";
import { serveSftp } from "./sftp/serve-sftp.ts";
import { watchConditions } from "./telling/watch-conditions.ts";

/** Removes what is left of uploads that were never acknowledged, then takes files from the folders of data sources, and by SFTP into them. */
export async function start(deps: Deps): Promise<Running> {
  await sweep(deps);
  const { filesInUse: inUse } = deps;
  // Before anybody can write into a file that is an upload already (FO6).
  await removeAllTaken(deps, inUse);
  const watch = watchFolders(deps, inUse);
  const conditions = watchConditions(deps);
  const folders = {
    wake: watch.wake,
    stop: async () => {
      await conditions.stop();
      await watch.stop();
    },
  };
  const settings = deps.fileDoors?.sftp;
  if (settings === undefined) return folders;
  try {
    const sftp = await serveSftp(deps, { ...settings, inUse, wake: folders.wake });
    return {
      stop: async () => {
        await sftp.stop();
        await folders.stop();
      },
    };
  } catch (cause) {
    await folders.stop();
    throw cause;
  }
}
