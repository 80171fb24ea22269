import { randomUUID } from "node:crypto";
import type { Deps } from "../deps.ts";
import { addEntry } from "./queries.ts";

interface SentFile {
  readonly action: "file.sent" | "file.fetched" | "file.removed" | "file.renamed";
  readonly dataSource: number;
  readonly login: string;
  readonly address: string;
  /** What it was called before, and is called after; null where there is no such file. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What a sender did with a file of their folder by SFTP, by its name. Like a sign-in there, it is the source's. */
export async function auditFile({ db, clock }: Pick<Deps, "db" | "clock">, { action, dataSource, login, address, from, to }: SentFile): Promise<void> {
  const asked = { request: randomUUID(), endpoint: "sftp", path: `/${login}`, address };
  const subjects = [{ kind: "dataSource" as const, id: String(dataSource), changes: JSON.stringify({ "sftp.file": { from, to } }) }];
  await addEntry(db, { at: clock.now(), legalEntity: null, actorKind: "server", actorId: "server", action, asked, subjects });
}
