import { Refusal } from "@rapport/contract";
import { wrong } from "@rapport/contract/refusals";
import { readSegment, segmentsNamedIn } from "@rapport/domain";
import type { Deps } from "../../deps.ts";
import { reportingSuite } from "../suite.ts";
import { savedSegments } from "./saved-segments.ts";
import { segmentsThatMention, type SegmentRow } from "./segment-queries.ts";

type Reading = Pick<Deps, "db" | "clock">;

/** Refuses a definition that cannot be counted in a report suite (SE1), with the place of what is wrong. */
export async function assertReadable(deps: Reading, { rsid, definition, id }: { rsid: string; definition: unknown; id?: string }): Promise<void> {
  const suite = await reportingSuite(deps, rsid);
  const saved = await savedSegments(deps.db, { rsid, ids: segmentsNamedIn(definition) });
  readSegment({ definition, suite, saved, ...(id !== undefined && { id }) });
}

/** Refuses a change after which a segment that names this one, also by way of others, could not be counted any more. */
export async function assertOthersReadable(deps: Reading, { id, rsid, definition }: { id: string; rsid: string; definition: unknown }): Promise<void> {
  const naming = await segmentsThatName(deps, { id, rsid });
  if (naming.length === 0) return;
  const suite = await reportingSuite(deps, rsid);
  const saved = new Map(await savedSegments(deps.db, { rsid, ids: [...naming.map((one) => one.id), ...segmentsNamedIn(definition)] }));
  saved.set(id, definition);
  const broken = naming.filter((one) => {
    try {
      readSegment({ definition: one.definition, suite, saved, id: one.id });
      return false;
    } catch (cause) {
      if (cause instanceof Refusal) return true;
      throw cause;
    }
  });
  if (broken.length === 0) return;
  const names = broken.slice(0, 10).map(({ name }) => name);
  throw new Refusal(
    "segment.definition",
    {},
    { faults: [{ path: ["definition"], wrong: wrong("segment.breaks", { names, more: broken.length - names.length }) }] },
  );
}

/** Directly and by way of others. */
async function segmentsThatName({ db }: Reading, { id, rsid }: { id: string; rsid: string }): Promise<SegmentRow[]> {
  const found = new Map<string, SegmentRow>();
  let wanted = [id];
  while (wanted.length > 0) {
    const asked = new Set(wanted);
    const rows = await segmentsThatMention(db, { rsid, ids: wanted });
    const fresh = rows.filter((row) => row.id !== id && !found.has(row.id) && segmentsNamedIn(row.definition).some((one) => asked.has(one)));
    for (const row of fresh) found.set(row.id, row);
    wanted = fresh.map((row) => row.id);
  }
  return [...found.values()];
}
