import { type Language, type Money, unreachable } from "@rapport/contract";
import type { SummarySentence } from "@rapport/contract/timeline";
import type { Formats } from "@rapport/ui";
import type { TextOf } from "@rapport/app-shell";
import type { summaryTexts } from "./texts.ts";

type Bought = Extract<SummarySentence, { kind: "bought" }>;

interface Speaking {
  text: TextOf<typeof summaryTexts>;
  formats: Formats;
  language: Language;
}

/** Says how often somebody visited the site. */
export function visitsInWords(count: number, { text, formats }: Pick<Speaking, "text" | "formats">): string {
  return text("visited", { visits: text("visits", { count, shown: formats.number(count) }) });
}

/** Says a sentence of the summary in the person's language. Every number in it is one of the sentence. */
export function sentenceInWords(sentence: SummarySentence, { text, formats, language }: Speaking): string {
  const counted = (key: "purchases" | "visits" | "days" | "ago" | "ahead", count: number) => text(key, { count, shown: formats.number(count) });
  const told = (counted: readonly string[], waiting: readonly Money[]) =>
    [...counted, ...waiting.map((money) => text("waits", { amount: formats.money(money) }))].reduce((first, second) => text("both", { first, second }));
  const ago = (days: number) => (days === 0 ? text("today") : counted("ago", days));
  const where = ({ purchases, online, inStores }: Pick<Bought, "purchases" | "online" | "inStores">) => {
    if (online === purchases) return text("online", { count: online });
    if (inStores === purchases) return text("inStores", { count: inStores });
    return text("onBoth", { online: formats.number(online), inStores: formats.number(inStores) });
  };
  switch (sentence.kind) {
    case "bought":
      return text("bought", {
        day: formats.longDate(sentence.firstDay),
        purchases: counted("purchases", sentence.purchases),
        where: where(sentence),
        spent: told(sentence.spent === null ? [] : [text("net", { amount: formats.money(sentence.spent) })], sentence.waiting),
      });
    case "boughtNothing":
      return sentence.visits === 0 ? text("boughtNothing") : text("onlyVisited", { visits: counted("visits", sentence.visits) });
    case "rhythm":
      return text("rhythm", { every: counted("days", sentence.everyDays), day: formats.date(sentence.lastDay), ago: ago(sentence.sinceDays) });
    case "lastPurchase":
      return text("lastPurchase", { day: formats.date(sentence.lastDay), ago: ago(sentence.sinceDays) });
    case "favouriteCategory": {
      const facts = { category: sentence.category, purchases: counted("purchases", sentence.times) };
      if (sentence.size === null) return text("favouriteCategory", facts);
      return text("favouriteSized", { ...facts, size: sentence.size, sizeTimes: formats.number(sentence.sizeTimes) });
    }
    case "favouriteArticle":
      return text("favouriteArticle", { article: sentence.article, purchases: counted("purchases", sentence.times) });
    case "favouriteSize":
      return text("favouriteSize", { size: sentence.size, purchases: counted("purchases", sentence.times) });
    case "lastContact":
      return text(sentence.contact === "activity" ? "spoken" : "written", { author: sentence.author, ago: ago(sentence.sinceDays) });
    case "dateDue":
      return text("dateDue", {
        name: sentence.name[language],
        day: formats.dayAndMonth(sentence.day),
        ahead: sentence.inDays === 0 ? text("today") : counted("ahead", sentence.inDays),
      });
    case "returnDue":
      return text("returnDue", {
        amount: told(sentence.amount === null ? [] : [formats.money(sentence.amount)], sentence.waiting),
        day: formats.date(sentence.day),
      });
    case "visitDue":
      return text("visitDue", { day: formats.date(sentence.at) });
    case "lapsing":
      return text("lapsing", { since: counted("days", sentence.sinceDays), every: counted("days", sentence.everyDays) });
    case "noContact":
    case "nothingDue":
      return text(sentence.kind);
    default:
      return unreachable(sentence);
  }
}
