import { queryOptions } from "@tanstack/react-query";
import type { Language, Reply, Translated } from "@rapport/contract";
import { listTypesAtStore } from "@rapport/contract/clienteling";
import { ask } from "@rapport/app-shell";

export type TypeAtStore = Reply<typeof listTypesAtStore>["activityTypes"][number];
export type ContactChannel = "call" | "text" | "mail";

/** The types as the store's service has them (R60). Kept in memory, so that an activity can be logged while the network is gone. */
export const activityTypesQuery = queryOptions({
  queryKey: ["activity-types"],
  queryFn: () => ask(listTypesAtStore, {}),
  staleTime: 10 * 60_000,
  gcTime: Infinity,
});

export function nameIn(name: Translated, language: Language): string {
  return name[language] ?? name.en;
}

/** Retailers make their own types, so a contact's is known by its words. */
const WORDS: Readonly<Record<ContactChannel, RegExp>> = {
  call: /phone|call|telefo|bel|gebeld/i,
  text: /\b(text|sms|whatsapp|app|message|bericht)/i,
  mail: /mail/i,
};

/** The type for a contact that was started from the customer's page; undefined when none seems to be for it. */
export function typeOfContact(channel: ContactChannel, types: readonly TypeAtStore[]): TypeAtStore | undefined {
  return types.find(({ code, name }) => [code, name.en, name.nl ?? ""].some((word) => WORDS[channel].test(word)));
}
