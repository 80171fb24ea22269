import type { AuditSubject } from "@rapport/contract/system";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import { changesBetween, writtenChanges, type Changes, type NamedSubject } from "./changes.ts";
import { takeNotedRows, type NotedRow } from "./recorded-queries.ts";

type Row = Readonly<Record<string, unknown>>;

/** What a row of a table is about. */
interface Source {
  readonly kind: AuditSubject;
  /** Its id, as entries name it. */
  id(row: Row): string;
  /** For a row that is one of several values of a thing: the field of the thing, and the value. */
  readonly member?: { field(row: Row): string; value(row: Row): unknown };
  /** For a table whose rows are a part of a thing: these fields stand in the thing as `part.field`. */
  readonly part?: string;
  /** False for a change that nobody meant. */
  isSet?(before: Row, after: Row): boolean;
  /** Columns that say which thing it is, and are no fields of it. */
  readonly keys: readonly string[];
}

const OWNER = ["legal_entity"];
const byColumn = (kind: AuditSubject, column: string): Source => ({ kind, id: (row) => textOf(row[column]), keys: [...OWNER, column] });
const codeOf = (kind: AuditSubject): Source => byColumn(kind, "code");
const one = (kind: AuditSubject, id: string): Source => ({ kind, id: () => id, keys: ["one"] });
const member = (kind: AuditSubject, column: string, { field, value }: NonNullable<Source["member"]>): Source => ({
  ...byColumn(kind, column),
  member: { field, value },
});
const addressBook = (row: Row) => row["address_book"];

/** The tables whose changes the database writes down (migration 0171), and what their rows are about. */
export const SOURCES: Readonly<Record<string, Source>> = {
  access_settings: one("accessSettings", "access-settings"),
  activity_type: codeOf("activityType"),
  address_book: codeOf("addressBook"),
  api_key: byColumn("apiKey", "id"),
  attribute: codeOf("attribute"),
  attribute_group: codeOf("attributeGroup"),
  attribute_group_member: member("attributeGroup", "group_code", {
    field: () => "members",
    value: ({ attribute, display_order: displayOrder, default_value: defaultValue }) => ({
      attribute,
      displayOrder,
      ...(defaultValue !== null && { default: defaultValue }),
    }),
  }),
  attribute_type: codeOf("attributeType"),
  currency_rate: member("reportSuite", "rsid", {
    field: ({ day, from_currency: from, to_currency: to }) => `currencyRate.${textOf(day)} ${textOf(from)} ${textOf(to)}`,
    value: ({ rate }) => rate,
  }),
  data_source: byColumn("dataSource", "id"),
  distribution_schedule: byColumn("schedule", "number"),
  distribution_settings: { kind: "legalEntity", id: ({ legal_entity: code }) => textOf(code), part: "distribution", keys: OWNER },
  feature_comment: { ...byColumn("feature", "feature"), part: "comment" },
  feature_state: byColumn("feature", "feature"),
  id_rule_change: { ...byColumn("dataSource", "data_source_id"), part: "idRule" },
  legal_entity: codeOf("legalEntity"),
  // Whoever sets it gives it another generation. Otherwise a number was given, which the entry of who got it says.
  number_sequence: {
    ...byColumn("numberSequence", "reference"),
    keys: [...OWNER, "reference", "generation"],
    isSet: (before, after) => before["generation"] !== after["generation"],
  },
  permission_group: codeOf("permissionGroup"),
  register: byColumn("register", "number"),
  report_suite: byColumn("reportSuite", "rsid"),
  report_suite_settings: byColumn("reportSuite", "rsid"),
  row_removal: { ...byColumn("dataSource", "data_source_id"), part: "rowsTakenBack" },
  screen_layout: codeOf("screenLayout"),
  calculated_metric: byColumn("calculatedMetric", "id"),
  segment: byColumn("segment", "id"),
  sftp_access: { ...byColumn("dataSource", "data_source_id"), part: "sftp" },
  sftp_key: member("dataSource", "data_source_id", { field: () => "sftpKeys", value: ({ name, fingerprint }) => ({ name, fingerprint }) }),
  store: byColumn("store", "number"),
  store_address_book: member("store", "store", { field: ({ kind }) => `${textOf(kind)}AddressBooks`, value: addressBook }),
  store_group: codeOf("storeGroup"),
  store_group_member: member("storeGroup", "store_group", { field: () => "stores", value: ({ store }) => store }),
  webhook: byColumn("webhook", "id"),
  worker: byColumn("worker", "id"),
  worker_address_book: member("worker", "worker_id", { field: () => "employeeAddressBooks", value: addressBook }),
};

/** What a request changed, thing by thing with what each field was and is. It is taken: the entry that names it is written in the same transaction. */
export async function takeChanges(trx: Transaction<Database>, request: string): Promise<NamedSubject[]> {
  return subjectsOf(await takeNotedRows(trx, request));
}

/** Things in the order in which they were changed first. A thing that was changed twice has what it was at first and what it is at last. */
function subjectsOf(rows: readonly NotedRow[]): NamedSubject[] {
  const things = new Map<string, { kind: AuditSubject; id: string; changes: Changes }>();
  for (const group of grouped(rows)) {
    const { source, id } = group;
    const changes = source.member === undefined ? changesOfRow(group) : changesOfMembers(group, source.member);
    if (Object.keys(changes).length === 0) continue;
    const key = `${source.kind} ${id}`;
    things.set(key, { kind: source.kind, id, changes: { ...things.get(key)?.changes, ...changes } });
  }
  return [...things.values()].map(({ kind, id, changes }) => ({ kind, id, changes: writtenChanges(changes) }));
}

/** The subjects of an entry and what its request changed: of a thing that both name, the entry's own words win. */
export function withChanges(subjects: readonly NamedSubject[], changed: readonly NamedSubject[]): NamedSubject[] {
  const isSame = (one: NamedSubject) => (other: NamedSubject) => one.kind === other.kind && one.id === other.id;
  const known = subjects.map((subject) => ({ ...subject, changes: subject.changes ?? changed.find(isSame(subject))?.changes }));
  return [...known, ...changed.filter((thing) => !subjects.some(isSame(thing)))];
}

interface Group {
  readonly source: Source;
  readonly id: string;
  readonly rows: NotedRow[];
}

/** The rows of each thing, and of each table apart. */
function grouped(rows: readonly NotedRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const source = SOURCES[row.source];
    if (source?.isSet !== undefined && row.before !== null && row.after !== null && !source.isSet(row.before, row.after)) continue;
    if (source === undefined) throw new Error(`nobody says what a row of ${row.source} is about`);
    const id = source.id(row.after ?? row.before ?? {});
    const key = `${row.source} ${id}`;
    const group = groups.get(key) ?? { source, id, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  return [...groups.values()];
}

function changesOfRow({ source, rows }: Group): Changes {
  const [before, after] = [fieldsOf(rows[0]?.before, source), fieldsOf(rows.at(-1)?.after, source)];
  if (after !== undefined) return changesBetween(before, after);
  // Of what is gone, empty fields say nothing, as of what is new.
  const gone = changesBetween(undefined, before ?? {});
  return Object.fromEntries(Object.entries(gone).map(([field, { to }]) => [field, { from: to, to: null }]));
}

function changesOfMembers({ rows }: Group, { field, value }: NonNullable<Source["member"]>): Changes {
  const lists = new Map<string, { from: unknown[]; to: unknown[] }>();
  const listOf = (row: Row) => {
    const list = lists.get(field(row)) ?? { from: [], to: [] };
    lists.set(field(row), list);
    return list;
  };
  for (const { before, after } of rows) {
    if (before !== null) listOf(before).from.push(value(before));
    if (after !== null) listOf(after).to.push(value(after));
  }
  const inOrder = (values: readonly unknown[]) => values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return changesBetween(
    Object.fromEntries([...lists].map(([name, { from }]) => [name, inOrder(from)])),
    Object.fromEntries([...lists].map(([name, { to }]) => [name, inOrder(to)])),
  );
}

/** Columns under the names that the interfaces give them. */
function fieldsOf(row: Row | null | undefined, { keys, part }: Source): Row | undefined {
  if (row === null || row === undefined) return undefined;
  const fields = Object.entries(row).filter(([column]) => !keys.includes(column));
  return Object.fromEntries(fields.map(([column, value]) => [part === undefined ? fieldName(column) : `${part}.${fieldName(column)}`, value]));
}

/** `employed_from` is employedFrom. */
function fieldName(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
