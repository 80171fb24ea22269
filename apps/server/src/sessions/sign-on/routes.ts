import { Refusal } from "@rapport/contract";
import { endSignOn, getSignOn, getSignOnRoles, putSignOnRoles, startSignOn } from "@rapport/contract/sessions";
import type { Deps } from "../../deps.ts";
import { HQ_COOKIE, SIGN_ON_COOKIE, cookie, route, routeFile, type App, type FileReply } from "../../http/index.ts";
import { SESSION_SECONDS } from "../sign-in.ts";
import { createProvider } from "./provider.ts";
import { readSignOn, writeRoles } from "./roles.ts";
import { ATTEMPT_SECONDS, begin, finish } from "./sign-on.ts";

const HOME = "/hq/";
const MOST_OF_BROWSER = 300;

export function signOnRoutes(app: App, deps: Deps): void {
  const { signOn } = deps;
  const provider = signOn === undefined ? undefined : createProvider(deps, signOn);

  route(app, getSignOn, () => ({ name: signOn?.name ?? null }));
  route(app, getSignOnRoles, () => readSignOn(deps));
  route(app, putSignOnRoles, ({ body, query, actor }) => writeRoles(deps, { ...body, version: query.version, actor }));
  routeFile(app, startSignOn, ({ query, http }) =>
    toPageOfReason(async () => {
      if (provider === undefined) throw new Refusal("sign_on.off", {});
      const { url, browser } = await begin(deps, { provider, next: query.next ?? null, address: http.ip });
      http.setSessionCookie({ name: SIGN_ON_COOKIE, value: browser, maxAgeSeconds: ATTEMPT_SECONDS });
      return url;
    }),
  );
  routeFile(app, endSignOn, ({ http, actor }) =>
    toPageOfReason(async () => {
      if (provider === undefined || signOn === undefined) throw new Refusal("sign_on.off", {});
      const callback = new URL(signOn.redirectUri);
      callback.search = http.rawQuery;
      const kept = cookie(http.header("cookie"), SIGN_ON_COOKIE);
      const browser = (http.header("user-agent") ?? "").slice(0, MOST_OF_BROWSER);
      const { token, next } = await finish(deps, { provider, callback, kept, browser, asked: actor.asked });
      http.clearSessionCookie(SIGN_ON_COOKIE);
      http.setSessionCookie({ name: HQ_COOKIE, value: token, maxAgeSeconds: SESSION_SECONDS });
      return pageOf(next);
    }),
  );
}

/** A browser follows these addresses by itself, so a refusal becomes the page of sign-in, which says why. */
async function toPageOfReason(work: () => Promise<string>): Promise<FileReply> {
  const location = await work().catch((error: unknown) => {
    if (error instanceof Refusal) return `${HOME}sign-in?problem=${error.code}`;
    throw error;
  });
  return { contentType: "text/plain; charset=utf-8", body: "", headers: { location, "cache-control": "no-store" } };
}

/** The page at which sign-in began, if it is one of this app's. */
function pageOf(next: string | null): string {
  if (next === null || !/^\/(?!\/)[!-[\]-~]*$/.test(next)) return HOME;
  return `${HOME}${next.slice(1)}`;
}
