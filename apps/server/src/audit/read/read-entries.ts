import type { Query, Reply } from "@rapport/contract";
import { AuditEntry, type listAudit } from "@rapport/contract/system";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { readPlace, writePlace, type Actor, type Reach } from "../../http/index.ts";
import { audit } from "../audit.ts";
import { foundBy } from "./found-by.ts";
import { labelsOf, entriesBefore, subjectsOf, type EntryRow, type SubjectRow } from "./queries.ts";

type Asked = Query<typeof listAudit> & { readonly actor: Actor; readonly reach: Reach };

/** A page of the log, newest first, of what the caller's right reaches. The customers it shows are in the log again (AU5). */
export async function readEntries(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { actor, reach, cursor, limit, names, ...filter }: Asked,
): Promise<Reply<typeof listAudit>> {
  const found = { ...(await foundBy(db, { reach, ...filter })), beforeEntry: cursor === null ? null : readPlace(cursor, Place)[0] };
  const rows = await entriesBefore(db, found, limit + 1);
  const page = rows.slice(0, limit);
  const subjects = await subjectsOf(db, { entries: page.map(({ id }) => id), most: names });
  const labels = await labelsOf(db, [
    ...page.flatMap(({ actor_id, second_actor_id }) => [actor_id, second_actor_id]),
    ...subjects.map(({ subject_id }) => subject_id),
  ]);
  const shown = subjects.flatMap(({ kind, subject_id }) => (kind === "customer" && subject_id !== null ? [subject_id] : []));
  await audit({ db, clock }, { legalEntity: null, actor, action: "audit.viewed", subjects: [{ kind: "auditLog", id: "entries" }, ...shown] });
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    entries: page.map((row) => entryOf(row, { labels, subjects: subjects.filter(({ entry }) => entry === row.id) })),
    nextCursor: last === undefined ? null : writePlace([last.id]),
  };
}

const Place = z.tuple([z.int()]);

/** An entry with those of its things. */
export function entryOf(row: EntryRow, { labels, subjects }: { labels: ReadonlyMap<string, string>; subjects: readonly SubjectRow[] }): AuditEntry {
  const named = (id: string | null) => ({ id, name: id === null ? null : (labels.get(id) ?? null) });
  return {
    id: row.id,
    at: row.at.toISOString(),
    legalEntity: row.legal_entity,
    actor: { kind: AuditEntry.shape.actor.shape.kind.parse(row.actor_kind), ...named(row.actor_id) },
    approvedBy: row.second_actor_id === null ? null : named(row.second_actor_id),
    action: row.action,
    address: row.address,
    names: row.subjects,
    subjects: subjects.map(({ kind, subject_id: id, changes }) => ({
      kind,
      id,
      label: id === null ? null : (labels.get(id) ?? null),
      changes: changes === null ? null : Changes.parse(JSON.parse(changes)),
    })),
  };
}

const Changes = AuditEntry.shape.subjects.element.shape.changes;
