import { LegalEntityCode, type Reply } from "@rapport/contract";
import type { FeatureNeed, listFeatures } from "@rapport/contract/features";
import type { Deps } from "../deps.ts";
import { featuresOn } from "../features/index.ts";
import { reachOf, type Actor } from "../http/index.ts";
import { lackingClienteling } from "./queries.ts";

/** What features that are on still lack, of the legal entities that the caller may see (R69). */
export async function attentionFor({ db, clock }: Pick<Deps, "db" | "clock">, actor: Actor): Promise<Reply<typeof listFeatures>["attention"]> {
  if (!(await featuresOn({ db, clock })).includes("clienteling")) return [];
  const reach = reachOf(actor, "feature.read");
  const seen = (await lackingClienteling(db)).map((row) => ({ ...row, legalEntity: LegalEntityCode.parse(row.code) }));
  return seen
    .filter(({ legalEntity }) => reach === "all" || reach.has(legalEntity))
    .map(({ legalEntity, name, has_sequence, has_group }) => {
      const lacks: FeatureNeed[] = [...(has_sequence ? [] : ["numberSequence" as const]), ...(has_group ? [] : ["clientBookAttributeGroup" as const])];
      return { feature: "clienteling", legalEntity, name, lacks };
    });
}
