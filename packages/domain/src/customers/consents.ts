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

/** The fields of a write that are named, of those about how somebody is reached. */
type ReachChange = { readonly [Field in keyof Reached]?: string | null | undefined };

export function consentOf(customer: Reached, channel: Channel): Consent {
  const { state, at, where } = CONSENTS[channel];
  return { state: customer[state], at: customer[at], where: customer[where] };
}

/**
 * A customer after a write, each consent with its proof: when and where it was given. Another answer, or another day of the same one, has the proof of the write:
 * what that leaves out is `now`, and never what was known of the answer before. Nothing known has neither.
 */
export function withConsents<C extends Reached>(
  after: C,
  { before, change, now }: { readonly before: Reached | undefined; readonly change: ReachChange; readonly now: Omit<Consent, "state"> },
): C {
  const stamped: Partial<Record<keyof Reached, string>> = {};
  for (const { state, at, where } of ALL) {
    const [when, place] = [change[at] ?? "", change[where] ?? ""];
    if (after[state] === "") {
      stamped[at] = "";
      stamped[where] = "";
    } else if (after[state] !== (before?.[state] ?? "") || isNew(when, before?.[at])) {
      stamped[at] = when || now.at;
      stamped[where] = place || now.where;
    } else {
      stamped[at] = before?.[at] ?? "";
      stamped[where] = place || (before?.[where] ?? "");
    }
  }
  return { ...after, ...stamped };
}

/**
 * A feed's change as it is meant beside what is known (HC9). It repeats what its own program knows, so it never undoes a refusal that it does not know of: of an
 * answer that is known it changes something only with a later day, or by refusing without any. All else `stands`, by its fields.
 */
export function consentsMeantByFeed<Change extends ReachChange>(
  change: Change,
  stored: Reached | undefined,
): { readonly change: Change; readonly stands: readonly (keyof Reached)[] } {
  if (stored === undefined) return { change, stands: [] };
  const left = new Set<string>();
  const stands: (keyof Reached)[] = [];
  for (const { state, at, where } of ALL) {
    const named = [state, at, where].filter((field) => change[field] !== undefined);
    if (stored[state] === "" || named.length === 0) continue;
    const [answer, when] = [change[state] === undefined ? stored[state] : (change[state] ?? ""), change[at] ?? ""];
    const order = when === "" ? null : orderOf(when, stored[at]);
    const isNews = answer !== stored[state] || (order !== null && order !== "same");
    if (answer === "notAllowed" && stored[state] === "allowed" ? order !== "before" : answer !== "" && order === "after") continue;
    // An answer alone, or nothing said of when, is left to what judges every write.
    if (answer === stored[state] && change[state] === undefined && when === "" && (change[where] ?? "") === "") continue;
    for (const field of named) left.add(field);
    const place = change[where] ?? "";
    if (isNews || (place !== "" && place !== stored[where])) stands.push(change[state] === undefined ? (change[at] === undefined ? where : at) : state);
  }
  if (left.size === 0) return { change, stands };
  return { change: Object.fromEntries(Object.entries(change).filter(([field]) => !left.has(field))) as Change, stands };
}

/** The fields of a change that say when or where, although nothing is known of whether. */
export function consentsWithoutState(change: ReachChange, { before, after }: { before: Reached | undefined; after: Reached }): string[] {
  return ALL.flatMap(({ state, at, where }) => (after[state] === "" ? [at, where].filter((field) => isNew(change[field] ?? "", before?.[field])) : []));
}

/** The fields of a change that would empty when or where a known answer was given, and give no answer themselves. */
export function consentsWithoutProof(change: ReachChange, { before, after }: { before: Reached | undefined; after: Reached }): string[] {
  const isEmptied = (field: keyof Reached) => (change[field] === null || change[field] === "") && (before?.[field] ?? "") !== "";
  return ALL.flatMap(({ state, at, where }) => (after[state] === "" || change[state] !== undefined ? [] : [at, where].filter(isEmptied)));
}

function isNew(written: string, known: string | undefined): boolean {
  return written !== "" && written !== known;
}

/** Whether the first is before or after the second. Where one of them is only a day, the day decides. */
function orderOf(when: string, known: string): "before" | "same" | "after" {
  const [a, b] = [when, known].some((one) => one.length === DAY) ? [when.slice(0, DAY), known.slice(0, DAY)] : [when, known];
  const difference = Date.parse(a) - (b === "" ? 0 : Date.parse(b));
  return difference < 0 ? "before" : difference > 0 ? "after" : "same";
}

const DAY = "2026-01-31".length;
