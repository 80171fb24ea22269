import { LegalEntityCode, OperatorId, Permission, RegisterNumber, StoreNumber, WorkerId, permissionsOfOperations } from "@rapport/contract";
import type { Deps } from "../deps.ts";
import type { Authenticator } from "../http/index.ts";
import { apiKeyByHash, hqSessionByHash, posSessionByHash } from "./queries.ts";
import { hashOf } from "./token.ts";

/** Looks up API keys and sessions. Nothing is remembered between requests, so a revoked one stops at once. */
export function createAuthenticator({ db, clock }: Pick<Deps, "db" | "clock">): Authenticator {
  return {
    apiKey: async (key) => {
      const row = await apiKeyByHash(db, hashOf(key));
      return row === undefined ? null : { kind: "apiKey", id: row.id, permissions: known(row.permissions) };
    },
    headquarters: async (token) => {
      const row = await hqSessionByHash(db, { hash: hashOf(token), now: clock.now() });
      return row === undefined ? null : { kind: "headquarters", userId: row.id, name: row.name, email: row.email, permissions: known(row.permissions) };
    },
    pos: async (token) => {
      const row = await posSessionByHash(db, { hash: hashOf(token), now: clock.now() });
      if (row === undefined) return null;
      return {
        kind: "pos",
        workerId: WorkerId.parse(row.id),
        operatorId: OperatorId.parse(row.operator_id),
        name: row.name,
        legalEntity: LegalEntityCode.parse(row.legal_entity),
        register: RegisterNumber.parse(row.register),
        store: StoreNumber.parse(row.store),
        permissions: new Set(permissionsOfOperations(row.operations)),
      };
    },
  };
}

/** A stored permission that this version does not know is no permission. */
function known(permissions: readonly string[]): ReadonlySet<Permission> {
  return new Set(permissions.map((permission) => Permission.safeParse(permission)).flatMap(({ data }) => (data === undefined ? [] : [data])));
}
