import { call, type Endpoint } from "@rapport/contract";
import * as access from "@rapport/contract/access";
import * as clienteling from "@rapport/contract/clienteling";
import * as dataSources from "@rapport/contract/data-sources";
import * as features from "@rapport/contract/features";
import * as layouts from "@rapport/contract/layouts";
import * as organisation from "@rapport/contract/organisation";
import * as publishing from "@rapport/contract/publishing";
import * as reportSuites from "@rapport/contract/report-suites";
import { AUDIT_SUBJECTS, listAudit } from "@rapport/contract/system";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newEntity, newSuite, testServer, type TestServer } from "../testing/index.ts";
import { settleIntents } from "./intents.ts";
import { SOURCES } from "./recorded.ts";

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  await server.close();
});

/** What the newest entry names besides the address that was called, each with what was changed. */
async function told(action: string): Promise<readonly { kind: string; id: string | null; changes: unknown }[]> {
  const { entries } = await server.api(listAudit, { query: { action, limit: "1" } });
  return (entries[0]?.subjects ?? []).filter(({ kind }) => kind !== "address").map(({ kind, id, changes }) => ({ kind, id, changes }));
}

/** Calls with a JSON body, and gives what the entry of the call tells. */
async function changed(endpoint: Endpoint, input: object) {
  await call(endpoint, input, async (path, init) => {
    const headers = { ...init.headers, authorization: `Bearer ${server.apiKey}` };
    const answer = await server.inject({ method: init.method as "PUT", url: path, headers, ...(init.body !== null && { payload: init.body as string }) });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return { ok: true, status: answer.statusCode, text: async () => answer.body };
  });
  return await told(endpoint.name);
}

test("AU7 an entry of a change says of each kind of thing what changed from what to what: made, changed, and gone", async () => {
  const { legalEntity } = await newEntity(server);
  const { rsid } = await newSuite(server);
  const of = (params: object = {}) => ({ legalEntity, ...params });
  const name = { en: "New", nl: "Nieuw" };
  const grids = [{ rows: 1, columns: 1, buttons: [{ operation: 712, row: 1, column: 1 }] }];
  const body = { name, sizes: [{ kind: "full", width: 1024, height: 768, grids }] };

  const store = { params: of({ store: "S7" }) };
  expect(
    await changed(organisation.putStore, { ...store, body: { name: "Old", city: "Ede", customerAddressBooks: ["staff"], employeeAddressBooks: ["staff"] } }),
  ).toEqual([
    {
      kind: "store",
      id: "S7",
      changes: expect.objectContaining({
        name: { from: null, to: "Old" },
        city: { from: null, to: "Ede" },
        customerAddressBooks: { from: [], to: ["staff"] },
      }) as object,
    },
  ]);
  expect(await changed(organisation.putStore, { ...store, body: { name: "New", customerAddressBooks: [] } })).toEqual([
    { kind: "store", id: "S7", changes: { name: { from: "Old", to: "New" }, customerAddressBooks: { from: ["staff"], to: [] } } },
  ]);
  expect(await changed(organisation.deleteStore, store)).toEqual([
    {
      kind: "store",
      id: "S7",
      changes: expect.objectContaining({ name: { from: "New", to: null }, employeeAddressBooks: { from: ["staff"], to: [] } }) as object,
    },
  ]);

  const to = (kind: string, id: unknown, fields: object) => [{ kind, id, changes: expect.objectContaining(fields) as object }];
  const made = (value: unknown) => ({ from: null, to: value });
  const list = (value: unknown) => ({ from: [], to: value });
  for (const [endpoint, input, expected] of [
    [
      organisation.putLegalEntity,
      { params: of(), body: { name: "Renamed" } },
      to("legalEntity", legalEntity, { name: { from: expect.any(String) as string, to: "Renamed" } }),
    ],
    [organisation.putRegister, { params: of({ register: "R7" }), body: { store: "S1" } }, to("register", "R7", { store: made("S1") })],
    [organisation.putAddressBook, { params: of({ code: "b7" }), body: { name: "Book" } }, to("addressBook", "b7", { name: made("Book") })],
    [
      organisation.putPermissionGroup,
      { params: of({ code: "g7" }), body: { name: "Group", operations: [712] } },
      to("permissionGroup", "g7", { operations: made([712]) }),
    ],
    [
      organisation.putNumberSequence,
      { params: of({ reference: "clientBook" }), body: { format: "C####" } },
      to("numberSequence", "clientBook", { format: made("C####") }),
    ],
    [
      clienteling.putAttribute,
      { params: of({ code: "a7" }), body: { name, type: "text", refinable: false } },
      to("attribute", "a7", { "definition.type": made("text") }),
    ],
    [
      clienteling.putAttributeGroup,
      { params: of({ code: "h7" }), body: { name, members: [{ attribute: "a7", displayOrder: 1 }] } },
      to("attributeGroup", "h7", { "name.nl": made("Nieuw"), members: list([{ attribute: "a7", displayOrder: 1 }]) }),
    ],
    [clienteling.putActivityType, { params: of({ code: "t7" }), body: { name } }, to("activityType", "t7", { "name.en": made("New") })],
    [
      clienteling.putParameters,
      { params: of(), body: { customerAttributeGroup: "h7", measures: ["netSpend365"] } },
      to("legalEntity", legalEntity, { customerAttributeGroup: made("h7") }),
    ],
    [layouts.putScreenLayout, { params: of({ code: "l7" }), body }, to("screenLayout", "l7", { "name.en": made("New"), sizes: made(expect.any(Array)) })],
    [publishing.putStoreGroup, { params: of({ code: "n7" }), body: { name: "North", stores: ["S1"] } }, to("storeGroup", "n7", { stores: list(["S1"]) })],
    [
      publishing.addSchedule,
      { params: of(), body: { name: "Nightly", jobs: [1010], startsAt: "2999-01-01T03:00" } },
      to("schedule", expect.any(String), { name: made("Nightly"), jobs: made([1010]) }),
    ],
    [
      publishing.putDistributionSettings,
      { params: of(), body: { keepOrder: true, tries: 2 } },
      to("legalEntity", legalEntity, { "distribution.tries": made(2) }),
    ],
    [
      features.putFeatureComment,
      { params: { feature: "clienteling" }, body: { text: "Since March" } },
      to("feature", "clienteling", { "comment.text": made("Since March") }),
    ],
    [
      reportSuites.changeReportSuite,
      { params: { rsid }, body: { name: "Renamed" } },
      to("reportSuite", rsid, { name: { from: expect.any(String) as string, to: "Renamed" } }),
    ],
    [
      reportSuites.putCurrencyRates,
      { params: { rsid }, body: { rates: [{ day: "2026-03-01", from: "USD", rate: "0.9" }] } },
      to("reportSuite", rsid, { "currencyRate.2026-03-01 USD EUR": list([0.9]) }),
    ],
    [dataSources.createDataSource, { params: { company: "house", rsid }, query: { name: "Tills" } }, to("dataSource", expect.any(String), {})],
    [
      access.putAccessSettings,
      { body: { requireSecondFactor: true } },
      to("accessSettings", "access-settings", { requireSecondFactor: { from: false, to: true } }),
    ],
    [
      access.putAccessSettings,
      { body: { requireSecondFactor: false } },
      to("accessSettings", "access-settings", { requireSecondFactor: { from: true, to: false } }),
    ],
  ] as const)
    expect([endpoint.name, await changed(endpoint, input)]).toEqual([endpoint.name, expected]);
});

test("AU7 a worker's password, a key's secret and a write key are never in the log: only that they were set", async () => {
  const { legalEntity } = await newEntity(server);
  const params = { legalEntity, operatorId: "7001" };
  const secrets = ["correct-horse-battery", "another-long-sentence"];
  const worker = { name: "Ada", employeeAddressBooks: ["staff"] };
  expect(await changed(organisation.putWorker, { params, body: { ...worker, password: secrets[0] } })).toEqual([
    {
      kind: "worker",
      id: expect.any(String) as string,
      changes: expect.objectContaining({
        name: { from: null, to: "Ada" },
        passwordHash: { from: null, to: "set" },
        employeeAddressBooks: { from: [], to: ["staff"] },
      }) as object,
    },
  ]);
  expect(await changed(organisation.putWorker, { params, body: { password: secrets[1], employedTo: "2999-12-31" } })).toEqual([
    {
      kind: "worker",
      id: expect.any(String) as string,
      changes: { passwordHash: { from: "set", to: "set anew" }, employedTo: { from: null, to: "2999-12-31" } },
    },
  ]);
  const key = await server.api(access.createApiKey, { body: { name: "Till", permissions: ["report.read"], legalEntities: null, expiresAt: null } });
  expect(await told("api_key.created")).toEqual([
    { kind: "apiKey", id: key.id, changes: expect.objectContaining({ name: { from: null, to: "Till" }, hash: { from: null, to: "set" } }) as object },
  ]);
  const suite = await newSuite(server);
  expect(await told("createReportSuite")).toEqual([
    { kind: "reportSuite", id: suite.rsid, changes: expect.objectContaining({ writeKey: { from: null, to: "set" } }) as object },
  ]);
  const { rows } = await sql<{ changes: string }>`select changes from audit_subject where changes is not null`.execute(server.deps.db);
  const log = rows.map(({ changes }) => changes).join("\n");
  for (const secret of [...secrets, key.key, suite.writeKey, "argon2"]) expect(log).not.toContain(secret);
});

test("AU7 what was changed for a request whose entry is missing or was written before is told later, and nothing is left over", async () => {
  const { legalEntity } = await newEntity(server);
  const { db } = server.deps;
  await sql`insert into audit_change (request, at, source, before, after) values
    ('lost', now() - interval '1 hour', 'address_book', null, ${JSON.stringify({ legal_entity: legalEntity, code: "x", name: "X", active: true })}::jsonb)`.execute(
    db,
  );
  await settleIntents(server.deps);
  expect(await told("settings.changed")).toEqual([
    { kind: "addressBook", id: "x", changes: { name: { from: null, to: "X" }, active: { from: null, to: true } } },
  ]);
  expect(await db.selectFrom("audit_change").select("id").execute()).toEqual([]);
});

test("NO13 of a webhook's address the log holds where it goes and its shape, and nothing that may be a secret", async () => {
  const { rsid } = await newSuite(server);
  const url = "https://hooks.example.com:8443/services/hidden2/?token=hidden3&hidden4#hidden5";
  const made = await changed(dataSources.createWebhook, { params: { rsid }, body: { name: "Chat", url, kinds: ["file.failed"] } });
  expect(JSON.stringify(made)).not.toMatch(/hidden|services/);
  expect(JSON.stringify(made)).toContain("https://hooks.example.com:8443/***/***/?token=***&***");
  const { webhooks } = await server.api(dataSources.listWebhooks, { params: { rsid } });
  expect(webhooks[0]?.url).toBe(url);
  const params = { rsid, webhookId: webhooks[0]?.id };
  const moved = await changed(dataSources.changeWebhook, { params, body: { url: url.replace("hidden2", "hidden6") } });
  expect(JSON.stringify(moved)).toContain("set anew");
  expect(JSON.stringify(moved)).not.toContain("hidden");
  const masked = async (address: string) =>
    (await sql<{ masked: string }>`select address_without_secrets(${address}) as masked`.execute(server.deps.db)).rows[0]?.masked;
  expect(await masked("https://example.com")).toBe("https://example.com");
  expect(await masked("https://a@b@example.com\\\\secret?")).toBe("https://example.com\\\\***?***");
  expect(await masked("no address")).toBe("***");
});

/** Tables of which the database writes nothing down, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "approval known_device recovery_code register_activation session sign_on_attempt": "secrets and sessions: their changes have entries of their own",
  "hq_user sign_on_role user_role": "entries of their own say what was changed",
  "article_neighbour neighbour_refresh": "what customers bought together, counted by the server itself",
  "client_book client_book_action client_book_action_client client_book_entry client_book_filter client_book_leave client_book_leave_client client_book_stay client_book_value":
    "of customers: their entries name each customer with their books",
  "activity customer customer_address_book customer_derivation customer_photo customer_term note note_attachment timeline_removed":
    "of customers: their entries say what was changed",
  "audit_change audit_day audit_entry audit_intent audit_link audit_pending audit_subject": "the log itself",
  "activity_type_fetch distribution_run distribution_session published_section store_publication store_section_whole store_snapshot":
    "what stores were sent: pages of distribution have its history",
  "list_import list_import_chunk list_import_problem": "files that wait; what their rows change is told",
  "measure_refresh measure_value number_reserved processing_range reorder_window report_secret schema_migration suite_processing writer":
    "kept by the server itself",
  "client_request saved_filter": "associates' own: what a colleague asks, and how somebody filters",
  "today_look today_mark": "an associate's own list: it says what they have seen to, and nothing of how things are set up",
  "dry_run id_rule_rename mended_row resumable_upload sftp_file upload upload_in_parts upload_part":
    "files and what became of them, which their receipts and entries of their own say",
  "data_source_looked data_source_told notification notification_delivery": "what was told to others, which the log of deliveries says",
  data_source_mapping: "an entry of its own says what was changed",
};

test("AU7 of every table it is known whether the database writes down its changes, and what a row is about", async () => {
  const { rows } = await sql<{ name: string; noted: boolean }>`
    select c.relname as name, exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'audit_note_change') as noted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`.execute(server.deps.db);
  const noted = rows.filter((row) => row.noted).map(({ name }) => name);
  expect(noted).toEqual(Object.keys(SOURCES).toSorted());
  expect(rows.filter((row) => !row.noted).map(({ name }) => name)).toEqual(
    Object.keys(OTHERWISE)
      .flatMap((names) => names.split(" "))
      .toSorted(),
  );
  expect(Object.values(SOURCES).filter(({ kind }) => !AUDIT_SUBJECTS.includes(kind))).toEqual([]);
});
