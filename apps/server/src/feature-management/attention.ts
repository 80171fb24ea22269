import { LegalEntityCode, type Reply } from "@rapport/contract";
import type { FeatureNeed, listFeatures } from "@rapport/contract/features";
import type { Deps } from "../deps.ts";
import { featuresOn } from "../features/index.ts";
import { reachOf, type Actor } from "../http/index.ts";
import { entitiesInUse } from "../organisation/index.ts";

/** What features that are on still lack, of the legal entities that the caller may see (R69). */
export async function attentionFor({ db, clock }: Pick<Deps, "db" | "clock">, actor: Actor): Promise<Reply<typeof listFeatures>["attention"]> {
  if (!(await featuresOn({ db, clock })).includes("clienteling")) return [];
  const reach = reachOf(actor, "feature.read");
  return (await entitiesInUse(db)).flatMap(({ code, name, group, hasSequence, hasStore }) => {
    const legalEntity = LegalEntityCode.parse(code);
    const lacks: FeatureNeed[] = [...(hasSequence ? [] : ["numberSequence" as const]), ...(group === null ? ["clientBookAttributeGroup" as const] : [])];
    const isSeen = reach === "all" || reach.has(legalEntity);
    return isSeen && hasStore && lacks.length > 0 ? [{ feature: "clienteling" as const, legalEntity, name, lacks }] : [];
  });
}
