import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export interface Account {
  readonly sub: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface TestProvider {
  readonly issuer: string;
  /** The people who can sign in; a test changes what is said of them. */
  readonly accounts: Map<string, Account["claims"]>;
  /** Walks through the provider's own pages as this person, or goes back for `cancel`; the address to which it sends the browser back. */
  signIn(address: string, sub: string): Promise<string>;
  close(): Promise<void>;
}

export const CLIENT = { clientId: "rapport", clientSecret: "a-secret-of-the-test", redirectUri: "http://127.0.0.1:4999/api/hq/sign-on/callback" };

/** A real OpenID Connect provider on loopback, with its own pages for signing in and agreeing. */
export async function startProvider(): Promise<TestProvider> {
  const accounts: TestProvider["accounts"] = new Map();
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [CLIENT.redirectUri] }],
    claims: { openid: ["sub", "roles", "realm"], profile: ["name"], email: ["email", "email_verified"] },
    pkce: { required: () => true },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
    cookies: { keys: ["a key of the test"] },
  });
  const answer = provider.callback();
  server.on("request", (request, reply) => void answer(request, reply));
  return { issuer, accounts, signIn: walk, close: async () => await closed(server) };
}

async function walk(address: string, sub: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = { url: address, body: undefined as URLSearchParams | undefined };
  for (let step = 0; step < 20; step += 1) {
    if (next.url.startsWith(CLIENT.redirectUri)) return next.url;
    const answer = await fetch(next.url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(next.body !== undefined && { method: "POST", body: next.body }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location !== null) next = { url: new URL(location, next.url).href, body: undefined };
    else next = pressed(await answer.text(), { url: next.url, sub });
  }
  throw new Error(`the provider does not come back from ${next.url}`);
}

/** What a person presses on a page of the provider. */
function pressed(page: string, { url, sub }: { url: string; sub: string }) {
  const cancel = /href="([^"]*abort[^"]*)"/.exec(page)?.[1];
  if (sub === "cancel" && cancel !== undefined) return { url: new URL(cancel, url).href, body: undefined };
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
  if (action === undefined) throw new Error(`a page of the provider has no form: ${page.slice(0, 300)}`);
  const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? "";
  return { url: new URL(action, url).href, body: new URLSearchParams({ prompt, ...(prompt === "login" && { login: sub, password: "any" }) }) };
}

async function closed(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  if (server.listening) await once(server, "close");
}
