import { Refusal } from "@rapport/contract";
import { FeatureCode, type FeatureDefinition } from "@rapport/contract/features";
import { importedWish, type Wish } from "@rapport/domain/features";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { decidedFeatures, decidedOf, definitionOf } from "../features/index.ts";
import type { Actor } from "../http/index.ts";
import { listFeaturesOf, switchFeature, systemTimeZone } from "./features.ts";

interface FeatureRowSent {
  readonly feature: FeatureCode;
  readonly enabled: boolean | null;
  readonly day: string | null;
}

type Fate = { readonly kind: "updated" | "unchanged" } | { readonly kind: "invalid"; readonly refusal: Refusal };

/** Stores a row of an imported list by the rule of R74. */
export async function importFeature(
  deps: { readonly db: Transaction<Database>; readonly clock: Deps["clock"] },
  { feature, enabled, day, actor }: FeatureRowSent & { readonly actor: Actor },
): Promise<Fate> {
  const row = (await decidedFeatures(deps.db)).get(feature);
  const at = { now: deps.clock.now().getTime(), timeZone: systemTimeZone() };
  const definition: FeatureDefinition = definitionOf(feature);
  const wish: Wish | null = importedWish(definition, { before: decidedOf(row), enabled, day }, at);
  if (wish === null) return { kind: "unchanged" };
  try {
    const after = await switchFeature(deps, { feature, wish, actor });
    return { kind: (after.saved?.version ?? 0) === (row?.version ?? 0) ? "unchanged" : "updated" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "invalid", refusal: error };
  }
}

/** Every feature as a row. A scheduled one has its day. */
export async function everyFeature(deps: Pick<Deps, "db" | "clock">) {
  const { features } = await listFeaturesOf(deps);
  return features.map(({ code, state, day }) => ({ feature: code, enabled: state === "on" || state === "mandatory", enableDate: day ?? "" }));
}
