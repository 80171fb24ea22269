import { Refusal } from "@rapport/contract";
import { getHqSession, getPosSession, listPosRegisters, signInHq, signInPos, signOutHq, signOutPos } from "@rapport/contract/sessions";
import type { Deps } from "../deps.ts";
import { HQ_COOKIE, POS_COOKIE, cookie, createRateLimiter, route, type App, type Exchange } from "../http/index.ts";
import { createAuthenticator } from "./authenticator.ts";
import { registers, removeSession } from "./queries.ts";
import { hqSessionOf, posSessionOf, registerOf } from "./read-session.ts";
import { SESSION_SECONDS, signInAtHq, signInAtRegister } from "./sign-in.ts";
import { hashOf } from "./token.ts";

const WINDOW_SECONDS = 300;

export function register(app: App, deps: Deps): void {
  const authenticator = createAuthenticator(deps);
  const now = () => deps.clock.now().getTime();
  const throttles = {
    account: createRateLimiter({ tries: 10, windowSeconds: WINDOW_SECONDS, now }),
    caller: createRateLimiter({ tries: 50, windowSeconds: WINDOW_SECONDS, now }),
  };

  route(app, signInHq, async ({ body, http }) => {
    const token = await signInAtHq(deps, { ...body, throttles, ip: http.ip });
    const session = hqSessionOf(await authenticator.headquarters(token));
    http.setSessionCookie({ name: HQ_COOKIE, value: token, maxAgeSeconds: SESSION_SECONDS });
    return session;
  });
  route(app, getHqSession, async ({ http }) => hqSessionOf(await authenticator.headquarters(tokenOf(http, HQ_COOKIE))));
  route(app, signOutHq, async ({ http }) => await signOut(deps, { http, name: HQ_COOKIE }));

  route(app, listPosRegisters, async () => ({ registers: (await registers(deps.db)).map(registerOf) }));
  route(app, signInPos, async ({ body, http }) => {
    const token = await signInAtRegister(deps, { ...body, throttles, ip: http.ip });
    const session = await posSessionOf(deps, await authenticator.pos(token));
    http.setSessionCookie({ name: POS_COOKIE, value: token, maxAgeSeconds: SESSION_SECONDS });
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
