import { Refusal, unreachable, type Query } from "@rapport/contract";
import { ApiKeyId, type ApiKey, type listApiKeys, type NewApiKey } from "@rapport/contract/access";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { inTransaction } from "@rapport/operational";
import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { auditAccess } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { reachOf, type Actor, type Reach } from "../../http/index.ts";
import { known } from "../known-permissions.ts";
import { listed } from "../listed.ts";
import { reachOfCodes } from "../reach-of-codes.ts";
import { hashOf } from "../token.ts";
import { addApiKey, allApiKeys, apiKeyById, endApiKey, holdEntities } from "./queries.ts";

type KeyDeps = Pick<Deps, "db" | "clock">;
type Stored = NonNullable<Awaited<ReturnType<typeof apiKeyById>>>;

/** Every key begins with this, so that people and scanners recognise one that leaked. */
const MARK = "rap_";
const START_CHARACTERS = MARK.length + 6;

/** The keys whose legal entities are all within the caller's, newest first. */
export async function keysSeenBy({ db, clock }: KeyDeps, actor: Actor): Promise<z.input<typeof ApiKey>[]> {
  const reach = reachOf(actor, "apiKey.manage");
  return (await allApiKeys(db)).filter((key) => isWithin(reach, key)).map((key) => shown(key, clock.now()));
}

/** A page of them. */
export async function listKeys(deps: KeyDeps, { actor, list }: { actor: Actor; list: Query<typeof listApiKeys> }) {
  const { rows, total } = listed(await keysSeenBy(deps, actor), {
    list,
    texts: ({ name, start }) => [name, start],
    isActive: ({ state }) => state === "active",
    values: {
      createdAt: ({ createdAt }) => createdAt,
      name: ({ name }) => name,
      lastUsedAt: ({ lastUsedAt }) => lastUsedAt,
      expiresAt: ({ expiresAt }) => expiresAt,
    },
  });
  return { apiKeys: rows, total };
}

/** Only this answer holds the key itself; its hash is stored. */
export async function createKey(
  { db, clock }: KeyDeps,
  { actor, draft }: { actor: Actor; draft: NewApiKey },
): Promise<z.input<typeof ApiKey> & { key: string }> {
  const now = clock.now();
  const permissions = [...new Set(draft.permissions)];
  const legalEntities = draft.legalEntities && [...new Set(draft.legalEntities)];
  const expiresAt = draft.expiresAt === null ? null : new Date(draft.expiresAt);
  if (expiresAt !== null && expiresAt <= now) throw new Refusal("api_key.wrong", {}, { faults: [{ path: ["expiresAt"], wrong: wrong("access.past", {}) }] });
  await refuseUnknownEntities(db, { actor, legalEntities });
  refuseTooWide(actor, { permissions, legalEntities });
  const key = `${MARK}${randomBytes(32).toString("base64url")}`;
  const row = {
    name: draft.name,
    hash: hashOf(key),
    start: key.slice(0, START_CHARACTERS),
    permissions,
    legal_entities: legalEntities,
    expires_at: expiresAt,
    made_by: nameOf(actor),
    created_at: now,
  };
  return await inTransaction(db, async (trx) => {
    // A legal entity that is deleted meanwhile would leave its code to a key.
    if (legalEntities !== null && (await holdEntities(trx, legalEntities)) < legalEntities.length) throw new Refusal("thing.gone", {});
    const id = await addApiKey(trx, row);
    await auditAccess({ db: trx, clock }, { actor, action: "api_key.created", subject: { kind: "apiKey", id } });
    return { ...shown({ ...row, id, last_used_at: null, revoked_at: null }, now), key };
  });
}

/** The key is refused from the next request on. Revoking it again changes nothing. */
export async function revokeKey({ db, clock }: KeyDeps, { actor, id }: { actor: Actor; id: ApiKeyId }): Promise<undefined> {
  await inTransaction(db, async (trx) => {
    const key = await apiKeyById(trx, id);
    if (key === undefined || !isWithin(reachOf(actor, "apiKey.manage"), key)) throw new Refusal("api_key.unknown", {});
    await endApiKey(trx, { id, now: clock.now() });
    await auditAccess({ db: trx, clock }, { actor, action: "api_key.revoked", subject: { kind: "apiKey", id } });
  });
  return undefined;
}

/** Only callers with the right for all legal entities see a key for all of them. */
function isWithin(reach: Reach, { legal_entities }: Pick<Stored, "legal_entities">): boolean {
  return reach === "all" || (legal_entities !== null && legal_entities.every((code) => reach.has(code)));
}

async function refuseUnknownEntities(db: Deps["db"], { actor, legalEntities }: { actor: Actor; legalEntities: readonly string[] | null }): Promise<void> {
  if (legalEntities === null) return;
  const reach = reachOf(actor, "apiKey.manage");
  const there = await reachOfCodes(db, legalEntities);
  const faults = legalEntities.flatMap<Fault>((legalEntity, i) =>
    there.has(legalEntity) && (reach === "all" || reach.has(legalEntity))
      ? []
      : [{ path: ["legalEntities", i], wrong: wrong("access.legal_entity", { legalEntity }) }],
  );
  if (faults.length > 0) throw new Refusal("api_key.wrong", {}, { faults });
}

function refuseTooWide(actor: Actor, { permissions, legalEntities }: { permissions: NewApiKey["permissions"]; legalEntities: readonly string[] | null }): void {
  const faults = permissions.flatMap<Fault>((permission, i) => {
    const reach = reachOf(actor, permission);
    const isHeld = reach === "all" || (legalEntities !== null && legalEntities.every((code) => reach.has(code)));
    return isHeld ? [] : [{ path: ["permissions", i], wrong: wrong("access.not_held", { permission }) }];
  });
  if (faults.length > 0) throw new Refusal("api_key.too_wide", {}, { faults });
}

function shown(key: Stored, now: Date): z.input<typeof ApiKey> {
  const { id, name, start, permissions, legal_entities, made_by, created_at, expires_at, last_used_at, revoked_at } = key;
  return {
    id,
    name,
    start,
    permissions: [...known(permissions)],
    legalEntities: legal_entities,
    madeBy: made_by,
    createdAt: created_at.toISOString(),
    expiresAt: expires_at?.toISOString() ?? null,
    lastUsedAt: last_used_at?.toISOString() ?? null,
    revokedAt: revoked_at?.toISOString() ?? null,
    state: revoked_at !== null ? "revoked" : expires_at !== null && expires_at <= now ? "expired" : "active",
  };
}

function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case "apiKey":
    case "headquarters":
      return actor.name;
    case "pos":
    case "public":
      throw new Error(`nobody of headquarters: ${actor.kind}`);
    default:
      return unreachable(actor);
  }
}
