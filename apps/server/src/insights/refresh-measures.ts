import { LegalEntityCode } from "@rapport/contract";
import { MeasureCode } from "@rapport/contract/clienteling";
import { DAY_MS } from "@rapport/domain";
import { inTransaction, tryLock } from "@rapport/operational";
import { engineTime } from "@rapport/warehouse";
import type { Deps } from "../deps.ts";
import { currentSettings } from "../report-suites/index.ts";
import { MEASURES } from "./measures.ts";
import { addMeasured, entitiesWithMeasures, openMeasured, replaceMeasure, saveFailure, saveRefresh } from "./queries.ts";

type RefreshDeps = Pick<Deps, "db" | "pool" | "warehouse" | "clock" | "log">;

/**
 * Computes every legal entity's measures again. One process at a time: false when another process is doing it. A measure that
 * fails is stored as failed, shows as not available, and does not stop the others.
 */
export async function refreshMeasures(deps: RefreshDeps): Promise<boolean> {
  const lock = await tryLock(deps.pool, "measures");
  if (lock === null) return false;
  try {
    await refreshAll(deps);
    return true;
  } finally {
    lock.release();
  }
}

async function refreshAll(deps: RefreshDeps): Promise<void> {
  for (const { code, rsid, measures } of await entitiesWithMeasures(deps.db)) {
    const legalEntity = LegalEntityCode.parse(code);
    // Client books are sorted by the last purchase whether or not their cards show it (R12b).
    for (const name of rsid === null ? measures : new Set([...measures, MeasureCode.enum.lastPurchase])) {
      const measure = MeasureCode.parse(name);
      const fail = async (error: string) => await saveFailure(deps.db, { legalEntity, measure, at: deps.clock.now(), error });
      if (rsid === null) {
        await fail("the legal entity names no report suite");
        continue;
      }
      try {
        await refresh(deps, { legalEntity, measure, rsid });
      } catch (error) {
        deps.log.error({ err: error, legalEntity, measure }, "a measure could not be refreshed");
        await fail(error instanceof Error ? error.message : String(error));
      }
    }
  }
}

const BATCH = 10_000;

async function refresh(
  { db, warehouse, clock }: RefreshDeps,
  { legalEntity, measure, rsid }: { legalEntity: LegalEntityCode; measure: MeasureCode; rsid: string },
): Promise<void> {
  const at = clock.now();
  const { values, days, kind } = MEASURES[measure];
  const zone = (await currentSettings({ db, clock }, rsid))?.timeZone ?? "UTC";
  const lines = await warehouse.lines(values, { suite: rsid, from: engineTime(days === null ? 0 : at.getTime() - days * DAY_MS), zone });
  await inTransaction(db, async (trx) => {
    await openMeasured(trx);
    for (const batch of batchesOf(lines)) await addMeasured(trx, { kind, values: batch.map((line) => values.row.parse(JSON.parse(line))) });
    await replaceMeasure(trx, { legalEntity, measure });
    await saveRefresh(trx, { legalEntity, measure, at });
  });
}

/** A batch at a time, so that requests are answered between batches. */
function* batchesOf(lines: string): Generator<string[]> {
  let batch: string[] = [];
  for (let start = 0; start < lines.length;) {
    const newline = lines.indexOf("\n", start);
    const end = newline === -1 ? lines.length : newline;
    if (end > start) batch.push(lines.slice(start, end));
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
    start = end + 1;
  }
  if (batch.length > 0) yield batch;
}
