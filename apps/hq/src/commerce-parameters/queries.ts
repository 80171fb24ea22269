import { ask } from "@rapport/app-shell";
import { getParameters } from "@rapport/contract/clienteling";
import { listNumberSequences, listStores, type NumberReference } from "@rapport/contract/organisation";
import { queryOptions } from "@tanstack/react-query";

export type CommerceSettings = Awaited<ReturnType<typeof settingsOf>>;

export const PARAMETERS_KEY = "commerce-parameters";

async function settingsOf(legalEntity: string) {
  const params = { legalEntity };
  const [{ numberSequences }, parameters] = await Promise.all([ask(listNumberSequences, { params }), ask(getParameters, { params })]);
  const sequenceOf = (reference: NumberReference) => numberSequences.find((sequence) => sequence.reference === reference);
  return { sequences: { clientBook: sequenceOf("clientBook"), customer: sequenceOf("customer") }, parameters };
}

/** The sequence of another legal entity; null for none. */
export function sequenceQuery(legalEntity: string, reference: NumberReference) {
  return queryOptions({
    queryKey: [PARAMETERS_KEY, "sequence", legalEntity, reference],
    queryFn: async () => (await settingsOf(legalEntity)).sequences[reference] ?? null,
  });
}

/** The number of the first store, in which a sequence that counts by store is shown. */
export function firstStoreQuery(legalEntity: string) {
  return queryOptions({
    queryKey: [PARAMETERS_KEY, "first store", legalEntity],
    queryFn: async () => (await ask(listStores, { params: { legalEntity }, query: { sort: "number", limit: "1" } })).stores[0]?.number ?? null,
  });
}

/** A form that is opened reads it anew. */
export function commerceSettingsQuery(legalEntity: string) {
  return queryOptions({ queryKey: [PARAMETERS_KEY, legalEntity], queryFn: () => settingsOf(legalEntity), gcTime: 0 });
}
