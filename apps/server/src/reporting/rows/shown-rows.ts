import type { ReportRow } from "@rapport/contract/reporting";
import { CALLS, wallClockOf } from "@rapport/domain";
import { auditVisitors } from "../../audit/index.ts";
import { filesOfUploads } from "../../datasources/index.ts";
import type { Deps } from "../../deps.ts";
import { reachOf, type Actor } from "../../http/index.ts";
import { entitiesOfSuite } from "../../organisation/index.ts";
import type { RowPlace } from "../plan/plan-lines.ts";
import type { TextDimension } from "../sql/value-sql.ts";
import { foundRows, type FoundRow } from "./row-queries.ts";
import { rowIdOf, wantedOf } from "./row-ids.ts";
import { visitorHandles } from "./visitor-handles.ts";

export type RowDeps = Pick<Deps, "db" | "clock" | "warehouse">;

interface Wanted {
  readonly rsid: string;
  readonly timeZone: string;
  readonly dimension: TextDimension | null;
  readonly places: readonly RowPlace[];
  readonly actor: Actor;
}

/** True for a caller who may see the customers of every legal entity with this report suite (BR5): a row does not say to which of them its visitor belongs. */
export async function maySeeCustomers({ db }: Pick<Deps, "db">, { actor, rsid }: { actor: Actor; rsid: string }): Promise<boolean> {
  const reach = reachOf(actor, "customer.manage");
  if (reach === "all") return true;
  const entities = await entitiesOfSuite(db, rsid);
  return entities.length > 0 && entities.every((code) => reach.has(code));
}

/** What these hits and rows show to the caller, by the text of their id. Whoever is named is audited first. */
export async function shownRows(deps: RowDeps, { rsid, timeZone, dimension, places, actor }: Wanted): Promise<Map<string, ReportRow>> {
  if (places.length === 0) return new Map();
  const found = await deps.warehouse.rows(foundRows(dimension), wantedOf(rsid, places));
  const uploads = [...new Set(found.flatMap(({ upload }) => (upload > 0 && upload < CALLS ? [upload] : [])))];
  const files = new Map((await filesOfUploads(deps.db, { rsid, uploads })).map((file) => [file.id, file]));
  const handleOf = await visitorHandles(deps.db, rsid);
  const isNaming = await maySeeCustomers(deps, { actor, rsid });
  const rows = found.map((row): ReportRow => {
    const file = files.get(row.upload);
    const account = accountOf(row);
    return {
      id: rowIdOf(placeOf(row)),
      at: new Date(row.at_ms).toISOString(),
      localTime: wallClockOf(row.at_ms, timeZone),
      kind: kindOf(row),
      isReturn: row.is_return,
      file: file === undefined ? null : { upload: row.upload, filename: file.filename, dataSource: file.source, line: row.line },
      fate: row.fate === "" ? null : row.fate,
      visitor: row.visitor_id === "" ? null : handleOf(row.visitor_id),
      accountNumber: isNaming ? account : null,
      transactionIds: transactionsOf(row),
      page: row.page === "" ? null : row.page,
      values: row.shown,
      moreValues: row.value_count - row.shown.length,
    };
  });
  const named = new Set(rows.flatMap(({ accountNumber }) => (accountNumber === null ? [] : [accountNumber])));
  await auditVisitors(deps, { actor, rsid, visitors: named });
  return new Map(rows.map((row) => [row.id, row]));
}

function placeOf({ at_ms: at, place, upload, line }: FoundRow): RowPlace {
  return [String(at), place, String(upload), String(line)];
}

function kindOf({ upload, is_order: isOrder, page_view: isPageView }: FoundRow): ReportRow["kind"] {
  if (upload >= CALLS) return "refund";
  if (upload > 0) return "row";
  if (isOrder) return "order";
  return isPageView ? "pageView" : "hit";
}

/** The account number of a known person: of the visitor, or the one with which a row waits. */
export function accountOf({
  visitor_id: visitor,
  unlinked_reason: reason,
  fate,
  key,
}: Pick<FoundRow, "visitor_id" | "unlinked_reason" | "fate" | "key">): string | null {
  if (visitor.startsWith("vid:")) return visitor.slice(4);
  return fate === "customer" || reason === "unknown_visitor" ? key : null;
}

/** The transaction ids of a hit, or the one that a row names. */
export function transactionsOf({
  transaction_ids: ids,
  fate,
  unlinked_reason: reason,
  key,
}: Pick<FoundRow, "transaction_ids" | "fate" | "unlinked_reason" | "key">): string[] {
  const named = fate === "transaction" || (fate === "unlinked" && reason !== "unknown_visitor") ? [key] : [];
  return [...new Set([...ids, ...named])].filter((id) => id !== "");
}
