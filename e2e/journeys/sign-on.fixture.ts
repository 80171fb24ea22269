import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export interface SignOnProvider {
  /** What is said of the people who can sign in, by their ids. */
  readonly accounts: Map<string, Readonly<Record<string, unknown>>>;
  /** The settings of a product at this address, whose people it lets in from now on. */
  settingsOf(product: string): Record<string, string>;
  close(): Promise<void>;
}

const CLIENT = { id: "rapport", secret: "a-secret-of-the-journeys" };

/** A real OpenID Connect provider on loopback, with its own pages for signing in and agreeing. */
export async function startSignOnProvider(): Promise<SignOnProvider> {
  const accounts: SignOnProvider["accounts"] = new Map();
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    accounts,
    settingsOf(product) {
      const provider = new Provider(issuer, {
        clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [`${product}/api/hq/sign-on/callback`] }],
        claims: { openid: ["sub", "roles"], profile: ["name"], email: ["email", "email_verified"] },
        pkce: { required: () => true },
        findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
        cookies: { keys: ["a key of the journeys"] },
      });
      const answer = provider.callback();
      server.on("request", (request, reply) => void answer(request, reply));
      return {
        RAPPORT_PUBLIC_URL: product,
        RAPPORT_OIDC_ISSUER: issuer,
        RAPPORT_OIDC_CLIENT_ID: CLIENT.id,
        RAPPORT_OIDC_CLIENT_SECRET: CLIENT.secret,
        RAPPORT_OIDC_NAME: "House account",
      };
    },
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, "close");
    },
  };
}
