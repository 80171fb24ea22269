import { useText } from "@rapport/app-shell";
import type { SearchCriterion, SearchProperty } from "@rapport/contract/clienteling";
import { useFormats } from "@rapport/ui";
import { searchTexts } from "./texts.ts";

const EVERYTHING = 5;

/** What can be typed, in the order of headquarters (CS8). */
export function useCriteriaWords(criteria: readonly SearchCriterion[] | undefined): {
  readonly field: string;
  readonly begin: string;
  readonly nameOf: (property: SearchProperty) => string;
} {
  const text = useText(searchTexts);
  const formats = useFormats();
  const nameOf = (property: SearchProperty) => text(`search.property.${property}`);
  if (criteria === undefined || criteria.length === EVERYTHING) return { field: text("search.field"), begin: text("search.beginText"), nameOf };
  const properties = formats.list(criteria.map(({ property }) => nameOf(property)));
  return { field: text("search.fieldOf", { properties }), begin: text("search.beginOf", { properties }), nameOf };
}
