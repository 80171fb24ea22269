import { Refusal } from "@rapport/contract";
import { timingSafeEqual } from "node:crypto";
import ssh2, { type AuthContext } from "ssh2";
import type { Deps } from "../../deps.ts";
import { hashOf } from "../../sessions/index.ts";
import { accountById } from "../accounts/account-queries.ts";
import { ownerOf, type FolderOwner } from "../folders/places.ts";
import { isAwake } from "./access.ts";
import { accessOf, keysOf, markUsed } from "./access-queries.ts";

export type SignInDeps = Pick<Deps, "db" | "clock" | "signInWaits">;

/** A sender who signed in, and when that was in the history of what opens the source. */
export interface Sender extends FolderOwner {
  readonly version: number;
}

/** `offered`: the key would do, and its proof comes with the next try. */
export type SignIn = { readonly kind: "in"; readonly sender: Sender } | { readonly kind: "offered" } | { readonly kind: "refused" };

const REFUSED = { kind: "refused" } as const;
const NO_PASSWORD = Buffer.alloc(32);

export async function trySignIn(deps: SignInDeps, ctx: AuthContext, address: string): Promise<SignIn> {
  switch (ctx.method) {
    case "password":
      return await byPassword(deps, { login: ctx.username, password: ctx.password, address });
    case "publickey":
      return await byKey(deps, ctx);
    case "none":
    case "hostbased":
    case "keyboard-interactive":
      return REFUSED;
  }
}

/** False when its password or key was taken away meanwhile, or the source was deleted (SF7). */
export async function stillMay({ db }: Pick<Deps, "db">, { rsid, id, version }: Sender): Promise<boolean> {
  const account = await accountById(db, { rsid, id });
  return account !== undefined && (await accessOf(db, id))?.version === version;
}

/** Wrong tries wait like those at every sign-in (S3). */
async function byPassword(deps: SignInDeps, { login, password, address }: { login: string; password: string; address: string }): Promise<SignIn> {
  let counted: { takeBack(): void };
  try {
    counted = deps.signInWaits.begin({ account: `sftp ${login}`, address, device: null });
  } catch (cause) {
    if (cause instanceof Refusal) return REFUSED;
    throw cause;
  }
  const found = await wayOf(deps, login);
  // Compared also when there is none, so that the time tells nothing.
  const isRight = timingSafeEqual(hashOf(password), found?.access.password_hash ?? NO_PASSWORD);
  if (!isRight || found === undefined) return REFUSED;
  counted.takeBack();
  return await signedIn(deps, found);
}

async function byKey(deps: SignInDeps, { username, key, blob, signature, hashAlgo }: Extract<AuthContext, { method: "publickey" }>): Promise<SignIn> {
  const found = await wayOf(deps, username);
  if (found === undefined) return REFUSED;
  const known = (await keysOf(deps.db, found.source.id)).find(({ public_key }) => public_key.equals(key.data));
  if (known === undefined) return REFUSED;
  if (signature === undefined || blob === undefined) return { kind: "offered" };
  const parsed = ssh2.utils.parseKey(`${known.algorithm} ${known.public_key.toString("base64")}`);
  if (parsed instanceof Error || parsed.verify(blob, signature, hashAlgo) !== true) return REFUSED;
  return await signedIn(deps, found);
}

type Way = NonNullable<Awaited<ReturnType<typeof wayOf>>>;

/** undefined when nobody may come in under this name now. */
async function wayOf({ db, clock }: SignInDeps, login: string) {
  const source = ownerOf(login);
  if (source === undefined || (await accountById(db, source)) === undefined) return undefined;
  const access = await accessOf(db, source.id);
  return access !== undefined && isAwake(access, clock.now()) ? { source, access } : undefined;
}

async function signedIn({ db, clock }: SignInDeps, { source, access }: Way): Promise<SignIn> {
  await markUsed(db, { dataSource: source.id, at: clock.now() });
  return { kind: "in", sender: { ...source, version: access.version } };
}
