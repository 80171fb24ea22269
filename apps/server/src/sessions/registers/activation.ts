import { Refusal } from "@rapport/contract";
import type { RegisterActivation } from "@rapport/contract/sessions";
import { inTransaction } from "@rapport/operational";
import { randomInt } from "node:crypto";
import type { Deps } from "../../deps.ts";
import { hashOf, newToken } from "../token.ts";
import { activationOf, endActivation, endSessionsAt, noteSeen, putCode, redeemCode, registerOfDevice, type RegisterKey } from "./queries.ts";

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
export async function makeCode({ db, clock }: ActivationDeps, key: RegisterKey): Promise<{ code: string; expiresAt: string }> {
  await activationOrRefusal(db, key);
  const code = Array.from({ length: GROUPS }, () => Array.from({ length: GROUP_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join("")).join("-");
  const expiresAt = new Date(clock.now().getTime() + CODE_HOLDS_MS);
  await putCode(db, { ...key, hash: hashOf(signsOf(code)), expiresAt });
  return { code, expiresAt: expiresAt.toISOString() };
}

export async function deactivate({ db }: ActivationDeps, key: RegisterKey): Promise<undefined> {
  await activationOrRefusal(db, key);
  await inTransaction(db, async (trx) => {
    await endActivation(trx, key);
    await endSessionsAt(trx, key);
  });
  return undefined;
}

/** Makes the caller's device the register of a code; returns the device's new token. Wrong codes make their address wait. */
export async function activate(
  { db, clock, signInWaits }: ActivationDeps & Pick<Deps, "signInWaits">,
  { code, address }: { readonly code: string; readonly address: string },
): Promise<{ readonly token: string; readonly register: NonNullable<Awaited<ReturnType<typeof deviceOfToken>>> }> {
  const attempt = signInWaits.begin({ account: `activation ${address}`, address, device: null });
  const token = newToken();
  // A refusal leaves the code, and the device that was the register before.
  const register = await inTransaction(db, async (trx) => {
    const activated = await redeemCode(trx, { code: hashOf(signsOf(code)), token: hashOf(token), now: clock.now() });
    if (activated === undefined) throw new Refusal("register_code.ended", {});
    const found = await deviceOfToken({ db: trx, clock }, token);
    if (found === undefined) throw new Refusal("register_code.out_of_use", {});
    return found;
  });
  attempt.takeBack();
  return { token, register };
}

/** The register that a device with that token is. */
export async function deviceOfToken({ db, clock }: ActivationDeps, token: string) {
  const register = await registerOfDevice(db, hashOf(token));
  if (register !== undefined) await noteSeen(db, { token: hashOf(token), now: clock.now() });
  return register;
}

/** Capitals, dashes and spaces make no difference. */
function signsOf(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

async function activationOrRefusal(db: Deps["db"], key: RegisterKey) {
  const row = await activationOf(db, key);
  if (row === undefined) throw new Refusal("register.unknown", { legalEntity: key.legalEntity, register: key.register });
  return row;
}
