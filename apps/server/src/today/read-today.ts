import type { Body, Reply } from "@rapport/contract";
import type { ClientCard, readToday, Today, TodayReason } from "@rapport/contract/clienteling";
import { DAY_MS, dayAfter, isLapsing, isoDayOf, rhythmOf, compareTexts } from "@rapport/domain";
import { engineTime } from "@rapport/warehouse";
import { audit } from "../audit/index.ts";
import { bookOfWorker, cardsOf } from "../clientbook/index.ts";
import type { Deps } from "../deps.ts";
import type { PosActor } from "../http/index.ts";
import { publishedSetup, todayOf } from "../parameters/index.ts";
import { currentSettings } from "../report-suites/index.ts";
import { devicesOfVisitors } from "../whose-sale/index.ts";
import { accountsOfBook, cardRows, clientsOfBook, hiddenOccasions, look, type Occasion } from "./queries.ts";
import { salesOfClients, visitsOfClients } from "./signs.ts";

type ReadDeps = Pick<Deps, "db" | "warehouse" | "clock">;
/** An occasion and what is told about it. The owner of the card is added when the list is cut. */
type Told<Facts> = Omit<Occasion, "reason"> & { readonly facts: Facts };

/** How long a visit and a return stay on Today. */
const VISIT_DAYS = 7;
const RETURN_DAYS = 14;
/** Somebody contacted within these days is not told to be lapsing. */
const CONTACT_DAYS = 14;
const DAY_LENGTH = "2026-01-31".length;
/** Reloading the page is not another look. */
const SAME_LOOK_MS = 30 * 60_000;

/** Whom of their own clients an associate should think of (TD1), all reasons sorted before they are cut. */
export async function readTodayOf(deps: ReadDeps, { actor, limit }: Body<typeof readToday> & { actor: PosActor }): Promise<Reply<typeof readToday>> {
  const { db, clock } = deps;
  const { legalEntity, workerId } = actor;
  const setup = await publishedSetup(db, actor);
  const clientBookId = await bookOfWorker(db, { legalEntity, workerId });
  const lookedAt = await look(db, { workerId, at: clock.now(), pauseMs: SAME_LOOK_MS });
  if (clientBookId === undefined || setup.rsid === null) return { lookedAt: lookedAt?.toISOString() ?? null, ...NOTHING };
  const today = await todayOf(deps, setup);
  const hidden = new Set(
    (await hiddenOccasions(db, { legalEntity, clientBookId, workerId, today })).map(({ customer_id: customerId, ...of }) => keyOf({ customerId, ...of })),
  );
  const settings = await currentSettings(deps, setup.rsid);
  const signs = await signsOf(deps, { legalEntity, clientBookId, suite: setup.rsid, zone: settings?.timeZone ?? "UTC", today });
  const open = <Facts>(reason: TodayReason, told: readonly Told<Facts>[]) => told.filter((each) => !hidden.has(keyOf({ reason, ...each })));
  const sections = {
    visited: open("visited", signs.visited),
    returned: open("returned", signs.returned),
    lapsing: open("lapsing", signs.lapsing),
  };
  const shown = new Set(Object.values(sections).flatMap((section) => section.slice(0, limit).map(({ customerId }) => customerId)));
  const rows = await cardRows(db, { legalEntity, ids: [...shown] });
  const cards = new Map((await cardsOf(deps, { actor, setup, rows })).map((card) => [card.customerId as string, card]));
  await audit(deps, { legalEntity, actor, action: "today.viewed", subjects: [...cards.keys()] });
  const currency = settings?.currency ?? setup.currency;
  return {
    lookedAt: lookedAt?.toISOString() ?? null,
    visited: sectionOf(sections.visited, { limit, cards, tell: (facts) => ({ ...facts, isNew: lookedAt === null || facts.at > lookedAt.toISOString() }) }),
    returned: sectionOf(sections.returned, {
      limit,
      cards,
      tell: ({ day, amount, waiting }) => ({ day, amount: amount === null ? null : { amount, currency }, waiting }),
    }),
    lapsing: sectionOf(sections.lapsing, { limit, cards, tell: (facts) => facts }),
  };
}

const NOTHING = { visited: { total: 0, clients: [] }, returned: { total: 0, clients: [] }, lapsing: { total: 0, clients: [] } } satisfies Omit<
  Today,
  "lookedAt"
>;

interface SignsOf {
  readonly legalEntity: PosActor["legalEntity"];
  readonly clientBookId: string;
  readonly suite: string;
  readonly zone: string;
  readonly today: string;
}

async function signsOf(deps: ReadDeps, { legalEntity, clientBookId, suite, zone, today }: SignsOf) {
  const { db, warehouse, clock } = deps;
  const all = await accountsOfBook(db, { legalEntity, clientBookId });
  if (all.length === 0) return { visited: [], returned: [], lapsing: [] };
  const devices = await devicesOfVisitors(deps, { suite, visitors: all.map((account) => `vid:${account}`) });
  const of = { suite, accounts: JSON.stringify(all), devices: JSON.stringify(devices) };
  const now = clock.now().getTime();
  const firstReturnDay = dayAfter(today, -RETURN_DAYS);
  const [visits, sales] = await Promise.all([
    warehouse.rows(visitsOfClients, { ...of, from: engineTime(now - VISIT_DAYS * DAY_MS) }),
    warehouse.rows(salesOfClients, { ...of, from: engineTime(0), zone }),
  ]);
  const lapsing = sales.flatMap(({ account, days }) => {
    const rhythm = rhythmOf(days, today);
    return rhythm !== null && isLapsing(rhythm) ? [{ account, rhythm }] : [];
  });
  const returned = sales.flatMap(({ account, returns }) => {
    const [day] = returns
      .map(([one]) => one)
      .filter((one) => one > firstReturnDay && one <= today)
      .toSorted((a, b) => compareTexts(b, a));
    return day === undefined ? [] : [{ account, day, ofDay: returns.filter(([one]) => one === day) }];
  });
  const accounts = [...new Set([...visits, ...lapsing, ...returned].map(({ account }) => account))];
  const clients = await clientsOfBook(db, { legalEntity, clientBookId, accounts });
  const client = new Map(clients.map((each) => [each.account_number, each]));
  // Whom a colleague contacted since is not told twice (TD6).
  const contactedSince = ({ contacted_at: at }: (typeof clients)[number], since: string) => {
    return at !== null && (since.length > DAY_LENGTH ? at.toISOString() : isoDayOf(at.getTime(), zone)) >= since;
  };
  return {
    // Somebody who does not want their data used for them is not followed on the site either (TD5).
    visited: visits
      .flatMap(({ account, began, visits: count, looked }) => {
        const visitor = client.get(account);
        if (visitor === undefined || visitor.opt_out_personalization || contactedSince(visitor, began)) return [];
        return [{ customerId: visitor.id, occurrence: began, facts: { at: began, visits: count, looked } }];
      })
      .toSorted((a, b) => compareTexts(b.occurrence, a.occurrence) || compareTexts(a.customerId, b.customerId)),
    returned: returned
      .flatMap(({ account, day, ofDay }) => {
        const giver = client.get(account);
        if (giver === undefined || contactedSince(giver, day)) return [];
        const counted = ofDay.find(([, waitsIn]) => waitsIn === "")?.[2] ?? null;
        const waiting = ofDay.flatMap(([, currency, amount]) => (currency === "" ? [] : [{ amount, currency }]));
        return [{ customerId: giver.id, occurrence: day, facts: { day, amount: counted, waiting } }];
      })
      .toSorted((a, b) => compareTexts(b.occurrence, a.occurrence) || compareTexts(a.customerId, b.customerId)),
    lapsing: lapsing
      .flatMap(({ account, rhythm }) => {
        const absent = client.get(account);
        if (absent === undefined || contactedSince(absent, dayAfter(today, -CONTACT_DAYS))) return [];
        return [{ customerId: absent.id, occurrence: rhythm.lastDay, facts: rhythm }];
      })
      .toSorted((a, b) => overdue(b.facts) - overdue(a.facts) || compareTexts(a.customerId, b.customerId)),
  };
}

function overdue({ sinceDays, everyDays }: { sinceDays: number; everyDays: number }): number {
  return sinceDays / everyDays;
}

function sectionOf<Facts, Shown>(
  told: readonly Told<Facts>[],
  { limit, cards, tell }: { limit: number; cards: ReadonlyMap<string, ClientCard>; tell: (facts: Facts) => Shown },
): { total: number; clients: ({ client: ClientCard; occurrence: string } & Shown)[] } {
  return {
    total: told.length,
    clients: told.slice(0, limit).flatMap(({ customerId, occurrence, facts }) => {
      const client = cards.get(customerId);
      return client === undefined ? [] : [{ client, occurrence, ...tell(facts) }];
    }),
  };
}

function keyOf({ customerId, reason, occurrence }: { customerId: string; reason: string; occurrence: string }): string {
  return JSON.stringify([customerId, reason, occurrence]);
}
