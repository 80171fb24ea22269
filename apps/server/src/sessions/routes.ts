import { Language, Refusal } from "@rapport/contract";
import {
  changeOwnPassword,
  changeUser,
  choosePassword,
  confirmSecondFactor,
  createApiKey,
  endOwnSession,
  getAccessSettings,
  getSecondFactor,
  getUser,
  inviteUser,
  listApiKeys,
  listOwnSessions,
  listUsers,
  makePasswordLink,
  putAccessSettings,
  removeSecondFactor,
  revokeApiKey,
  startSecondFactor,
} from "@rapport/contract/access";
import {
  activateDemoRegister,
  activateRegister,
  activateRegisterAsManager,
  approveRequest,
  deactivateRegister,
  getHqSession,
  getPosRegister,
  getShownSnapshot,
  getPosSession,
  getRegisterActivation,
  liftSignInWait,
  lockPos,
  makeRegisterCode,
  signInHq,
  signInPos,
  signOutHq,
  signOutPos,
  unlockPos,
  watchShownSnapshot,
} from "@rapport/contract/sessions";
import type { Deps } from "../deps.ts";
import {
  DEVICE_COOKIE,
  HQ_COOKIE,
  POS_COOKIE,
  REGISTER_COOKIE,
  cookie,
  oneByOne,
  route,
  routeFile,
  routePos,
  type Actor,
  type App,
  type Exchange,
  type Handler,
  type HqActor,
} from "../http/index.ts";
import { endOwn, ownSessions } from "./account/own-sessions.ts";
import { changeOwn, choose, ownPassword } from "./account/password.ts";
import { createKey, listKeys, revokeKey } from "./api-keys/api-keys.ts";
import { approve } from "./approval/approve.ts";
import { liftWait } from "./approval/lift-wait.ts";
import { createAuthenticator } from "./authenticator.ts";
import { activateAsManager, activateInDemo, demoRegisters } from "./registers/activate-in-place.ts";
import { snapshotOfDevice } from "./registers/queries.ts";
import { activate, deactivate, deviceOfToken, makeCode, readActivation, type Activated } from "./registers/activation.ts";
import { snapshotStreams } from "./registers/snapshot-streams.ts";
import { lock, unlock } from "./lock/lock.ts";
import { rememberDevice, removeSession } from "./queries.ts";
import { hqSessionOf, posSessionOf, registerOf } from "./read-session.ts";
import { isSecondFactorRequired, requireSecondFactor } from "./second-factor/queries.ts";
import { confirmFactor, readSecondFactor, removeFactor, startFactor } from "./second-factor/second-factor.ts";
import { DEVICE_SECONDS, SESSION_SECONDS, signInAtHq, signInAtRegister } from "./sign-in.ts";
import { signOnRoutes } from "./sign-on/routes.ts";
import { hashOf, newToken } from "./token.ts";
import { change, invite, listPeople, makeLink, readPerson } from "./users/users.ts";
import type { Caller } from "./try-password.ts";

export function register(app: App, deps: Deps): void {
  signOnRoutes(app, deps);
  const authenticator = createAuthenticator(deps);
  const { signInWaits: waits } = deps;

  // Those who sign in are read one by one, so that hits are taken between them (AC13).
  const before = oneByOne();
  const signsInAtHq: Handler<typeof signInHq> = async ({ body, http, actor }) => {
    const { token, account } = await signInAtHq(deps, { ...body, waits, ...callerOf(http), asked: actor.asked });
    const session = await hqSessionOf(deps, await authenticator.headquarters(token));
    http.setSessionCookie({ name: HQ_COOKIE, value: token, maxAgeSeconds: SESSION_SECONDS });
    await knowDevice(deps, { http, account });
    return session;
  };
  route(app, signInHq, signsInAtHq, { before });
  route(app, getHqSession, async ({ http }) => await hqSessionOf(deps, await authenticator.headquarters(tokenOf(http, HQ_COOKIE))));
  route(app, signOutHq, async ({ http }) => await signOut(deps, { http, name: HQ_COOKIE }));

  route(app, listApiKeys, ({ actor, query }) => listKeys(deps, { actor, list: query }));
  route(app, createApiKey, ({ actor, body }) => createKey(deps, { actor, draft: body }));
  route(app, revokeApiKey, ({ actor, params }) => revokeKey(deps, { actor, id: params.apiKeyId }));

  route(app, listUsers, ({ actor, query }) => listPeople(deps, { actor, list: query }));
  route(app, inviteUser, ({ actor, body }) => invite(deps, { actor, draft: body }));
  route(app, getUser, ({ actor, params }) => readPerson(deps, { actor, id: params.userId }));
  route(app, changeUser, ({ actor, params, query, body }) => change(deps, { actor, id: params.userId, version: query.version, wanted: body }));
  route(app, makePasswordLink, ({ actor, params }) => makeLink(deps, { actor, id: params.userId }));

  route(app, choosePassword, ({ body, actor }) => choose(deps, { ...body, asked: actor.asked }));
  route(app, changeOwnPassword, ({ actor, body, http }) =>
    changeOwn(deps, { ...body, actor: personOf(actor), token: tokenOf(http, HQ_COOKIE), waits, ...callerOf(http) }),
  );
  route(app, getSecondFactor, ({ actor }) => readSecondFactor(deps, personOf(actor)));
  route(app, startSecondFactor, async ({ actor, body, http }) => {
    const person = personOf(actor);
    await ownPassword(deps, { actor: person, given: body.password, at: "password", waits, ...callerOf(http) });
    return await startFactor(deps, person);
  });
  route(app, confirmSecondFactor, ({ actor, body, http }) => confirmFactor(deps, { actor: personOf(actor), token: tokenOf(http, HQ_COOKIE), code: body.code }));
  route(app, removeSecondFactor, async ({ actor, body, http }) => {
    const person = personOf(actor);
    await ownPassword(deps, { actor: person, given: body.password, at: "password", waits, ...callerOf(http) });
    return await removeFactor(deps, person);
  });
  route(app, getAccessSettings, async () => ({ requireSecondFactor: await isSecondFactorRequired(deps.db) }));
  route(app, putAccessSettings, async ({ body }) => {
    await requireSecondFactor(deps.db, body.requireSecondFactor);
    return body;
  });
  route(app, listOwnSessions, async ({ actor, http }) => ({ sessions: await ownSessions(deps, { actor: personOf(actor), token: tokenOf(http, HQ_COOKIE) }) }));
  route(app, endOwnSession, ({ actor, params }) => endOwn(deps, { actor: personOf(actor), id: params.sessionId }));

  route(app, getRegisterActivation, ({ params }) => readActivation(deps, params));
  route(app, makeRegisterCode, ({ params, actor }) => makeCode(deps, { ...params, actor }));
  route(app, deactivateRegister, ({ params, actor }) => deactivate(deps, { ...params, actor }));
  route(app, activateRegister, async ({ body, http, actor }) => {
    return becomeRegister(http, await activate(deps, { ...body, address: http.ip, asked: actor.asked }));
  });
  route(app, activateRegisterAsManager, async ({ body, http, actor }) =>
    becomeRegister(http, await activateAsManager(deps, { ...body, waits, ...callerOf(http), asked: actor.asked })),
  );
  route(app, activateDemoRegister, async ({ body, http, actor }) => becomeRegister(http, await activateInDemo(deps, { ...body, http, asked: actor.asked })));
  route(app, getPosRegister, async ({ http }) => {
    const token = cookie(http.header("cookie"), REGISTER_COOKIE);
    const known = token === undefined ? undefined : await deviceOfToken(deps, token);
    return {
      register: known === undefined ? null : { ...registerOf(known), language: Language.nullable().parse(known.language) },
      demo: (await demoRegisters(deps, http)).map(registerOf),
    };
  });
  route(app, getShownSnapshot, async ({ http }) => {
    const token = cookie(http.header("cookie"), REGISTER_COOKIE);
    return { snapshot: (token === undefined ? null : await snapshotOfDevice(deps.db, hashOf(token))) ?? null };
  });
  const streams = snapshotStreams(deps);
  routeFile(app, watchShownSnapshot, async ({ http }) => {
    const token = cookie(http.header("cookie"), REGISTER_COOKIE);
    // A device that is no register is told so, and the stream ends. Its connection goes with it, so that it does not hold up a server that stops.
    const body = token === undefined ? "data: null\n\n" : await streams.open(hashOf(token), http.wanted);
    return { contentType: "text/event-stream; charset=utf-8", headers: { "x-accel-buffering": "no", connection: "close" }, body };
  });
  const signsInAtRegister: Handler<typeof signInPos> = async ({ body, http, actor }) => {
    const { token, account } = await signInAtRegister(deps, { ...body, waits, ...callerOf(http), asked: actor.asked });
    const session = await posSessionOf(deps, await authenticator.pos(token));
    // Whoever was signed in here before, with a session that may be locked, is not any more.
    const earlier = cookie(http.header("cookie"), POS_COOKIE);
    if (earlier !== undefined) await removeSession(deps.db, hashOf(earlier));
    http.setSessionCookie({ name: POS_COOKIE, value: token, maxAgeSeconds: SESSION_SECONDS });
    await knowDevice(deps, { http, account });
    return session;
  };
  route(app, signInPos, signsInAtRegister, { before });
  route(app, liftSignInWait, ({ body, http, actor }) => liftWait(deps, { ...body, waits, ...callerOf(http), asked: actor.asked }));
  routePos(app, approveRequest, ({ body, http, actor }) => approve(deps, { ...body, waits, ...callerOf(http), actor, session: tokenOf(http, POS_COOKIE) }));
  route(app, getPosSession, async ({ http }) => await posSessionOf(deps, await authenticator.pos(tokenOf(http, POS_COOKIE))));
  route(app, lockPos, ({ http, actor }) => lock(deps, { token: tokenOf(http, POS_COOKIE), asked: actor.asked }));
  route(app, unlockPos, async ({ body, http, actor }) => {
    const token = tokenOf(http, POS_COOKIE);
    await unlock(deps, { ...body, token, waits, ...callerOf(http), asked: actor.asked });
    return await posSessionOf(deps, await authenticator.pos(token));
  });
  route(app, signOutPos, async ({ http }) => await signOut(deps, { http, name: POS_COOKIE }));
}

/** The device keeps its token, which makes it the register. */
function becomeRegister(http: Exchange, { token, register }: Activated) {
  http.setSessionCookie({ name: REGISTER_COOKIE, value: token, maxAgeSeconds: DEVICE_SECONDS });
  return registerOf(register);
}

export function tokenOf(http: Exchange, name: typeof HQ_COOKIE | typeof POS_COOKIE): string {
  const token = cookie(http.header("cookie"), name);
  if (token === undefined) throw new Refusal("session.nobody", {});
  return token;
}

async function signOut({ db }: Pick<Deps, "db">, { http, name }: { http: Exchange; name: typeof HQ_COOKIE | typeof POS_COOKIE }): Promise<undefined> {
  const token = cookie(http.header("cookie"), name);
  if (token !== undefined) await removeSession(db, hashOf(token));
  http.clearSessionCookie(name);
  return undefined;
}

const MOST_OF_BROWSER = 300;

export function callerOf(http: Exchange): Omit<Caller, "waits"> {
  return { address: http.ip, device: deviceOf(http), activated: registerToken(http), browser: (http.header("user-agent") ?? "").slice(0, MOST_OF_BROWSER) };
}

/** Only people who are signed in hold the permission `ownAccount`. */
function personOf(actor: Actor): HqActor {
  if (actor.kind !== "headquarters") throw new Refusal("permission.missing", { permission: "ownAccount" });
  return actor;
}

/** The hash of the token of a device that is a register; `null` for any other. */
function registerToken(http: Exchange): Buffer | null {
  const token = cookie(http.header("cookie"), REGISTER_COOKIE);
  return token === undefined ? null : hashOf(token);
}

function deviceOf(http: Exchange): Buffer | null {
  const token = cookie(http.header("cookie"), DEVICE_COOKIE);
  return token === undefined ? null : hashOf(token);
}

/** The device keeps the token it has, and is now known to one more account. */
async function knowDevice({ db, clock }: Pick<Deps, "db" | "clock">, { http, account }: { http: Exchange; account: string }): Promise<void> {
  const token = cookie(http.header("cookie"), DEVICE_COOKIE) ?? newToken();
  await rememberDevice(db, { device: hashOf(token), account, now: clock.now() });
  http.setSessionCookie({ name: DEVICE_COOKIE, value: token, maxAgeSeconds: DEVICE_SECONDS });
}
