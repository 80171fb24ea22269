import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { StoreNumber } from "../ids.ts";
import { LegalEntityPath } from "../paths.ts";
import { DistributionJob } from "./jobs.ts";
import { SectionName } from "./sections.ts";

/** What a store does not have as headquarters has it: one field of one thing, or a thing that came or went. */
const ConfigDifference = z
  .object({
    section: SectionName,
    /** The thing's code. */
    key: z.string(),
    /** What the thing is called: a text, a text for each language, or null. */
    name: z.union([z.string(), z.record(z.string(), z.string())]).nullable(),
    kind: z.enum(["added", "changed", "removed"]),
    /** Null for a thing that came or went. */
    field: z.string().nullable(),
    /** What stores have, and what headquarters has; null where there is nothing. */
    from: z.unknown(),
    to: z.unknown(),
    job: DistributionJob,
  })
  .meta({ id: "ConfigDifference" });

const UnpublishedChange = ConfigDifference.extend({
  /** The stores that wait for it, the first fifty of them. */
  stores: z.array(StoreNumber),
  storeCount: z.int(),
  /** Who wrote the thing last and when, where it is known. */
  by: z.string().nullable(),
  at: z.iso.datetime().nullable(),
}).meta({ id: "UnpublishedChange" });
export type UnpublishedChange = z.infer<typeof UnpublishedChange>;

/** `behind`: how many later sessions of the store wait for it. */
const HeldUp = z.object({ session: z.int(), run: z.int(), store: StoreNumber, name: z.string(), behind: z.int() }).meta({ id: "HeldUp" });

export const getUnpublishedChanges = endpoint({
  name: "getUnpublishedChanges",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/unpublished-changes",
  permission: "publishing.read",
  summary: "What headquarters has changed and stores do not have yet: who changed what from what to what, which job carries it, which stores wait.",
  params: LegalEntityPath,
  reply: z.object({
    /** The first five hundred. */
    changes: z.array(UnpublishedChange),
    total: z.int(),
    /** The jobs that publish all of it, in the order in which they run. */
    jobs: z.array(DistributionJob),
    /** How many stores wait, how many of them were never published to and so get everything, and how many there are. */
    waiting: z.int(),
    neverPublished: z.int(),
    stores: z.int(),
    /** How many stores are left out because they are in a paused group. */
    paused: z.int(),
    /** How many stores would get something if all were published now: not those for which a session under way brings it, or a suspended one holds it up. */
    publishable: z.int(),
    /** Sessions that are suspended and hold up what their store waits for, the first fifty: each is run again or cancelled first (R81). */
    held: z.array(HeldUp),
  }),
});

const PublishedStore = z
  .object({
    store: StoreNumber,
    name: z.string(),
    /** The snapshot that it shows; null before its first. */
    snapshot: z.int().nullable(),
    publishedAt: z.iso.datetime().nullable(),
    publishedBy: z.string().nullable(),
    /** The jobs that it waits for. */
    needs: z.array(DistributionJob),
    /** Its sessions that are not applied yet. */
    sessions: z.int(),
    /** It is in a paused group: it gets nothing unless a run names it. */
    paused: z.boolean(),
  })
  .meta({ id: "PublishedStore" });

export const listPublishedStores = endpoint({
  name: "listPublishedStores",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/published-stores",
  permission: "publishing.read",
  summary: "Every store with the snapshot that it shows, and the jobs that it waits for.",
  params: LegalEntityPath,
  reply: z.object({ stores: z.array(PublishedStore) }),
});

const StorePath = LegalEntityPath.extend({ store: StoreNumber });

export const comparePublishedStore = endpoint({
  name: "comparePublishedStore",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/published-stores/:store",
  permission: "publishing.read",
  summary: "What a store has now beside what headquarters has, and its snapshots, the newest first.",
  params: StorePath,
  reply: z.object({
    store: PublishedStore,
    /** The first five hundred. */
    differences: z.array(ConfigDifference),
    total: z.int(),
    /** The newest twenty. */
    snapshots: z.array(z.object({ number: z.int(), publishedAt: z.iso.datetime(), publishedBy: z.string().nullable(), sameAs: z.int().nullable() })),
  }),
});

export const rollBackStore = endpoint({
  name: "rollBackStore",
  method: "POST",
  path: "/api/legal-entities/:legalEntity/published-stores/:store/roll-back",
  permission: "publishing.manage",
  summary: "Let a store show what an earlier snapshot held, as a new snapshot. What was taken away since is not given back. Sessions that wait are cancelled.",
  params: StorePath,
  body: z.strictObject({
    /** The snapshot that the caller sees as the store's present one. */
    from: z.int().min(1),
    to: z.int().min(1),
  }),
  reply: z.object({ snapshot: z.int() }),
});
