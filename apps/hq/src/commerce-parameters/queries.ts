import { ask } from "@rapport/app-shell";
import { getParameters } from "@rapport/contract/clienteling";
import { listNumberSequences } from "@rapport/contract/organisation";
import { queryOptions } from "@tanstack/react-query";

export type CommerceSettings = Awaited<ReturnType<typeof settingsOf>>;

export const PARAMETERS_KEY = "commerce-parameters";

async function settingsOf(legalEntity: string) {
  const params = { legalEntity };
  const [{ numberSequences }, parameters] = await Promise.all([ask(listNumberSequences, { params }), ask(getParameters, { params })]);
  return { sequence: numberSequences.find(({ reference }) => reference === "clientBook"), parameters };
}

/** The sequence of another legal entity; null for none. */
export function sequenceQuery(legalEntity: string) {
  return queryOptions({ queryKey: [PARAMETERS_KEY, "sequence", legalEntity], queryFn: async () => (await settingsOf(legalEntity)).sequence ?? null });
}

/** A form that is opened reads it anew. */
export function commerceSettingsQuery(legalEntity: string) {
  return queryOptions({ queryKey: [PARAMETERS_KEY, legalEntity], queryFn: () => settingsOf(legalEntity), gcTime: 0 });
}
