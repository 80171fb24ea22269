import type { SummarySentence } from "@rapport/contract/timeline";
import { createFormats } from "@rapport/ui";
import { expect, test } from "vitest";
import { sentenceInWords } from "./sentence-in-words.ts";
import { summaryTexts } from "./texts.ts";

const opens = null;
const SENTENCES: readonly SummarySentence[] = [
  {
    kind: "bought",
    opens,
    firstDay: "2025-03-12",
    purchases: 14,
    online: 9,
    inStores: 5,
    spent: { amount: "2345", currency: "EUR" },
    waiting: [],
    visits: 1,
    opensVisits: null,
  },
  { kind: "rhythm", opens, everyDays: 30.5, lastDay: "2026-02-20", sinceDays: 1 },
  { kind: "favouriteCategory", opens, category: "Shoes", times: 5, size: "38", sizeTimes: 3 },
  { kind: "lastContact", opens, contact: "note", at: "2026-03-02T10:00:00Z", author: "Sanne", sinceDays: 0 },
  { kind: "dateDue", opens, attribute: "birthday" as never, name: { en: "Birthday", nl: "Verjaardag" }, day: "2026-03-05", inDays: 3 },
];
const STORES: SummarySentence = { ...(SENTENCES[0] as Extract<SummarySentence, { kind: "bought" }>), online: 0, inStores: 14 };
const dollars = { amount: "40", currency: "USD" };
const WAITING: readonly SummarySentence[] = [
  { kind: "bought", opens, firstDay: "2025-03-12", purchases: 1, online: 1, inStores: 0, spent: null, waiting: [dollars], visits: 0, opensVisits: null },
  { kind: "returnDue", opens, day: "2026-02-28", amount: { amount: "4.05", currency: "EUR" }, waiting: [dollars] },
  { kind: "returnDue", opens, day: "2026-02-28", amount: null, waiting: [dollars] },
];
const said = (language: "en" | "nl", sentences = SENTENCES) => {
  const formats = createFormats({ language, timeZone: "UTC", now: () => new Date("2026-03-02T12:00:00Z") });
  return sentences.map((sentence) => sentenceInWords(sentence, { text: summaryTexts[language], formats, language }).replaceAll(/\s/g, " "));
};

test("SM1 in English", () => {
  expect(said("en")).toEqual([
    "Customer since 12 March 2025: 14 purchases, 9 online and 5 in stores, €2,345.00 net.",
    "Buys about every 30.5 days; last on 20 Feb, 1 day ago.",
    "Buys Shoes most often: 5 purchases, 3 of them with size 38.",
    "Last note by Sanne, today.",
    "Coming up: Birthday on 5 March, in 3 days.",
  ]);
});

test("SM1 in Dutch", () => {
  expect(said("nl")).toEqual([
    "Klant sinds 12 maart 2025: 14 aankopen, 9 online en 5 in winkels, € 2.345,00 netto.",
    "Koopt ongeveer elke 30,5 dagen; het laatst op 20 feb, 1 dag geleden.",
    "Koopt het vaakst Shoes: 5 aankopen, waarvan 3 met maat 38.",
    "Laatste notitie door Sanne, vandaag.",
    "Komt eraan: Verjaardag op 5 maart, over 3 dagen.",
  ]);
});

test("SM1 purchases in one kind of place are not divided", () => {
  expect([said("en", [STORES]), said("nl", [STORES])]).toEqual([
    ["Customer since 12 March 2025: 14 purchases, all in stores, €2,345.00 net."],
    ["Klant sinds 12 maart 2025: 14 aankopen, alle in winkels, € 2.345,00 netto."],
  ]);
});

test("SM1 money that waits for a rate is said in both languages, and no amount that is not there", () => {
  expect(said("en", WAITING)).toEqual([
    "Customer since 12 March 2025: 1 purchase, online, $40.00 that waits for a rate.",
    "To follow up: brought back on 28 Feb, €4.05 and $40.00 that waits for a rate.",
    "To follow up: brought back on 28 Feb, $40.00 that waits for a rate.",
  ]);
  expect(said("nl", WAITING)).toEqual([
    "Klant sinds 12 maart 2025: 1 aankoop, online, $ 40,00 dat op een koers wacht.",
    "Op te volgen: teruggebracht op 28 feb, € 4,05 en $ 40,00 dat op een koers wacht.",
    "Op te volgen: teruggebracht op 28 feb, $ 40,00 dat op een koers wacht.",
  ]);
});
