import type { Deps } from "../deps.ts";
import type { Actor } from "../http/index.ts";
import { whoIs } from "./audit.ts";
import { addEntry, customersOfVisitors } from "./queries.ts";

export interface SeenVisitors {
  readonly actor: Actor;
  readonly rsid: string;
  /** Their ids as the retailer gave them. */
  readonly visitors: ReadonlySet<string>;
}

/**
 * The request's entry for an answer that shows visitors of a report suite: it names those who are customers of a legal entity with that suite (AU1). Without any, the
 * request's own entry is enough. Call it before anything is shown.
 */
export async function auditVisitors({ db, clock }: Pick<Deps, "db" | "clock">, { actor, rsid, visitors }: SeenVisitors): Promise<void> {
  const who = whoIs(actor);
  const { asked } = actor;
  if (who === null || asked === undefined || visitors.size === 0) return;
  const found = await customersOfVisitors(db, { rsid, visitors: [...visitors] });
  if (found.length === 0) return;
  const legalEntities = new Set(found.map(({ legal_entity }) => legal_entity));
  const legalEntity = legalEntities.size === 1 ? (found[0]?.legal_entity ?? null) : null;
  const subjects = [{ kind: "address" as const, id: asked.path }, ...found.map(({ id }) => ({ kind: "customer" as const, id }))];
  await addEntry(db, { at: clock.now(), legalEntity, ...who, action: asked.endpoint, asked, subjects });
}
