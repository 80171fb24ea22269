import { z } from "zod";

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
  /** The code of the feature without which it cannot be on (R69). */
  readonly needs?: string;
}

/** Every feature that can be switched (R68). */
export const FEATURES = {
  clienteling: {
    name: { en: "Clienteling", nl: "Clienteling" },
    purpose: {
      en: "Client books, what associates see of their clients, and the timeline, at the POS and at headquarters.",
      nl: "Klantenboeken, wat medewerkers van hun klanten zien, en de tijdlijn, aan de kassa en op het hoofdkantoor.",
    },
    module: { en: "Retail and commerce", nl: "Winkel en handel" },
    added: "2026-03-02",
    release: "onByDefault",
    canBeDisabled: true,
    needsConfirmation: false,
  },
  recommendations: {
    name: { en: "Recommended products", nl: "Aanbevolen producten" },
    purpose: {
      en: "What others with like purchases also bought, on the page of a client at the POS.",
      nl: "Wat anderen met soortgelijke aankopen ook kochten, op de pagina van een klant aan de kassa.",
    },
    module: { en: "Retail and commerce", nl: "Winkel en handel" },
    added: "2026-11-30",
    release: "onByDefault",
    canBeDisabled: true,
    needsConfirmation: false,
    needs: "clienteling",
  },
} as const satisfies Record<string, FeatureDefinition>;

export const FeatureCode = z.enum(Object.keys(FEATURES) as [keyof typeof FEATURES, ...(keyof typeof FEATURES)[]]);
export type FeatureCode = z.infer<typeof FeatureCode>;

/** The name of a feature; what is not one, as it is. */
export function featureName(code: string, language: "en" | "nl"): string {
  const known = FeatureCode.safeParse(code);
  return known.success ? FEATURES[known.data].name[language] : code;
}
