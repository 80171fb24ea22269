import type { Hit } from "../hits/hit.ts";
import type { SuiteRules } from "../hits/suite-rules.ts";

/** A hit as the reorder window sees it. Times are epoch milliseconds. */
export interface Waiting {
  /** Its time for ordering: its own time if it is held back, else its arrival. */
  readonly at: number;
  readonly receivedAt: number;
  /** Writer and number identify it, and order hits that arrived in the same millisecond. */
  readonly writer: number;
  readonly number: number;
  /** True when the hit has its own time and its suite has a window. Other hits wait only behind one of the same visitor or device (OA4). */
  readonly isHeldBack: boolean;
  /** When its window is over. */
  readonly until: number;
  readonly bytes: number;
}

/** Keys that make the order of two hits matter: if they share one, the result depends on which is processed first. */
export interface Common {
  /** Its visitor and its device. */
  readonly people: readonly string[];
  /** Ids of which only the first hit counts: message, purchase, serials, transactions (OA3). */
  readonly firsts: readonly string[];
}

type WindowRules = Pick<SuiteRules, "reorderWindowMs">;

/** How long a hit is held back: with its own time, for the window of its suite (OA2). `understood` is null for a hit that goes to quarantine, which is not held back. */
export function windowOf(
  receivedAt: number,
  understood: { readonly hit: Pick<Hit, "at" | "saysTime">; readonly rules: WindowRules } | null,
): Pick<Waiting, "at" | "isHeldBack" | "until"> {
  if (understood === null) return { at: receivedAt, isHeldBack: false, until: receivedAt };
  const { hit, rules } = understood;
  const isHeldBack = hit.saysTime && rules.reorderWindowMs > 0;
  return { at: isHeldBack ? hit.at : receivedAt, isHeldBack, until: receivedAt + rules.reorderWindowMs };
}

export function commonOf(suite: string, hit: Pick<Hit, "visitor" | "device" | "transactionIds" | "messageId" | "purchaseId" | "events">): Common {
  const people = [`${suite}\n${hit.visitor}`];
  if (hit.device !== "") people.push(`${suite}\n${hit.device}`);
  const firsts = hit.transactionIds.map((id) => `${suite}\ntransaction\n${id}`);
  if (hit.messageId !== "") firsts.push(`${suite}\nmessage\n${hit.messageId}`);
  if (hit.purchaseId !== "") firsts.push(`${suite}\npurchase\n${hit.purchaseId}`);
  for (const { metric, serial } of hit.events) if (serial !== "") firsts.push(`${suite}\nserial ${metric}\n${serial}`);
  return { people, firsts };
}

/** The order of processing: by time, at equal times by arrival (OA2). */
export function byTime(a: Waiting, b: Waiting): number {
  return a.at - b.at || byArrival(a, b);
}

export function byArrival(a: Waiting, b: Waiting): number {
  return a.receivedAt - b.receivedAt || a.writer - b.writer || a.number - b.number;
}
