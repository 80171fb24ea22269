import { createHash } from "node:crypto";
import { LegalEntityCode, Refusal, Role, type Body } from "@rapport/contract";
import type { SignOn, putSignOnRoles } from "@rapport/contract/sessions";
import { holdForChange, inTransaction } from "@rapport/operational";
import type { z } from "zod";
import { auditAccess, changesBetween } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { rolesInWords } from "../users/grants.ts";
import type { RoleRow } from "../users/queries.ts";
import { rolesOrRefusal } from "../users/users.ts";
import { roleRules, saveRoleRules } from "./queries.ts";

type RolesDeps = Pick<Deps, "db" | "clock" | "signOn">;

export async function readSignOn({ db, signOn }: Pick<Deps, "db" | "signOn">): Promise<z.input<typeof SignOn>> {
  const rules = await roleRules(db);
  return {
    isOn: signOn !== undefined,
    name: signOn?.name ?? "",
    issuer: signOn?.issuer ?? "",
    claim: signOn?.claim ?? "",
    redirectUri: signOn?.redirectUri ?? "",
    version: versionOf(rules),
    roles: rules.flatMap(({ value, role, legal_entity }) => {
      const { data } = Role.safeParse(role);
      return data === undefined ? [] : [{ value, role: data, legalEntity: legal_entity === null ? null : LegalEntityCode.parse(legal_entity) }];
    }),
  };
}

interface Written extends Body<typeof putSignOnRoles> {
  /** The one that the caller saw; undefined replaces any. */
  readonly version: string | undefined;
  readonly actor: Actor;
}

/** Each rule once, and none that gives more than the caller has; refused when somebody changed them since the caller read them (OG2). */
export async function writeRoles(deps: RolesDeps, { actor, roles, version }: Written): Promise<z.input<typeof SignOn>> {
  await rolesOrRefusal(deps.db, { actor, given: roles });
  const rules = roles.map(({ value, role, legalEntity }) => ({ value, role, legal_entity: legalEntity }));
  const once = [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
  await inTransaction(deps.db, async (trx) => {
    await holdForChange(trx, ["people of headquarters"]);
    const before = await roleRules(trx);
    if (version !== undefined && version !== versionOf(before)) throw new Refusal("sign_on.roles_meanwhile", {});
    await saveRoleRules(trx, once);
    const changes = changesBetween({ roles: rulesInWords(before) }, { roles: rulesInWords(once) });
    const subject = { kind: "address" as const, id: actor.asked?.path ?? "", changes };
    await auditAccess({ db: trx, clock: deps.clock }, { actor, action: "sign_on.roles_changed", subject });
  });
  return await readSignOn(deps);
}

function versionOf(rules: Parameters<typeof rulesInWords>[0]): string {
  return createHash("sha256")
    .update(JSON.stringify(rulesInWords(rules)))
    .digest("base64url")
    .slice(0, 22);
}

function rulesInWords(rules: readonly (RoleRow & { readonly value: string })[]): string[] {
  return rules.map((rule) => `${rule.value}: ${rolesInWords([rule]).join("")}`).toSorted();
}
