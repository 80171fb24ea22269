import { SetUpStepName, type SetUpGap, type SetUpStep } from "@rapport/contract/clienteling";

/** What the guide looks at, for one legal entity, as headquarters has it now. */
export interface SetUpFacts {
  readonly feature: { readonly isOn: boolean; /** `YYYY-MM-DD`, when it will be turned on. */ readonly scheduled: string | null };
  readonly hasNumberSequence: boolean;
  /** Attributes of the legal entity, and those of them that can be a filter. */
  readonly attributes: { readonly defined: number; readonly refinable: number };
  /** Members of the chosen client book attribute group; `null` when none is chosen. */
  readonly groupMembers: number | null;
  readonly activityTypes: number;
  /** Workers in use who can sign in and hold the operation. */
  readonly workers: {
    readonly views: number;
    readonly adds: number;
    /** Workers in use who hold an operation but lack a password, or an address book of a store in use. */
    readonly shutOut: number;
  };
  /** Stores in use, and those of them with a start screen that opens client books. */
  readonly stores: { readonly inUse: number; readonly withButton: number };
  readonly measures: number;
  readonly publishing: { readonly changes: number; readonly storesWithoutSnapshot: number };
}

/** Each step with its true state (OG10). Nothing is ticked by hand. */
export function setUpGuide(facts: SetUpFacts): SetUpStep[] {
  return SetUpStepName.options.map((step) => {
    const gaps = gapsOf(step, facts);
    const state = gaps.length === 0 ? "done" : step === "measures" ? "optional" : "open";
    return { step, state, gaps };
  });
}

function gapsOf(step: SetUpStepName, facts: SetUpFacts): SetUpGap[] {
  const { feature, attributes, groupMembers, workers, stores, publishing } = facts;
  switch (step) {
    case "feature":
      if (feature.isOn) return [];
      return feature.scheduled === null ? [{ code: "feature_off" }] : [{ code: "feature_scheduled", day: feature.scheduled }];
    case "numbers":
      return when(!facts.hasNumberSequence, { code: "no_sequence" });
    case "attributes":
      if (attributes.defined === 0) return [{ code: "no_attributes" }];
      return when(attributes.refinable === 0, { code: "none_refinable", count: attributes.defined });
    case "group":
      if (groupMembers === null) return [{ code: "no_group" }];
      return when(groupMembers === 0, { code: "empty_group" });
    case "activityTypes":
      return when(facts.activityTypes === 0, { code: "no_activity_types" });
    case "rights":
      // The right is there; what lacks is a password, or an address book of a store.
      if (workers.views === 0 && workers.shutOut > 0) return [{ code: "nobody_signs_in", count: workers.shutOut }];
      return [...when(workers.views === 0, { code: "nobody_views" }), ...when(workers.adds === 0, { code: "nobody_adds" })];
    case "buttons":
      if (stores.inUse === 0) return [{ code: "no_stores" }];
      return when(stores.withButton < stores.inUse, { code: "stores_without_button", count: stores.inUse - stores.withButton });
    case "measures":
      return when(facts.measures === 0, { code: "no_measures" });
    case "publishing":
      if (stores.inUse === 0) return [{ code: "no_stores" }];
      return [
        ...when(publishing.storesWithoutSnapshot > 0, { code: "stores_never_published", count: publishing.storesWithoutSnapshot }),
        ...when(publishing.changes > 0, { code: "unpublished_changes", count: publishing.changes }),
      ];
  }
}

function when(isOpen: boolean, gap: SetUpGap): SetUpGap[] {
  return isOpen ? [gap] : [];
}
