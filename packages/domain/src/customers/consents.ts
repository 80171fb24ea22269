import type { Channel, Reached } from "@rapport/contract/customers";

/** The fields of a customer for each channel: whether they allow it, when they said so, and where (HC9). */
export const CONSENTS = {
  phone: { state: "consentPhone", at: "consentPhoneAt", where: "consentPhoneWhere" },
  email: { state: "consentEmail", at: "consentEmailAt", where: "consentEmailWhere" },
  text: { state: "consentText", at: "consentTextAt", where: "consentTextWhere" },
  post: { state: "consentPost", at: "consentPostAt", where: "consentPostWhere" },
} as const satisfies Record<Channel, Record<"state" | "at" | "where", keyof Reached>>;

const ALL = Object.values(CONSENTS);

export interface Consent {
  readonly state: Reached["consentPhone"];
  readonly at: string;
  readonly where: string;
}

export function consentOf(customer: Reached, channel: Channel): Consent {
  const { state, at, where } = CONSENTS[channel];
  return { state: customer[state], at: customer[at], where: customer[where] };
}

/**
 * A customer after a write, each changed consent with when and where it was given: as the write says, else `now`. What was known of the one before is no proof of
 * another. Nothing known has neither.
 */
export function withConsents<C extends Reached>(after: C, { before, now }: { readonly before: Reached | undefined; readonly now: Omit<Consent, "state"> }): C {
  const stamped: Partial<Record<keyof Reached, string>> = {};
  for (const { state, at, where } of ALL) {
    if (after[state] === "") {
      stamped[at] = "";
      stamped[where] = "";
    } else if (after[state] !== (before?.[state] ?? "")) {
      const isDated = isNew(after[at], before?.[at]);
      stamped[at] = isDated ? after[at] : now.at;
      stamped[where] = isDated || isNew(after[where], before?.[where]) ? after[where] : now.where;
    }
  }
  return { ...after, ...stamped };
}

/** The fields of a change that say when or where, although nothing is known of whether. */
export function consentsWithoutState(
  change: { readonly [Field in keyof Reached]?: string | null | undefined },
  { before, after }: { before: Reached | undefined; after: Reached },
): string[] {
  return ALL.flatMap(({ state, at, where }) => (after[state] === "" ? [at, where].filter((field) => isNew(change[field] ?? "", before?.[field])) : []));
}

function isNew(written: string, known: string | undefined): boolean {
  return written !== "" && written !== known;
}
