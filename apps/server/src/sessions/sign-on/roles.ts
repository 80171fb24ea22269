import { LegalEntityCode, Role, type Body } from "@rapport/contract";
import type { SignOn, putSignOnRoles } from "@rapport/contract/sessions";
import { holdForChange, inTransaction } from "@rapport/operational";
import type { z } from "zod";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { rolesOrRefusal } from "../users/users.ts";
import { roleRules, saveRoleRules } from "./queries.ts";

type RolesDeps = Pick<Deps, "db" | "signOn">;

export async function readSignOn({ db, signOn }: RolesDeps): Promise<z.input<typeof SignOn>> {
  return {
    isOn: signOn !== undefined,
    name: signOn?.name ?? "",
    issuer: signOn?.issuer ?? "",
    claim: signOn?.claim ?? "",
    redirectUri: signOn?.redirectUri ?? "",
    roles: (await roleRules(db)).flatMap(({ value, role, legal_entity }) => {
      const { data } = Role.safeParse(role);
      return data === undefined ? [] : [{ value, role: data, legalEntity: legal_entity === null ? null : LegalEntityCode.parse(legal_entity) }];
    }),
  };
}

/** Each rule once, and none that gives more than the caller has. */
export async function writeRoles(deps: RolesDeps, { actor, roles }: Body<typeof putSignOnRoles> & { actor: Actor }): Promise<z.input<typeof SignOn>> {
  await rolesOrRefusal(deps.db, { actor, given: roles });
  const rules = roles.map(({ value, role, legalEntity }) => ({ value, role, legal_entity: legalEntity }));
  const once = [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
  await inTransaction(deps.db, async (trx) => {
    await holdForChange(trx, ["people of headquarters"]);
    await saveRoleRules(trx, once);
  });
  return await readSignOn(deps);
}
