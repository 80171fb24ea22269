import { Refusal, type Body, type Query, type Reply } from "@rapport/contract";
import { placeOf, wrongInEnglish } from "@rapport/contract/refusals";
import { SegmentId, type changeSegment, type createSegment, type listSegments, type Segment } from "@rapport/contract/reporting";
import { readSegment, segmentsNamedIn } from "@rapport/domain";
import { randomBytes } from "node:crypto";
import type { Deps } from "../../deps.ts";
import { holdsSuite, reachOf, type Actor, type Reach } from "../../http/index.ts";
import { reportingSuite } from "../suite.ts";
import { ownerOf, suitesIn, wordsOf } from "../whose.ts";
import { savedSegments } from "./saved-segments.ts";
import { addSegment, segmentsById, segmentsOf, updateSegment, type SegmentRow } from "./segment-queries.ts";

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
  const totalPages = Math.ceil(total / limit);
  return {
    content: rows.map(shown),
    number: page,
    size: limit,
    numberOfElements: rows.length,
    totalElements: total,
    totalPages,
    firstPage: page === 0,
    lastPage: page >= totalPages - 1,
  };
}

export async function readOne({ db }: Pick<Deps, "db">, { id, actor }: { id: string; actor: Actor }): Promise<Segment> {
  return shown(await segmentInReach({ db }, { id, reach: reachOf(actor, "report.read") }));
}

export async function create(deps: SegmentDeps, { body, actor }: { body: Body<typeof createSegment>; actor: Actor }): Promise<Segment> {
  const { rsid, name, description, definition } = body;
  const id = `s1_${randomBytes(12).toString("hex")}`;
  await assertReadable(deps, { rsid, definition, id });
  const at = deps.clock.now();
  const { id: ownerId, name: ownerName } = ownerOf(actor);
  const row = { id, rsid, name, description, definition, owner_id: ownerId, owner_name: ownerName, created_at: at, modified_at: at, deleted_at: null };
  await addSegment(deps.db, row);
  return shown(row);
}

/** Whoever made it changes it, and everybody who manages its report suite (SE10). */
export async function change(deps: SegmentDeps, { id, body, actor }: { id: string; body: Body<typeof changeSegment>; actor: Actor }): Promise<Segment> {
  const { rsid } = await ownSegment(deps, { id, actor });
  const { name, description, definition } = body;
  if (definition !== undefined) await assertReadable(deps, { rsid, definition, id });
  const changed = { ...(name !== undefined && { name }), ...(description !== undefined && { description }), ...(definition !== undefined && { definition }) };
  await updateSegment(deps.db, { id, change: { ...changed, modified_at: deps.clock.now() } });
  return shown(await segmentInReach(deps, { id, reach: reachOf(actor, "report.save") }));
}

export async function remove(deps: SegmentDeps, { id, actor }: { id: string; actor: Actor }): Promise<{ status: "ok" }> {
  await ownSegment(deps, { id, actor });
  await updateSegment(deps.db, { id, change: { deleted_at: deps.clock.now() } });
  return { status: "ok" };
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

async function assertReadable(deps: SegmentDeps, { rsid, definition, id }: { rsid: string; definition: unknown; id?: string }): Promise<void> {
  const suite = await reportingSuite(deps, rsid);
  const saved = await savedSegments(deps.db, { rsid, ids: segmentsNamedIn(definition) });
  readSegment({ definition, suite, saved, ...(id !== undefined && { id }) });
}

async function segmentInReach({ db }: Pick<Deps, "db">, { id, reach }: { id: string; reach: Reach }): Promise<SegmentRow> {
  const [row] = await segmentsById(db, [id]);
  if (row === undefined || !holdsSuite(reach, row.rsid)) throw new Refusal("segment.not_found", { id });
  return row;
}

async function ownSegment(deps: SegmentDeps, { id, actor }: { id: string; actor: Actor }): Promise<SegmentRow> {
  const row = await segmentInReach(deps, { id, reach: reachOf(actor, "report.save") });
  if (row.deleted_at !== null) throw new Refusal("segment.not_found", { id });
  const { id: asker } = ownerOf(actor);
  if (row.owner_id !== asker && !holdsSuite(reachOf(actor, "reportSuite.manage"), row.rsid)) throw new Refusal("segment.of_another", { owner: row.owner_name });
  return row;
}

function shown({ id, rsid, name, description, definition, owner_id: ownerId, owner_name: ownerName, ...at }: SegmentRow): Segment {
  return {
    id: SegmentId.parse(id),
    name,
    description,
    rsid,
    owner: { id: ownerId, name: ownerName },
    definition,
    created: at.created_at.toISOString(),
    modified: at.modified_at.toISOString(),
  };
}
