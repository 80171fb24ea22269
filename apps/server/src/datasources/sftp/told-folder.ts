import { isFin } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { randomUUID } from "node:crypto";
import { auditFile } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { endSending, forgetSent, rememberSent } from "../folders/folder-queries.ts";
import { nameOf } from "../folders/places.ts";
import { tellCutOff } from "../folders/sent-files.ts";
import { absolute, placeOf } from "./place-of.ts";
import type { SenderFolder } from "./sender-folder.ts";
import type { Sender } from "./sign-in.ts";

type TellDeps = Pick<Deps, "db" | "clock">;

/** The folder of a sender, of which the audit log tells every file that was sent, fetched, removed or renamed, by its name (SF9). */
export function toldFolder(deps: TellDeps, folder: SenderFolder, { sender, address }: { readonly sender: Sender; readonly address: string }): SenderFolder {
  const tell = async (action: Parameters<typeof auditFile>[1]["action"], from: string | null, to: string | null, db = deps.db) =>
    await auditFile({ ...deps, db }, { action, dataSource: sender.id, login: nameOf(sender), address, from, to });
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
      const to = absolute(path);
      // It is never loaded itself, so nothing could tell it later.
      if (isFin(to)) return await folder.write(path, opening, async () => await tell("file.sent", null, to));
      const open = await folder.write(path, opening);
      const of = { dataSource: sender.id, inode: "" };
      const sending = randomUUID();
      try {
        of.inode = String((await open.handle.stat({ bigint: true })).ino);
        await rememberSent(deps.db, { ...of, sending: { id: sending, address } });
      } catch (cause) {
        await open.end("cut off");
        throw cause;
      }
      // What was cut off is no file yet: its sender goes on with it, or sends it anew. When it is taken all the same, it is told then.
      const told = async () =>
        await inTransaction(deps.db, async (trx) => {
          await endSending(trx, { ...of, sending });
          await tell("file.sent", null, to, trx);
        });
      return { ...open, end: async (how) => await open.end(how, told) };
    },
    remove: async (path) => {
      await folder.remove(path, async ({ ino }) => {
        await tell("file.removed", absolute(path), null);
        await forgetSent(deps.db, { dataSource: sender.id, inodes: [String(ino)] });
      });
    },
    rename: async (from, to) => {
      await folder.rename(from, to, async ({ ino }) => {
        const inode = String(ino);
        await tellCutOff(deps, { source: sender, inode, path: absolute(from) });
        await tell("file.renamed", absolute(from), absolute(to));
        // One that failed is sent again by its new name.
        if (isFin(from) || isAmongErrors(from)) await rememberSent(deps.db, { dataSource: sender.id, inode });
      });
    },
  };
}

function isAmongErrors(path: string): boolean {
  const place = placeOf(path);
  return place?.kind === "file" && place.folder === "errors";
}
