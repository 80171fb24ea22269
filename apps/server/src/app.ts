import type { StoreWatch } from "@rapport/operational";
import { auditRequests, boundLookups } from "./audit/index.ts";
import type { Deps } from "./deps.ts";
import { featureGate } from "./features/index.ts";
import { healthRoutes, type Health } from "./health/index.ts";
import { createApp, serveApps, type App, type ConnectionBounds, type Network, type StaticApp } from "./http/index.ts";
import { publishChanges } from "./publishing/index.ts";
import { createAuthenticator } from "./sessions/index.ts";
import { SLICES } from "./slices.ts";

export interface BuildOptions {
  readonly health: Health;
  /** The built apps to serve; none when only endpoints are needed. */
  readonly apps?: readonly StaticApp[];
  readonly connections?: ConnectionBounds;
  readonly network?: Network;
  /** Knows whether PostgreSQL answers. Without it, requests wait for PostgreSQL without end. */
  readonly store?: StoreWatch;
}

/** The web server with every slice's endpoints; it does not listen yet and starts no background work. */
export function buildApp(deps: Deps, { health, apps = [], connections, network, store }: BuildOptions): App {
  const app = createApp({
    authenticator: createAuthenticator(deps),
    log: deps.log,
    connections,
    network,
    store,
    record: auditRequests(deps),
    followUp: publishChanges(deps),
    features: featureGate(deps),
    bound: boundLookups(deps),
  });
  healthRoutes(app, { deps, health });
  for (const slice of SLICES) slice.register?.(app, deps);
  serveApps(app.fastify, apps);
  return app;
}
