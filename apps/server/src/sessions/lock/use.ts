import type { AllowedAtStore } from "@rapport/domain/publishing";
import { isSessionIdle, USE_NOTED_MS } from "@rapport/domain/sessions";
import type { Deps } from "../../deps.ts";
import type { PosActor } from "../../http/index.ts";
import { allowedHere } from "../allowed-here.ts";
import { posSessionByHash } from "../queries.ts";
import { endIdleSession, lockSession, noteSessionUse } from "./queries.ts";

export interface UsedSession extends Pick<PosActor, "published" | "locked" | "idle"> {
  readonly row: NonNullable<Awaited<ReturnType<typeof posSessionByHash>>>;
  readonly allowed: Extract<AllowedAtStore, { kind: "allowed" }>;
}

/**
 * The session at a register that somebody uses now. One that was not used for its store's minutes is locked or ended by it, as the store says (SI18), and
 * stays so when the store's minutes change. Undefined when there is none.
 */
export async function usedPosSession({ db, clock }: Pick<Deps, "db" | "clock">, hash: Buffer): Promise<UsedSession | undefined> {
  const now = clock.now();
  const row = await posSessionByHash(db, { hash, now });
  if (row === undefined) return undefined;
  const { published, allowed } = await allowedHere(db, row, { at: now });
  if (allowed.kind !== "allowed") return undefined;
  const { idleMinutes: minutes = null, idleThen: action = "lock" } = published.store[row.store] ?? {};
  const session = { row, published, allowed, idle: minutes === null ? null : { minutes, action } };
  if (row.locked_at !== null) return { ...session, locked: true };
  const lastUsed = row.last_used_at;
  const lastUsedAt = lastUsed ?? row.created_at;
  if (isSessionIdle({ minutes, lastUsed: lastUsedAt.getTime(), now: now.getTime() })) {
    if (action === "lock") {
      await lockSession(db, { hash, now, lastUsed });
      return { ...session, locked: true };
    }
    await endIdleSession(db, { hash, lastUsed });
    return undefined;
  }
  if (now.getTime() - lastUsedAt.getTime() >= USE_NOTED_MS) await noteSessionUse(db, { hash, now });
  return { ...session, locked: false };
}
