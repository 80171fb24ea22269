import { Refusal, type Query, type Reply } from "@rapport/contract";
import { placeOf, wrongInEnglish } from "@rapport/contract/refusals";
import { SegmentId, type listSegments, type Segment } from "@rapport/contract/reporting";
import type { Deps } from "../../deps.ts";
import { holdsSuite, reachOf, type Actor, type Reach } from "../../http/index.ts";
import { pageOf } from "../page-of.ts";
import { suitesIn, wordsOf } from "../whose.ts";
import { assertReadable } from "./readable.ts";
import { segmentsById, segmentsOf, type SegmentRow } from "./segment-queries.ts";

type SegmentDeps = Pick<Deps, "db" | "clock">;

export async function listOf({ db }: SegmentDeps, { query, actor }: { query: Query<typeof listSegments>; actor: Actor }): Promise<Reply<typeof listSegments>> {
  const { rsids, segmentFilter, name = "", limit, page, sortProperty, sortDirection } = query;
  const { rows, total } = await segmentsOf(db, {
    rsids: suitesIn(reachOf(actor, "report.read"), wordsOf(rsids)),
    ids: wordsOf(segmentFilter),
    name,
    sort: sortProperty === "modified" ? "modified_at" : sortProperty,
    isDescending: sortDirection === "DESC",
    offset: page * limit,
    limit,
  });
  return pageOf(rows.map(shown), { page, limit, total });
}

export async function readOne({ db }: Pick<Deps, "db">, { id, actor }: { id: string; actor: Actor }): Promise<Segment> {
  return shown(await segmentInReach({ db }, { id, reach: reachOf(actor, "report.read") }));
}

export async function judge(
  deps: SegmentDeps,
  { rsid, definition, actor }: { rsid: string; definition: Record<string, unknown>; actor: Actor },
): Promise<{ valid: boolean; message?: string; faults: { path: string; message: string }[] }> {
  if (!holdsSuite(reachOf(actor, "report.read"), rsid)) throw new Refusal("report_suite.not_found", { rsid });
  try {
    await assertReadable(deps, { rsid, definition });
    return { valid: true, faults: [] };
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.code !== "segment.definition") throw cause;
    return { valid: false, message: cause.message, faults: cause.faults.map(({ path, wrong }) => ({ path: placeOf(path), message: wrongInEnglish(wrong) })) };
  }
}

export async function segmentInReach({ db }: Pick<Deps, "db">, { id, reach }: { id: string; reach: Reach }): Promise<SegmentRow> {
  const [row] = await segmentsById(db, [id]);
  if (row === undefined || !holdsSuite(reach, row.rsid)) throw new Refusal("segment.not_found", { id });
  return row;
}

export function shown({ id, rsid, name, description, definition, owner_id: ownerId, owner_name: ownerName, ...at }: SegmentRow): Segment {
  return {
    id: SegmentId.parse(id),
    name,
    description,
    rsid,
    owner: { id: ownerId, name: ownerName },
    definition,
    created: at.created_at.toISOString(),
    modified: at.modified_at.toISOString(),
    version: at.version,
    modifiedBy: at.changed_by,
    deleted: at.deleted_at !== null,
  };
}
