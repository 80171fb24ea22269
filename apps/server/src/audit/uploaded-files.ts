import { createJob } from "@rapport/contract/data-sources";
import type { Deps } from "../deps.ts";
import type { Asked } from "../http/index.ts";
import { addEntry } from "./queries.ts";

interface UploadedFile {
  readonly dataSource: number;
  readonly filename: string;
  /** Who sent it. */
  readonly actorKind: string;
  readonly actorId: string;
  /** The request with its last bytes; undefined when the server made the upload afterwards. */
  readonly asked: Asked | undefined;
}

/** A file that came in several goes is in the log once, as one that was sent whole. Call it in the transaction that makes an upload of it (FU21). */
export async function auditUploaded(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { dataSource, filename, actorKind, actorId, asked }: UploadedFile,
): Promise<void> {
  const subjects = [{ kind: "dataSource" as const, id: String(dataSource), changes: JSON.stringify({ file: { from: null, to: filename } }) }];
  await addEntry(db, { at: clock.now(), legalEntity: null, actorKind, actorId, action: createJob.name, asked, subjects });
}
