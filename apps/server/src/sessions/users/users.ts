import { LegalEntityCode, Refusal, Role, type Body, type Query } from "@rapport/contract";
import { UserId, type changeUser, type GivenRole, type listUsers, type NewUser, type PasswordLink, type User } from "@rapport/contract/access";
import { wrong, type Fault } from "@rapport/contract/refusals";
import { DAY_MS } from "@rapport/domain";
import { holdForChange, inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { z } from "zod";
import { auditAccess, changesBetween } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../http/index.ts";
import { listed } from "../listed.ts";
import { queueLinkMail } from "../mail/link-mail.ts";
import { endSessionsOf } from "../queries.ts";
import { reachOfCodes } from "../reach-of-codes.ts";
import { turnOff } from "../second-factor/queries.ts";
import { hashOf, newToken } from "../token.ts";
import { covers, isInReach, rolesInWords } from "./grants.ts";
import {
  addUser,
  allRoles,
  allUsers,
  countAdministrators,
  noteSaved,
  renameUser,
  rolesOf,
  saveRoles,
  setDeactivated,
  setLink,
  userById,
  type RoleRow,
} from "./queries.ts";

type UserDeps = Pick<Deps, "db" | "clock" | "mail">;
type Stored = Awaited<ReturnType<typeof allUsers>>[number];

/** A new person may be away for a week. A person who forgot their password is waiting for the link. */
const INVITATION_MS = 7 * DAY_MS;
const RESET_MS = DAY_MS;

/** The people whose roles all hold where the caller manages people, by name. */
export async function listPeople({ db }: UserDeps, { actor, list }: { actor: Actor; list: Query<typeof listUsers> }) {
  const roles = new Map<string, RoleRow[]>();
  for (const { hq_user_id, ...role } of await allRoles(db)) roles.set(hq_user_id, [...(roles.get(hq_user_id) ?? []), role]);
  const people = (await allUsers(db)).map((user) => ({ user, roles: roles.get(user.id) ?? [] }));
  const seen = people.filter((person) => isPersonInReach(actor, person.roles)).map((person) => shown(person.user, person.roles));
  const { rows, total } = listed(seen, {
    list,
    texts: ({ name, email }) => [name, email],
    isActive: ({ state }) => state !== "deactivated",
    values: { name: ({ name }) => name, email: ({ email }) => email, lastSignInAt: ({ lastSignInAt }) => lastSignInAt },
  });
  return { users: rows, total };
}

export async function readPerson({ db }: UserDeps, { actor, id }: { actor: Actor; id: UserId }): Promise<z.input<typeof User>> {
  const user = await userById(db, id);
  const roles = await rolesOf(db, id);
  if (user === undefined || !isPersonInReach(actor, roles)) throw new Refusal("user.unknown", {});
  return shown(user, roles);
}

/** Somebody without a role may have had any, and may get them back from the provider: they belong to those who manage people everywhere. */
function isPersonInReach(actor: Actor, roles: readonly RoleRow[]): boolean {
  return roles.length === 0 ? isInReach(actor, { legal_entity: null }) : roles.every((role) => isInReach(actor, role));
}

/** Adds a person without a password, and returns the link with which they choose one. */
export async function invite(
  { db, clock, mail }: UserDeps,
  { actor, draft }: { actor: Actor; draft: NewUser },
): Promise<{ user: z.input<typeof User>; link: PasswordLink }> {
  const roles = await rolesOrRefusal(db, { actor, given: draft.roles });
  return await inTransaction(db, async (trx) => {
    const id = await addUser(trx, { ...draft, at: clock.now(), by: nameOfPerson(actor) });
    if (id === undefined) throw new Refusal("user.email_taken", {}, { faults: [] });
    await saveRoles(trx, { userId: id, roles });
    const link = await newLink(trx, { userId: id, until: new Date(clock.now().getTime() + INVITATION_MS) });
    await queueLinkMail(trx, { clock, mail }, id);
    await auditAccess(
      { db: trx, clock },
      { actor, action: "user.invited", subject: { kind: "user", id, changes: changesBetween(undefined, stateOf(draft, roles)) } },
    );
    return { user: shown(await stored(trx, id), roles), link };
  });
}

/** Changes a person; what is taken away is refused from their next request on. The last administrator stays one, even if two requests try at once (AC7). */
export async function change(
  { db, clock }: UserDeps,
  { actor, id, version, wanted }: { actor: Actor; id: UserId; version?: number | undefined; wanted: Body<typeof changeUser> },
): Promise<z.input<typeof User>> {
  const given = wanted.roles && (await rolesOrRefusal(db, { actor, given: wanted.roles }));
  return await inTransaction(db, async (trx) => {
    // One change of people at a time, because the check for a last administrator looks at all of them.
    await holdForChange(trx, ["people of headquarters"]);
    const { roles: before, user } = await personOrRefusal(trx, { actor, id });
    if (version !== undefined && version !== user.version)
      throw new Refusal("saved.meanwhile", { by: user.changed_by ?? "", at: user.changed_at.toISOString() });
    const was = stateOf({ name: user.name, active: user.deactivated_at === null }, before);
    const administrators = await countAdministrators(trx);
    if (wanted.name !== undefined) await renameUser(trx, { userId: id, name: wanted.name });
    if (given !== undefined) await saveRoles(trx, { userId: id, roles: given });
    if (wanted.active !== undefined) await setDeactivated(trx, { userId: id, at: wanted.active ? null : clock.now() });
    if (wanted.active === false) await endSessionsOf(trx, { hqUserId: id });
    if (wanted.secondFactor === "off") await turnOff(trx, id);
    if (administrators > 0 && (await countAdministrators(trx)) === 0) throw new Refusal("user.last_administrator", {});
    const is = stateOf({ name: wanted.name ?? user.name, active: wanted.active ?? user.deactivated_at === null }, given ?? before);
    const changes = changesBetween(was, is);
    if (Object.keys(changes).length > 0) await noteSaved(trx, { userId: id, at: clock.now(), by: nameOfPerson(actor) });
    await auditAccess({ db: trx, clock }, { actor, action: "user.changed", subject: { kind: "user", id, changes } });
    return shown(await stored(trx, id), given ?? before);
  });
}

function nameOfPerson(actor: Actor): string | null {
  return actor.kind === "headquarters" ? actor.name : null;
}

/** A person as the audit log compares them. */
function stateOf(person: { readonly name: string; readonly active?: boolean }, roles: readonly RoleRow[]): Readonly<Record<string, unknown>> {
  return { name: person.name, roles: rolesInWords(roles), ...(person.active !== undefined && { active: person.active }) };
}

export async function makeLink({ db, clock, mail }: UserDeps, { actor, id }: { actor: Actor; id: UserId }): Promise<PasswordLink> {
  return await inTransaction(db, async (trx) => {
    const { user } = await personOrRefusal(trx, { actor, id });
    if (user.deactivated_at !== null) throw new Refusal("user.unknown", {});
    const link = await newLink(trx, { userId: id, until: new Date(clock.now().getTime() + (user.has_password ? RESET_MS : INVITATION_MS)) });
    await queueLinkMail(trx, { clock, mail }, id);
    await auditAccess({ db: trx, clock }, { actor, action: "user.link_made", subject: { kind: "user", id } });
    return link;
  });
}

async function newLink(trx: Transaction<Database>, { userId, until }: { userId: string; until: Date }): Promise<PasswordLink> {
  const token = newToken();
  await setLink(trx, { userId, hash: hashOf(token), expiresAt: until });
  return { token, expiresAt: until.toISOString() };
}

/** Somebody with a role elsewhere is not found. Somebody with more rights than the caller can be seen, not changed: the caller could use their link. */
async function personOrRefusal(trx: Transaction<Database>, { actor, id }: { actor: Actor; id: UserId }) {
  const user = await userById(trx, id);
  const roles = await rolesOf(trx, id);
  if (user === undefined || !isPersonInReach(actor, roles)) throw new Refusal("user.unknown", {});
  if (!roles.every((role) => covers(actor, role))) throw new Refusal("user.too_wide", {});
  return { user, roles };
}

/** Each role once, in legal entities that exist, and none with more permissions than the caller has. */
export async function rolesOrRefusal(db: Deps["db"], { actor, given }: { actor: Actor; given: readonly GivenRole[] }): Promise<RoleRow[]> {
  const rows = given.map(({ role, legalEntity }) => ({ role, legal_entity: legalEntity }));
  const there = await reachOfCodes(db, [...new Set(rows.flatMap(({ legal_entity }) => legal_entity ?? []))]);
  const unknown = rows.flatMap<Fault>((row, i) => {
    const { legal_entity } = row;
    const isThere = legal_entity === null || (there.has(legal_entity) && isInReach(actor, row));
    return isThere ? [] : [{ path: ["roles", i, "legalEntity"], wrong: wrong("access.legal_entity", { legalEntity: legal_entity }) }];
  });
  if (unknown.length > 0) throw new Refusal("user.wrong", {}, { faults: unknown });
  const tooWide = rows.flatMap<Fault>((row, i) => (covers(actor, row) ? [] : [{ path: ["roles", i, "role"], wrong: wrong("access.role_not_held", {}) }]));
  if (tooWide.length > 0) throw new Refusal("user.too_wide", {}, { faults: tooWide });
  return [...new Map(rows.map((row) => [`${row.role} ${row.legal_entity ?? ""}`, row])).values()];
}

async function stored(trx: Transaction<Database>, id: string): Promise<Stored> {
  const user = await userById(trx, id);
  if (user === undefined) throw new Error(`${id} was there a moment ago`);
  return user;
}

function shown(
  { id, email, name, deactivated_at, has_password, has_sign_on, has_second_factor, last_sign_in_at, mail_state, mail_at, ...row }: Stored,
  roles: readonly RoleRow[],
): z.input<typeof User> {
  return {
    id,
    email,
    name,
    roles: roles.flatMap(({ role, legal_entity }) => {
      const { data } = Role.safeParse(role);
      return data === undefined ? [] : [{ role: data, legalEntity: legal_entity === null ? null : LegalEntityCode.parse(legal_entity) }];
    }),
    state: deactivated_at !== null ? "deactivated" : has_password === true || has_sign_on === true ? "active" : "invited",
    secondFactor: has_second_factor === true,
    lastSignInAt: last_sign_in_at?.toISOString() ?? null,
    mail: mail_state === null || mail_at === null ? null : { state: mail_state, at: mail_at.toISOString() },
    saved: { version: row.version, at: row.changed_at.toISOString(), by: row.changed_by },
  };
}
