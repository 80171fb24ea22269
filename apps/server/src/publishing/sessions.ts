import { Refusal, StoreNumber, type LegalEntityCode, type Query, type Reply } from "@rapport/contract";
import {
  DistributionJob,
  type DistributionRun,
  type DistributionSettings,
  type DownloadSession,
  type listDistributionRuns,
  type listDownloadSessions,
  type SessionState,
} from "@rapport/contract/publishing";
import type { SectionHashes } from "@rapport/domain/publishing";
import { inTransaction, type Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { addJob } from "../jobs/index.ts";
import { DISTRIBUTE } from "./distribute.ts";
import { refuseUnknownEntity } from "./entity.ts";
import { knownSections } from "./queries.ts";
import { lockedSession, runsOf, saveSession, saveSettings, sessionsOf, settingsOf, type RunRow, type SessionRow } from "./run-queries.ts";

interface Of {
  readonly legalEntity: LegalEntityCode;
}

export async function listRuns(
  { db }: Pick<Deps, "db">,
  { legalEntity, before, limit }: Of & Query<typeof listDistributionRuns>,
): Promise<Reply<typeof listDistributionRuns>> {
  await refuseUnknownEntity(db, legalEntity);
  const rows = await runsOf(db, { legalEntity, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return { runs: page.map(runOf), nextBefore: rows.length > limit ? (page.at(-1)?.number ?? null) : null };
}

export async function readRun({ db }: Pick<Deps, "db">, { legalEntity, run }: Of & { readonly run: number }): Promise<DistributionRun> {
  await refuseUnknownEntity(db, legalEntity);
  const [row] = await runsOf(db, { legalEntity, run, limit: 1 });
  if (row === undefined) throw new Refusal("distribution_run.unknown", {});
  return runOf(row);
}

export async function listSessions(
  { db }: Pick<Deps, "db">,
  { legalEntity, limit, ...asked }: Of & Query<typeof listDownloadSessions>,
): Promise<Reply<typeof listDownloadSessions>> {
  await refuseUnknownEntity(db, legalEntity);
  const rows = await sessionsOf(db, { legalEntity, ...asked, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return { sessions: page.map(sessionOf), nextBefore: rows.length > limit ? (page.at(-1)?.number ?? null) : null };
}

const RERUN: ReadonlySet<SessionState> = new Set(["canceled", "downloadFailed", "applyFailed", "suspended"]);

/** Not when a newer state took its place: to run it would bring older things over newer ones. */
function mayRunAgain({ state, reason }: { readonly state: SessionState; readonly reason: string | null }): boolean {
  return RERUN.has(state) && reason !== "overtaken" && reason !== "rolledBack";
}

/** Tries a session again from the beginning (case 54, case 55). */
export async function rerun({ db }: Pick<Deps, "db">, of: Of & { readonly session: number }): Promise<DownloadSession> {
  return await changed(db, of, async (trx, { state, reason, sections }) => {
    if (!mayRunAgain({ state, reason })) throw new Refusal("distribution_session.state", { state });
    const hashes = [...new Set(Object.values(sections))];
    if ((await knownSections(trx, { legalEntity: of.legalEntity, hashes })).size < hashes.length) throw new Refusal("distribution_session.contents_gone", {});
    await saveSession(trx, of.session, { state: "available", tries: 0, reason: null, ended_at: null });
  });
}

/** Those behind it go on. */
export async function cancel({ db, clock }: Pick<Deps, "db" | "clock">, of: Of & { readonly session: number }): Promise<DownloadSession> {
  return await changed(db, of, async (trx, { state }) => {
    if (state === "applied" || state === "canceled") throw new Refusal("distribution_session.state", { state });
    await saveSession(trx, of.session, { state: "canceled", reason: "byPerson", ended_at: clock.now() });
  });
}

type Trx = Transaction<Database>;

async function changed(
  db: Deps["db"],
  { legalEntity, session }: Of & { readonly session: number },
  change: (trx: Trx, held: { readonly state: SessionState; readonly reason: string | null; readonly sections: SectionHashes }) => Promise<void>,
): Promise<DownloadSession> {
  await refuseUnknownEntity(db, legalEntity);
  return await inTransaction(db, async (trx) => {
    const held = await lockedSession(trx, { legalEntity, session });
    if (held === undefined) throw new Refusal("distribution_session.unknown", {});
    await change(trx, { state: held.state as SessionState, reason: held.reason, sections: held.sections as SectionHashes });
    await addJob(trx, { name: DISTRIBUTE, payload: { legalEntity }, queue: `${DISTRIBUTE} ${legalEntity}` });
    const [row] = await sessionsOf(trx, { legalEntity, session, limit: 1 });
    if (row === undefined) throw new Error("a session that is locked is gone");
    return sessionOf(row);
  });
}

export async function readSettings({ db }: Pick<Deps, "db">, legalEntity: LegalEntityCode): Promise<DistributionSettings> {
  await refuseUnknownEntity(db, legalEntity);
  const row = await settingsOf(db, legalEntity);
  return { keepOrder: row?.keep_order ?? false, tries: row?.tries ?? 3, fullDays: row?.full_days ?? 0 };
}

export async function putSettings(
  { db }: Pick<Deps, "db">,
  { legalEntity, settings }: Of & { readonly settings: DistributionSettings },
): Promise<DistributionSettings> {
  await refuseUnknownEntity(db, legalEntity);
  await saveSettings(db, { legalEntity, keep_order: settings.keepOrder, tries: settings.tries, full_days: settings.fullDays });
  return settings;
}

function runOf({ number, whole, started_at, started_by, ended_at, open, ...row }: RunRow): DistributionRun {
  return {
    ...row,
    run: number,
    jobs: row.jobs.map((job) => DistributionJob.parse(job)),
    full: whole,
    startedAt: started_at.toISOString(),
    startedBy: started_by,
    endedAt: open > 0 ? null : ended_at.toISOString(),
  };
}

function sessionOf({ number, store, jobs, created_at, downloaded_at, applied_at, whole, is_kept, ...row }: SessionRow): DownloadSession {
  return {
    ...row,
    full: whole,
    rerunnable: is_kept && mayRunAgain(row),
    session: number,
    store: StoreNumber.parse(store),
    jobs: jobs.map((job) => DistributionJob.parse(job)),
    createdAt: created_at.toISOString(),
    downloadedAt: downloaded_at?.toISOString() ?? null,
    appliedAt: applied_at?.toISOString() ?? null,
  };
}
