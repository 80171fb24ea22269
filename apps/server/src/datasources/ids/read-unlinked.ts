import { IdKind, UnlinkedState, type UnlinkedFilter, type UnlinkedId, type UnlinkedIds } from "@rapport/contract/data-sources";
import { editsBetween } from "@rapport/domain";
import { z } from "zod";
import { auditVisitors } from "../../audit/index.ts";
import type { Deps } from "../../deps.ts";
import { readPlace, writePlace, type Actor } from "../../http/index.ts";
import { accountOrRefusal, type AccountPlace } from "../accounts/accounts.ts";
import { mayStillLink, uploadsOfSource } from "./id-rule-queries.ts";
import { alikeTransactions, alikeVisitors, countUnlinkedIds, unlinkedIds } from "./unlinked-queries.ts";

const MOST_SIMILAR = 3;
const Place = z.tuple([z.int().min(0).max(4_294_967_295), IdKind, z.string(), UnlinkedState]);

export interface UnlinkedAsked extends AccountPlace, UnlinkedFilter {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly actor: Actor;
}

/** A page of the ids of a source whose rows are not linked, with the recorded ids most like them (UL1, UL2). Whose they are is audited first. */
export async function readUnlinked({ db, warehouse, clock }: Pick<Deps, "db" | "warehouse" | "clock">, asked: UnlinkedAsked): Promise<UnlinkedIds> {
  const account = await accountOrRefusal(db, asked);
  const uploads = await uploadsOfSource(db, account.id);
  const now = clock.now().getTime();
  const filter = {
    suite: account.rsid,
    uploads: uploads.map(({ id }) => id),
    open: uploads.filter((upload) => mayStillLink(upload, now)).map(({ id }) => id),
    state: asked.state ?? "",
    search: asked.search?.trim() ?? "",
  };
  const [afterUpload, afterKind, afterId, afterState] = asked.after === undefined ? ([0, "", "", ""] as const) : readPlace(asked.after, Place);
  const found = await warehouse.rows(unlinkedIds, { ...filter, afterUpload, afterKind, afterId, afterState, limit: asked.limit + 1 });
  const shown = found.slice(0, asked.limit);
  const { similar, visitors } = await similarOf(warehouse, { suite: account.rsid, ids: shown });
  const named = shown.flatMap(({ kind, id }) => (kind === "customer" ? [id] : []));
  await auditVisitors({ db, clock }, { actor: asked.actor, rsid: account.rsid, visitors: new Set([...named, ...visitors]) });
  const since = new Map(uploads.map(({ id, uploaded_at }) => [id, uploaded_at.toISOString()]));
  const ids = shown.map((row): UnlinkedId => ({
    kind: row.kind,
    id: row.id,
    state: row.state,
    rows: row.rows,
    since: since.get(row.first_upload) ?? new Date(row.from_ms).toISOString(),
    upload: row.first_upload,
    from: new Date(row.from_ms).toISOString(),
    to: new Date(row.to_ms).toISOString(),
    similar: similar.get(`${row.kind} ${row.id}`) ?? [],
  }));
  const last = shown.at(-1);
  const next = found.length > asked.limit && last !== undefined ? writePlace([last.first_upload, last.kind, last.id, last.state]) : null;
  if (asked.after !== undefined) return { ids, next };
  const counts = await warehouse.rows(countUnlinkedIds, filter);
  return {
    ids,
    next,
    total: counts.reduce((sum, { fitting }) => sum + fitting, 0),
    counts: counts.map(({ state, ids: count, all_rows: rows }) => ({ state, ids: count, rows })),
  };
}

async function similarOf(warehouse: Deps["warehouse"], { suite, ids }: { suite: string; ids: readonly { kind: IdKind; id: string }[] }) {
  const similar = new Map<string, string[]>();
  const visitors = new Set<string>();
  for (const [kind, query] of [
    ["transaction", alikeTransactions],
    ["customer", alikeVisitors],
  ] as const) {
    const asked = [...new Set(ids.flatMap((one) => (one.kind === kind ? [one.id] : [])))];
    if (asked.length === 0) continue;
    for (const row of await warehouse.rows(query, { suite, ids: asked })) {
      const nearest = row.alike
        .filter(([id]) => id !== row.asked)
        .toSorted(([one], [other]) => editsBetween(row.asked, one) - editsBetween(row.asked, other) || (one < other ? -1 : 1))
        .slice(0, MOST_SIMILAR);
      similar.set(
        `${kind} ${row.asked}`,
        nearest.map(([id]) => id),
      );
      for (const [, visitor] of nearest) visitors.add(visitor.replace(/^vid:/, ""));
    }
  }
  visitors.delete("");
  return { similar, visitors };
}
