import { inTransaction } from "@rapport/operational";
import type { Deps } from "../../deps.ts";
import { waitingByUpload } from "../join/link-queries.ts";
import { linkWaiting } from "../join/link-waiting.ts";
import { withLock, writingWhile } from "../lock.ts";
import { setWaiting } from "../queries.ts";
import { addRenames, changeById, renamesAfter, setChangeState, setRule, sourceOfChange, type ChangeRow, type Rename } from "./id-rule-queries.ts";
import { idRuleParameters, storedIdRule } from "./id-rule-sql.ts";
import { countRenamed, plannedRenames, renameRows, renameRowsBack } from "./rename-queries.ts";
import { filesOfSource, termsOfSource } from "./terms-of-source.ts";

export type IdRuleDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;

/**
 * Makes a change of how a source's ids are read, or takes it back. It may be killed at any point and run again. No file is loaded and no row is linked
 * meanwhile, so each row is read by one rule.
 */
export async function makeIdRule(given: IdRuleDeps, changeId: number): Promise<void> {
  await withLock(given, "loading", async (holdsLoading) => {
    const change = await changeById(given.db, changeId);
    if (change === undefined || (change.state !== "applying" && change.state !== "taking_back")) return;
    const source = await sourceOfChange(given.db, change.data_source_id);
    const touched = await withLock(given, "linking", async (holdsLinking) => {
      const deps = { ...given, warehouse: writingWhile(holdsLinking, writingWhile(holdsLoading, given.warehouse)) };
      return change.state === "applying" ? await apply(deps, { change, source }) : await takeBack(deps, { change, source });
    });
    // A hit of the old id may have come meanwhile.
    if (change.state === "taking_back") for (const upload of touched) await linkWaiting(given, { suite: source.rsid, upload });
    await setChangeState(given.db, { id: change.id, state: change.state === "applying" ? "applied" : "taken_back" });
  });
}

interface Making {
  readonly change: ChangeRow;
  readonly source: Awaited<ReturnType<typeof sourceOfChange>>;
}

/** Returns the uploads with rows that were renamed. */
async function apply(deps: IdRuleDeps, { change, source }: Making): Promise<readonly number[]> {
  const { db, warehouse, clock } = deps;
  const rule = storedIdRule(change.rule);
  const { asWritten: files } = await filesOfSource(deps, source.id);
  const terms = await termsOfSource(deps, { ...source, files });
  if (change.planned_at === null) {
    const planned = change.waiting && terms.uploads.length > 0 ? await warehouse.rows(plannedRenames, { ...terms, ...idRuleParameters(rule) }) : [];
    const renames = planned.map(({ upload, id, becomes }) => ({ upload, from: id, to: becomes }));
    await inTransaction(db, async (trx) => {
      await addRenames(trx, { change: change.id, renames, at: clock.now() });
      await setRule(trx, { dataSource: source.id, rule });
    });
  }
  const counts = { rows: 0, linked: 0 };
  const touched = await eachUpload(deps, change.id, async ({ upload, ...ids }) => {
    await warehouse.run(renameRows, {
      ...terms,
      uploads: [upload],
      uploadedAts: pick(terms.uploadedAts, upload),
      windows: pick(terms.windows, upload),
      ...ids,
    });
    const [counted] = await warehouse.rows(countRenamed, { suite: terms.suite, uploads: [upload], ...ids });
    counts.rows += counted?.all_rows ?? 0;
    counts.linked += counted?.linked ?? 0;
  });
  function pick(of: readonly number[], upload: number): number[] {
    return [of[terms.uploads.indexOf(upload)] ?? 0];
  }
  await countWaiting(deps, { suite: source.rsid, uploads: touched });
  await setChangeState(db, { id: change.id, state: "applying", ...counts });
  return touched;
}

async function takeBack(deps: IdRuleDeps, { change, source }: Making): Promise<readonly number[]> {
  await inTransaction(deps.db, async (trx) => await setRule(trx, { dataSource: source.id, rule: storedIdRule(change.rule_before) }));
  const touched = await eachUpload(deps, change.id, async ({ upload, ...ids }) => {
    await deps.warehouse.run(renameRowsBack, { suite: source.rsid, uploads: [upload], ...ids });
  });
  await countWaiting(deps, { suite: source.rsid, uploads: touched });
  return touched;
}

/** The renames of a change, upload by upload, some thousand at a time. */
async function eachUpload(
  { db }: IdRuleDeps,
  change: number,
  work: (of: { upload: number; fromIds: string[]; toIds: string[] }) => Promise<void>,
): Promise<readonly number[]> {
  const uploads = new Set<number>();
  for (let after: Rename | undefined; ;) {
    const some = await renamesAfter(db, { change, after });
    for (const upload of new Set(some.map((rename) => rename.upload))) {
      const ofUpload = some.filter((rename) => rename.upload === upload);
      await work({ upload, fromIds: ofUpload.map(({ from }) => from), toIds: ofUpload.map(({ to }) => to) });
      uploads.add(upload);
    }
    after = some.at(-1);
    if (after === undefined) return [...uploads];
  }
}

/** How many rows of each upload wait now. */
async function countWaiting({ db, warehouse }: IdRuleDeps, { suite, uploads }: { suite: string; uploads: readonly number[] }): Promise<void> {
  if (uploads.length === 0) return;
  const left = new Map((await warehouse.rows(waitingByUpload, { suite, uploads: [...uploads] })).map(({ upload, rows }) => [upload, rows]));
  await setWaiting(
    db,
    uploads.map((upload) => ({ upload, rows: left.get(upload) ?? 0 })),
  );
}
