import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { CustomerId, Money } from "@rapport/contract";
import { type PurchaseFilters, type PurchaseLine, searchPurchases } from "@rapport/contract/timeline";
import { ask } from "@rapport/app-shell";

export type PurchasesView = PurchaseFilters;

export const ALL_PURCHASES: PurchasesView = { text: "", from: null, to: null, article: null, category: null, size: null, cameBack: false, kept: false };

/** The lines that fit, page by page. What was found before stays on the screen while new lines come. */
export function purchasesQuery(customerId: CustomerId, view: PurchasesView) {
  return infiniteQueryOptions({
    queryKey: ["purchases", customerId, view],
    queryFn: ({ pageParam }) => ask(searchPurchases, { params: { customerId }, body: { ...view, cursor: pageParam, limit: 50 } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** The lines of one sale or return that were found. */
export interface FoundSale extends Pick<PurchaseLine, "kind" | "at" | "sale" | "store" | "receipt" | "transactionId" | "credit" | "waitsForRate"> {
  readonly lines: readonly PurchaseLine[];
}

/** Lines of one sale stand together, in the order in which they came. */
export function bySale(lines: readonly PurchaseLine[]): FoundSale[] {
  const sales: (FoundSale & { lines: PurchaseLine[] })[] = [];
  for (const line of lines) {
    const last = sales.at(-1);
    if (last?.sale === line.sale) last.lines.push(line);
    else sales.push({ ...line, lines: [line] });
  }
  return sales;
}

/** What was searched for besides the text: how many filters are on. */
export function isNarrowed(view: PurchasesView): boolean {
  return JSON.stringify(view) !== JSON.stringify(ALL_PURCHASES);
}

/** A line without money and without a product stands for a sale that names no article. */
export function isNothing({ amount }: Money): boolean {
  return Number(amount) === 0;
}
