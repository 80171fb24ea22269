import { Refusal } from "@rapport/contract";
import { RESUMABLE, type ResumableUpload } from "@rapport/contract/data-sources";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { assertRoomFor, orNotStored } from "../../received-files/index.ts";
import { accountOrRefusal, takingAccount, type AccountPlace } from "../accounts/accounts.ts";
import { plainName } from "../intake/add-upload.ts";
import { begunBytes, begunPath } from "../intake/upload-files.ts";
import { addBegun, ownBegun, ownUnfinished, removeBegun, unfinished, type BegunRow, type Owner } from "./resumable-queries.ts";
import type { SaidOfFile } from "./tus.ts";
import type { Writers } from "./writers.ts";

const DAY_MS = 86_400_000;

export type OwnPlaceOfUpload = AccountPlace & { readonly resumableUpload: string; readonly actor: Actor };

/** Refuses a file that is too large, or for which there is no room, before a byte of it is sent. */
export async function beginUpload(
  deps: Pick<Deps, "db" | "clock" | "dataDir" | "disk" | "uploadMaxBytes">,
  { said, actor, ...place }: AccountPlace & { readonly said: SaidOfFile; readonly actor: Actor },
): Promise<ResumableUpload> {
  const account = await takingAccount(deps.db, place);
  if (said.bytes > deps.uploadMaxBytes) throw new Refusal("upload.too_large", { megabytes: Math.floor(deps.uploadMaxBytes / 1024 ** 2) });
  // A file needs room twice: as it was sent, and in the warehouse.
  assertRoomFor(deps.disk, 2 * said.bytes);
  const at = deps.clock.now();
  const row = {
    id: randomUUID(),
    data_source_id: account.id,
    ...ownerOf(actor),
    filename: plainName(said.filename),
    bytes: said.bytes,
    last_modified: said.lastModified,
    forced: said.forced,
  };
  if (!(await addBegun(deps.db, { ...row, most: RESUMABLE.most, at }))) throw new Refusal("resumable.too_many", { most: RESUMABLE.most });
  try {
    // Asked after it was added, so that of several that are begun at once each counts the others.
    assertRoomFor(deps.disk, said.bytes + (await bytesToCome(deps)));
  } catch (cause) {
    await removeBegun(deps.db, { id: row.id, upload: null });
    throw cause;
  }
  return await shownUpload(deps, { ...row, touched_at: at, upload: null });
}

export async function listBegun(deps: Pick<Deps, "db" | "dataDir">, { actor, ...place }: AccountPlace & { readonly actor: Actor }): Promise<ResumableUpload[]> {
  const account = await accountOrRefusal(deps.db, place);
  const rows = await ownUnfinished(deps.db, { data_source_id: account.id, ...ownerOf(actor) });
  return await Promise.all(rows.map((row) => shownUpload(deps, row)));
}

/** Removes what came of it. Whoever still sends more is told. */
export async function cancelUpload(deps: Pick<Deps, "db" | "dataDir">, { writers, ...of }: OwnPlaceOfUpload & { readonly writers: Writers }): Promise<void> {
  const { id } = await begunOrRefusal(deps, of);
  await writers.alone(id, async () => {
    const row = await begunOrRefusal(deps, of);
    await rm(begunPath(deps, id), { force: true });
    await removeBegun(deps.db, row);
  });
}

/** The caller's own; anybody else's is not there. */
export async function begunOrRefusal({ db }: Pick<Deps, "db">, { actor, resumableUpload, ...place }: OwnPlaceOfUpload): Promise<BegunRow> {
  const account = await accountOrRefusal(db, place);
  const row = await ownBegun(db, { id: resumableUpload, data_source_id: account.id, ...ownerOf(actor) });
  if (row === undefined) throw new Refusal("resumable.unknown", {});
  return row;
}

export async function shownUpload(deps: Pick<Deps, "dataDir">, row: BegunRow): Promise<ResumableUpload> {
  return {
    id: row.id,
    filename: row.filename,
    bytes: row.bytes,
    receivedBytes: await receivedBytes(deps, row),
    lastModified: row.last_modified?.toISOString() ?? null,
    force: row.forced,
    expiresAt: new Date(row.touched_at.getTime() + RESUMABLE.keptDays * DAY_MS).toISOString(),
    jobId: row.upload,
  };
}

/** What stands on the disk, and nothing else, says how much came: so it is right whatever ended the server. */
export async function receivedBytes(deps: Pick<Deps, "dataDir">, { id, bytes, upload }: Pick<BegunRow, "id" | "bytes" | "upload">): Promise<number> {
  if (upload !== null) return bytes;
  return await orNotStored(() => begunBytes(deps, id));
}

/** What is still to come of all unfinished files, of every caller and source. */
async function bytesToCome(deps: Pick<Deps, "db" | "dataDir">): Promise<number> {
  let missing = 0;
  for (const { id, bytes } of await unfinished(deps.db)) missing += Math.max(0, bytes - (await orNotStored(() => begunBytes(deps, id))));
  return missing;
}

function ownerOf(actor: Actor): Owner {
  if (actor.kind === "headquarters") return { owner_kind: actor.kind, owner_id: actor.userId };
  if (actor.kind === "apiKey") return { owner_kind: actor.kind, owner_id: actor.id };
  throw new Error("the permission to send files is of headquarters");
}
