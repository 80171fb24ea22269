import { Refusal } from "@rapport/contract";
import type { OwnSession, SessionId } from "@rapport/contract/access";
import type { z } from "zod";
import type { Deps } from "../../deps.ts";
import type { HqActor } from "../../http/index.ts";
import { removeOwnSession, sessionsOf } from "../queries.ts";
import { hashOf } from "../token.ts";

/** The sessions of a person; `token` is that of the session that asks. */
export async function ownSessions(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, token }: { actor: HqActor; token: string },
): Promise<z.input<typeof OwnSession>[]> {
  const rows = await sessionsOf(db, { userId: actor.userId, now: clock.now() });
  return rows.map(({ id, browser, created_at, expires_at, token_hash }) => ({
    id,
    browser,
    startedAt: created_at.toISOString(),
    expiresAt: expires_at.toISOString(),
    current: token_hash.equals(hashOf(token)),
  }));
}

/** Somebody else's session is not found. */
export async function endOwn({ db }: Pick<Deps, "db">, { actor, id }: { actor: HqActor; id: SessionId }): Promise<undefined> {
  if (!(await removeOwnSession(db, { userId: actor.userId, id }))) throw new Refusal("own_session.unknown", {});
  return undefined;
}
