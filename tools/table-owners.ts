// Which slice owns which table of the operational store. Only its owner writes a table; a slice that reads another's says so here.
// Fails on a table without an owner, on a write or a read that this file does not name, and on a line of this file that no code needs.
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { globSync } from "tinyglobby";

export interface Ownership {
  readonly owners: Readonly<Record<string, readonly string[]>>;
  /** Slice -> tables of others that its own queries read, so that one query for a page does not become a query for each row. */
  readonly readers: Readonly<Record<string, readonly string[]>>;
}

export const OWNERSHIP: Ownership = {
  owners: {
    "report-suites": ["report_suite", "report_suite_settings"],
    collection: ["writer"],
    "currency-rates": ["currency_rate"],
    processing: ["processing_range", "reorder_window", "suite_processing"],
    datasources: [
      "data_source",
      "data_source_looked",
      "data_source_mapping",
      "data_source_told",
      "dry_run",
      "id_rule_change",
      "id_rule_rename",
      "mended_row",
      "resumable_upload",
      "row_removal",
      "sftp_access",
      "sftp_file",
      "sftp_key",
      "upload",
      "upload_in_parts",
      "upload_part",
    ],
    reporting: ["calculated_metric", "report_secret", "segment"],
    notifications: ["notification", "notification_delivery", "webhook"],
    sessions: [
      "access_settings",
      "api_key",
      "approval",
      "hq_user",
      "known_device",
      "recovery_code",
      "register_activation",
      "session",
      "sign_on_attempt",
      "sign_on_role",
      "user_role",
    ],
    organisation: [
      "legal_entity",
      "address_book",
      "store",
      "store_address_book",
      "register",
      "worker",
      "worker_address_book",
      "permission_group",
      "number_sequence",
      "number_reserved",
    ],
    "activity-types": ["activity_type", "activity_type_fetch"],
    publishing: [
      "distribution_run",
      "distribution_schedule",
      "distribution_session",
      "distribution_settings",
      "published_section",
      "store_publication",
      "store_section_whole",
      "store_snapshot",
    ],
    "store-groups": ["store_group", "store_group_member"],
    attributes: ["attribute", "attribute_group", "attribute_group_member", "attribute_type"],
    customers: ["customer", "customer_address_book", "customer_derivation", "customer_photo", "customer_term"],
    features: ["feature_comment", "feature_state"],
    layouts: ["screen_layout"],
    clientbook: [
      "client_book",
      "client_book_action",
      "client_book_action_client",
      "client_book_entry",
      // Its rows are kept by the database itself, from what stores show.
      "client_book_filter",
      "client_book_leave",
      "client_book_leave_client",
      "client_book_stay",
      "client_book_value",
      "client_request",
    ],
    lists: ["list_import", "list_import_chunk", "list_import_problem"],
    timeline: ["activity", "note", "note_attachment", "timeline_removed"],
    today: ["today_look", "today_mark"],
    "saved-filters": ["saved_filter"],
    recommendations: ["article_neighbour", "neighbour_refresh"],
    insights: ["measure_value", "measure_refresh"],
    audit: ["audit_change", "audit_day", "audit_entry", "audit_intent", "audit_link", "audit_pending", "audit_subject"],
    // The package itself records which migrations it applied.
    operational: ["schema_migration"],
  },
  readers: {
    "activity-types": ["store"],
    attention: ["client_book", "client_book_entry", "worker"],
    attributes: ["customer"],
    audit: ["api_key", "customer", "hq_user", "legal_entity", "worker"],
    collection: ["customer", "legal_entity"],
    clientbook: ["customer", "customer_address_book", "measure_value", "note", "store_address_book", "worker", "worker_address_book"],
    "currency-rates": ["processing_range"],
    customers: ["address_book", "client_book", "client_book_entry", "legal_entity", "store", "store_address_book", "worker"],
    datasources: ["processing_range"],
    insights: ["customer", "legal_entity", "processing_range"],
    layouts: ["store"],
    organisation: [
      "activity",
      "activity_type",
      "api_key",
      "attribute",
      "attribute_group",
      "attribute_type",
      "client_book",
      "customer",
      "customer_address_book",
      "list_import",
      "note",
      "screen_layout",
      "sign_on_role",
      "user_role",
    ],
    processing: ["report_suite", "writer"],
    publishing: [
      "attribute",
      "audit_entry",
      "audit_subject",
      "customer",
      "hq_user",
      "attribute_group",
      "attribute_group_member",
      "feature_state",
      "legal_entity",
      "permission_group",
      "register",
      "screen_layout",
      "store",
      "store_address_book",
      "store_group",
      "store_group_member",
      "worker",
      "worker_address_book",
    ],
    "store-groups": ["distribution_schedule"],
    recommendations: ["customer", "legal_entity"],
    timeline: ["client_book_stay", "worker"],
    "saved-filters": ["worker"],
    today: ["activity", "client_book_entry", "customer"],
    sessions: ["legal_entity", "permission_group", "register", "store", "worker", "worker_address_book"],
  },
};

const SCHEMA = "packages/operational/__golden__/schema.txt";
const WRITES = (table: string) =>
  new RegExp(
    String.raw`(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*["'\`]${table}\b|\b(?:insert into|update|delete from|merge into)\s+${table}\b`,
    "i",
  );
const READS = (table: string) =>
  new RegExp(String.raw`(?:selectFrom|(?:inner|left|right|full)Join|\bfrom)\(\s*["'\`]${table}\b|^[^/*]*\b(?:from|join)\s+${table}\b`, "im");

/** Every broken rule of ownership under `root`, one line each. An empty list means that tables and queries were found and all are correct. */
export function findStrayTables(root: string, { owners, readers }: Ownership = OWNERSHIP): string[] {
  const tables = readFileSync(join(root, SCHEMA), "utf8")
    .split("\n")
    .filter((line) => /^\w+$/.test(line));
  if (tables.length === 0) return [`no table found in ${SCHEMA}: this check would pass on nothing`];
  const ownerOf = new Map(Object.entries(owners).flatMap(([slice, owned]) => owned.map((table) => [table, slice] as const)));
  const source = join(root, "apps/server/src");
  const files = globSync("*/**/*.ts", { cwd: source, absolute: true, ignore: ["**/*.test.ts", "**/*.fixture.ts", "testing/**"] });
  if (files.length === 0) return ["no slice found: this check would pass on nothing"];
  const problems = tables.filter((table) => !ownerOf.has(table)).map((table) => `${table} has no owner in tools/table-owners.ts`);
  problems.push(...[...ownerOf.keys()].filter((table) => !tables.includes(table)).map((table) => `tools/table-owners.ts names ${table}, which is no table`));
  const needed = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    // Files that use only the warehouse may have words that are names of tables here.
    if (!/from "(?:kysely|@rapport\/operational)"/.test(text)) continue;
    const [slice = ""] = relative(source, file).split("/");
    for (const [table, owner] of ownerOf) {
      if (slice === owner) continue;
      if (WRITES(table).test(text)) problems.push(`${relative(root, file)} writes ${table}, which is ${owner}'s`);
      else if (READS(table).test(text)) {
        if (readers[slice]?.includes(table) === true) needed.add(`${slice} ${table}`);
        else problems.push(`${relative(root, file)} reads ${table}, which is ${owner}'s`);
      }
    }
  }
  for (const [slice, read] of Object.entries(readers))
    problems.push(
      ...read.filter((table) => !needed.has(`${slice} ${table}`)).map((table) => `tools/table-owners.ts lets ${slice} read ${table}, which it does not`),
    );
  return problems.toSorted((a, b) => (a < b ? -1 : 1));
}

if (process.argv[1] === import.meta.filename) {
  const problems = findStrayTables(resolve(import.meta.dirname, ".."));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
