import { Refusal } from "@rapport/contract";
import { FeatureCode, type FeatureDefinition } from "@rapport/contract/features";
import { featureState, importedWish, isOn, type Wish } from "@rapport/domain/features";
import type { Database } from "@rapport/operational";
import type { Transaction } from "kysely";
import type { Deps } from "../deps.ts";
import { decidedFeatures, decidedOf, definitionOf } from "../features/index.ts";
import type { Actor } from "../http/index.ts";
import { switchFeature, systemTimeZone } from "./features.ts";

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

/** Every feature as a row, as it was decided, whether or not what it needs is on. A scheduled one has its day. */
export async function everyFeature({ db, clock }: Pick<Deps, "db" | "clock">) {
  const rows = await decidedFeatures(db);
  return FeatureCode.options.map((feature) => {
    const row = rows.get(feature);
    const state = featureState(definitionOf(feature), decidedOf(row), clock.now().getTime());
    return { feature, enabled: isOn(state), enableDate: state === "scheduled" ? (row?.day ?? "") : "" };
  });
}
