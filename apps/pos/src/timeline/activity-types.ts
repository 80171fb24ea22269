import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Language, Reply, Translated } from "@rapport/contract";
import { listTypesAtStore } from "@rapport/contract/clienteling";
import { ask, deviceStorage } from "@rapport/app-shell";
import { useSession } from "../session/use-session.ts";
import { keptTypes } from "./kept-types.ts";

export type TypeAtStore = Reply<typeof listTypesAtStore>["activityTypes"][number];
export type ContactChannel = "call" | "text" | "mail";

/** The types as the store's service has them (R60). The last ones stay on the device, so that an activity can be logged while the network is gone. */
export function useActivityTypes() {
  return useQuery(activityTypesQuery(useSession().legalEntity.code));
}

function activityTypesQuery(legalEntity: string) {
  const kept = keptTypes({ storage: deviceStorage(), legalEntity });
  return queryOptions({
    queryKey: ["activity-types", legalEntity],
    queryFn: async () => {
      const types = await ask(listTypesAtStore, {});
      kept.keep(types);
      return types;
    },
    initialData: kept.read,
    // They are old until the service answered.
    initialDataUpdatedAt: 0,
    staleTime: 10 * 60_000,
    gcTime: Infinity,
  });
}

export function nameIn(name: Translated, language: Language): string {
  return name[language] ?? name.en;
}

/** Retailers make their own types, so a contact's is known by its words: whole ones, because a *belt* is no *bel* and a *label* neither. */
const WORDS: Readonly<Record<ContactChannel, RegExp>> = {
  call: /\b(phone\w*|telephone\w*|telefo\w*|(video|phone)?call(s|ed|ing)?|(ge|terug|op)?bel(len|d|de|afspraak|gesprek|verzoek)?)\b/i,
  text: /\b(sms\w*|texts?|texted|texting|text message\w*|sms-?bericht\w*|ge-?sms-?t)\b/i,
  mail: /\b((ge)?e?mail(s|ed|en|d|tje)?|e-mail\w*)\b/i,
};

/** The type for a contact that was started from the customer's page; undefined when none seems to be for it. */
export function typeOfContact(channel: ContactChannel, types: readonly TypeAtStore[]): TypeAtStore | undefined {
  return types.find(({ code, name }) => [code, name.en, name.nl ?? ""].some((word) => WORDS[channel].test(word.replaceAll("_", " "))));
}
