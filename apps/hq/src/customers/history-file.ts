import { usePreferences, useText } from "@rapport/app-shell";
import type { TimelineItem } from "@rapport/contract/timeline";
import type { FileColumn } from "../records/columns.tsx";
import { historyTexts } from "./history-texts.ts";

/** A customer's history as a file: what the list shows, in words, each part of it in a column. */
export function useHistoryFile(): FileColumn<TimelineItem>[] {
  const text = useText(historyTexts);
  const { language } = usePreferences().appearance;
  const detail = (item: TimelineItem): string => {
    switch (item.kind) {
      case "note":
        return item.note.text;
      case "activity": {
        const { type, title, text: written } = item.activity;
        return [type.name[language] ?? type.name.en, title, written].filter((part) => part !== "").join(" · ");
      }
      case "owner":
        return `${item.from?.name ?? "–"} → ${item.to?.name ?? "–"}`;
      case "visit":
        return item.pages.join(" › ");
      default:
        return item.lines.map(({ product, quantity }) => text("line", { quantity, product })).join("; ");
    }
  };
  const reference = (item: TimelineItem): string => {
    if (item.kind === "storePurchase") return [item.store, item.receipt].filter((part) => part !== null).join(" · ");
    return "transactionId" in item ? (item.transactionId ?? "") : "";
  };
  const author = (item: TimelineItem): string => (item.kind === "note" ? item.note.author : item.kind === "activity" ? item.activity.author : "");
  const credit = (item: TimelineItem): string =>
    "credit" in item ? [...new Set([item.credit.marketingChannel, item.credit.campaign])].filter((part) => part !== null && part !== "").join(" · ") : "";
  return [
    { header: text("when"), text: ({ at }) => at },
    { header: text("what"), text: ({ kind }) => text(`kind.${kind}`) },
    { header: text("reference"), text: reference },
    { header: text("detail"), text: detail },
    { header: text("lineCount"), text: (item) => ("lineCount" in item ? String(item.lineCount) : "") },
    { header: text("author"), text: author },
    { header: text("cameBy"), text: credit },
    { header: text("amount"), text: (item) => ("total" in item ? item.total.amount : "") },
    { header: text("currency"), text: (item) => ("total" in item ? item.total.currency : "") },
  ];
}
