import { usePreferences, useText } from "../preferences.tsx";
import type { CustomerProfile } from "@rapport/contract/customers";
import { useFormats } from "@rapport/ui";
import { customerFieldTexts } from "./field-texts.ts";

type Attribute = CustomerProfile["attributes"][number];

/** The words for an attribute's value: the retailer's label, else the value as people write it; empty for none. */
export function useAttributeText(): (attribute: Pick<Attribute, "type" | "value" | "label" | "unit">) => string {
  const text = useText(customerFieldTexts);
  const formats = useFormats();
  const { language } = usePreferences().appearance;
  return ({ type, value, label, unit }) => {
    if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "";
    if (label !== null) return label[language];
    if (typeof value === "boolean") return text(value ? "yes" : "no");
    if (typeof value === "number") {
      const number = formats.number(value, { maximumFractionDigits: 10 });
      return unit === undefined ? number : `${number} ${unit[language]}`;
    }
    if (Array.isArray(value)) return formats.list(value);
    if (typeof value === "object") return formats.money(value);
    if (type !== "date") return value;
    // Without a year only day and month are known.
    if (/^--\d{2}-\d{2}$/.test(value)) return formats.dayAndMonth(value);
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formats.longDate(value) : value;
  };
}
