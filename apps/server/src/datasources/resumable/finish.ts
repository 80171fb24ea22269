import { Refusal } from "@rapport/contract";
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { auditUploaded } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Asked } from "../../http/index.ts";
import { orNotStored } from "../../received-files/index.ts";
import { sourceById } from "../accounts/account-queries.ts";
import { addReceivedIn } from "../intake/add-upload.ts";
import { begunPath, discard, uploadFolder } from "../intake/upload-files.ts";
import { lockedBegun, markWhole } from "./resumable-queries.ts";

/**
 * Makes one upload of a file of which everything came, however often and from however many places it is asked for, and whatever ends the server meanwhile (FU13,
 * FU21). The upload gets the bytes under a second name, so nothing is lost when it is not stored.
 */
export async function finishUpload(
  deps: Pick<Deps, "db" | "clock" | "dataDir">,
  { id, asked }: { readonly id: string; readonly asked: Asked | undefined },
): Promise<void> {
  const path = begunPath(deps, id);
  const second = { path: join(uploadFolder(deps), `${randomUUID()}.part`) };
  try {
    const { hash, bytes } = await hashed(path);
    await orNotStored(() => link(path, second.path));
    await deps.db.transaction().execute(async (trx) => {
      const begun = await lockedBegun(trx, id);
      if (begun === undefined) throw new Refusal("resumable.unknown", {});
      if (begun.upload !== null) return;
      if (begun.bytes !== bytes) throw new Refusal("resumable.offset", { received: bytes });
      const account = await sourceById(trx, begun.data_source_id);
      if (account === undefined) throw new Refusal("resumable.unknown", {});
      await auditUploaded(
        { db: trx, clock: deps.clock },
        { dataSource: account.id, filename: begun.filename, actorKind: begun.owner_kind, actorId: begun.owner_id, asked },
      );
      const added = await addReceivedIn(trx, {
        deps,
        account,
        file: { ...second, bytes, hash },
        filename: begun.filename,
        forced: begun.forced,
        came_by: begun.owner_kind === "headquarters" ? "screen" : "api",
        taken: null,
      });
      await markWhole(trx, { id, upload: added.id });
    });
    await rm(path, { force: true });
  } finally {
    await discard(second);
  }
}

async function hashed(path: string): Promise<{ hash: Buffer; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const read = createReadStream(path);
  read.on("data", (piece) => (bytes += piece.length));
  await orNotStored(() => pipeline(read, hash));
  return { hash: hash.digest(), bytes };
}
