import { ask } from "@rapport/app-shell";
import { getParameters, listAttributeGroups } from "@rapport/contract/clienteling";
import { listNumberSequences } from "@rapport/contract/organisation";
import { queryOptions } from "@tanstack/react-query";

export type ClientBookSettings = Awaited<ReturnType<typeof settingsOf>>;

export const CLIENT_BOOKS_KEY = "client-books";

async function settingsOf(legalEntity: string) {
  const params = { legalEntity };
  const [{ numberSequences }, parameters, { attributeGroups }] = await Promise.all([
    ask(listNumberSequences, { params }),
    ask(getParameters, { params }),
    ask(listAttributeGroups, { params }),
  ]);
  return { sequence: numberSequences.find(({ reference }) => reference === "clientBook"), parameters, groups: attributeGroups };
}

/** A form that is opened reads it anew. */
export function clientBookSettingsQuery(legalEntity: string) {
  return queryOptions({ queryKey: [CLIENT_BOOKS_KEY, legalEntity], queryFn: () => settingsOf(legalEntity), gcTime: 0 });
}
