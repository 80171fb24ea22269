import type { LegalEntityCode } from "@rapport/contract";
import type { SetUpStep } from "@rapport/contract/clienteling";
import { isoDayOf, setUpGuide } from "@rapport/domain";
import { countActivityTypes } from "../activity-types/index.ts";
import { countAttributes, groupMembers } from "../attributes/index.ts";
import type { Deps } from "../deps.ts";
import { decidedFeatures, featuresOn } from "../features/index.ts";
import { storesWithBooks } from "../layouts/index.ts";
import { entityOrRefusal, hasNumbers, workersWithBooks } from "../organisation/index.ts";
import { countUnpublished } from "../publishing/index.ts";

/** The nine steps of setting up clienteling in a legal entity, as headquarters has it now (OG10). */
export async function setUpGuideOf({ db, clock }: Pick<Deps, "db" | "clock">, legalEntity: LegalEntityCode): Promise<SetUpStep[]> {
  const { client_book_attribute_group: group, measures } = await entityOrRefusal(db, legalEntity);
  const [on, decided, hasNumberSequence, attributes, members, activityTypes, workers, stores, publishing] = await Promise.all([
    featuresOn({ db, clock }),
    decidedFeatures(db),
    hasNumbers(db, { legalEntity, reference: "clientBook" }),
    countAttributes(db, legalEntity),
    group === null ? null : groupMembers(db, { legalEntity, groups: [group] }),
    countActivityTypes(db, legalEntity),
    workersWithBooks(db, { legalEntity, day: isoDayOf(clock.now().getTime(), "UTC") }),
    storesWithBooks(db, legalEntity),
    countUnpublished({ db }, legalEntity),
  ]);
  const feature = { isOn: on.includes("clienteling"), scheduled: decided.get("clienteling")?.day ?? null };
  const groupSize = members === null ? null : members.length;
  return setUpGuide({ feature, hasNumberSequence, attributes, groupMembers: groupSize, activityTypes, workers, stores, measures: measures.length, publishing });
}
