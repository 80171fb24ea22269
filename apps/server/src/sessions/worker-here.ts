import type { Database } from "@rapport/operational";
import type { Kysely } from "kysely";
import { allowedHere } from "./allowed-here.ts";
import { workerAtRegister } from "./queries.ts";

/** Who tries to sign in, or to lend a right, at a register. */
export interface WorkerHere {
  readonly id: string;
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
  /** False when they share no employee address book with the store (SI5). */
  readonly belongs: boolean;
  readonly operations: readonly number[];
}

/** A worker as the store and headquarters know them. One whom the store does not know yet is unknown (PB8). */
export async function workerHere(
  db: Kysely<Database>,
  asked: { readonly legalEntity: string; readonly register: string; readonly operatorId: string; readonly now: Date },
): Promise<WorkerHere | undefined> {
  const row = await workerAtRegister(db, asked);
  if (row === undefined) return undefined;
  const { allowed } = await allowedHere(db, row, { at: asked.now });
  if (allowed.kind === "unpublished") return undefined;
  const operations = allowed.kind === "allowed" ? allowed.operations : [];
  return { id: row.id, passwordHash: row.password_hash, mustChangePassword: row.must_change_password, belongs: allowed.kind === "allowed", operations };
}
