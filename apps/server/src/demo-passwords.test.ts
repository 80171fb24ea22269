import { ASSOCIATES, demoPassword, LEGAL_ENTITY, STORES } from "@rapport/demo";
import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startServerProcess, type ServerProcess } from "./testing/server-process.ts";

/** Others can reach it through a proxy that passes this name on, although it listens on this machine alone. */
const REACHABLE = { RAPPORT_ALLOWED_HOSTS: "rapport.example.com" };
const MADE_UP = /^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/;

async function started(env: Record<string, string>): Promise<ServerProcess> {
  const server = await startServerProcess(env);
  onTestFinished(async () => void (await server.stop()));
  // The start writes its lines after it is ready.
  while (!server.output().includes("Headquarters   admin@example.com")) await pause(50);
  await pause(100);
  return server;
}

/** The demo's passwords as the terminal shows them, by operator id. */
function shown(server: ServerProcess): ReadonlyMap<string, string> {
  return new Map([...server.output().matchAll(/operator (\d+), password (.+)$/gm)].map(([, operatorId = "", password = ""]) => [operatorId, password]));
}

async function signIn(server: ServerProcess, { operatorId, password }: { operatorId: string; password: string }): Promise<Response> {
  const store = STORES.find(({ number }) => number === ASSOCIATES.find((one) => one.operatorId === operatorId)?.stores[0]);
  return await post(server, "/api/pos/session", { body: { operatorId, password }, cookie: await deviceOf(server, store?.register ?? "") });
}

const post = async (server: ServerProcess, path: string, { body, cookie = "" }: { body: object; cookie?: string }) =>
  await fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url, cookie },
    body: JSON.stringify(body),
  });

const devices = new Map<string, string>();
/** The cookie of the one device that is that register, also after a start again. */
async function deviceOf(server: ServerProcess, register: string): Promise<string> {
  const key = `${server.dataDir} ${register}`;
  const known = devices.get(key);
  if (known !== undefined) return known;
  const { body } = await server.ask(`/api/legal-entities/${LEGAL_ENTITY}/registers/${register}/activation`, { method: "POST" });
  const answer = await post(server, "/api/pos/register", { body: { code: (JSON.parse(body) as { code: string }).code } });
  const device = answer.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  devices.set(key, device);
  return device;
}

async function untilThere(server: ServerProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { status, body } = await server.ask(`/api/legal-entities/${LEGAL_ENTITY}/workers`);
    if (status === 200 && (JSON.parse(body) as { workers: unknown[] }).workers.length === ASSOCIATES.length) return;
    await pause(100);
  }
  throw new Error(`the demo's associates are not there after a minute:\n${server.output()}`);
}

// One test, because every start of the demo takes seconds.
test(
  "S6 SI15 where others can reach the server, the demo's passwords are random, shown once, and stay, and its registers need a code",
  {
    timeout: 300_000,
  },
  async () => {
    const register = STORES[0].register;
    const tap = async (at: ServerProcess): Promise<Response> => await post(at, "/api/pos/register/demo", { body: { register } });
    const server = await started({ ...REACHABLE, RAPPORT_DEMO: "1" });
    const passwords = shown(server);
    expect([...passwords.keys()]).toEqual(ASSOCIATES.map(({ operatorId }) => operatorId));
    for (const password of passwords.values()) expect(password).toMatch(MADE_UP);
    expect(new Set(passwords.values()).size).toBe(ASSOCIATES.length);
    expect(server.output()).not.toContain(demoPassword("1001"));
    await untilThere(server);
    for (const { operatorId } of ASSOCIATES) {
      expect((await signIn(server, { operatorId, password: passwords.get(operatorId) ?? "" })).status).toBe(200);
      expect((await signIn(server, { operatorId, password: demoPassword(operatorId) })).status).toBe(401);
    }
    expect((await tap(server)).status).toBe(403);
    await server.stop();

    // Neither a start in the middle of loading nor one that nobody else can reach brings the well-known passwords back.
    for (const env of [REACHABLE, {}]) {
      const again = await started({ ...env, RAPPORT_DEMO: "1", RAPPORT_DATA_DIR: server.dataDir });
      expect([...new Set(shown(again).values())]).toEqual(["as shown at an earlier start"]);
      await untilThere(again);
      await pause(3000);
      expect((await signIn(again, { operatorId: "1001", password: passwords.get("1001") ?? "" })).status).toBe(200);
      expect((await signIn(again, { operatorId: "1001", password: demoPassword("1001") })).status).toBe(401);
      if (env !== REACHABLE) {
        const { body } = await again.ask("/api/pos/register");
        const offered = (JSON.parse(body) as { demo: { number: string }[] }).demo.map(({ number }) => number);
        expect(offered.toSorted()).toEqual(STORES.map((store) => store.register).toSorted());
        const tapped = await tap(again);
        expect([tapped.status, tapped.headers.getSetCookie()[0]]).toEqual([200, expect.stringContaining("rapport_register=")]);
      }
      await again.stop();
    }
    const empty = await started({ RAPPORT_DEMO: "0", RAPPORT_DATA_DIR: server.dataDir });
    expect((await tap(empty)).status).toBe(403);
  },
);

test("S6 well-known passwords of an earlier demo end when others can reach the server, and so do their sessions", { timeout: 300_000 }, async () => {
  const server = await started({ RAPPORT_DEMO: "1" });
  expect(shown(server)).toEqual(
    new Map([
      ["1001", "demo-1001"],
      ["2001", "demo-2001"],
    ]),
  );
  await untilThere(server);
  const known = { operatorId: "1001", password: demoPassword("1001") };
  const own = { operatorId: "1002", password: "orchard-lantern-7" };
  await server.ask(`/api/legal-entities/${LEGAL_ENTITY}/workers/${own.operatorId}`, { method: "PUT", body: { password: own.password } });
  const signedIn = await signIn(server, known);
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((sent) => sent.split(";", 1)[0])
    .join("; ");
  await server.stop();

  const exposed = await started({ ...REACHABLE, RAPPORT_DATA_DIR: server.dataDir });
  const session = await fetch(`${exposed.url}/api/pos/session`, { headers: { cookie } });
  expect(session.status).toBe(401);
  expect((await signIn(exposed, known)).status).toBe(401);
  expect((await signIn(exposed, own)).status).toBe(200);
  const passwords = shown(exposed);
  expect([...passwords.keys()]).toEqual(["1001", "1003", "1004", "2001", "2002"]);
  for (const [operatorId, password] of passwords) expect((await signIn(exposed, { operatorId, password })).status).toBe(200);
});

test("S6 a request for a name that is not the server's is refused with a reason, but a hit is accepted", { timeout: 60_000 }, async () => {
  const server = await started(REACHABLE);
  const asked = async (host: string, path = "/api/hq/session") =>
    await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      request(server.url + path, { headers: { host } }, (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
        answer.on("end", () => resolve({ status: answer.statusCode, text }));
      })
        .on("error", reject)
        .end();
    });
  expect(await asked("evil.example:80")).toEqual({ status: 403, text: expect.stringContaining("RAPPORT_ALLOWED_HOSTS") as string });
  for (const path of ["/", "/pos/", "/hq/", "/openapi.json", "/healthz", "/nowhere"]) expect((await asked("evil.example", path)).status).toBe(403);
  for (const host of ["rapport.example.com", "RAPPORT.example.com:443", "localhost:1", "192.168.1.5", "[::1]:4000"])
    expect((await asked(host)).status).toBe(401);
  expect((await asked("evil.example", "/b/ss/nosuite/1/x?AQB=1")).status).toBe(404);
});
