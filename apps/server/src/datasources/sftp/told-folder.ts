import { auditFile } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { forgetSent, rememberSent } from "../folders/folder-queries.ts";
import { nameOf } from "../folders/places.ts";
import { absolute } from "./place-of.ts";
import type { SenderFolder } from "./sender-folder.ts";
import type { Sender } from "./sign-in.ts";

type TellDeps = Pick<Deps, "db" | "clock">;

/** The folder of a sender, of which the audit log tells every file that was sent, fetched, removed or renamed, by its name (SF9). */
export function toldFolder(deps: TellDeps, folder: SenderFolder, { sender, address }: { readonly sender: Sender; readonly address: string }): SenderFolder {
  const tell = async (action: Parameters<typeof auditFile>[1]["action"], from: string | null, to: string | null) =>
    await auditFile(deps, { action, dataSource: sender.id, login: nameOf(sender), address, from, to });
  return {
    ...folder,
    // Nothing leaves the server before it is written down.
    read: async (path) => {
      const handle = await folder.read(path);
      try {
        await tell("file.fetched", absolute(path), absolute(path));
        return handle;
      } catch (cause) {
        await handle.close();
        throw cause;
      }
    },
    write: async (path, opening) => {
      const open = await folder.write(path, opening);
      try {
        const { ino } = await open.handle.stat({ bigint: true });
        await rememberSent(deps.db, { dataSource: sender.id, inode: String(ino) });
      } catch (cause) {
        await open.end("cut off");
        throw cause;
      }
      const end: typeof open.end = async (how) => {
        await open.end(how);
        // What was cut off is no file yet: its sender goes on with it, or sends it anew.
        if (how === "closed") await tell("file.sent", null, absolute(path));
      };
      return { ...open, end };
    },
    remove: async (path) => {
      const found = await folder.stat(path);
      await folder.remove(path);
      await tell("file.removed", absolute(path), null);
      if (found !== "folder") await forgetSent(deps.db, { dataSource: sender.id, inode: String(found.ino) });
    },
    rename: async (from, to) => {
      await folder.rename(from, to);
      if (absolute(from) !== absolute(to)) await tell("file.renamed", absolute(from), absolute(to));
    },
  };
}
