import { unreachable, type CustomerId, type Reply } from "@rapport/contract";
import { PurchaseFilters, type getSummary, type SummaryOpens, type SummarySentence } from "@rapport/contract/timeline";
import { dayAfter, daysUntil, isoDayOf } from "@rapport/domain";
import { summarise, type Contact, type Sentence } from "@rapport/domain/purchases";
import { audit } from "../../audit/index.ts";
import { type DateShown, datesShown } from "../../customers/index.ts";
import type { Deps } from "../../deps.ts";
import type { PosActor } from "../../http/index.ts";
import { finishedOccasions } from "../../today/index.ts";
import { newestActivities } from "../activity-queries.ts";
import { newestNotes } from "../note-queries.ts";
import { buyerOf, linesOfBuyer, type Buyer } from "../purchases/purchase-history.ts";
import { visitsOfCustomer } from "../event-queries.ts";

/** How far ahead a date is due. */
const DATE_DAYS = 14;

/** The summary of a customer, made by rules from all channels (SM1 to SM3). */
export async function summaryOf(
  deps: Pick<Deps, "db" | "warehouse" | "clock">,
  { actor, customerId }: { actor: PosActor; customerId: CustomerId },
): Promise<Reply<typeof getSummary>> {
  const { db, clock } = deps;
  const { legalEntity } = actor;
  const of = { legalEntity, customerId };
  const { dates, optedOut } = await datesShown(deps, { actor, customerId });
  const buyer = await buyerOf(deps, of);
  const [lines, visits, [activity], [note]] = await Promise.all([
    linesOfBuyer(deps, buyer, { stores: new Map() }),
    optedOut ? null : visitsOf(deps, buyer),
    newestActivities(db, { ...of, type: undefined, before: null, limit: 1 }).execute(),
    newestNotes(db, { ...of, before: null, limit: 1 }),
  ]);
  const { timeZone, currency } = buyer;
  const dayOf = dayIn(timeZone);
  const today = dayOf(clock.now().toISOString());
  const done = await finishedOccasions(db, of);
  const contacts = [
    ...(activity === undefined ? [] : [contactOf("activity", activity.happened_at, activity.author)]),
    ...(note === undefined ? [] : [contactOf("note", note.written_at, note.author)]),
  ];
  const sentences = summarise({
    today,
    lines: lines.map((line) => ({ ...line, day: dayOf(line.at) })),
    contacts,
    visits: visits === null ? null : { ...visits, lastDay: dayOf(visits.lastAt) },
    dates: comingUp(dates, today),
    done,
  });
  await audit(deps, { legalEntity, actor, action: "customer.summary_viewed", subjects: [customerId] });
  return { sentences: sentences.map((sentence) => shown(sentence, { currency, dates })) };

  function contactOf(kind: Contact["kind"], when: Date, author: string): Contact {
    const at = when.toISOString();
    return { kind, at, day: dayOf(at), author };
  }
}

/** How often they visited the site, and when last; null for never. */
async function visitsOf({ warehouse }: Pick<Deps, "warehouse">, { known }: Buyer): Promise<{ count: number; lastAt: string } | null> {
  if (known === null) return null;
  const [found] = await warehouse.rows(visitsOfCustomer(known.scope.waits), known.scope);
  return found === undefined || found.visits === 0 ? null : { count: found.visits, lastAt: found.last };
}

/** The lines of a sale have one time, and a calendar is slow to ask. */
function dayIn(timeZone: string): (at: string) => string {
  const known = new Map<string, string>();
  return (at) => {
    const day = known.get(at) ?? isoDayOf(Date.parse(at), timeZone);
    known.set(at, day);
    return day;
  };
}

function comingUp(dates: readonly DateShown[], today: string) {
  const ahead = daysUntil(today, DATE_DAYS);
  return dates.flatMap(({ code, value }) => {
    const inDays = ahead.get(value.slice(-"MM-DD".length));
    return inDays === undefined ? [] : [{ attribute: code, inDays, day: dayAfter(today, inDays) }];
  });
}

/** A sentence as it is sent: amounts with their currency, and where its rows are. */
function shown(sentence: Sentence, { currency, dates }: { currency: string; dates: readonly DateShown[] }): SummarySentence {
  const purchases = (filters: Partial<PurchaseFilters> = {}): SummaryOpens => ({ view: "purchases", filters: { ...PurchaseFilters.parse({}), ...filters } });
  const visits = (count: number): SummaryOpens | null => (count === 0 ? null : { view: "timeline", kind: "visit" });
  const counted = (amount: string | null) => (amount === null ? null : { amount, currency });
  switch (sentence.kind) {
    case "bought":
      return { ...sentence, spent: counted(sentence.spent), opens: purchases(), opensVisits: visits(sentence.visits) };
    case "boughtNothing":
      return { ...sentence, opens: visits(sentence.visits) };
    case "rhythm":
    case "lapsing":
      return { ...sentence, opens: purchases() };
    case "lastPurchase":
      return { ...sentence, opens: purchases({ from: sentence.lastDay, to: sentence.lastDay }) };
    case "favouriteCategory":
      return { ...sentence, opens: purchases({ category: sentence.category, kept: true }) };
    case "favouriteArticle":
      return { ...sentence, opens: purchases({ article: sentence.article, kept: true }) };
    case "favouriteSize":
      return { ...sentence, opens: purchases({ size: sentence.size, kept: true }) };
    case "lastContact":
      return { ...sentence, opens: { view: "timeline", kind: sentence.contact } };
    case "noContact":
    case "nothingDue":
      return { ...sentence, opens: null };
    case "dateDue": {
      const date = dates.find(({ code }) => code === sentence.attribute);
      if (date === undefined) throw new Error(`a date is due that the customer does not have: ${sentence.attribute}`);
      return { ...sentence, attribute: date.code, name: date.name, opens: { view: "attribute", attribute: date.code } };
    }
    case "returnDue":
      return { ...sentence, amount: counted(sentence.amount), opens: purchases({ from: sentence.day, to: sentence.day, cameBack: true }) };
    case "visitDue":
      return { ...sentence, opens: { view: "timeline", kind: "visit" } };
    default:
      return unreachable(sentence);
  }
}
