import { LegalEntityCode, OperatorId, RegisterNumber, StoreNumber, WorkerId, permissionsOfOperations, type Permission } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import type { Authenticator } from "../http/index.ts";
import { apiKeyByHash, noteUse } from "./api-keys/queries.ts";
import { lenderOf } from "./approval/approve.ts";
import { known } from "./known-permissions.ts";
import { usedPosSession } from "./lock/use.ts";
import { hqSessionByHash } from "./queries.ts";
import { reachOfCodes } from "./reach-of-codes.ts";
import { hashOf } from "./token.ts";
import { grantsOf } from "./users/grants.ts";
import { rolesOf } from "./users/queries.ts";

/** How often the last use of a key is written down. */
const USE_NOTED_MS = 60_000;

/** Looks up API keys and sessions. Nothing is remembered between requests, so a revoked one stops at once. */
export function createAuthenticator({ db, clock }: Pick<Deps, "db" | "clock">): Authenticator {
  return {
    apiKey: async (key) => {
      const now = clock.now();
      const row = await apiKeyByHash(db, { hash: hashOf(key), now });
      if (row === undefined) return null;
      const { id, name, last_used_at } = row;
      if (last_used_at === null || now.getTime() - last_used_at.getTime() >= USE_NOTED_MS) await noteUse(db, { id, now });
      const permissions = known(row.permissions);
      const legalEntities = row.legal_entities === null ? "all" : await reachOfCodes(db, row.legal_entities);
      return { kind: "apiKey", id, name, permissions, grants: [{ permissions, legalEntities }] };
    },
    headquarters: async (token) => {
      const row = await hqSessionByHash(db, { hash: hashOf(token), now: clock.now() });
      if (row === undefined) return null;
      const lacksSecondFactor = row.lacks_second_factor === true;
      const grants = lacksSecondFactor ? [] : grantsOf(await rolesOf(db, row.id));
      // Everybody who signs in may manage their own account.
      const permissions = new Set<Permission>([...grants.flatMap((grant) => [...grant.permissions]), "ownAccount"]);
      return { kind: "headquarters", userId: row.id, name: row.name, email: row.email, permissions, grants, lacksSecondFactor };
    },
    pos: async (token) => {
      const session = await usedPosSession({ db, clock }, hashOf(token));
      if (session === undefined) return null;
      const { row, allowed, published, locked, idle } = session;
      return {
        kind: "pos",
        workerId: WorkerId.parse(row.id),
        operatorId: OperatorId.parse(row.operator_id),
        name: allowed.name,
        legalEntity: LegalEntityCode.parse(row.legal_entity),
        register: RegisterNumber.parse(row.register),
        store: StoreNumber.parse(row.store),
        published,
        mustChangePassword: row.must_change_password,
        locked,
        idle,
        permissions: new Set<Permission>(locked ? [] : row.must_change_password ? ["ownPassword"] : permissionsOfOperations(allowed.operations)),
      };
    },
    lender: async (lent) => await lenderOf({ db, clock }, lent),
  };
}
