import { Refusal } from "@rapport/contract";
import type { RegisterActivation } from "@rapport/contract/sessions";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { randomInt } from "node:crypto";
import { auditRegister, whoIs, type RegisterChange } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor, Asked } from "../../http/index.ts";
import { hashOf, newToken } from "../token.ts";
import { mayStillActivate } from "./code-maker.ts";
import { activationOf, endActivation, endSessionsAt, holdActivation, holdCode, noteSeen, putCode, putDevice, type RegisterKey } from "./queries.ts";
import { publishedRegister } from "./published.ts";

type ActivationDeps = Pick<Deps, "db" | "clock">;

/** Without letters and digits that look alike, because people read a code from one screen and type it on another. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 3;
const GROUP_SIGNS = 4;
const CODE_HOLDS_MS = 24 * 60 * 60 * 1000;

export async function readActivation({ db, clock }: ActivationDeps, key: RegisterKey): Promise<RegisterActivation> {
  const row = await activationOrRefusal(db, key);
  const isUsable = row.code_expires_at !== null && row.code_expires_at > clock.now();
  return {
    state: row.activated_at === null ? "never" : row.is_active ? "activated" : "deactivated",
    activatedAt: row.activated_at?.toISOString() ?? null,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    codeExpiresAt: isUsable ? (row.code_expires_at?.toISOString() ?? null) : null,
  };
}

/** 59 random bits. Only the code's hash is stored (SI10). */
export async function makeCode(
  { db, clock }: ActivationDeps,
  { actor, ...key }: RegisterKey & { readonly actor: Actor },
): Promise<{ code: string; expiresAt: string }> {
  await activationOrRefusal(db, key);
  const code = Array.from({ length: GROUPS }, () => Array.from({ length: GROUP_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join("")).join("-");
  const expiresAt = new Date(clock.now().getTime() + CODE_HOLDS_MS);
  await putCode(db, { ...key, hash: hashOf(signsOf(code)), expiresAt, by: knownOf(actor) });
  return { code, expiresAt: expiresAt.toISOString() };
}

/** Ends the device, its sessions and a code that waits. Refused when there is neither a device nor a code (SI11). */
export async function deactivate({ db, clock }: ActivationDeps, { actor, ...key }: RegisterKey & { readonly actor: Actor }): Promise<undefined> {
  await activationOrRefusal(db, key);
  await inTransaction(db, async (trx) => {
    const held = await holdActivation(trx, key);
    const hasDevice = held !== undefined && held.token_hash !== null;
    if (!hasDevice && !(held?.code_expires_at != null && held.code_expires_at > clock.now())) throw new Refusal("register.not_activated", key);
    await endActivation(trx, key);
    await endSessionsAt(trx, key);
    const action = hasDevice ? "register.deactivated" : "register.code_ended";
    await auditRegister({ db: trx, clock }, { ...key, by: knownOf(actor), asked: actor.asked, action });
  });
  return undefined;
}

/** Makes the caller's device the register of a code; returns the device's new token. Wrong codes make their address wait. The log names whose code it was. */
export async function activate(
  { db, clock, signInWaits }: ActivationDeps & Pick<Deps, "signInWaits">,
  { code, address, asked }: { readonly code: string; readonly address: string; readonly asked: Asked | undefined },
): Promise<Activated> {
  const attempt = signInWaits.begin({ account: `activation ${address}`, address, device: null });
  // A refusal leaves the code, and the device that was the register before.
  const activated = await inTransaction(db, async (trx) => {
    const held = await holdCode(trx, { code: hashOf(signsOf(code)), now: clock.now() });
    if (held?.code_by_kind == null || held.code_by_id === null) throw new Refusal("register_code.ended", {});
    const key = { legalEntity: held.legal_entity, register: held.register };
    if (!(await mayStillActivate(trx, { kind: held.code_by_kind, id: held.code_by_id, legalEntity: key.legalEntity, now: clock.now() })))
      throw new Refusal("register_code.ended", {});
    const by = { actorKind: held.code_by_kind, actorId: held.code_by_id };
    return await becomeDevice({ db: trx, clock }, { ...key, by, asked, action: "register.activated_by_code" });
  });
  attempt.takeBack();
  return activated;
}

/** A device's new token, and the register that it is by it. */
export interface Activated {
  readonly token: string;
  readonly register: Exclude<Awaited<ReturnType<typeof publishedRegister>>, "unpublished" | undefined>;
}

/** Makes a device the register, in place of its earlier one; the log says by whom. Refused for a register out of use. */
export async function becomeDevice({ db, clock }: { db: Transaction<Database>; clock: Deps["clock"] }, change: RegisterChange): Promise<Activated> {
  const token = newToken();
  const { legalEntity, register: number } = change;
  await putDevice(db, { legalEntity, register: number, token: hashOf(token), now: clock.now() });
  const register = await publishedRegister(db, hashOf(token));
  if (register === undefined) throw new Refusal("register_code.out_of_use", {});
  if (register === "unpublished") throw new Refusal("register.unpublished", {});
  await auditRegister({ db, clock }, change);
  return { token, register };
}

/** The register that a device with that token is. */
export async function deviceOfToken({ db, clock }: ActivationDeps, token: string) {
  const register = await publishedRegister(db, hashOf(token));
  if (register === undefined) return undefined;
  await noteSeen(db, { token: hashOf(token), now: clock.now() });
  return register === "unpublished" ? undefined : register;
}

/** Capitals, dashes and spaces make no difference. */
function signsOf(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Codes are made, and devices ended, by somebody with the right for it. */
function knownOf(actor: Actor) {
  const who = whoIs(actor);
  if (who === null) throw new Error("a register changed by nobody known");
  return who;
}

async function activationOrRefusal(db: Deps["db"], key: RegisterKey) {
  const row = await activationOf(db, key);
  if (row === undefined) throw new Refusal("register.unknown", { legalEntity: key.legalEntity, register: key.register });
  return row;
}
