import { unreachable } from "@rapport/contract";
import type { TimelineItem } from "@rapport/contract/timeline";
import { searchable } from "@rapport/domain";

/** Whether an item holds every word of a text, whatever their case and accents (R57d). `products`: of a sale, the names of all its products. */
export function searchItems(text: string): (item: TimelineItem, products: string) => boolean {
  const words = searchable(text)
    .split(" ")
    .filter((word) => word !== "");
  return (item, products) => {
    const all = searchable([...textsOf(item), products].join("\n"));
    return words.every((word) => all.includes(word));
  };
}

/** The texts of an item that people see. */
function textsOf(item: TimelineItem): string[] {
  switch (item.kind) {
    case "note":
      return [item.note.text, item.note.author, ...item.note.attachments.map(({ name }) => name)];
    case "activity":
      return [item.activity.type.name.en, item.activity.type.name.nl ?? "", item.activity.title, item.activity.text, item.activity.author];
    case "onlineOrder":
    case "return":
      return [item.transactionId ?? "", item.credit.campaign ?? "", item.credit.marketingChannel ?? ""];
    case "storePurchase":
      return [item.store ?? "", item.receipt ?? "", item.credit.campaign ?? "", item.credit.marketingChannel ?? ""];
    case "visit":
      return [...item.pages, item.credit.campaign ?? "", item.credit.marketingChannel ?? ""];
    case "owner":
      return [item.from?.name ?? "", item.to?.name ?? ""];
    default:
      return unreachable(item);
  }
}
