import { Refusal } from "@rapport/contract";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { auditAccess, auditSignIn, changesBetween } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Asked } from "../../http/index.ts";
import { networkOf } from "../network-of.ts";
import { endSessionsOf } from "../queries.ts";
import { SESSION_SECONDS } from "../sign-in.ts";
import { hashOf, newToken } from "../token.ts";
import { rolesInWords } from "../users/grants.ts";
import { countAdministrators, noteSaved, rolesOf, saveRoles, type RoleRow } from "../users/queries.ts";
import type { Provider, Told } from "./provider.ts";
import { addAttempt, addPerson, addSignOnSession, personOfProvider, removeOldAttempts, removeOldest, roleRules, takeAttempt, tieInvited } from "./queries.ts";

type SignOnDeps = Pick<Deps, "db" | "clock" | "log">;

/** How long a person may be away at the provider. */
export const ATTEMPT_SECONDS = 10 * 60;
/** So many sign-ins of one network may wait for their end at a time: a head office may share an address. */
const MOST_OF_ADDRESS = 300;
/** Of all addresses together. */
const MOST = 20_000;

interface Begin {
  readonly provider: Provider;
  readonly next: string | null;
  /** From where the browser asks. */
  readonly address: string;
}

/** Begins a sign-in: the address to which the browser goes, and the token that the browser keeps meanwhile. While too many wait, the oldest end. */
export async function begin({ db, clock }: SignOnDeps, { provider, next, address }: Begin): Promise<{ url: string; browser: string }> {
  const now = clock.now();
  await removeOldAttempts(db, now);
  const network = networkOf(address);
  const { state, nonce, verifier, url } = await provider.begin();
  const browser = newToken();
  const expiresAt = new Date(now.getTime() + ATTEMPT_SECONDS * 1000);
  await addAttempt(db, { stateHash: hashOf(state), browserHash: hashOf(browser), nonce, verifier, next, expiresAt, address: network });
  await removeOldest(db, { address: network, mostOfAddress: MOST_OF_ADDRESS, most: MOST });
  return { url: url.href, browser };
}

interface Finish {
  readonly provider: Provider;
  readonly callback: URL;
  /** The token that the browser kept. */
  readonly kept: string | undefined;
  readonly browser: string;
  readonly asked: Asked | undefined;
}

/** Ends a sign-in: the token of the new session. A state works once, and only in the browser in which it began. */
export async function finish(deps: SignOnDeps, { provider, callback, kept, browser, asked }: Finish): Promise<{ token: string; next: string | null }> {
  const { db, clock } = deps;
  const state = callback.searchParams.get("state");
  if (state === null || kept === undefined) throw new Refusal("sign_on.ended", {});
  const attempt = await takeAttempt(db, { stateHash: hashOf(state), browserHash: hashOf(kept), now: clock.now() });
  if (attempt === undefined) throw new Refusal("sign_on.ended", {});
  const told = await provider.finish({ state, nonce: attempt.nonce, verifier: attempt.verifier }, callback);
  const signedIn = await signIn(deps, { told, browser, asked });
  if (signedIn instanceof Refusal) throw signedIn;
  return { token: signedIn, next: attempt.next };
}

/**
 * The person of the provider's own id, whatever their e-mail address is now (AC11). Their roles are those that the claim gives at this sign-in; with none they
 * are refused, and lose what they had. The last administrator with a password keeps their role (AC7).
 */
async function signIn(
  { db, clock }: SignOnDeps,
  { told, browser, asked }: { told: Told; browser: string; asked: Asked | undefined },
): Promise<string | Refusal> {
  return await inTransaction(db, async (trx) => {
    await holdForChange(trx, ["people of headquarters"]);
    const roles = rolesFor(told, await roleRules(trx));
    const known = await personOfProvider(trx, told);
    if (known !== undefined && known.deactivated_at !== null) return new Refusal("sign_on.deactivated", {});
    const changesOf = async (id: string) => changesBetween({ roles: rolesInWords(await rolesOf(trx, id)) }, { roles: rolesInWords(roles) });
    if (roles.length === 0) {
      if (known !== undefined) {
        const changes = await changesOf(known.id);
        await loseAll(trx, known.id);
        // Without a change there is no new version (OG1).
        if (Object.keys(changes).length > 0) await noteSaved(trx, { userId: known.id, at: clock.now(), by: null });
        await auditAccess({ db: trx, clock }, { actor: { id: known.id, asked }, action: "user.changed", subject: { kind: "user", id: known.id, changes } });
      }
      return new Refusal("sign_on.no_role", {});
    }
    const userId = known?.id ?? (await newPerson(trx, told));
    const changes = await changesOf(userId);
    const administrators = await countAdministrators(trx);
    await saveRoles(trx, { userId, roles });
    if (known !== undefined && Object.keys(changes).length > 0) await noteSaved(trx, { userId, at: clock.now(), by: null });
    if (administrators > 0 && (await countAdministrators(trx)) === 0) throw new Refusal("user.last_administrator", {});
    if (known === undefined) {
      // The one entry of this request; that they signed in follows from it.
      await auditAccess({ db: trx, clock }, { actor: { id: userId, asked }, action: "user.signed_on", subject: { kind: "user", id: userId, changes } });
    } else await auditSignIn({ db: trx, clock }, { person: { kind: "headquarters", id: userId }, action: "sign_in.succeeded", asked, changes });
    const token = newToken();
    const now = clock.now();
    await addSignOnSession(trx, { userId, hash: hashOf(token), browser, now, expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000) });
    return token;
  });
}

/** Roles are gone for the claim's sake; the one who signs in with a password as the last administrator is not touched. */
async function loseAll(trx: Transaction<Database>, userId: string): Promise<void> {
  const administrators = await countAdministrators(trx);
  await trx.deleteFrom("user_role").where("hq_user_id", "=", userId).execute();
  if (administrators > 0 && (await countAdministrators(trx)) === 0) throw new Refusal("user.last_administrator", {});
  await endSessionsOf(trx, { hqUserId: userId });
}

/** An e-mail address that the provider has not checked ties nobody to anybody, and a checked one ties only a person who was invited and has no password. */
async function newPerson(trx: Transaction<Database>, { email, isEmailVerified, name, issuer, subject }: Told): Promise<string> {
  if (email === null) throw new Refusal("sign_on.no_email", {});
  const invited = isEmailVerified ? await tieInvited(trx, { email, issuer, subject }) : undefined;
  const userId = invited ?? (await addPerson(trx, { email, name, issuer, subject }));
  if (userId === undefined) throw new Refusal("sign_on.email_taken", {});
  return userId;
}

/** Each role once. */
function rolesFor({ values }: Told, rules: readonly (RoleRow & { readonly value: string })[]): RoleRow[] {
  const given = rules.filter(({ value }) => values.has(value));
  return [...new Map(given.map(({ role, legal_entity }) => [`${role} ${legal_entity ?? ""}`, { role, legal_entity }])).values()];
}
