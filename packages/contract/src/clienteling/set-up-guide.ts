import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { LegalEntityPath } from "../paths.ts";

/** The nine steps of setting up clienteling, in their order. */
export const SetUpStepName = z.enum(["feature", "numbers", "attributes", "group", "activityTypes", "rights", "buttons", "measures", "publishing"]);
export type SetUpStepName = z.infer<typeof SetUpStepName>;

/** Why a step is open. */
export const SetUpGapCode = z.enum([
  "feature_off",
  "feature_scheduled",
  "no_sequence",
  "no_attributes",
  "none_refinable",
  "no_group",
  "empty_group",
  "no_activity_types",
  "nobody_signs_in",
  "nobody_views",
  "nobody_adds",
  "no_stores",
  "stores_without_button",
  "no_measures",
  "stores_never_published",
  "unpublished_changes",
]);
export type SetUpGapCode = z.infer<typeof SetUpGapCode>;

/** `count` is how many there are of what the code names, `day` when it will be mended by itself. */
export const SetUpGap = z.object({ code: SetUpGapCode, count: z.int().optional(), day: z.iso.date().optional() });
export type SetUpGap = z.infer<typeof SetUpGap>;

/** *Optional* is not done, and client books work without it. */
export const SetUpStep = z.object({ step: SetUpStepName, state: z.enum(["done", "open", "optional"]), gaps: z.array(SetUpGap) });
export type SetUpStep = z.infer<typeof SetUpStep>;

export const getSetUpGuide = endpoint({
  name: "getSetUpGuide",
  method: "GET",
  path: "/api/legal-entities/:legalEntity/set-up-guide",
  permission: "organisation.manage",
  summary: "The nine steps of setting up clienteling, each with its state now and what it lacks (OG10).",
  params: LegalEntityPath,
  reply: z.object({ steps: z.array(SetUpStep) }),
});
