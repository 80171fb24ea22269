import { expect, test } from "vitest";
import { daysBought, summarise, type Contact, type SummaryFacts, type SummaryLine } from "./summary.ts";

const TODAY = "2026-03-02";
const line = (day: string, more: Partial<SummaryLine> = {}): SummaryLine => ({
  kind: "storePurchase",
  at: `${day}T10:00:00.000Z`,
  day,
  sale: day,
  transactionId: null,
  product: "Boot",
  article: "Boot",
  size: null,
  category: null,
  quantity: 1,
  cameBack: 0,
  amount: { amount: "10.10", currency: "EUR" },
  waitsForRate: false,
  ...more,
});
const contact = (day: string, kind: Contact["kind"] = "activity"): Contact => ({ kind, at: `${day}T15:00:00.000Z`, day, author: "Sanne" });
const made = (facts: Partial<SummaryFacts>) => summarise({ today: TODAY, lines: [], contacts: [], visits: null, dates: [], done: [], ...facts });
const kinds = (facts: Partial<SummaryFacts>) => made(facts).map(({ kind }) => kind);
const MONTHLY = ["2026-02-20", "2026-01-20", "2025-12-20", "2025-11-20"].map((day) => line(day));

test("SM1 between three and five sentences, always in the same order", () => {
  expect(kinds({})).toEqual(["boughtNothing", "noContact", "nothingDue"]);
  expect(kinds({ lines: [line("2026-02-01", { product: null, article: "" })] })).toEqual(["bought", "lastPurchase", "noContact", "nothingDue"]);
  expect(kinds({ lines: MONTHLY, contacts: [contact("2026-02-01")] })).toEqual(["bought", "rhythm", "favouriteArticle", "lastContact", "nothingDue"]);
});

test("SM1 every number is one of the rows: purchases by channel, net of returns and of what waits for a rate, rhythm, favourites", () => {
  const lines = [
    line("2026-02-28", { kind: "return", sale: "R", quantity: -1, amount: { amount: "-4.05", currency: "EUR" } }),
    line("2026-02-20", { kind: "onlineOrder", category: "Shoes", size: "38" }),
    line("2026-02-20", { kind: "onlineOrder", product: "Lace", article: "Lace", amount: { amount: "0.20", currency: "EUR" } }),
    line("2026-01-20", { category: "Shoes", size: "38", waitsForRate: true, amount: { amount: "40", currency: "USD" } }),
    line("2025-12-20", { category: "Shoes", size: "39" }),
    line("2025-11-20", { category: "Hats" }),
  ];
  expect(made({ lines, visits: { count: 7, lastAt: "2026-01-01T10:00:00.000Z", lastDay: "2026-01-01" } })).toEqual([
    { kind: "bought", firstDay: "2025-11-20", purchases: 4, online: 1, inStores: 3, spent: "26.45", waiting: [{ amount: "40", currency: "USD" }], visits: 7 },
    { kind: "rhythm", everyDays: 31, lastDay: "2026-02-20", sinceDays: 10 },
    { kind: "favouriteCategory", category: "Shoes", times: 3, size: "38", sizeTimes: 2 },
    { kind: "noContact" },
    { kind: "returnDue", day: "2026-02-28", amount: "4.05", waiting: [] },
  ]);
});

test("SM2 the first that is due is told: a date, a return, a visit, a broken rhythm; a logged contact settles it, a note does not", () => {
  const back = line("2026-02-25", { kind: "return", sale: "R", quantity: -1, amount: { amount: "-4", currency: "EUR" } });
  const visits = { count: 1, lastAt: "2026-02-27T10:00:00.000Z", lastDay: "2026-02-27" };
  const dates = [
    { attribute: "wedding", day: "2026-03-09", inDays: 7 },
    { attribute: "birthday", day: "2026-03-04", inDays: 2 },
  ];
  const due = (facts: Partial<SummaryFacts>) => made(facts).at(-1);
  expect(due({ dates, lines: [back], visits })).toEqual({ kind: "dateDue", ...dates[1] });
  expect(due({ lines: [back], visits })).toMatchObject({ kind: "returnDue" });
  expect(due({ lines: [back], visits, contacts: [contact("2026-02-26")] })).toEqual({ kind: "visitDue", at: visits.lastAt });
  expect(due({ lines: [back], visits, contacts: [contact("2026-02-28", "note")] })).toMatchObject({ kind: "returnDue" });
  expect(due({ lines: [back], visits, contacts: [contact("2026-02-28")] })).toEqual({ kind: "nothingDue" });
  expect(due({ lines: [line("2026-02-16", { kind: "return", amount: { amount: "-4", currency: "EUR" } })] })).toEqual({ kind: "nothingDue" });
  const done = [
    { reason: "date", occurrence: "birthday 2026-03-04" },
    { reason: "returned", occurrence: "2026-02-25" },
  ];
  expect(due({ dates, lines: [back], visits, done })).toEqual({ kind: "dateDue", ...dates[0] });
  expect(due({ lines: [back], visits, done })).toMatchObject({ kind: "visitDue" });
  expect(due({ visits, done: [{ reason: "visited", occurrence: visits.lastAt }] })).toEqual({ kind: "nothingDue" });
  const away = ["2025-12-01", "2025-11-01", "2025-10-02", "2025-09-02"].map((day) => line(day));
  expect(due({ lines: away })).toEqual({ kind: "lapsing", sinceDays: 91, everyDays: 30 });
  expect(due({ lines: away, done: [{ reason: "lapsing", occurrence: "2025-12-01" }] })).toEqual({ kind: "nothingDue" });
  expect(due({ lines: away, contacts: [contact("2026-02-20")] })).toEqual({ kind: "nothingDue" });
});

test("SM1 SM2 money that waits for a rate is told in its own currency beside what counts, and alone when nothing counts", () => {
  const dollars = (amount: string) => ({ waitsForRate: true, amount: { amount, currency: "USD" } });
  const bought = line("2026-01-20", { kind: "onlineOrder", sale: "O", ...dollars("40") });
  const waits = line("2026-02-28", { kind: "return", sale: "R", quantity: -1, ...dollars("-15") });
  const counts = line("2026-02-28", { kind: "return", sale: "Q", quantity: -1, amount: { amount: "-4.05", currency: "EUR" } });
  const alone = made({ lines: [waits, bought] });
  expect(alone[0]).toMatchObject({ kind: "bought", purchases: 1, spent: null, waiting: [{ amount: "25", currency: "USD" }] });
  expect(alone.at(-1)).toMatchObject({ kind: "returnDue", amount: null, waiting: [{ amount: "15", currency: "USD" }] });
  expect(made({ lines: [waits, counts, bought] }).at(-1)).toMatchObject({ amount: "4.05", waiting: [{ amount: "15", currency: "USD" }] });
});

test("SM1 the newest of notes and activities is the last contact", () => {
  const said = (contacts: Contact[]) => made({ contacts }).find(({ kind }) => kind === "lastContact");
  expect(said([contact("2026-02-01"), contact("2026-02-20", "note")])).toMatchObject({ contact: "note", sinceDays: 10, author: "Sanne" });
  expect(said([contact("2026-03-02"), contact("2026-02-20", "note")])).toMatchObject({ contact: "activity", sinceDays: 0 });
});

test("TD2 a day counts once, and one on which nothing was spent does not", () => {
  const lines = [
    line("2026-02-20"),
    line("2026-02-20", { sale: "2" }),
    line("2026-02-10", { amount: { amount: "0", currency: "EUR" } }),
    line("2026-02-01", { kind: "onlineOrder", amount: { amount: "0", currency: "EUR" } }),
  ];
  expect(daysBought(lines).toSorted()).toEqual(["2026-02-01", "2026-02-20"]);
});
