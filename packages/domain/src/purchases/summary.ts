import { daysBetween, dayAfter } from "../calendar/zone.ts";
import { isLapsing, rhythmOf } from "../today/rhythm.ts";
import { compareTexts } from "../values/compare-texts.ts";
import { parseDecimal } from "../values/decimal.ts";
import { favouritesOf, type KeptLine } from "./favourites.ts";
import { type AmountIn, type MoneyLine, sumsOf } from "./sums.ts";

export interface SummaryLine extends KeptLine, MoneyLine {
  /** The calendar day of the report suite on which it was. */
  readonly day: string;
}

export interface Contact {
  readonly kind: "activity" | "note";
  /** ISO 8601, UTC, and its calendar day. */
  readonly at: string;
  readonly day: string;
  readonly author: string;
}

/** Everything a summary is made from. */
export interface SummaryFacts {
  readonly today: string;
  /** The newest first. */
  readonly lines: readonly SummaryLine[];
  /** The newest activity and the newest note. */
  readonly contacts: readonly Contact[];
  /** Visits to the site; null when they may not be told (TD5). */
  readonly visits: { readonly count: number; readonly lastAt: string; readonly lastDay: string } | null;
  /** Dates of the customer that come up within two weeks. */
  readonly dates: readonly { readonly attribute: string; readonly day: string; readonly inDays: number }[];
  /** Occasions that somebody finished on Today (TD3). */
  readonly done: readonly { readonly reason: string; readonly occurrence: string }[];
}

export type Sentence =
  | { kind: "bought"; firstDay: string; purchases: number; online: number; inStores: number; spent: string | null; waiting: AmountIn[]; visits: number }
  | { kind: "boughtNothing"; visits: number }
  | { kind: "rhythm"; everyDays: number; lastDay: string; sinceDays: number }
  | { kind: "lastPurchase"; lastDay: string; sinceDays: number }
  | { kind: "favouriteCategory"; category: string; times: number; size: string | null; sizeTimes: number }
  | { kind: "favouriteArticle"; article: string; times: number }
  | { kind: "favouriteSize"; size: string; times: number }
  | { kind: "lastContact"; contact: Contact["kind"]; at: string; author: string; sinceDays: number }
  | { kind: "noContact" }
  | { kind: "dateDue"; attribute: string; day: string; inDays: number }
  | { kind: "returnDue"; day: string; amount: string | null; waiting: AmountIn[] }
  | { kind: "visitDue"; at: string }
  | { kind: "lapsing"; sinceDays: number; everyDays: number }
  | { kind: "nothingDue" };

/** How long a return and a visit are due, as on Today. */
const RETURN_DAYS = 14;
const VISIT_DAYS = 7;

/** Three to five sentences about a customer, always in this order: who they are, their rhythm, what they like, the last contact, what is due (SM1). */
export function summarise(facts: SummaryFacts): Sentence[] {
  const { lines, today, visits } = facts;
  const sales = lines.filter(({ kind }) => kind !== "return");
  const count = (kind: KeptLine["kind"]) => new Set(sales.flatMap((line) => (line.kind === kind ? [line.sale] : []))).size;
  const seen = visits?.count ?? 0;
  const firstDay = sales.at(-1)?.day;
  const rhythm = rhythmOf(daysBought(sales), today);
  const sums = sumsOf(lines);
  const who: Sentence =
    firstDay === undefined
      ? { kind: "boughtNothing", visits: seen }
      : {
          kind: "bought",
          firstDay,
          purchases: count("onlineOrder") + count("storePurchase"),
          online: count("onlineOrder"),
          inStores: count("storePurchase"),
          spent: sums.counted,
          waiting: sums.waiting,
          visits: seen,
        };
  return [who, ...rhythmSentence(), ...favouriteSentence(lines), contactSentence(facts), dueSentence(facts)];

  function rhythmSentence(): Sentence[] {
    if (rhythm !== null) return [{ kind: "rhythm", ...rhythm }];
    const [lastDay] = daysBought(sales)
      .filter((day) => day <= today)
      .toSorted((a, b) => compareTexts(b, a));
    return lastDay === undefined ? [] : [{ kind: "lastPurchase", lastDay, sinceDays: daysBetween(lastDay, today) }];
  }
}

/** The days on which they spent something. */
export function daysBought(lines: readonly SummaryLine[]): string[] {
  const spent = new Map<string, { day: string; amount: bigint; isOrder: boolean }>();
  for (const { kind, sale, day, amount } of lines) {
    if (kind === "return") continue;
    const known = spent.get(sale) ?? { day, amount: 0n, isOrder: kind === "onlineOrder" };
    spent.set(sale, { ...known, amount: known.amount + parseDecimal(amount.amount) });
  }
  return [...new Set([...spent.values()].flatMap(({ day, amount, isOrder }) => (isOrder || amount > 0n ? [day] : [])))];
}

function favouriteSentence(lines: readonly SummaryLine[]): Sentence[] {
  const { categories, articles, sizes } = favouritesOf(lines);
  const [category] = categories;
  if (category !== undefined) {
    const worn = sizes.find((size) => size.category === category.category);
    return [{ kind: "favouriteCategory", ...category, size: worn?.size ?? null, sizeTimes: worn?.times ?? 0 }];
  }
  const [article] = articles;
  if (article !== undefined) return [{ kind: "favouriteArticle", article: article.article, times: article.times }];
  const [size] = sizes;
  return size === undefined ? [] : [{ kind: "favouriteSize", size: size.size, times: size.times }];
}

function contactSentence({ contacts, today }: SummaryFacts): Sentence {
  const [last] = contacts.toSorted((a, b) => compareTexts(b.at, a.at));
  if (last === undefined) return { kind: "noContact" };
  return { kind: "lastContact", contact: last.kind, at: last.at, author: last.author, sinceDays: Math.max(0, daysBetween(last.day, today)) };
}

/** The first that holds and that nobody finished on Today (SM2): a date that comes up, something brought back or a visit that nobody spoke with them about since, a broken rhythm. */
function dueSentence({ today, dates, lines, contacts, visits, done }: SummaryFacts): Sentence {
  const isDone = (reason: string, occurrence: string) => done.some((mark) => mark.reason === reason && mark.occurrence === occurrence);
  const [date] = dates
    .filter(({ attribute, day }) => !isDone("date", `${attribute} ${day}`))
    .toSorted((a, b) => a.inDays - b.inDays || compareTexts(a.attribute, b.attribute));
  if (date !== undefined) return { kind: "dateDue", ...date };
  const spoken = contacts.find(({ kind }) => kind === "activity");
  const back = lines.filter(({ kind, day }) => kind === "return" && day > dayAfter(today, -RETURN_DAYS) && day <= today);
  const lastBack = back[0]?.day;
  if (lastBack !== undefined && !isDone("returned", lastBack) && (spoken === undefined || spoken.day < lastBack)) {
    const { counted, waiting } = sumsOf(back.filter(({ day }) => day === lastBack));
    return {
      kind: "returnDue",
      day: lastBack,
      amount: counted === null ? null : withoutSign(counted),
      waiting: waiting.map(({ amount, currency }) => ({ amount: withoutSign(amount), currency })),
    };
  }
  if (
    visits !== null &&
    visits.count > 0 &&
    !isDone("visited", visits.lastAt) &&
    visits.lastDay > dayAfter(today, -VISIT_DAYS) &&
    (spoken === undefined || spoken.at < visits.lastAt)
  )
    return { kind: "visitDue", at: visits.lastAt };
  const rhythm = rhythmOf(daysBought(lines), today);
  if (rhythm !== null && isLapsing(rhythm) && !isDone("lapsing", rhythm.lastDay) && (spoken === undefined || spoken.day < dayAfter(today, -RETURN_DAYS)))
    return { kind: "lapsing", sinceDays: rhythm.sinceDays, everyDays: rhythm.everyDays };
  return { kind: "nothingDue" };
}

function withoutSign(amount: string): string {
  return amount.startsWith("-") ? amount.slice(1) : amount;
}
