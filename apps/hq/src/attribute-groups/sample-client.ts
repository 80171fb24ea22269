import type { Attribute, AttributeValue } from "@rapport/contract/clienteling";

/** Somebody made up, so that looking at a preview opens no customer (AU1). */
export const SAMPLE = { firstName: "Alex", lastName: "Voorbeeld" } as const;

/** A value that an attribute could have: the first of its list, or one of its type. */
export function sampleOf(
  { type, values = [], lower, upper }: Pick<Attribute, "type" | "values" | "lower" | "upper">,
  { word }: { word: string },
): AttributeValue {
  const [first] = values;
  const within = (number: number) => Math.min(upper ?? number, Math.max(lower ?? number, number));
  switch (type) {
    case "boolean":
      return true;
    case "integer":
      return within(42);
    case "decimal":
      return within(17.5);
    case "currency":
      return { amount: within(250).toFixed(2), currency: "EUR" } as AttributeValue;
    case "date":
      return "1990-05-12";
    case "text":
      return first?.value ?? word;
  }
}
