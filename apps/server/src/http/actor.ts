import {
  Refusal,
  type IdleThen,
  type LegalEntityCode,
  type OperatorId,
  type Permission,
  type RegisterNumber,
  type StoreNumber,
  type WorkerId,
  sideOf,
} from "@rapport/contract";
import type { StoreConfig } from "@rapport/contract/publishing";

/** The legal entities in which something is allowed, each with its report suite; `all` includes legal entities made later. */
export type Reach = "all" | ReadonlyMap<string, string | null>;

/** What a key or a person of headquarters may do, and where. */
export interface Grant {
  readonly permissions: ReadonlySet<Permission>;
  readonly legalEntities: Reach;
}

/** The request in which somebody acts, for the audit log. */
export interface Asked {
  readonly request: string;
  /** The endpoint's name. */
  readonly endpoint: string;
  /** The path as it was called. */
  readonly path: string;
  /** The caller's address, as a trusted proxy tells it. */
  readonly address: string;
}

/** Who calls: a machine, a person at headquarters, an associate at a register, or somebody unknown. */
export type Actor = PublicActor | ApiKeyActor | HqActor | PosActor;
export interface PublicActor {
  readonly kind: "public";
  readonly asked?: Asked;
}
export interface ApiKeyActor {
  readonly kind: "apiKey";
  readonly asked?: Asked;
  readonly id: string;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly grants: readonly Grant[];
}
export interface HqActor {
  readonly kind: "headquarters";
  readonly asked?: Asked;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly grants: readonly Grant[];
  /** They have to set up a second factor first. */
  readonly lacksSecondFactor: boolean;
}
export interface PosActor {
  readonly kind: "pos";
  readonly asked?: Asked;
  readonly workerId: WorkerId;
  /** Who lent the right that this request needs (RI3). */
  readonly approvedBy?: WorkerId;
  readonly operatorId: OperatorId;
  readonly name: string;
  readonly legalEntity: LegalEntityCode;
  readonly register: RegisterNumber;
  readonly store: StoreNumber;
  /** The configuration of the one snapshot by which this request is answered (PB6). */
  readonly published: StoreConfig;
  /** They have to choose a password of their own first (SI8). */
  readonly mustChangePassword: boolean;
  /** They have to unlock their session first (SI17); then they hold no permission. */
  readonly locked: boolean;
  readonly idle: { readonly minutes: number; readonly action: IdleThen } | null;
  readonly permissions: ReadonlySet<Permission>;
}

/** The credentials that a request brings. */
export interface Credentials {
  /** The header as it came, for saying what is wrong with it. */
  readonly authorization: string | undefined;
  readonly bearer: string | undefined;
  readonly hqToken: string | undefined;
  readonly posToken: string | undefined;
  /** By which somebody lends the caller the right for this request (RI3), and the path that it is for. */
  readonly approval?: string | undefined;
  readonly path?: string | undefined;
}

/** Looks up credentials; null for a token that is unknown, expired or revoked. */
export interface Authenticator {
  apiKey(key: string): Promise<ApiKeyActor | null>;
  headquarters(token: string): Promise<HqActor | null>;
  pos(token: string): Promise<PosActor | null>;
  /** Who lends a session the permission for the request to this path, by a manager's override; null when nobody does. An approval works once. */
  lender(lent: { readonly approval: string; readonly session: string; readonly permission: Permission; readonly path: string }): Promise<WorkerId | null>;
}

/** True for an endpoint that looks up no credentials: it is open to everybody, or reads a write key itself. */
export function isOpen(permission: Permission): boolean {
  const side = sideOf(permission);
  return side === "anyone" || side === "collection";
}

export const NOBODY: PublicActor = { kind: "public" };

/** The actor for an endpoint, or a refusal: 401 without valid credentials, 403 for valid ones without the permission. */
export async function authorise(authenticator: Authenticator, permission: Permission, credentials: Credentials): Promise<Actor> {
  if (isOpen(permission)) return NOBODY;
  const actor = await identify(authenticator, permission, credentials);
  if (actor.kind === "public") throw nobody(credentials);
  if (actor.kind === "pos" && actor.locked) throw new Refusal("session.locked", {});
  if (actor.kind === "pos" && actor.mustChangePassword && sideOf(permission) === "pos" && permission !== "ownPassword")
    throw new Refusal("password.must_change", {});
  return actor.permissions.has(permission) ? actor : await lent(authenticator, { actor, permission, credentials });
}

/** The actor with a right that somebody lends them for this request (RI3, R50). It is spent, whatever becomes of the request. */
async function lent(
  authenticator: Authenticator,
  { actor, permission, credentials }: { actor: Exclude<Actor, PublicActor>; permission: Permission; credentials: Credentials },
): Promise<Actor> {
  const { approval, posToken, path } = credentials;
  if (actor.kind !== "pos" || approval === undefined || posToken === undefined || path === undefined) throw new Refusal("permission.missing", { permission });
  const approvedBy = await authenticator.lender({ approval, session: posToken, permission, path });
  if (approvedBy === null) throw new Refusal("approval.ended", {});
  return { ...actor, approvedBy };
}

/**
 * A page may say for whom it was opened. If another person has signed in since, in another tab, the page's calls are refused (SI7).
 * Associates are named by their worker id, people at headquarters by their user id.
 */
export function refuseOtherPerson(actor: Actor, believed: string | undefined): void {
  if (believed === undefined || (actor.kind !== "pos" && actor.kind !== "headquarters")) return;
  const id = actor.kind === "pos" ? actor.workerId : actor.userId;
  if (id !== believed) throw new Refusal("session.other_person", { name: actor.name });
}

/** Says which credentials were sent and why they are refused, without repeating their values. */
function nobody({ authorization, bearer, hqToken, posToken }: Credentials): Refusal {
  if (bearer !== undefined) return new Refusal("session.key", {});
  if (authorization !== undefined) return new Refusal("session.header", {});
  if (hqToken !== undefined || posToken !== undefined) return new Refusal("session.ended", {});
  return new Refusal("session.missing", {});
}

async function identify(authenticator: Authenticator, permission: Permission, { bearer, hqToken, posToken }: Credentials): Promise<Actor> {
  if (bearer !== undefined) return (await authenticator.apiKey(bearer)) ?? NOBODY;
  const headquarters = async () => (hqToken === undefined ? null : await authenticator.headquarters(hqToken));
  const pos = async () => (posToken === undefined ? null : await authenticator.pos(posToken));
  // A browser may hold both sessions: the one of the endpoint's own app is tried first.
  if (sideOf(permission) === "pos") return (await pos()) ?? (await headquarters()) ?? NOBODY;
  return (await headquarters()) ?? (await pos()) ?? NOBODY;
}
