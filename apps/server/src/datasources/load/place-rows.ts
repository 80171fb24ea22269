import type { Deps } from "../../deps.ts";
import type { AccountRow } from "../accounts/account-queries.ts";
import { loadedBefore, mayBeKnown, setRowsHash, uploadsInReports, type FileReading, type UploadRow } from "../queries.ts";
import { attemptsOf } from "../replace/replace-queries.ts";
import type { FileParameters } from "./load-queries.ts";
import { firstHitOfSuite, hashOfFile, keepHashes, rejectEarly, rejectedSoFar, rejectRepeated, repeatedRows, tellEarly } from "./place-queries.ts";

type PlaceDeps = Pick<Deps, "db" | "warehouse">;

export interface PlacedFile {
  readonly upload: UploadRow;
  readonly account: AccountRow;
  readonly parameters: FileParameters;
}

/** Rejects correct rows whose day cannot be right, if their source says so (U7). */
export async function refuseEarly({ warehouse }: PlaceDeps, { upload, parameters }: PlacedFile): Promise<number> {
  if (upload.early_rows !== "reject") return 0;
  // What a mapping rejected is counted already.
  const before = await rejectedOf({ warehouse }, upload.id);
  await warehouse.run(rejectEarly, { ...parameters, firstHit: await firstHitOf({ warehouse }, upload) });
  return (await rejectedOf({ warehouse }, upload.id)) - before;
}

/** Tells of rows that are rejected for another fault when their day cannot be right either. */
export async function tellEarlyToo({ warehouse }: PlaceDeps, { upload, parameters }: Omit<PlacedFile, "account">): Promise<void> {
  if (upload.early_rows === "reject") await warehouse.run(tellEarly, { ...parameters, firstHit: await firstHitOf({ warehouse }, upload) });
}

/** Epoch milliseconds; 0 for a suite without hits. */
async function firstHitOf({ warehouse }: Pick<Deps, "warehouse">, { rsid }: Pick<UploadRow, "rsid">): Promise<number> {
  const [first] = await warehouse.rows(firstHitOfSuite, { suite: rsid });
  return first?.first_at ?? 0;
}

/** The earlier upload that has exactly these rows, however they were written. Stores the hashes of this one's rows (U6). */
export async function sameRows({ db, warehouse }: PlaceDeps, { upload, parameters }: PlacedFile): Promise<number | undefined> {
  await warehouse.run(keepHashes, parameters);
  const [found] = await warehouse.rows(hashOfFile, { upload: upload.id });
  if (found === undefined) return undefined;
  await setRowsHash(db, { id: upload.id, hash: found.hash });
  return mayBeKnown(upload) ? await loadedBefore(db, { ...upload, rows_hash: found.hash }) : undefined;
}

/** Finds rows that earlier files of the source have, and rejects them if the source says so and the upload is not forced (U7). */
export async function findRepeated({ db, warehouse }: PlaceDeps, { upload, account, parameters }: PlacedFile): Promise<FileReading["repeatedRows"]> {
  // The upload that this one replaces is no other file, and mended rows are of the file in which they stood.
  const same = new Set([upload.replaces, ...(upload.mends === null ? [] : (await attemptsOf(db, upload.mends)).map(({ id }) => id))]);
  const earlier = (await uploadsInReports(db, upload)).filter((id) => !same.has(id));
  if (earlier.length === 0) return undefined;
  const [found] = await warehouse.rows(repeatedRows, { upload: upload.id, earlier });
  if (found === undefined || found.rows === 0) return undefined;
  const counted = upload.forced || account.repeated_rows === "warn";
  if (!counted) await warehouse.run(rejectRepeated, { ...parameters, earlier });
  return { ...found, counted };
}

async function rejectedOf({ warehouse }: Pick<Deps, "warehouse">, upload: number): Promise<number> {
  const [found] = await warehouse.rows(rejectedSoFar, { upload });
  return found?.rows ?? 0;
}
