import type { ListOrder } from "@rapport/contract/clienteling";

/** Names a client of an order beyond this order: their number in their book, and that book. A ref means another client beside other books. */
export function placeOf(ref: number, { books }: Pick<ListOrder, "books">): string {
  return `${Math.floor(ref / books.length)} ${books[ref % books.length]}`;
}
