import type { Body } from "@rapport/contract";
import type { BookQuery, clientBookFacets, Facet } from "@rapport/contract/clienteling";
import { DAYS_OFFERED, daysAhead, holdsText, keywordOf } from "@rapport/domain";
import { attributeConditions, type GroupAttribute } from "../parameters/index.ts";
import type { Deps } from "../deps.ts";
import { indexedValues, matchedBlocks, type BooksPlace, type Condition } from "./book-index-queries.ts";
import { sumOf } from "./matched-numbers.ts";

/** A query as conditions on the index of these books. Refuses a filter on an attribute that cannot be filtered. */
export async function conditionsOf(
  db: Deps["db"],
  { keyword, filters }: BookQuery,
  { keys, place, ...how }: { attributes: readonly GroupAttribute[]; keys: ReadonlyMap<string, string>; place: BooksPlace; today: string },
): Promise<Condition[]> {
  const searched = keywordOf(keyword);
  const filtered: Condition[] = [];
  for (const { texts, ...condition } of attributeConditions(filters, how)) {
    const key = keys.get(condition.attribute) ?? "";
    filtered.push({ ...condition, key, values: [...condition.values, ...(await valuesHolding(db, { place, key, texts }))] });
  }
  return [...(searched.words.length === 0 ? [] : [{ kind: "keyword" as const, ...searched }]), ...filtered];
}

/** The values of clients that hold one of the texts. Which do is said in one place, and not by the database again. */
export async function valuesHolding(db: Deps["db"], { place, key, texts }: { place: BooksPlace; key: string; texts: readonly string[] }): Promise<string[]> {
  if (texts.length === 0 || place.clientBookIds.length === 0) return [];
  return (await indexedValues(db, place, key)).filter((value) => texts.some((text) => holdsText(value, text)));
}

/** The days of the year that a facet of dates counts: up to its farthest choice. */
export function countedDays({ filters }: BookQuery, { attribute, today }: { attribute: string; today: string }): string[] {
  const chosen = filters.flatMap((filter) => (filter.kind === "withinDays" && filter.attribute === attribute ? [filter.days] : []));
  return daysAhead(today, Math.max(...DAYS_OFFERED, ...chosen));
}

/** While values of a text are looked for: how many clients have one that holds it, under the filters on other attributes (R39). */
export async function withContains(
  db: Deps["db"],
  facets: Facet[],
  { place, conditions, keys, inside }: { place: BooksPlace; conditions: readonly Condition[]; keys: ReadonlyMap<string, string>; inside: Inside | null },
): Promise<Facet[]> {
  const facet = facets.find(({ attribute }) => attribute === inside?.attribute);
  if (inside === null || facet === undefined || facet.takesText !== true) return facets;
  const key = keys.get(inside.attribute) ?? "";
  const others = conditions.filter((condition) => condition.kind !== "attribute" || condition.key !== key);
  const values = await valuesHolding(db, { place, key, texts: [inside.text] });
  const holding: Condition = { kind: "attribute", attribute: inside.attribute, key, values, ranges: [] };
  const blocks = place.clientBookIds.length === 0 ? [] : (await matchedBlocks(place, [...others, holding], { withBits: false }).execute(db)).rows;
  const contains = { filter: { kind: "contains" as const, attribute: facet.attribute, text: inside.text }, count: sumOf(blocks, ({ matching }) => matching) };
  return facets.map((one) => (one === facet ? { ...one, contains } : one));
}

type Inside = NonNullable<Body<typeof clientBookFacets>["inside"]>;
