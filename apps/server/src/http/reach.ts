import { Refusal, type Endpoint, type Permission } from "@rapport/contract";
import type { Actor, Grant, Reach } from "./actor.ts";

/** Where the caller holds a permission. A register's session names its own legal entity, and its handlers use only that one. */
export function reachOf(actor: Actor, permission: Permission): Reach {
  if (!("grants" in actor)) return "all";
  return union(actor.grants.filter(({ permissions }) => permissions.has(permission)));
}

/** Something of another legal entity is not found (RI2): it is refused exactly like something that does not exist. */
export function assertInReach({ name, reach: kind, permission }: Endpoint, { actor, params, body }: { actor: Actor; params: unknown; body: unknown }): void {
  const reach = reachOf(actor, permission);
  if (reach === "all" || kind === "handler") return;
  if (kind === "house") throw new Refusal("permission.every_legal_entity", { permission });
  const { legalEntity, rsid } = { ...ownerIn(body), ...ownerIn(params) };
  if (legalEntity === undefined && rsid === undefined) throw new Error(`${name} names no legal entity and no report suite: say its reach`);
  if (legalEntity !== undefined && !reach.has(legalEntity)) throw outside(actor, { permission, legalEntity });
  if (rsid === undefined || holdsSuite(reach, rsid)) return;
  // A request would give this suite to a legal entity. Whoever could name another's suite here would reach its data.
  throw legalEntity === undefined ? new Refusal("report_suite.not_found", { rsid }) : new Refusal("report_suite.unknown", { rsid });
}

/** A caller with another right in that legal entity knows already that it exists. */
function outside(actor: Actor, { permission, legalEntity }: { permission: Permission; legalEntity: string }): Refusal {
  const known = "grants" in actor ? union(actor.grants) : new Map();
  return known === "all" || known.has(legalEntity) ? new Refusal("permission.missing", { permission }) : new Refusal("legal_entity.unknown", { legalEntity });
}

/** True for a report suite of one of these legal entities. */
export function holdsSuite(reach: Reach, rsid: string): boolean {
  return reach === "all" || [...reach.values()].includes(rsid);
}

function ownerIn(part: unknown): { legalEntity?: string | undefined; rsid?: string | undefined } {
  if (typeof part !== "object" || part === null) return {};
  const { legalEntity, rsid } = part as Record<string, unknown>;
  return { ...(typeof legalEntity === "string" && { legalEntity }), ...(typeof rsid === "string" && { rsid }) };
}

function union(grants: readonly Grant[]): Reach {
  const entities = new Map<string, string | null>();
  for (const { legalEntities } of grants) {
    if (legalEntities === "all") return "all";
    for (const [code, rsid] of legalEntities) entities.set(code, rsid);
  }
  return entities;
}
