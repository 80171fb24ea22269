import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { FeatureCode } from "./definitions.ts";
import { LegalEntityCode } from "../ids.ts";
import { IfVersion, Saved } from "../saved.ts";

/** `cannot`: what it needs is not on. */
export const FeatureState = z.enum(["off", "scheduled", "on", "mandatory", "cannot"]);
export type FeatureState = z.infer<typeof FeatureState>;

const Words = z.object({ en: z.string(), nl: z.string() });

const FeatureComment = z.object({ text: z.string(), saved: Saved }).meta({ id: "FeatureComment" });

export const Feature = z
  .object({
    code: FeatureCode,
    name: Words,
    purpose: Words,
    module: Words,
    added: z.iso.date(),
    release: z.enum(["preview", "released", "onByDefault", "mandatory"]),
    canBeDisabled: z.boolean(),
    needsConfirmation: z.boolean(),
    /** The feature without which it cannot be on. */
    needs: FeatureCode.nullable(),
    state: FeatureState,
    /** What was decided, or holds by default: what it is as soon as what it needs is on. */
    decided: FeatureState.exclude(["cannot"]),
    /** Of a scheduled feature, also one that cannot be on now: the day at whose midnight it is on. */
    day: z.iso.date().nullable(),
    /** Since when it is on, or from when it will be; `null` when it is off or was never switched. */
    enabledAt: z.iso.datetime().nullable(),
    /** True until somebody has decided about it. */
    isNew: z.boolean(),
    /** `null` until somebody has decided about it. */
    saved: Saved.nullable(),
    /** What feature managers wrote about it for each other. */
    comment: FeatureComment.nullable(),
  })
  .meta({ id: "Feature" });
export type Feature = z.infer<typeof Feature>;

/** What clienteling needs before an associate can begin a client book and see something of a client in it. */
export const FeatureNeed = z.enum(["numberSequence", "clientBookAttributeGroup"]);
export type FeatureNeed = z.infer<typeof FeatureNeed>;

export const listFeatures = endpoint({
  name: "listFeatures",
  method: "GET",
  path: "/api/features",
  permission: "feature.read",
  reach: "handler",
  summary:
    "The features of the installation, whether each is on, what those that are on still lack in legal entities with stores, and the time zone in which a scheduled one begins at midnight.",
  reply: z.object({
    timeZone: z.string(),
    features: z.array(Feature),
    /** A feature with a line here needs attention (R69). Only legal entities that the caller may see. */
    attention: z.array(z.object({ feature: FeatureCode, legalEntity: LegalEntityCode, name: z.string(), lacks: z.array(FeatureNeed).min(1) })),
  }),
});

export const putFeature = endpoint({
  name: "putFeature",
  method: "PUT",
  path: "/api/features/:feature",
  permission: "feature.manage",
  summary:
    "Switch a feature on or off for the whole installation, or schedule it: it is on from midnight of its day. One that cannot be switched off again, or that needs it, is switched on only with `confirmed`.",
  params: z.object({ feature: FeatureCode }),
  query: IfVersion,
  body: z.discriminatedUnion("state", [
    z.strictObject({ state: z.literal("on"), confirmed: z.boolean().optional() }),
    z.strictObject({ state: z.literal("off") }),
    z.strictObject({ state: z.literal("scheduled"), day: z.iso.date(), confirmed: z.boolean().optional() }),
  ]),
  reply: Feature,
});

export const enableAllFeatures = endpoint({
  name: "enableAllFeatures",
  method: "POST",
  path: "/api/features/enable-all",
  permission: "feature.manage",
  summary:
    "Switch on every feature that is off. Schedules are kept, and one that cannot be switched off again or needs confirmation is skipped without `confirmed`.",
  body: z.strictObject({ confirmed: z.boolean().default(false) }),
  /** `kept`: what is not on after it, and why. */
  reply: z.object({
    enabled: z.array(FeatureCode),
    kept: z.array(z.object({ feature: FeatureCode, why: z.enum(["scheduled", "unconfirmed", "needs"]) })),
  }),
});

export const putFeatureComment = endpoint({
  name: "putFeatureComment",
  method: "PUT",
  path: "/api/features/:feature/comment",
  permission: "feature.manage",
  summary: "Write a comment about a feature, for others who see the list. An empty text takes it away.",
  params: z.object({ feature: FeatureCode }),
  query: IfVersion,
  body: z.strictObject({ text: z.string().trim().max(500) }),
  reply: Feature,
});
