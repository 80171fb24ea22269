import { Refusal } from "@rapport/contract";
import * as client from "openid-client";
import type { Deps, SignOnSettings } from "../../deps.ts";

/** What is known of a sign-in that began here, until the browser comes back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What the provider says of a person. `values` are those of the claim that gives roles. */
export interface Told {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly isEmailVerified: boolean;
  readonly name: string;
  readonly values: ReadonlySet<string>;
}

export interface Provider {
  begin(): Promise<Attempt & { readonly url: URL }>;
  /** Checks the answer in the address to which the browser came back, and asks for what it says of the person. */
  finish(attempt: Attempt, callback: URL): Promise<Told>;
}

const WITHIN_SECONDS = 10;
/** Clocks of two servers may differ by this much. */
const CLOCKS_DIFFER_SECONDS = 60;
/** Keys and addresses of a provider change rarely; after this time they are asked for again. */
const KNOWN_FOR_MS = 10 * 60_000;
const SCOPE = "openid profile email";

/** The provider of the settings, by code flow with PKCE. Its addresses are asked for at the first sign-in, so that the server starts without it (AC11). */
export function createProvider({ clock, log }: Pick<Deps, "clock" | "log">, settings: SignOnSettings): Provider {
  let known: { readonly at: number; readonly configuration: client.Configuration } | undefined;

  async function configuration(): Promise<client.Configuration> {
    const now = clock.now().getTime();
    if (known !== undefined && Math.abs(now - known.at) < KNOWN_FOR_MS) return known.configuration;
    const issuer = new URL(settings.issuer);
    const metadata = {
      client_secret: settings.clientSecret,
      [client.clockTolerance]: CLOCKS_DIFFER_SECONDS,
      [client.clockSkew]: Math.round((now - Date.now()) / 1000),
    };
    const found = await client.discovery(issuer, settings.clientId, metadata, undefined, {
      timeout: WITHIN_SECONDS,
      // Only a provider on this machine may be without encryption; the settings are refused otherwise.
      ...(issuer.protocol === "http:" && { execute: [client.allowInsecureRequests] }),
    });
    known = { at: now, configuration: found };
    return found;
  }

  return {
    begin: async () => {
      const attempt = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
      try {
        const url = client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: settings.redirectUri,
          scope: SCOPE,
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: "S256",
        });
        return { ...attempt, url };
      } catch (cause) {
        throw refusalOf(cause, log);
      }
    },
    finish: async ({ state, nonce, verifier }, callback) => {
      try {
        const config = await configuration();
        const tokens = await client.authorizationCodeGrant(config, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Refusal("sign_on.untrusted", {});
        const more = config.serverMetadata().userinfo_endpoint === undefined ? {} : await client.fetchUserInfo(config, tokens.access_token, claims.sub);
        return toldBy({ ...more, ...claims }, settings.claim);
      } catch (cause) {
        throw refusalOf(cause, log);
      }
    },
  };
}

function toldBy(claims: Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string }, claim: string): Told {
  const { iss, sub, email, email_verified: isVerified, name } = claims;
  const address = typeof email === "string" && email !== "" ? email : null;
  return {
    issuer: iss,
    subject: sub,
    email: address,
    isEmailVerified: isVerified === true,
    name: typeof name === "string" && name.trim() !== "" ? name.trim() : (address ?? sub),
    values: new Set(valuesOf(claims, claim)),
  };
}

/** A claim of this name, or the value at a path with dots (`realm_access.roles`). Texts alone count. */
export function valuesOf(claims: Readonly<Record<string, unknown>>, claim: string): string[] {
  const found = claim in claims ? claims[claim] : claim.split(".").reduce<unknown>((value, part) => memberOf(value, part), claims);
  return [found].flat().filter((value): value is string => typeof value === "string");
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** Says in words what went wrong. The log has the library's own reason, which holds no token. */
function refusalOf(cause: unknown, log: Deps["log"]): Refusal {
  if (cause instanceof Refusal) return cause;
  const code = codeOf(cause);
  log.warn({ event: "sign_on.failed", code }, "signing in with the provider failed");
  if (cause instanceof client.AuthorizationResponseError)
    return cause.error === "access_denied" ? new Refusal("sign_on.cancelled", {}, { cause }) : new Refusal("sign_on.refused", {}, { cause });
  if (cause instanceof client.ResponseBodyError || cause instanceof client.WWWAuthenticateChallengeError) return new Refusal("sign_on.refused", {}, { cause });
  if (code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED") return new Refusal("sign_on.clock", {}, { cause });
  if (code === "OAUTH_TIMEOUT" || code === "OAUTH_ABORT" || code === "OAUTH_RESPONSE_IS_NOT_CONFORM" || isNetwork(cause))
    return new Refusal("sign_on.away", {}, { cause });
  return new Refusal("sign_on.untrusted", {}, { cause });
}

function codeOf(cause: unknown): string {
  if (cause instanceof client.AuthorizationResponseError || cause instanceof client.ResponseBodyError) return cause.error;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return cause instanceof Error ? cause.name : typeof cause;
}

/** `fetch` reports a connection that failed as a `TypeError` whose cause is the system's. */
function isNetwork(cause: unknown): boolean {
  return cause instanceof Error && (cause instanceof TypeError || isNetwork(cause.cause));
}
