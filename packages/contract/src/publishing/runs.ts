import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { StoreGroupCode, StoreNumber } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";
import { DistributionJob } from "./jobs.ts";

/**
 * What became of a store's package (R81). `suspended`: it failed, and later ones of the store wait for it. Packages of a run are made all or none before it
 * starts, so none is seen while it is made, and none fails then.
 */
export const SessionState = z.enum(["available", "requested", "downloaded", "applied", "canceled", "downloadFailed", "applyFailed", "suspended"]);
export type SessionState = z.infer<typeof SessionState>;

export const SessionReason = z.enum(["fault", "incoherent", "tooManyTries", "byPerson", "overtaken", "rolledBack"]);
export type SessionReason = z.infer<typeof SessionReason>;

const Jobs = z.array(DistributionJob).min(1).max(8);

export const DistributionRun = z
  .object({
    run: z.int(),
    /** In the order in which they run. */
    jobs: Jobs,
    /** Everything that the jobs carry, not just what differs. */
    full: z.boolean(),
    startedAt: z.iso.datetime(),
    startedBy: z.string().nullable(),
    /** Null while a store still gets its package. */
    endedAt: z.iso.datetime().nullable(),
    stores: z.int(),
    applied: z.int(),
    failed: z.int(),
    canceled: z.int(),
    rows: z.int(),
    bytes: z.int(),
    /** Job 1010 counts customers, who are live in every store; null when it did not run. */
    customers: z.int().nullable(),
  })
  .meta({ id: "DistributionRun" });
export type DistributionRun = z.infer<typeof DistributionRun>;

const RunPath = LegalEntityPath.extend({ run: z.coerce.number().int().positive() });

export const startDistribution = endpoint({
  name: "startDistribution",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/distribution/runs",
  permission: "publishing.manage",
  summary:
    "Run jobs now for all stores, or for the stores and groups that are named. Stores of a paused group get nothing unless they are named themselves. Without `jobs`, what is not published yet is published: the jobs that are needed run in order. Refused when a store would get something that does not hold together.",
  params: LegalEntityPath,
  body: z.strictObject({
    jobs: Jobs.optional(),
    stores: z.array(StoreNumber).min(1).max(10_000).optional(),
    groups: z.array(StoreGroupCode).min(1).max(1_000).optional(),
    full: z.boolean().default(false),
  }),
  reply: DistributionRun,
});

const Page = z.object({ before: z.coerce.number().int().positive().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });

export const listDistributionRuns = endpoint({
  name: "listDistributionRuns",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/distribution/runs",
  permission: "publishing.read",
  summary: "Runs of jobs, the newest first.",
  params: LegalEntityPath,
  query: Page,
  reply: z.object({ runs: z.array(DistributionRun), nextBefore: z.int().nullable() }),
});

export const getDistributionRun = endpoint({
  name: "getDistributionRun",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/distribution/runs/:run",
  permission: "publishing.read",
  summary: "One run, with how many stores have its package by now.",
  params: RunPath,
  reply: DistributionRun,
});

export const DownloadSession = z
  .object({
    session: z.int(),
    run: z.int(),
    store: StoreNumber,
    jobs: Jobs,
    /** Everything that its jobs carry, not just what differs. */
    full: z.boolean(),
    state: SessionState,
    tries: z.int(),
    rows: z.int(),
    bytes: z.int(),
    createdAt: z.iso.datetime(),
    downloadedAt: z.iso.datetime().nullable(),
    appliedAt: z.iso.datetime().nullable(),
    /** Why it failed or was cancelled, as a code; null for one that did not. */
    reason: SessionReason.nullable(),
    /** It failed or was cancelled, nothing newer took its place, and its contents are still kept. */
    rerunnable: z.boolean(),
    /** The snapshot that it made; null for none. */
    snapshot: z.int().nullable(),
  })
  .meta({ id: "DownloadSession" });
export type DownloadSession = z.infer<typeof DownloadSession>;

export const listDownloadSessions = endpoint({
  name: "listDownloadSessions",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/distribution/sessions",
  permission: "publishing.read",
  summary: "Sessions of stores, the newest first: of one run, one store or one state, or all.",
  params: LegalEntityPath,
  query: Page.extend({ run: z.coerce.number().int().positive().optional(), store: StoreNumber.optional(), state: SessionState.optional() }),
  reply: z.object({ sessions: z.array(DownloadSession), nextBefore: z.int().nullable() }),
});

const SessionPath = LegalEntityPath.extend({ session: z.coerce.number().int().positive() });

export const rerunSession = endpoint({
  name: "rerunSession",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/distribution/sessions/:session/rerun",
  permission: "publishing.manage",
  summary: "Try a session again that failed, was cancelled or is suspended. Sections that a later session brought stay as they are.",
  params: SessionPath,
  reply: DownloadSession,
});

export const cancelSession = endpoint({
  name: "cancelSession",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/distribution/sessions/:session/cancel",
  permission: "publishing.manage",
  summary: "Cancel a session that is not applied. Those behind it go on.",
  params: SessionPath,
  reply: DownloadSession,
});

export const DistributionSettings = z
  .strictObject({
    /** A session that failed is suspended, and later ones of its store wait for it. */
    keepOrder: z.boolean().default(false),
    /** How often a session is tried. */
    tries: z.int().min(1).max(10).default(3),
    /** After how many days a run sends a store everything again instead of what differs; 0 is never by time alone (R84). */
    fullDays: z.int().min(0).max(365).default(0),
  })
  .meta({ id: "DistributionSettings" });
export type DistributionSettings = z.infer<typeof DistributionSettings>;

export const getDistributionSettings = endpoint({
  name: "getDistributionSettings",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/distribution/settings",
  permission: "publishing.read",
  summary: "How sessions that fail are treated.",
  params: LegalEntityPath,
  reply: DistributionSettings,
});

export const putDistributionSettings = endpoint({
  name: "putDistributionSettings",
  method: "PUT",
  path: "/api/legal-entities/:legalEntity/distribution/settings",
  permission: "publishing.manage",
  summary: "Say how sessions that fail are treated.",
  params: LegalEntityPath,
  body: DistributionSettings,
  reply: DistributionSettings,
});
