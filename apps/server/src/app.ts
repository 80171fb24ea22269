import type { Deps } from "./deps.ts";
import { createApp, type App } from "./http/index.ts";
import { createAuthenticator } from "./sessions/index.ts";
import { SLICES } from "./slices.ts";

export interface BuildOptions {
  /** Session cookies for HTTPS only. */
  readonly secureCookies?: boolean;
}

/** The web server with every slice's endpoints; it does not listen yet and starts no background work. */
export function buildApp(deps: Deps, { secureCookies = false }: BuildOptions = {}): App {
  const app = createApp({ authenticator: createAuthenticator(deps), log: deps.log, secureCookies });
  for (const slice of SLICES) slice.register?.(app, deps);
  return app;
}
