import { compareTexts } from "../values/compare-texts.ts";
import { type BoughtLine, piecesOf } from "./came-back.ts";
import type { SizedProduct } from "./size.ts";

/** A line of a sale with what the rules made of it. */
export interface KeptLine extends BoughtLine, SizedProduct {
  readonly category: string | null;
  readonly cameBack: number;
}

export interface FavouritesFound {
  readonly articles: { article: string; times: number; lastAt: string }[];
  readonly categories: { category: string; times: number }[];
  readonly sizes: { size: string; category: string | null; times: number }[];
}

const LEAST_TIMES = 2;
const MOST_ARTICLES = 5;
const MOST_OTHERS = 3;

/** Whether something of a purchase was kept. */
export function isKept(line: KeptLine): boolean {
  return line.product !== null && piecesOf(line) > line.cameBack;
}

/** What somebody bought most often and kept (PU5), the most frequent first. */
export function favouritesOf(lines: readonly KeptLine[]): FavouritesFound {
  const articles = new Map<string, { sales: Set<string>; lastAt: string }>();
  const categories = new Map<string, Set<string>>();
  const sizes = new Map<string, { size: string; category: string | null; sales: Set<string> }>();
  for (const line of lines) {
    if (!isKept(line)) continue;
    const { article, category, size, sale, at } = line;
    const known = articles.get(article) ?? { sales: new Set(), lastAt: at };
    known.sales.add(sale);
    if (at > known.lastAt) known.lastAt = at;
    articles.set(article, known);
    if (category !== null) categories.set(category, (categories.get(category) ?? new Set()).add(sale));
    if (size === null) continue;
    const key = JSON.stringify([size, category]);
    const worn = sizes.get(key) ?? { size, category, sales: new Set() };
    worn.sales.add(sale);
    sizes.set(key, worn);
  }
  return {
    articles: [...articles]
      .flatMap(([article, { sales, lastAt }]) => (sales.size < LEAST_TIMES ? [] : [{ article, times: sales.size, lastAt }]))
      .toSorted((a, b) => b.times - a.times || compareTexts(b.lastAt, a.lastAt) || compareTexts(a.article, b.article))
      .slice(0, MOST_ARTICLES),
    categories: [...categories]
      .flatMap(([category, sales]) => (sales.size < LEAST_TIMES ? [] : [{ category, times: sales.size }]))
      .toSorted((a, b) => b.times - a.times || compareTexts(a.category, b.category))
      .slice(0, MOST_OTHERS),
    sizes: [...sizes.values()]
      .flatMap(({ size, category, sales }) => (sales.size < LEAST_TIMES ? [] : [{ size, category, times: sales.size }]))
      .toSorted((a, b) => b.times - a.times || compareTexts(a.size, b.size) || compareTexts(a.category ?? "", b.category ?? ""))
      .slice(0, MOST_OTHERS),
  };
}
