import type { Attribute, AttributeValue } from "@rapport/contract/clienteling";

/** Somebody made up, so that looking at a preview opens no customer (AU1). */
export const SAMPLE = { firstName: "Alex", lastName: "Voorbeeld" } as const;

/** A value that an attribute could have: the first of its list, or one of its type. */
export function sampleOf({ type, values = [] }: Pick<Attribute, "type" | "values">, { word }: { word: string }): AttributeValue {
  const [first] = values;
  switch (type) {
    case "boolean":
      return true;
    case "integer":
      return 42;
    case "decimal":
      return 17.5;
    case "currency":
      return { amount: "250.00", currency: "EUR" } as AttributeValue;
    case "date":
      return "1990-05-12";
    case "text":
      return first?.value ?? word;
  }
}
