import { ActivityTypeCode, Refusal, unreachable, type AccountNumber, type CustomerId, type LegalEntityCode, type Query, type Reply } from "@rapport/contract";
import type { SuiteSettings } from "@rapport/contract/report-suites";
import type { TimelineItem, TimelineKind, getSaleLines, getTimeline } from "@rapport/contract/timeline";
import { engineTime } from "@rapport/warehouse";
import { moneyAsSent, type MoneyAsSent } from "../currency-rates/index.ts";
import { customerOrRefusal } from "../customers/index.ts";
import type { Deps } from "../deps.ts";
import { audit } from "../audit/index.ts";
import { dataOfEntity, storeNames } from "../organisation/index.ts";
import type { Actor, PosActor } from "../http/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import { customerScope } from "../whose-sale/index.ts";
import { activityOf } from "./activities.ts";
import { activityTypesOf, newestActivities } from "./activity-queries.ts";
import { noteOf } from "./add-note.ts";
import { attachmentsOf } from "./attachments/attachment-queries.ts";
import { shownOf } from "./attachments/keep-attachment.ts";
import { countEvents, customerEvents, linesOfSale, type CustomerEvent, type SaleVariables } from "./event-queries.ts";
import { searchItems } from "./holds-words.ts";
import { ownerItems } from "./owners.ts";
import { besideArticles } from "./purchases/beside-articles.ts";
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
type Ask = Query<typeof getTimeline> & Look & { /** Only items that hold its words. */ readonly text?: string };
/** More than anybody has: a search reads all. */
const ALL = 1_000_000;

/** Every worker of the legal entity reads the same (R51). Items with the same time stay on one page. */
export async function readTimeline(deps: ReadDeps, ask: Ask): Promise<Timeline> {
  const { legalEntity, actor, customerId, activityType, before, limit, text } = ask;
  const { db } = deps;
  const of = { legalEntity, customerId };
  const { accountNumber } = await customerOrRefusal(db, of);
  const { rsid, currency } = await dataOfEntity(db, legalEntity);
  const kind = activityType === undefined ? ask.kind : "activity";
  // A search counts what it finds of every kind. Else one more than asked for, to know whether there is a next page.
  const read = text === undefined ? { kind, activityType, before, most: limit + 1 } : { most: ALL };
  const wants = (own: TimelineKind) => read.kind === undefined || read.kind === own;
  const earlier = read.before === undefined ? null : new Date(read.before);
  const settings = rsid === null ? undefined : await currentSettings(deps, rsid);
  const variables = saleVariables(settings);
  const [events, notes, noteCount, pinned, activities, types, owners] = await Promise.all([
    rsid === null ? NO_EVENTS : eventsOf(deps, { suite: rsid, accountNumber, variables, ...read, withNames: text !== undefined }),
    wants("note") ? newestNotes(db, { ...of, before: earlier, limit: read.most }) : [],
    countNotes(db, of),
    pinnedNotes(db, of),
    wants("activity") ? newestActivities(db, { ...of, type: read.activityType, before: earlier, limit: read.most }).execute() : [],
    activityTypesOf(db, of),
    ownerItems(db, { ...of, actor }),
  ]);
  const files = await attachmentsOf(db, [...new Set([...notes, ...pinned].map(({ id }) => id))]);
  const withFiles = (note: (typeof notes)[number]) => ({ ...noteOf(note), attachments: shownOf(files, note) });
  const money = settings?.currency ?? currency;
  const numbers = events.newest.flatMap(({ store }) => (store === "" ? [] : [store]));
  const stores = actor.kind === "pos" ? namesShown(actor.published) : await storeNames(db, { legalEntity, numbers });
  const now = deps.clock.now();
  const found: Found[] = [
    ...activities.map((row): Found => ({ item: { kind: "activity", at: row.happened_at.toISOString(), activity: activityOf(row, { actor, now }) } })),
    ...notes.map((note): Found => ({ item: { kind: "note", at: note.written_at.toISOString(), note: withFiles(note) } })),
    ...events.newest.map((event): Found => ({
      item: itemOf(event, { currency: money, stores, waiting: events.waiting.get(Number(event.id)) }),
      products: event.names,
    })),
    ...(wants("owner") ? owners.filter(({ at }) => earlier === null || at < earlier.toISOString()).map((item): Found => ({ item })) : []),
  ].toSorted((a, b) => compareTexts(b.item.at, a.item.at) || compareTexts(a.item.kind, b.item.kind));
  const counted = {
    counts: { note: noteCount, activity: types.reduce((sum, { activities: count }) => sum + count, 0), ...events.counts, owner: owners.length },
    activityTypes: types.map(({ type_code, type_name, activities: count }) => ({ code: ActivityTypeCode.parse(type_code), name: type_name, count })),
  };
  const { items, ...rest } =
    text === undefined ? { items: found.map(({ item }) => item), ...counted } : searched(found, { ...counted, text, kind, activityType, before });
  const page = withTies(items, limit);
  // A source that returned more than a page may have even more, although all that it returned is on this page.
  const isMore = page.length < items.length || notes.length > read.most - 1 || activities.length > read.most - 1 || events.newest.length > read.most - 1;
  const reply = { ...rest, pinned: pinned.map(withFiles), items: page, nextBefore: isMore ? (page.at(-1)?.at ?? null) : null };
  await audit(deps, { legalEntity, actor, action: "customer.timeline_viewed", subjects: [customerId] });
  return reply;
}

interface Found {
  readonly item: TimelineItem;
  /** The names of all products of a sale. */
  readonly products?: string;
}

/** The items that hold the words, with counts of them all; then those of the kind that was asked for. */
function searched(
  found: readonly Found[],
  { text, kind, activityType, before, activityTypes }: Pick<Timeline, "activityTypes"> & Pick<Ask, "kind" | "activityType" | "before"> & { text: string },
): Pick<Timeline, "items" | "counts" | "activityTypes"> {
  const holds = searchItems(text);
  const held = found.flatMap(({ item, products = "" }) => (holds(item, products) ? [item] : []));
  const typeOf = (item: TimelineItem) => (item.kind === "activity" ? item.activity.type.code : undefined);
  const count = (fits: (item: TimelineItem) => boolean) => held.filter(fits).length;
  return {
    items: held.filter(
      (item) =>
        (kind === undefined || item.kind === kind) &&
        (activityType === undefined || typeOf(item) === activityType) &&
        (before === undefined || item.at < before),
    ),
    counts: countsOf((of) => count((item) => item.kind === of)),
    activityTypes: activityTypes.map((type) => ({ ...type, count: count((item) => typeOf(item) === type.code) })).filter((type) => type.count > 0),
  };
}

function countsOf(count: (kind: TimelineKind) => number): Timeline["counts"] {
  return {
    note: count("note"),
    activity: count("activity"),
    onlineOrder: count("onlineOrder"),
    storePurchase: count("storePurchase"),
    return: count("return"),
    visit: count("visit"),
    owner: count("owner"),
  };
}

/** Every line of one sale on the customer's timeline. */
export async function readSaleLines(
  deps: ReadDeps,
  { legalEntity, actor, customerId, sale }: Look & { readonly sale: string },
): Promise<Reply<typeof getSaleLines>> {
  const { accountNumber } = await customerOrRefusal(deps.db, { legalEntity, customerId });
  const { rsid } = await dataOfEntity(deps.db, legalEntity);
  const settings = rsid === null ? undefined : await currentSettings(deps, rsid);
  if (rsid === null || settings === undefined) throw new Refusal("sale.unknown", {});
  const scope = await customerScope(deps, { suite: rsid, accountNumber });
  const [found] = await deps.warehouse.rows(linesOfSale({ ...saleVariables(settings), waits: scope.waits }), { ...scope, sale });
  if (found === undefined) throw new Refusal("sale.unknown", {});
  await audit(deps, { legalEntity, actor, action: "customer.timeline_viewed", subjects: [customerId] });
  const waiting = await waitingFor(deps, { suite: rsid, newest: [found] });
  const money = waiting.get(Number(found.id));
  const currency = money?.currency ?? (found.waits_in || settings.currency);
  const lines = linesOf(found.lines, { currency, waiting: money });
  const total = money?.revenue ?? found.total;
  const beside = besideArticles({ total, articles: lines.map(({ amount }) => amount.amount) });
  return {
    lines: beside === null ? lines : [...lines, { product: "", quantity: 0, amount: { amount: beside, currency } }],
    total: { amount: total, currency },
  };
}

/** A register calls stores as its own store's snapshot does. */
export function namesShown({ stores }: PosActor["published"]): ReadonlyMap<string, string> {
  return new Map(Object.entries(stores).map(([number, { name }]) => [number, name]));
}

export function saleVariables(settings: SuiteSettings | undefined): SaleVariables {
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

type EventKind = Exclude<TimelineKind, "note" | "activity" | "owner">;
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
    withNames = false,
  }: {
    kind?: TimelineKind | undefined;
    before?: string | undefined;
    suite: string;
    accountNumber: AccountNumber;
    variables: SaleVariables;
    most: number;
    withNames?: boolean;
  },
): Promise<Events> {
  const { warehouse } = deps;
  const scope = await customerScope(deps, { suite, accountNumber });
  const wanted = { ...variables, waits: scope.waits };
  const asked = { ...scope, kind: kind ?? "", before: engineTime(before === undefined ? END_OF_TIME : Date.parse(before)), limit: most };
  const newest = kind === "note" || kind === "activity" || kind === "owner" ? [] : await warehouse.rows(customerEvents(wanted, { withNames }), asked);
  const [first] = newest;
  if (first !== undefined) return { newest, waiting: await waitingFor(deps, { suite, newest }), counts: { ...NONE, ...first.counts } };
  // An empty page without a filter means that there is nothing to count.
  if (kind === undefined && before === undefined) return NO_EVENTS;
  const counted = await warehouse.rows(countEvents(wanted), scope);
  return { newest, waiting: new Map(), counts: { ...NONE, ...Object.fromEntries(counted.map(({ kind: of, events }) => [of, events])) } };
}

type MaybeWaiting = Pick<CustomerEvent, "kind" | "at" | "id" | "waits_in" | "total">;

/** Only an event without counted money may have waiting money (CY2). */
export async function waitingFor(
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
