import { Refusal } from "@rapport/contract";
import { inTransaction } from "@rapport/operational";
import { timingSafeEqual } from "node:crypto";
import ssh2, { type AuthContext } from "ssh2";
import { auditSender } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { hashOf } from "../../sessions/index.ts";
import { accountById } from "../accounts/account-queries.ts";
import { nameOf, ownerOf, type FolderOwner } from "../folders/places.ts";
import { isAwake } from "./access.ts";
import { fingerprintOf } from "./host-keys.ts";
import { accessOf, markUsed, wayOf, type Way } from "./access-queries.ts";

export type SignInDeps = Pick<Deps, "db" | "clock" | "signInWaits">;

/** A sender who signed in, and when that was in the history of what opens the source. */
export interface Sender extends FolderOwner {
  readonly version: number;
}

/** `offered`: the key would do, and its proof comes with the next try. */
export type SignIn = { readonly kind: "in"; readonly sender: Sender } | { readonly kind: "offered" } | { readonly kind: "refused" };

const REFUSED = { kind: "refused" } as const;
const NO_PASSWORD = Buffer.alloc(32);
/** No source has it. */
const NO_SOURCE: FolderOwner = { rsid: "", id: 0 };

export async function trySignIn(deps: SignInDeps, ctx: AuthContext, address: string): Promise<SignIn> {
  switch (ctx.method) {
    case "password":
      return await byPassword(deps, { login: ctx.username, password: ctx.password, address });
    case "publickey":
      return await byKey(deps, ctx, address);
    case "none":
    case "hostbased":
    case "keyboard-interactive":
      return REFUSED;
  }
}

/** False when its password or key was taken away meanwhile, or the source was deleted or deactivated (SF8, FU16). */
export async function stillMay({ db }: Pick<Deps, "db">, { rsid, id, version }: Sender): Promise<boolean> {
  const account = await accountById(db, { rsid, id });
  return account !== undefined && account.deactivated_at === null && (await accessOf(db, id))?.version === version;
}

/**
 * Wrong tries wait like those at every sign-in (S3), each at the address that it comes from: logins are easily guessed and a password is not, so that a stranger's
 * tries would only keep the sender out.
 */
async function byPassword(deps: SignInDeps, { login, password, address }: { login: string; password: string; address: string }): Promise<SignIn> {
  let counted: { takeBack(): void };
  try {
    counted = deps.signInWaits.begin({ account: `sftp ${login}`, address, device: `sftp ${address}` });
  } catch (cause) {
    if (cause instanceof Refusal) return REFUSED;
    throw cause;
  }
  const found = await openWay(deps, login);
  // Asked for and compared also when there is none, so that the time tells nothing.
  const isRight = timingSafeEqual(hashOf(password), found?.access.password_hash ?? NO_PASSWORD);
  if (!isRight || found === undefined) return REFUSED;
  counted.takeBack();
  return await signedIn(deps, found, { address, by: "password" });
}

async function byKey(
  deps: SignInDeps,
  { username, key, blob, signature, hashAlgo }: Extract<AuthContext, { method: "publickey" }>,
  address: string,
): Promise<SignIn> {
  const found = await openWay(deps, username);
  const known = found?.keys.find(({ public_key }) => public_key.equals(key.data));
  if (found === undefined || known === undefined) return REFUSED;
  if (signature === undefined || blob === undefined) return { kind: "offered" };
  const parsed = ssh2.utils.parseKey(`${known.algorithm} ${known.public_key.toString("base64")}`);
  if (parsed instanceof Error || parsed.verify(blob, signature, hashAlgo) !== true) return REFUSED;
  return await signedIn(deps, found, { address, by: fingerprintOf(known.public_key) });
}

interface OpenWay extends Way {
  readonly source: FolderOwner;
}

/** undefined when nobody may come in under this name now. It asks the database the same for every name. */
async function openWay({ db, clock }: SignInDeps, login: string): Promise<OpenWay | undefined> {
  const source = ownerOf(login) ?? NO_SOURCE;
  const way = await wayOf(db, source);
  return way !== undefined && isAwake(way.access, clock.now()) ? { ...way, source } : undefined;
}

/** Who signed in, from where and by what is written down with it, or nobody signs in. */
async function signedIn({ db, clock }: SignInDeps, { source, access }: OpenWay, how: { readonly address: string; readonly by: string }): Promise<SignIn> {
  const at = clock.now();
  await inTransaction(db, async (trx) => {
    await markUsed(trx, { dataSource: source.id, at });
    await auditSender(trx, { dataSource: source.id, login: nameOf(source), ...how, at });
  });
  return { kind: "in", sender: { ...source, version: access.version } };
}
