import { ActivityTypeCode, Refusal, unreachable, type AccountNumber, type CustomerId, type LegalEntityCode, type Query, type Reply } from "@rapport/contract";
import type { SuiteSettings } from "@rapport/contract/report-suites";
import type { TimelineItem, TimelineKind, getSaleLines, getTimeline } from "@rapport/contract/timeline";
import { engineTime } from "@rapport/warehouse";
import { moneyAsSent, type MoneyAsSent } from "../currency-rates/index.ts";
import { customerOrRefusal } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { entityOrRefusal, storeNames } from "../organisation/index.ts";
import type { Actor, PosActor } from "../http/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import { customerScope } from "../whose-sale/index.ts";
import { activityOf } from "./activities.ts";
import { activityTypesOf, newestActivities } from "./activity-queries.ts";
import { noteOf } from "./add-note.ts";
import { attachmentsOf } from "./attachments/attachment-queries.ts";
import { shownOf } from "./attachments/keep-attachment.ts";
import { countEvents, customerEvents, linesOfSale, type CustomerEvent, type SaleVariables } from "./event-queries.ts";
import { countNotes, newestNotes, pinnedNotes } from "./note-queries.ts";
import { compareTexts } from "@rapport/domain";

type ReadDeps = Pick<Deps, "db" | "warehouse" | "clock">;
type Timeline = Reply<typeof getTimeline>;
/** Who looks at a customer of which legal entity. */
export interface Look {
  readonly legalEntity: LegalEntityCode;
  readonly actor: Actor;
  readonly customerId: CustomerId;
}
type Ask = Query<typeof getTimeline> & Look;

/** Every worker of the legal entity reads the same (R51). Items with the same time stay on one page. */
export async function readTimeline(deps: ReadDeps, { legalEntity, actor, customerId, activityType, before, limit, ...ask }: Ask): Promise<Timeline> {
  const { db } = deps;
  const of = { legalEntity, customerId };
  const { accountNumber } = await customerOrRefusal(db, of);
  const { rsid, currency } = await entityOrRefusal(db, legalEntity);
  // One more than asked for, to know whether there is a next page.
  const most = limit + 1;
  const kind = activityType === undefined ? ask.kind : "activity";
  const wants = (own: TimelineKind) => kind === undefined || kind === own;
  const earlier = before === undefined ? null : new Date(before);
  const settings = rsid === null ? undefined : await currentSettings(deps, rsid);
  const variables = saleVariables(settings);
  const [events, notes, noteCount, pinned, activities, types] = await Promise.all([
    rsid === null ? NO_EVENTS : eventsOf(deps, { suite: rsid, accountNumber, variables, kind, before, most }),
    wants("note") ? newestNotes(db, { ...of, before: earlier, limit: most }) : [],
    countNotes(db, of),
    pinnedNotes(db, of),
    wants("activity") ? newestActivities(db, { ...of, type: activityType, before: earlier, limit: most }).execute() : [],
    activityTypesOf(db, of),
  ]);
  const files = await attachmentsOf(db, [...new Set([...notes, ...pinned].map(({ id }) => id))]);
  const withFiles = (note: (typeof notes)[number]) => ({ ...noteOf(note), attachments: shownOf(files, note) });
  const money = settings?.currency ?? currency;
  const numbers = events.newest.flatMap(({ store }) => (store === "" ? [] : [store]));
  const stores = actor.kind === "pos" ? namesShown(actor.published) : await storeNames(db, { legalEntity, numbers });
  const now = deps.clock.now();
  const items: TimelineItem[] = [
    ...activities.map((row): TimelineItem => ({ kind: "activity", at: row.happened_at.toISOString(), activity: activityOf(row, { actor, now }) })),
    ...notes.map((note): TimelineItem => ({ kind: "note", at: note.written_at.toISOString(), note: withFiles(note) })),
    ...events.newest.map((event) => itemOf(event, { currency: money, stores, waiting: events.waiting.get(Number(event.id)) })),
  ].toSorted((a, b) => compareTexts(b.at, a.at) || compareTexts(a.kind, b.kind));
  const page = withTies(items, limit);
  // A source that returned more than a page may have even more, although all that it returned is on this page.
  const isMore = page.length < items.length || notes.length > limit || activities.length > limit || events.newest.length > limit;
  const reply = {
    counts: { note: noteCount, activity: types.reduce((sum, { activities: count }) => sum + count, 0), ...events.counts },
    activityTypes: types.map(({ type_code, type_name, activities: count }) => ({ code: ActivityTypeCode.parse(type_code), name: type_name, count })),
    pinned: pinned.map(withFiles),
    items: page,
    nextBefore: isMore ? (page.at(-1)?.at ?? null) : null,
  };
  await audit(deps, { legalEntity, actor, action: "customer.timeline_viewed", subjects: [customerId] });
  return reply;
}

/** Every line of one sale on the customer's timeline. */
export async function readSaleLines(
  deps: ReadDeps,
  { legalEntity, actor, customerId, sale }: Look & { readonly sale: string },
): Promise<Reply<typeof getSaleLines>> {
  const { accountNumber } = await customerOrRefusal(deps.db, { legalEntity, customerId });
  const { rsid } = await entityOrRefusal(deps.db, legalEntity);
  const settings = rsid === null ? undefined : await currentSettings(deps, rsid);
  if (rsid === null || settings === undefined) throw new Refusal("sale.unknown", {});
  const scope = await customerScope(deps, { suite: rsid, accountNumber });
  const [found] = await deps.warehouse.rows(linesOfSale({ ...saleVariables(settings), waits: scope.waits }), { ...scope, sale });
  if (found === undefined) throw new Refusal("sale.unknown", {});
  await audit(deps, { legalEntity, actor, action: "customer.timeline_viewed", subjects: [customerId] });
  const waiting = await waitingFor(deps, { suite: rsid, newest: [found] });
  return { lines: linesOf(found.lines, { currency: found.waits_in || settings.currency, waiting: waiting.get(Number(found.id)) }) };
}

/** A register calls stores as its own store's snapshot does. */
function namesShown({ stores }: PosActor["published"]): ReadonlyMap<string, string> {
  return new Map(Object.entries(stores).map(([number, { name }]) => [number, name]));
}

function saleVariables(settings: SuiteSettings | undefined): SaleVariables {
  return { store: settings?.storeVariable ?? null, receipt: settings?.receiptVariable ?? null };
}

/** Money that waits for a rate is shown in the currency it was sent in (CY2). */
function linesOf(lines: CustomerEvent["lines"], { currency, waiting }: { currency: string; waiting: MoneyAsSent | undefined }) {
  return lines.map(([product, quantity, amount], line) => ({
    product,
    quantity: Number(quantity),
    amount: { amount: waiting?.lines[line] ?? amount, currency: waiting?.currency ?? currency },
  }));
}

type EventKind = Exclude<TimelineKind, "note" | "activity">;
interface Events {
  readonly newest: readonly CustomerEvent[];
  /** Money that is not converted yet, by the event's id. */
  readonly waiting: ReadonlyMap<number, MoneyAsSent>;
  readonly counts: Readonly<Record<EventKind, number>>;
}
const NONE: Events["counts"] = { onlineOrder: 0, storePurchase: 0, return: 0, visit: 0 };
const NO_EVENTS: Events = { newest: [], waiting: new Map(), counts: NONE };
/** A time after every event. */
const END_OF_TIME = Date.parse("2200-01-01T00:00:00Z");

async function eventsOf(
  deps: Pick<ReadDeps, "warehouse">,
  {
    suite,
    accountNumber,
    variables,
    kind,
    before,
    most,
  }: { kind: TimelineKind | undefined; before: string | undefined; suite: string; accountNumber: AccountNumber; variables: SaleVariables; most: number },
): Promise<Events> {
  const { warehouse } = deps;
  const scope = await customerScope(deps, { suite, accountNumber });
  const wanted = { ...variables, waits: scope.waits };
  const asked = { ...scope, kind: kind ?? "", before: engineTime(before === undefined ? END_OF_TIME : Date.parse(before)), limit: most };
  const newest = kind === "note" || kind === "activity" ? [] : await warehouse.rows(customerEvents(wanted), asked);
  const [first] = newest;
  if (first !== undefined) return { newest, waiting: await waitingFor(deps, { suite, newest }), counts: { ...NONE, ...first.counts } };
  // An empty page without a filter means that there is nothing to count.
  if (kind === undefined && before === undefined) return NO_EVENTS;
  const counted = await warehouse.rows(countEvents(wanted), scope);
  return { newest, waiting: new Map(), counts: { ...NONE, ...Object.fromEntries(counted.map(({ kind: of, events }) => [of, events])) } };
}

type MaybeWaiting = Pick<CustomerEvent, "kind" | "at" | "id" | "waits_in" | "total">;

/** Only an event without counted money may have waiting money (CY2). */
async function waitingFor(
  deps: Pick<ReadDeps, "warehouse">,
  { suite, newest }: { suite: string; newest: readonly MaybeWaiting[] },
): Promise<Events["waiting"]> {
  const moneyless = newest.filter(
    ({ kind, total, waits_in: waitsIn }) => (kind === "onlineOrder" || kind === "return") && Number(total) === 0 && waitsIn === "",
  );
  return await moneyAsSent(deps, { suite, hits: moneyless.map(({ id, at }) => ({ position: Number(id), at })) });
}

/** The first `limit` items and those that happened at the same time as the last of them. */
function withTies(items: readonly TimelineItem[], limit: number): TimelineItem[] {
  const last = items[limit - 1];
  return last === undefined ? [...items] : items.filter((item, index) => index < limit || item.at === last.at);
}

function itemOf(
  event: CustomerEvent,
  { currency: own, stores, waiting }: { currency: string; stores: ReadonlyMap<string, string>; waiting: MoneyAsSent | undefined },
): TimelineItem {
  const { kind, at, store, receipt } = event;
  const currency = event.waits_in || own;
  const money = (amount: string) => ({ amount, currency: waiting?.currency ?? currency });
  const credit = { marketingChannel: event.channel === "" ? null : event.channel, campaign: event.campaign === "" ? null : event.campaign };
  const sale = {
    at,
    sale: event.sale,
    total: money(waiting?.revenue ?? event.total),
    lines: linesOf(event.lines, { currency, waiting }),
    lineCount: event.line_count,
    credit,
  };
  const transactionId = event.transaction === "" ? null : event.transaction;
  switch (kind) {
    case "onlineOrder":
    case "return":
      return { kind, transactionId, waitsForRate: waiting !== undefined || event.waits_in !== "", ...sale };
    case "storePurchase":
      return { kind, ...sale, store: store === "" ? null : (stores.get(store) ?? store), receipt: receipt === "" ? null : receipt };
    case "visit":
      return { kind, at, minutes: event.minutes, pages: event.pages, pageViews: event.page_views, credit };
    default:
      return unreachable(kind);
  }
}
