import { Refusal } from "@rapport/contract";
import { createApiKey, listApiKeys, revokeApiKey } from "@rapport/contract/access";
import { getHqSession, getPosSession, listPosRegisters, signInHq, signInPos, signOutHq, signOutPos } from "@rapport/contract/sessions";
import type { Deps } from "../deps.ts";
import { DEVICE_COOKIE, HQ_COOKIE, POS_COOKIE, cookie, route, type App, type Exchange } from "../http/index.ts";
import { createKey, listKeys, revokeKey } from "./api-keys/api-keys.ts";
import { createAuthenticator } from "./authenticator.ts";
import { registers, rememberDevice, removeSession } from "./queries.ts";
import { hqSessionOf, posSessionOf, registerOf } from "./read-session.ts";
import { createSignInWaits } from "./sign-in-waits.ts";
import { DEVICE_SECONDS, SESSION_SECONDS, signInAtHq, signInAtRegister } from "./sign-in.ts";
import { hashOf, newToken } from "./token.ts";

export function register(app: App, deps: Deps): void {
  const authenticator = createAuthenticator(deps);
  const waits = createSignInWaits(() => deps.clock.now().getTime());

  route(app, signInHq, async ({ body, http }) => {
    const { token, place } = await signInAtHq(deps, { ...body, waits, address: http.ip, device: deviceOf(http) });
    const session = hqSessionOf(await authenticator.headquarters(token));
    http.setSessionCookie({ name: HQ_COOKIE, value: token, maxAgeSeconds: SESSION_SECONDS });
    await knowDevice(deps, { http, place });
    return session;
  });
  route(app, getHqSession, async ({ http }) => hqSessionOf(await authenticator.headquarters(tokenOf(http, HQ_COOKIE))));
  route(app, signOutHq, async ({ http }) => await signOut(deps, { http, name: HQ_COOKIE }));

  route(app, listApiKeys, async ({ actor }) => ({ apiKeys: await listKeys(deps, actor) }));
  route(app, createApiKey, ({ actor, body }) => createKey(deps, { actor, draft: body }));
  route(app, revokeApiKey, ({ actor, params }) => revokeKey(deps, { actor, id: params.apiKeyId }));

  route(app, listPosRegisters, async () => ({ registers: (await registers(deps.db)).map(registerOf) }));
  route(app, signInPos, async ({ body, http }) => {
    const { token, place } = await signInAtRegister(deps, { ...body, waits, address: http.ip, device: deviceOf(http) });
    const session = await posSessionOf(deps, await authenticator.pos(token));
    http.setSessionCookie({ name: POS_COOKIE, value: token, maxAgeSeconds: SESSION_SECONDS });
    await knowDevice(deps, { http, place });
    return session;
  });
  route(app, getPosSession, async ({ http }) => await posSessionOf(deps, await authenticator.pos(tokenOf(http, POS_COOKIE))));
  route(app, signOutPos, async ({ http }) => await signOut(deps, { http, name: POS_COOKIE }));
}

function tokenOf(http: Exchange, name: typeof HQ_COOKIE | typeof POS_COOKIE): string {
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

function deviceOf(http: Exchange): Buffer | null {
  const token = cookie(http.header("cookie"), DEVICE_COOKIE);
  return token === undefined ? null : hashOf(token);
}

/** The device keeps the token it has, and is known at one place more. */
async function knowDevice({ db, clock }: Pick<Deps, "db" | "clock">, { http, place }: { http: Exchange; place: string }): Promise<void> {
  const token = cookie(http.header("cookie"), DEVICE_COOKIE) ?? newToken();
  await rememberDevice(db, { device: hashOf(token), place, now: clock.now() });
  http.setSessionCookie({ name: DEVICE_COOKIE, value: token, maxAgeSeconds: DEVICE_SECONDS });
}
