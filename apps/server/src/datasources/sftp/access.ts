import { Refusal } from "@rapport/contract";
import type { SourceFolder } from "@rapport/contract/data-sources";
import { DAY_MS } from "@rapport/domain";
import { inTransaction } from "@rapport/operational";
import { randomBytes } from "node:crypto";
import type { Deps } from "../../deps.ts";
import { hashOf } from "../../sessions/index.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { nameOf } from "../folders/places.ts";
import { accessOf, addKey, endOpen, keysOf, markUsed, removeKey, setPassword } from "./access-queries.ts";
import { serversKeys } from "./host-keys.ts";
import { readPublicKey } from "./public-key.ts";

type AccessDeps = Pick<Deps, "db" | "clock" | "fileDoors">;

/** A login that was not used for so long falls asleep (SF5). */
export const AWAKE_MS = 30 * DAY_MS;
const PASSWORD_BYTES = 18;
const MOST_KEYS = 20;

/** Only this answer holds the password; its hash is stored. */
export async function makePassword(deps: AccessDeps, place: AccountPlace): Promise<{ login: string; password: string }> {
  const account = await sourceWithSftp(deps, place);
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  await setPassword(deps.db, { dataSource: account.id, hash: hashOf(password), at: deps.clock.now() });
  return { login: nameOf(account), password };
}

export async function removePassword(deps: AccessDeps, place: AccountPlace): Promise<void> {
  const account = await sourceWithSftp(deps, place);
  await setPassword(deps.db, { dataSource: account.id, hash: null, at: deps.clock.now() });
}

export async function addPublicKey(
  deps: AccessDeps,
  { key: line, name, ...place }: AccountPlace & { readonly key: string; readonly name: string },
): Promise<void> {
  const account = await sourceWithSftp(deps, place);
  const { comment, ...key } = readPublicKey(line);
  const at = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    // First, so that of two who add one at the same moment the second sees the key of the first.
    await markUsed(trx, { dataSource: account.id, at });
    if ((await keysOf(trx, account.id)).length >= MOST_KEYS) throw new Refusal("sftp.keys_full", { most: MOST_KEYS });
    await addKey(trx, { dataSource: account.id, ...key, name: name === "" ? comment.slice(0, 100) : name, added_at: at });
  });
}

export async function removePublicKey(deps: AccessDeps, { keyId, ...place }: AccountPlace & { readonly keyId: number }): Promise<void> {
  const account = await sourceWithSftp(deps, place);
  await inTransaction(deps.db, async (trx) => {
    if (!(await removeKey(trx, { dataSource: account.id, key: keyId }))) throw new Refusal("sftp.key_unknown", { key: keyId });
    await endOpen(trx, account.id);
  });
}

export async function wake(deps: AccessDeps, place: AccountPlace): Promise<void> {
  const account = await sourceWithSftp(deps, place);
  await markUsed(deps.db, { dataSource: account.id, at: deps.clock.now() });
}

/** How the source's files are sent by SFTP; null while the server has none. */
export async function shownAccess(deps: AccessDeps & Pick<Deps, "dataDir">, source: { rsid: string; id: number }): Promise<SourceFolder["sftp"]> {
  const sftp = deps.fileDoors?.sftp;
  if (sftp === undefined) return null;
  const access = await accessOf(deps.db, source.id);
  const keys = await keysOf(deps.db, source.id);
  const hasWay = (access !== undefined && access.password_hash !== null) || keys.length > 0;
  return {
    host: sftp.publicHost,
    port: sftp.port,
    login: nameOf(source),
    fingerprints: (await serversKeys(deps, sftp)).map(({ algorithm, fingerprint }) => ({ algorithm, fingerprint })),
    state: !hasWay ? "none" : access !== undefined && isAwake(access, deps.clock.now()) ? "awake" : "asleep",
    lastUsedAt: access?.used_at.toISOString() ?? null,
    passwordMadeAt: access?.password_made_at?.toISOString() ?? null,
    keys: keys.map(({ id, name, algorithm, fingerprint, added_at }) => ({ id, name, algorithm, fingerprint, addedAt: added_at.toISOString() })),
  };
}

export function isAwake({ used_at }: { readonly used_at: Date }, now: Date): boolean {
  return now.getTime() - used_at.getTime() < AWAKE_MS;
}

async function sourceWithSftp({ db, fileDoors }: AccessDeps, place: AccountPlace) {
  const account = await accountOrRefusal(db, place);
  if (fileDoors?.sftp === undefined) throw new Refusal("sftp.off", {});
  return account;
}
