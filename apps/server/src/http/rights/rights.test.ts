import { SIGNED_IN_AS, call, sideOf, type Endpoint } from "@rapport/contract";
import { ENDPOINTS } from "@rapport/contract/endpoints";
import { testClock } from "@rapport/testkit";
import type { LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { testServer, type TestServer } from "../../testing/index.ts";
import { gapsAtOtherStore, newFarStore, triedAtOtherStore, type FarStore } from "./other-store.fixture.ts";
import { DRAFTS, draftReads, LIVE } from "./draft-reads.fixture.ts";
import { gaps, right, type Request, type Right } from "./right.fixture.ts";
import { RIGHTS } from "./rights.fixture.ts";
import { statementsOf } from "./statements.fixture.ts";
import { isTold, untold } from "./told.fixture.ts";
import { DEMO_ENTITY, makeDemo } from "./demo.fixture.ts";
import { bearer, endedCallers, newTenant, rightCaller, wrongCallers, type Tenant } from "./tenant.fixture.ts";

let server: TestServer;
let home: Tenant;
let other: Tenant;
let far: FarStore;
let ended: Readonly<Record<string, Headers>>;
let accepted = 0;
let counted: { readonly accepted: number; readonly hits: readonly { suite: string; hits: number }[] } | undefined;
let ownedTables: ReturnType<typeof readOwnedTables> | undefined;
beforeAll(async () => {
  const sftp = { host: "127.0.0.1", port: 0, publicHost: "files.example.com" };
  const fileDoors = { queueMaxBytes: 1_000_000, sftp };
  server = await testServer({ clock: testClock("2026-03-02T12:00:00Z"), schedules: false, demoEntity: DEMO_ENTITY, fileDoors });
  server.deps.signals.onHitsAccepted((count) => {
    accepted += count;
  });
  await makeDemo(server);
  [home, other] = [await newTenant(server), await newTenant(server)];
  far = await newFarStore(server, home);
  ended = await endedCallers(server, home);
});
afterAll(async () => {
  await server.close();
});

type Headers = Readonly<Record<string, string>>;
type SessionReply = { readonly worker?: { readonly id: string; readonly name: string }; readonly userId?: string; readonly name?: string };

/** The whole answer to a request, unparsed. */
async function answerOf(endpoint: Endpoint, { file, headers: own, ...input }: Request, headers: Headers = {}): Promise<LightMyRequestResponse> {
  let answer: LightMyRequestResponse | undefined;
  const multipart = file === undefined ? undefined : formOf(file);
  // The test judges what the server answered, so `call` does not parse it.
  await call(endpoint, input, async (path, init) => {
    answer = await server.inject({
      url: path,
      method: init.method as "GET",
      headers: { ...init.headers, ...multipart?.headers, ...own, ...headers },
      ...(multipart === undefined ? init.body !== null && { payload: init.body } : { payload: multipart.payload }),
    });
    return { ok: false, status: answer.statusCode, text: async () => "" };
  }).catch((error: unknown) => {
    if (answer === undefined) throw error;
  });
  return answer!;
}

function formOf({ filename, text }: { filename: string; text: string }) {
  return {
    headers: { "content-type": "multipart/form-data; boundary=b0undary" },
    payload: `--b0undary\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b0undary--\r\n`,
  };
}

const seen = ({ statusCode, body }: LightMyRequestResponse) => ({ status: statusCode, body });

/** How many rows each table has, of one tenant or of all, and a hash of them, whatever their order. A call that reaches nothing leaves them as they were. */
async function stored(tenant?: Tenant) {
  const { db } = server.deps;
  const hits = await hitsOfSuites();
  // Wait for files that earlier calls sent.
  const uploads = () => db.selectFrom("upload").select("id").where("status", "in", ["uploaded", "processing"]).execute();
  await expect.poll(uploads, { timeout: 60_000 }).toEqual([]);
  const idRules = () => db.selectFrom("id_rule_change").select("id").where("state", "in", ["applying", "taking_back"]).execute();
  await expect.poll(idRules, { timeout: 60_000 }).toEqual([]);
  const imports = () => db.selectFrom("list_import").select("id").where("phase", "in", ["receiving", "checking", "applying"]).execute();
  await expect.poll(imports, { timeout: 60_000 }).toEqual([]);
  // After its first try a message to a webhook waits, because the clock stands still.
  const messages = () => db.selectFrom("notification_delivery").select("id").where("state", "=", "waiting").where("tries", "=", 0).execute();
  await expect.poll(messages, { timeout: 60_000 }).toEqual([]);
  const owned = await (ownedTables ??= readOwnedTables(server));
  const tables = owned.map(({ table, column }) => {
    // The audit log records failed sign-ins on purpose.
    const counts = table === "audit_entry" ? sql`action not in ('sign_in.failed', 'sign_in.approval_refused')` : sql`true`;
    const belongs = tenant === undefined ? sql`true` : sql`${sql.ref(column)} = ${column === "rsid" ? tenant.rsid : tenant.legalEntity}`;
    return sql`select ${sql.lit(`${table} by ${column}`)} as place, count(*) as rows, sum(hashtextextended(t::text, 0)) as hash from ${sql.table(table)} t where ${belongs} and ${counts}`;
  });
  const { rows } = await sql<{ place: string; rows: string; hash: string }>`${sql.join(tables, sql` union all `)} order by 1`.execute(db);
  return { rows, hits: hits.filter(({ suite }) => tenant === undefined || suite === tenant.rsid) };
}

/** Counted again when hits were accepted since. */
async function hitsOfSuites() {
  if (counted?.accepted === accepted) return counted.hits;
  const now = accepted;
  for (const { rsid } of [home, other]) await server.processed(rsid);
  const hits = await server.deps.warehouse.rows(
    {
      name: "rightsHits",
      text: "SELECT suite, sum(hits) AS hits FROM raw_hits_v2 GROUP BY suite ORDER BY suite",
      params: z.object({}),
      row: z.object({ suite: z.string(), hits: z.coerce.number() }),
    },
    {},
  );
  counted = { accepted: now, hits };
  return hits;
}

/** Jobs write these some time after a legal entity is made, so they change while something else is tried. No endpoint writes them. */
const WRITTEN_BY_JOBS: ReadonlySet<string> = new Set(["customer_derivation", "measure_refresh", "measure_value"]);

/** The tables whose rows are of one legal entity or report suite, with the column that says so. */
async function readOwnedTables({ deps: { db } }: TestServer): Promise<readonly { table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and column_name in ('legal_entity', 'rsid') order by 1, 2`.execute(db);
  if (rows.length === 0) throw new Error("no table belongs to anybody: nothing would be compared");
  return rows.filter(({ table }) => !WRITTEN_BY_JOBS.has(table));
}

test("every endpoint of the contract has a handler, and no other address answers", () => {
  expect([...server.app.registered.keys()].toSorted()).toEqual(ENDPOINTS.map(({ name }) => name).toSorted());
});

test("every endpoint has a happy, a refused and an other-tenant test", () => {
  expect(gaps(ENDPOINTS, RIGHTS)).toEqual([]);
});

test("an endpoint without one of its three tests is found", () => {
  const [first] = RIGHTS.filter(({ endpoint }) => sideOf(endpoint.permission) === "pos");
  const planted = { ...first!.endpoint, name: "planted" };
  const tried = { request: () => ({}), answer: "refused" as const };
  const gapsOf = (...rows: readonly Right[]) => gaps([planted], rows);
  expect(gapsOf()).toEqual(["planted has 0 rows in the table of rights"]);
  expect(gapsOf(right(planted, { customers: "none", request: () => ({}), otherTenant: tried }))).toEqual([]);
  expect(gapsOf(right(planted, { customers: "none", request: () => ({}), otherTenant: { none: "It has a long enough reason." } }))).toEqual([
    "planted is for one legal entity, so its row has to try another",
  ]);
  const opened = { ...planted, permission: "public" as const };
  expect(gaps([opened], [right(opened, { customers: "none", request: () => ({}), otherTenant: { none: "no" } })])).toEqual([
    "planted says neither how it refuses nor why it never does",
    "planted gives no reason",
  ]);
  expect(gaps([], [right(planted, { customers: "none", request: () => ({}), otherTenant: tried })])).toEqual([
    "planted is in the table of rights and not in the contract",
  ]);
});

async function newestEntry(): Promise<number> {
  const { newest } = await server.deps.db
    .selectFrom("audit_entry")
    .select((eb) => eb.fn.max("id").as("newest"))
    .executeTakeFirstOrThrow();
  return newest ?? 0;
}

/** Entries of requests that began since then; those of jobs, which go on after their request, have its id with a part. */
async function entriesAfter(id: number) {
  const { rows } = await sql<{ endpoint: string | null; customers: string[] }>`
    select e.endpoint, array(select s.subject_id from audit_subject s where s.entry = e.id and s.kind = 'customer') as customers
    from audit_entry e where e.id > ${id} and (e.request is null or position('-' in substr(e.request, 10)) = 0) order by e.id`.execute(server.deps.db);
  return rows;
}

/** The tenant's customers whose id or account number is in a text. But for the code of every thing of the tenant, the numbers are random and stand there for nothing else. */
async function customersIn(text: string): Promise<string[]> {
  const rows = await server.deps.db.selectFrom("customer").select(["id", "account_number"]).where("legal_entity", "=", home.legalEntity).execute();
  return rows.filter(({ id, account_number: number }) => text.includes(id) || (number !== home.code && text.includes(number))).map(({ id }) => id);
}

const named = (rows: readonly Right[]) => rows.map((row) => [`${row.endpoint.method} ${row.endpoint.path}`, row] as const);
const isGuarded = ({ endpoint }: Right) => ["headquarters", "person", "pos"].includes(sideOf(endpoint.permission));
const guarded = RIGHTS.filter(isGuarded);

test.each(named(RIGHTS))(
  "AU1 AU7 %s answers who may call it, and the log names every customer in the answer, says what was changed, and holds no secret",
  async (_, row) => {
    const { endpoint, shows, customers, request } = row;
    const caller = await rightCaller(server, endpoint, home);
    const asked = row.requestBy === undefined ? await request(home, server) : await row.requestBy(home, server, caller);
    const before = await newestEntry();
    const answer = await answerOf(endpoint, asked, caller);
    expect(seen(answer)).toMatchObject({ status: endpoint.replyKind === "none" || endpoint.status !== 204 ? endpoint.status : 200 });
    expect(answer.body).toContain(shows === true ? home.mark : "");
    const entries = await entriesAfter(before);
    expect(entries.length).toBeLessThanOrEqual(1);
    if (isTold(row)) expect(await untold(server, { row, asked, after: before })).toEqual([]);
    const shown = await customersIn(answer.body);
    if (customers === "none") expect(shown).toEqual([]);
    else {
      expect(entries).toHaveLength(1);
      expect(entries[0]?.endpoint).toBe(endpoint.name);
      expect(entries[0]?.customers).toEqual(expect.arrayContaining([home.customerId, ...shown]));
    }
  },
);

test.each(named(guarded))("R53 %s refuses whom it does not know, who may not and who could once, and tells and changes nothing", async (_, row) => {
  const { endpoint } = row;
  const request = await row.request(home, server);
  const nobody = {
    nobody: {},
    "a key that never was": { authorization: "Bearer not-a-key" },
    "sessions that never were": { cookie: "rapport_hq=no; rapport_pos=no" },
  };
  const callers = [
    ...Object.entries<Headers>({ ...nobody, ...ended }).map((caller) => [...caller, 401] as const),
    ...Object.entries<Headers>(await wrongCallers(server, endpoint, home)).map((caller) => [...caller, 403] as const),
  ];
  const before = await stored();
  for (const [who, headers, status] of callers) {
    const answer = await answerOf(endpoint, request, headers);
    expect(seen(answer), who).toMatchObject({ status });
    expect(answer.body, who).not.toContain(home.mark);
    // A caller who may not call learns nothing from the answer to a wrong call.
    expect(seen(await answerOf(endpoint, { params: nowhere(request) }, headers)), who).toEqual(seen(answer));
  }
  expect(await stored()).toEqual(before);
});

test.each(named(guarded.filter(({ endpoint }) => endpoint.method !== "GET")))("%s takes a change from its own site only", async (_, { endpoint, request }) => {
  const cookie = sideOf(endpoint.permission) === "pos" ? home.posCookie : home.hqCookie;
  const made = await request(home, server);
  const before = await stored();
  for (const from of [{ origin: "https://elsewhere.example", host: "rapport.example" }, { "sec-fetch-site": "cross-site" }])
    expect(seen(await answerOf(endpoint, made, { cookie, ...from }))).toMatchObject({ status: 403 });
  expect(await stored()).toEqual(before);
});

test.each(named(guarded))(
  "C3 SI7 %s does nothing for a page that was opened for somebody else, and says who is signed in",
  async (_, { endpoint, request, requestBy }) => {
    const side = sideOf(endpoint.permission) === "pos" ? "pos" : "hq";
    const cookie = side === "pos" ? home.posCookie : home.hqCookie;
    const { worker, userId, name } = (await server.inject({ method: "GET", url: `/api/${side}/session`, headers: { cookie } })).json<SessionReply>();
    const made = requestBy === undefined ? await request(home, server) : await requestBy(home, server, { cookie });
    const before = await stored();
    const answer = await answerOf(endpoint, made, { cookie, [SIGNED_IN_AS]: randomUUID() });
    expect(answer.statusCode).toBe(409);
    expect(answer.json<object>()).toMatchObject({ code: "session.other_person", params: { name: worker?.name ?? name } });
    expect(await stored()).toEqual(before);
    expect(seen(await answerOf(endpoint, made, { cookie, [SIGNED_IN_AS]: worker?.id ?? userId ?? "" })).status).toBeLessThan(300);
  },
);

test.each(named(guarded.filter(({ endpoint }) => sideOf(endpoint.permission) === "headquarters")))(
  "AC4 RI2 %s gives a key of another legal entity nothing of this one, and changes nothing of it",
  async (_, { endpoint, request, shows }) => {
    const made = await request(home, server);
    const before = await stored(home);
    const answer = await answerOf(endpoint, made, bearer(await server.addKey([endpoint.permission], [other.legalEntity])));
    expect(await stored(home)).toEqual(before);
    expect(answer.body).not.toContain(shows === true ? home.mark : "what no answer holds");
    // A list is answered with what is the caller's own; everything else is refused.
    expect(answer.statusCode === 200 && endpoint.method === "GET" && endpoint.reach === "handler" ? 404 : answer.statusCode, answer.body).toSatisfy(
      (status: number) => [400, 403, 404].includes(status),
    );
  },
);

const open = RIGHTS.flatMap((row) => (row.refused !== undefined && "request" in row.refused ? [{ row, refused: row.refused }] : []));
test.each(open.map((tried) => [`${tried.row.endpoint.method} ${tried.row.endpoint.path}`, tried] as const))(
  "%s refuses what is not right, and tells and changes nothing",
  async (_, { row, refused }) => {
    const before = await stored();
    const answer = await answerOf(row.endpoint, await refused.request(home));
    expect(seen(answer)).toMatchObject({ status: refused.status });
    expect(answer.body).not.toContain(home.mark);
    expect(await stored()).toEqual(before);
  },
);

const FITTING = { own: [200, 201, 204], refused: [400, 401, 404, 409], unknown: [404] } as const;
const across = RIGHTS.flatMap((row) => ("request" in row.otherTenant ? [{ row, otherTenant: row.otherTenant }] : []));
const namedAcross = (rows: typeof across) => rows.map((tried) => [`${tried.row.endpoint.method} ${tried.row.endpoint.path}`, tried] as const);

test.each(namedAcross(across))("RI2 %s keeps what belongs to another tenant from being seen and changed", async (_, { row: { endpoint }, otherTenant }) => {
  const request = await otherTenant.request(home, other, server);
  const caller = await rightCaller(server, endpoint, other);
  const before = await stored(home);
  const answer = await answerOf(endpoint, request, caller);
  expect(await stored(home)).toEqual(before);
  expect(answer.body).not.toContain(home.mark);
  expect(FITTING[otherTenant.answer], answer.body).toContain(answer.statusCode);
});

test.each(namedAcross(across.filter(({ otherTenant }) => otherTenant.answer === "unknown")))(
  "%s is answered about what belongs to another tenant as about what exists nowhere, with equal work",
  async (_, { row: { endpoint }, otherTenant }) => {
    const request = await otherTenant.request(home, other, server);
    const caller = await rightCaller(server, endpoint, other);
    const answers: unknown[] = [];
    const sent = async (asked: Request) => await statementsOf(server, async () => answers.push(seen(await answerOf(endpoint, asked, caller))));
    // Once before, because the first request of a caller notes when they were seen.
    await answerOf(endpoint, request, caller);
    const ofNothing = await sent({ ...request, params: nowhere(request) });
    expect(await sent(request)).toEqual(ofNothing);
    expect(answers[1]).toEqual(answers[0]);
    expect(ofNothing.length).toBeGreaterThan(0);
  },
);

const atOtherStore = triedAtOtherStore(RIGHTS).map((tried) => [`${tried.row.endpoint.method} ${tried.row.endpoint.path}`, tried] as const);
test.each(atOtherStore)(
  "RI2 %s keeps what belongs to a store from a caller at another store of the legal entity",
  async (_, { row: { endpoint }, answer: expected, requestOf }) => {
    const caller: Headers = sideOf(endpoint.permission) === "pos" ? { cookie: far.cookie } : {};
    const request = await requestOf(home, far, server);
    if (expected === "everyStore") {
      expect(seen(await answerOf(endpoint, request, caller))).toMatchObject({ status: endpoint.status });
      return;
    }
    // Once before, because the first request of a caller notes when they were seen.
    const ofNothing = await answerOf(endpoint, { ...request, params: nowhere(request) }, caller);
    // Whoever asks for their own is written down.
    const kept = async () => (await stored(home)).rows.filter(({ place }) => expected !== "own" || !place.startsWith("audit_"));
    const before = await kept();
    const answer = await answerOf(endpoint, request, caller);
    expect(await kept()).toEqual(before);
    expect(answer.body).not.toContain(home.mark);
    expect([...FITTING[expected], ...(expected === "refused" ? [403] : [])], answer.body).toContain(answer.statusCode);
    if (expected === "unknown") expect(seen(answer)).toEqual(seen(ofNothing));
  },
);

test("an endpoint of the POS that says nothing of a caller at another store is found", () => {
  expect(gapsAtOtherStore(ENDPOINTS)).toEqual([]);
  const planted = { ...ENDPOINTS.find(({ name }) => name === "getPosLayout")!, name: "planted" };
  expect(gapsAtOtherStore([planted], {})).toEqual(["planted says nothing of a caller at another store"]);
  expect(gapsAtOtherStore([], { planted: {} })).toEqual(["planted is tried at another store and is no endpoint of the POS"]);
});

/** The same parameters, for things that never existed. */
function nowhere({ params = {} }: Request): NonNullable<Request["params"]> {
  return Object.fromEntries(Object.keys(params).map((name) => [name, randomUUID()]));
}

test("public endpoints are these, and no other", () => {
  expect(
    ENDPOINTS.filter(({ permission }) => permission === "public")
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([
    "activateDemoRegister",
    "activateRegister",
    "activateRegisterAsManager",
    "choosePassword",
    "endSignOn",
    "getDemoProgress",
    "getHqSession",
    "getPosRegister",
    "getPosSession",
    "getShownSnapshot",
    "getSignOn",
    "image.get",
    "image.post",
    "liftSignInWait",
    "livez",
    "lockPos",
    "openapi",
    "readyz",
    "signInHq",
    "signInPos",
    "signOutHq",
    "signOutPos",
    "startSignOn",
    "unlockPos",
    "watchShownSnapshot",
  ]);
});

test.for(RIGHTS.filter(({ endpoint }) => sideOf(endpoint.permission) === "pos").map((row) => [row.endpoint.name, row] as const))(
  "PB6 %s at a register reads configuration as it was published, and no draft",
  async ([, { endpoint, request }]) => {
    const asked = await request(home, server);
    const answers: number[] = [];
    const work = async () => answers.push((await answerOf(endpoint, asked, { cookie: home.posCookie })).statusCode);
    expect(await draftReads(server, work)).toEqual([]);
    expect(answers[0]).toBeLessThan(300);
  },
);

test("PB6 a read of a draft is found", async () => {
  const reads = await draftReads(server, async () => await server.deps.db.selectFrom("attribute").select("code").limit(1).execute());
  expect(reads).toEqual([expect.stringContaining('from "attribute"')]);
});

test("PB6 every table whose changes are written down, because headquarters sets it up, is read as it was published, or as it is for a reason", async () => {
  const { rows } = await sql<{ table: string }>`
    select tgrelid::regclass::text as table from pg_trigger where tgname = 'audit_note_change' order by 1`.execute(server.deps.db);
  expect([...DRAFTS, ...Object.keys(LIVE)].toSorted()).toEqual(rows.map(({ table }) => table).toSorted());
});
