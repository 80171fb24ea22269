import { Role, permissionsOfRole, type Permission } from "@rapport/contract";
import { reachOf, type Actor, type Grant } from "../../http/index.ts";
import type { RoleRow } from "./queries.ts";

/** What roles let a person do, and where. Ignores stored roles that this version does not know. */
export function grantsOf(rows: readonly (RoleRow & { readonly rsid: string | null })[]): Grant[] {
  return rows.flatMap(({ role, legal_entity, rsid }) => {
    const { data } = Role.safeParse(role);
    if (data === undefined) return [];
    const permissions: ReadonlySet<Permission> = new Set(permissionsOfRole(data));
    return [{ permissions, legalEntities: legal_entity === null ? "all" : new Map([[legal_entity, rsid]]) }];
  });
}

/** True when the caller may manage people where the role holds, and has all permissions of the role there. */
export function covers(actor: Actor, { role, legal_entity }: RoleRow): boolean {
  const { data } = Role.safeParse(role);
  const needed: readonly Permission[] = ["user.manage", ...(data === undefined ? [] : permissionsOfRole(data))];
  return needed.every((permission) => isHeld(actor, { permission, legal_entity }));
}

/** True when the caller may manage people where this role holds. */
export function isInReach(actor: Actor, { legal_entity }: Pick<RoleRow, "legal_entity">): boolean {
  return isHeld(actor, { permission: "user.manage", legal_entity });
}

function isHeld(actor: Actor, { permission, legal_entity }: { permission: Permission; legal_entity: string | null }): boolean {
  const reach = reachOf(actor, permission);
  return reach === "all" || (legal_entity !== null && reach.has(legal_entity));
}

/** Roles as the audit log has them, in an order of their own, so that equal roles look equal: `administrator`, or `reader (NL01)` for one legal entity. */
export function rolesInWords(rows: readonly RoleRow[]): string[] {
  return rows.map(({ role, legal_entity }) => (legal_entity === null ? role : `${role} (${legal_entity})`)).toSorted();
}
