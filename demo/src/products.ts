import type { Invoice } from "./retail-csv.ts";

export interface Product {
  /** The real description, in sentence case, without comma or semicolon. */
  readonly name: string;
  /** Simulated, from the words of the description. */
  readonly category: Category;
}

export const CATEGORIES = ["Kitchen", "Lighting", "Christmas", "Bags", "Stationery", "Garden", "Jewellery", "Toys", "Home"] as const;
export type Category = (typeof CATEGORIES)[number];

const WORDS: readonly (readonly [Category, RegExp])[] = [
  ["Christmas", /christmas|xmas|advent|santa|reindeer|bauble/i],
  ["Lighting", /light|lantern|candle|lamp|t-light/i],
  ["Bags", /\bbag\b|\bbags\b|shopper|purse|luggage/i],
  ["Jewellery", /necklace|bracelet|earring|brooch|ring\b|jewel/i],
  ["Stationery", /card|paper|pencil|pen\b|notebook|book\b|wrap|ribbon|sticker|tape/i],
  ["Garden", /garden|plant|flower|bird|watering|seed/i],
  ["Kitchen", /mug|cup|tea|coffee|cake|plate|bowl|jar|kitchen|spoon|jug|lunch|tin\b|bottle|glass|recipe|baking/i],
  ["Toys", /toy|doll|game|puzzle|jigsaw|teddy|children|kids|skittle/i],
];

/** The most frequent description of each article, because the data spell some in several ways. */
export function productsOf(invoices: readonly Invoice[]): ReadonlyMap<string, Product> {
  const uses = new Map<string, Map<string, number>>();
  for (const invoice of invoices) {
    for (const line of invoice.lines) {
      if (line.description === "" || line.quantity <= 0) continue;
      const names = uses.get(line.article) ?? new Map<string, number>();
      names.set(line.description, (names.get(line.description) ?? 0) + 1);
      uses.set(line.article, names);
    }
  }
  return new Map([...uses].map(([article, names]) => [article, product(mostUsed(names))]));
}

export function productOf(products: ReadonlyMap<string, Product>, article: string): Product {
  return products.get(article) ?? { name: `Article ${article}`, category: "Home" };
}

function mostUsed(names: ReadonlyMap<string, number>): string {
  return [...names].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

function product(description: string): Product {
  const lower = description.replaceAll(/[,;]/g, " ").replaceAll(/\s+/g, " ").trim().toLowerCase();
  const name = lower.charAt(0).toUpperCase() + lower.slice(1);
  return { name, category: WORDS.find(([, pattern]) => pattern.test(description))?.[0] ?? "Home" };
}
