import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { IfVersion, Saved } from "../saved.ts";

/** What the product knows of a feature. Whether it is on is kept for the whole installation. */
export interface FeatureDefinition {
  readonly name: { readonly en: string; readonly nl: string };
  readonly purpose: { readonly en: string; readonly nl: string };
  readonly module: { readonly en: string; readonly nl: string };
  /** The day on which the product got it. */
  readonly added: string;
  /** `onByDefault`: on until somebody switches it off. `mandatory`: always on. */
  readonly release: "preview" | "released" | "onByDefault" | "mandatory";
  /** False when it cannot be switched off again. */
  readonly canBeDisabled: boolean;
  /** True when a person has to agree before it is switched on. */
  readonly needsConfirmation: boolean;
}

/** Every feature that can be switched (R68). */
export const FEATURES = {
  clienteling: {
    name: { en: "Clienteling", nl: "Clienteling" },
    purpose: {
      en: "Client books, what associates see of their clients, and the timeline, at the POS and in the parameters.",
      nl: "Klantenboeken, wat medewerkers van hun klanten zien, en de tijdlijn, op de POS en in de parameters.",
    },
    module: { en: "Retail and commerce", nl: "Winkel en handel" },
    added: "2026-03-02",
    release: "onByDefault",
    canBeDisabled: true,
    needsConfirmation: false,
  },
} as const satisfies Record<string, FeatureDefinition>;

export const FeatureCode = z.enum(Object.keys(FEATURES) as [keyof typeof FEATURES, ...(keyof typeof FEATURES)[]]);
export type FeatureCode = z.infer<typeof FeatureCode>;

export const FeatureState = z.enum(["off", "scheduled", "on", "mandatory"]);
export type FeatureState = z.infer<typeof FeatureState>;

/** The name of a feature; what is not one, as it is. */
export function featureName(code: string, language: "en" | "nl"): string {
  const known = FeatureCode.safeParse(code);
  return known.success ? FEATURES[known.data].name[language] : code;
}

const Words = z.object({ en: z.string(), nl: z.string() });

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
    state: FeatureState,
    /** Of a scheduled feature: the day at whose midnight it is on. */
    day: z.iso.date().nullable(),
    /** Since when it is on, or from when it will be; `null` when it is off or was never switched. */
    enabledAt: z.iso.datetime().nullable(),
    /** True until somebody has decided about it. */
    isNew: z.boolean(),
    /** `null` until somebody has decided about it. */
    saved: Saved.nullable(),
  })
  .meta({ id: "Feature" });
export type Feature = z.infer<typeof Feature>;

export const listFeatures = endpoint({
  name: "listFeatures",
  method: "GET",
  path: "/api/features",
  permission: "feature.read",
  reach: "handler",
  summary: "The features of the installation, whether each is on, and the time zone in which a scheduled one begins at midnight.",
  reply: z.object({ timeZone: z.string(), features: z.array(Feature) }),
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
