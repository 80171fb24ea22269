import { formatDecimal, parseDecimal } from "@rapport/domain";

/** What a sale has beside its articles, such as shipping, so that its lines add up to it (PU1). Null for nothing, unless the sale has no articles at all. */
export function besideArticles({ total, articles }: { total: string; articles: readonly string[] }): string | null {
  const rest = articles.reduce((left, amount) => left - parseDecimal(amount), parseDecimal(total));
  return rest === 0n && articles.length > 0 ? null : formatDecimal(rest);
}
