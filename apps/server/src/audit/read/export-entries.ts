import type { Query } from "@rapport/contract";
import { Refusal } from "@rapport/contract";
import type { AuditEntry, exportAudit } from "@rapport/contract/system";
import { csvLine } from "@rapport/domain/lists";
import { Readable } from "node:stream";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import type { Actor, FileReply, Reach } from "../../http/index.ts";
import { audit } from "../audit.ts";
import { customersIn, entriesBeyond, labelsOf, newestEntry, rowsAfter, type ExportRow } from "./export-queries.ts";
import { foundBy } from "./found-by.ts";
import { entryOf } from "./read-entries.ts";

type Asked = Query<typeof exportAudit> & { readonly actor: Actor; readonly reach: Reach };

const SEPARATORS = { comma: ",", semicolon: ";", tab: "\t" } as const;
/** The byte order mark, so that a spreadsheet reads the file as UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";
const COLUMNS = ["entry", "at", "who", "by", "approvedBy", "action", "legalEntity", "address", "about", "name", "field", "before", "after"] as const;
/** The one entry of an export names every customer in the file. */
const MOST_CUSTOMERS = 100_000;
const ROWS_AT_ONCE = 2_000;

/**
 * The entries that fit, newest first, as CSV: a row for each thing that an entry names, or for each field of it that was changed. As lines of JSON, of which an app
 * makes words, each thing is an entry with that thing alone. It is read and sent in parts, as the log was when it was asked for. Its one entry names every customer
 * in it (AU5); more than 100,000 are refused.
 */
export async function exportEntries(deps: Pick<Deps, "db" | "clock">, { actor, reach, separator, format, ...asked }: Asked): Promise<FileReply> {
  const { db } = deps;
  const newest = await newestEntry(db);
  const found = { ...(await foundBy(db, { reach, ...asked })), beforeEntry: newest + 1 };
  const customers = await customersIn(db, found, MOST_CUSTOMERS + 1);
  if (customers.length > MOST_CUSTOMERS) throw new Refusal("audit.too_many_customers", { most: MOST_CUSTOMERS });
  await audit(deps, { legalEntity: null, actor, action: "audit.exported", subjects: [{ kind: "auditLog", id: "entries" }, ...customers] });
  // An entry of a request that was not done when its customers were read can appear among these numbers. It is left out: our own entry may not name its customers.
  const known = new Set(customers);
  const judged = new Map<number, boolean>();
  const asItWas = async (rows: readonly ExportRow[]) => {
    const fresh = [...new Set(rows.map(({ id }) => id))].filter((id) => !judged.has(id));
    const late = new Set(await entriesBeyond(db, fresh, known));
    for (const id of fresh) judged.set(id, !late.has(id));
    return rows.filter(({ id }) => judged.get(id) === true);
  };
  const { kind, head, written } = format === "csv" ? asCsv(SEPARATORS[separator]) : AS_LINES;
  const lines = async function* () {
    yield head;
    for (let after = { entry: newest + 1, n: 0 }; ;) {
      const rows = await rowsAfter(db, { found, after, limit: ROWS_AT_ONCE });
      const last = rows.at(-1);
      if (last === undefined) return;
      const labels = await labelsOf(db, [...new Set(rows.flatMap(({ actor_id, second_actor_id, subject_id }) => [actor_id, second_actor_id, subject_id]))]);
      yield (await asItWas(rows)).map((row) => written(row, labels)).join("");
      after = { entry: last.id, n: last.n };
    }
  };
  return { ...kind, body: Readable.from(lines()) };
}

interface Form {
  readonly kind: Pick<FileReply, "contentType" | "filename">;
  readonly head: string;
  readonly written: (row: ExportRow, labels: ReadonlyMap<string, string>) => string;
}

function asCsv(separator: string): Form {
  const line = (cells: readonly string[]) => csvLine(cells, separator);
  return {
    kind: { contentType: "text/csv; charset=utf-8", filename: "audit-log.csv" },
    head: BYTE_ORDER_MARK + line(COLUMNS),
    written: (row, labels) => cellsOf(row, labels).map(line).join(""),
  };
}

const AS_LINES: Form = {
  kind: { contentType: "application/x-ndjson; charset=utf-8", filename: "audit-log.ndjson" },
  head: "",
  written({ kind, subject_id, changes, ...row }, labels) {
    const subjects = kind === null ? [] : [{ entry: row.id, kind, subject_id, changes }];
    return `${JSON.stringify(entryOf(row, { labels, subjects }) satisfies AuditEntry)}\n`;
  },
};

const Changes = z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }));

function cellsOf(row: ExportRow, labels: ReadonlyMap<string, string>): string[][] {
  const called = (id: string | null) => (id === null ? "" : (labels.get(id) ?? id));
  const entry = [
    String(row.id),
    row.at.toISOString(),
    called(row.actor_id),
    row.actor_kind,
    called(row.second_actor_id),
    row.action,
    row.legal_entity ?? "",
    row.address ?? "",
    row.kind ?? "",
    called(row.subject_id),
  ];
  const fields = row.changes === null ? [] : Object.entries(Changes.parse(JSON.parse(row.changes)));
  if (fields.length === 0) return [[...entry, "", "", ""]];
  return fields.map(([field, { from, to }]) => [...entry, field, inCell(from), inCell(to)]);
}

/** A value as a person reads it: several with semicolons, the parts of a whole with their names. */
function inCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(inCell).join("; ");
  if (typeof value !== "object") return String(value as string | number | boolean);
  return Object.entries(value)
    .map(([name, part]) => `${name}: ${inCell(part)}`)
    .join(", ");
}
