import { Refusal, type Body } from "@rapport/contract";
import type { changeSegment, createSegment, Segment } from "@rapport/contract/reporting";
import { holdForChange } from "@rapport/operational";
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Deps } from "../../deps.ts";
import { holdsSuite, reachOf, refuseStale, type Actor } from "../../http/index.ts";
import { assertOthersReadable, assertReadable } from "./readable.ts";
import { ownerOf } from "../whose.ts";
import { addSegment, updateSegment, type SegmentRow } from "./segment-queries.ts";
import { segmentInReach, shown } from "./segments.ts";

type SegmentDeps = Pick<Deps, "db" | "clock">;
/** The version that the sender saw; any when undefined. */
type Seen = number | undefined;

export async function create(deps: SegmentDeps, { body, actor }: { body: Body<typeof createSegment>; actor: Actor }): Promise<Segment> {
  const { rsid, name, description, definition } = body;
  const id = `s1_${randomBytes(12).toString("hex")}`;
  const at = deps.clock.now();
  const { id: ownerId, name: ownerName } = ownerOf(actor);
  const row: SegmentRow = {
    id,
    rsid,
    name,
    description,
    definition,
    owner_id: ownerId,
    owner_name: ownerName,
    created_at: at,
    modified_at: at,
    deleted_at: null,
    version: 1,
    changed_by: changerOf(actor),
  };
  return await alone(deps, rsid, async (held) => {
    await assertReadable(held, { rsid, definition, id });
    await addSegment(held.db, row);
    return shown(row);
  });
}

/** Whoever made it changes it, and everybody who manages its report suite (SE10); of two at once the later is told (SE14). */
export async function change(
  deps: SegmentDeps,
  { id, body, actor, version }: { id: string; body: Body<typeof changeSegment>; actor: Actor; version: Seen },
): Promise<Segment> {
  const { rsid } = await ownSegment(deps, { id, actor });
  return await alone(deps, rsid, async (held) => {
    const stored = await ownSegment(held, { id, actor });
    refuseOld(stored, version);
    const { name = stored.name, description = stored.description, definition = stored.definition } = body;
    if (isDeepStrictEqual([name, description, definition], [stored.name, stored.description, stored.definition])) return shown(stored);
    if (!isDeepStrictEqual(definition, stored.definition)) {
      await assertReadable(held, { rsid, definition, id });
      await assertOthersReadable(held, { id, rsid, definition });
    }
    return shown(await written(held, { id, change: { name, description, definition, modified_at: deps.clock.now(), changed_by: changerOf(actor) } }));
  });
}

export async function remove(deps: SegmentDeps, { id, actor, version }: { id: string; actor: Actor; version: Seen }): Promise<{ status: "ok" }> {
  const { rsid } = await ownSegment(deps, { id, actor });
  return await alone(deps, rsid, async (held) => {
    refuseOld(await ownSegment(held, { id, actor }), version);
    await written(held, { id, change: { deleted_at: deps.clock.now(), changed_by: changerOf(actor) } });
    return { status: "ok" };
  });
}

/** The segments of a suite are changed one after the other, because what one says decides whether others can be counted. */
async function alone<T>(deps: SegmentDeps, rsid: string, work: (held: SegmentDeps) => Promise<T>): Promise<T> {
  return await deps.db.transaction().execute(async (trx) => {
    await holdForChange(trx, ["segments", rsid]);
    return await work({ ...deps, db: trx });
  });
}

async function written({ db }: SegmentDeps, { id, change: changed }: Parameters<typeof updateSegment>[1]): Promise<SegmentRow> {
  const row = await updateSegment(db, { id, change: changed });
  if (row === undefined) throw new Refusal("segment.not_found", { id });
  return row;
}

function refuseOld({ version, modified_at, changed_by, id }: SegmentRow, seen: Seen): void {
  refuseStale({ version, changed_at: modified_at, changed_by }, { version: seen, code: id });
}

async function ownSegment(deps: SegmentDeps, { id, actor }: { id: string; actor: Actor }): Promise<SegmentRow> {
  const row = await segmentInReach(deps, { id, reach: reachOf(actor, "report.save") });
  if (row.deleted_at !== null) throw new Refusal("segment.not_found", { id });
  const { id: asker } = ownerOf(actor);
  if (row.owner_id !== asker && !holdsSuite(reachOf(actor, "reportSuite.manage"), row.rsid)) throw new Refusal("segment.of_another", { owner: row.owner_name });
  return row;
}

function changerOf(actor: Actor): string | null {
  return actor.kind === "headquarters" ? actor.name : null;
}
