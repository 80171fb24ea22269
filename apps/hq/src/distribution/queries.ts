import { ask } from "@rapport/app-shell";
import type { CallInput, Reply } from "@rapport/contract";
import {
  cancelSession,
  comparePublishedStore,
  deleteSchedule,
  getDistributionRun,
  getDistributionSettings,
  getUnpublishedChanges,
  listDistributionRuns,
  listDownloadSessions,
  listPublishedStores,
  listSchedules,
  pauseSchedule,
  putDistributionSettings,
  rerunSession,
  rollBackStore,
  startDistribution,
  type DistributionSettings,
} from "@rapport/contract/publishing";
import { infiniteQueryOptions, queryOptions, useQueryClient } from "@tanstack/react-query";

export const DISTRIBUTION_KEY = "distribution";
/** How often a page asks again while something is under way. */
const BUSY_MS = 700;
const ROWS = 50;
const ROWS_OF_FILE = 200;

export type StorePublished = Reply<typeof listPublishedStores>["stores"][number];
export type StoreCompared = Reply<typeof comparePublishedStore>;

/** Read again at each visit: others change configuration too. */
export function unpublishedQuery(legalEntity: string) {
  return queryOptions({
    queryKey: [DISTRIBUTION_KEY, "unpublished", legalEntity],
    queryFn: () => ask(getUnpublishedChanges, { params: { legalEntity } }),
    staleTime: 0,
  });
}

export function publishedStoresQuery(legalEntity: string) {
  return queryOptions({
    queryKey: [DISTRIBUTION_KEY, "stores", legalEntity],
    queryFn: async () => (await ask(listPublishedStores, { params: { legalEntity } })).stores,
    staleTime: 0,
  });
}

export function comparedQuery(params: { legalEntity: string; store: string }) {
  return queryOptions({ queryKey: [DISTRIBUTION_KEY, "store", params], queryFn: () => ask(comparePublishedStore, { params }), staleTime: 0 });
}

export function runQuery({ legalEntity, run }: { legalEntity: string; run: number }) {
  return queryOptions({
    queryKey: [DISTRIBUTION_KEY, "run", legalEntity, run],
    queryFn: () => ask(getDistributionRun, { params: { legalEntity, run } }),
    refetchInterval: ({ state }) => (state.data?.endedAt === null ? BUSY_MS : false),
  });
}

interface PageAsked {
  /** The number before which a page begins; null for the newest. */
  readonly before: number | null;
  readonly limit: number;
}

async function readRuns(legalEntity: string, { before, limit }: PageAsked) {
  return await ask(listDistributionRuns, { params: { legalEntity }, query: { limit, ...(before !== null && { before }) } });
}

export function runsQuery(legalEntity: string) {
  return infiniteQueryOptions({
    queryKey: [DISTRIBUTION_KEY, "runs", legalEntity],
    queryFn: async ({ pageParam: before }) => await readRuns(legalEntity, { before, limit: ROWS }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
    select: ({ pages }) => pages.flatMap(({ runs }) => runs),
    refetchInterval: ({ state }) => (state.data?.pages.some(({ runs }) => runs.some(({ endedAt }) => endedAt === null)) === true ? BUSY_MS * 3 : false),
    staleTime: 0,
  });
}

/** Every run, page after page. */
export async function* everyRun(legalEntity: string) {
  for (let before: number | null = null, first = true; first || before !== null; first = false) {
    const { runs, nextBefore }: Reply<typeof listDistributionRuns> = await readRuns(legalEntity, { before, limit: ROWS_OF_FILE });
    yield runs;
    before = nextBefore;
  }
}

export interface SessionsOf {
  readonly legalEntity: string;
  /** Undefined for those of all runs. */
  readonly run: number | undefined;
}

async function readSessions({ legalEntity, run }: SessionsOf, { before, limit }: PageAsked) {
  return await ask(listDownloadSessions, {
    params: { legalEntity },
    query: { limit, ...(run !== undefined && { run }), ...(before !== null && { before }) },
  });
}

export function sessionsQuery(of: SessionsOf) {
  return infiniteQueryOptions({
    queryKey: [DISTRIBUTION_KEY, "sessions", of.legalEntity, of.run],
    queryFn: async ({ pageParam: before }) => await readSessions(of, { before, limit: ROWS }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
    select: ({ pages }) => pages.flatMap(({ sessions }) => sessions),
    refetchInterval: BUSY_MS * 6,
    staleTime: 0,
  });
}

/** Every session, page after page. */
export async function* everySession(of: SessionsOf) {
  for (let before: number | null = null, first = true; first || before !== null; first = false) {
    const { sessions, nextBefore }: Reply<typeof listDownloadSessions> = await readSessions(of, { before, limit: ROWS_OF_FILE });
    yield sessions;
    before = nextBefore;
  }
}

export function settingsQuery(legalEntity: string) {
  return queryOptions({ queryKey: [DISTRIBUTION_KEY, "settings", legalEntity], queryFn: () => ask(getDistributionSettings, { params: { legalEntity } }) });
}

export async function startRun(legalEntity: string, body: NonNullable<CallInput<typeof startDistribution>["body"]>) {
  return await ask(startDistribution, { params: { legalEntity }, body });
}

export async function rollBack(params: { legalEntity: string; store: string }, body: { from: number; to: number }) {
  return await ask(rollBackStore, { params, body });
}

export async function changeSession(params: { legalEntity: string; session: number }, change: "rerun" | "cancel") {
  return await ask(change === "rerun" ? rerunSession : cancelSession, { params });
}

export async function saveSettings(legalEntity: string, body: DistributionSettings) {
  return await ask(putDistributionSettings, { params: { legalEntity }, body });
}

export function schedulesQuery(legalEntity: string) {
  return queryOptions({
    queryKey: [DISTRIBUTION_KEY, "schedules", legalEntity],
    queryFn: () => ask(listSchedules, { params: { legalEntity } }),
    staleTime: 0,
  });
}

export async function changeSchedule(params: { legalEntity: string; schedule: number }, to: "pause" | "resume" | "delete"): Promise<void> {
  if (to === "delete") await ask(deleteSchedule, { params });
  else await ask(pauseSchedule, { params, body: { paused: to === "pause" } });
}

/** Reads everything about distribution again after a change. */
export function useDistributionChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => await queryClient.invalidateQueries({ queryKey: [DISTRIBUTION_KEY] });
}
