import { AttributeCode, type Body, type Reply } from "@rapport/contract";
import type { Attribute, getAttribute, putAttribute } from "@rapport/contract/clienteling";
import { isAscending } from "@rapport/domain";
import { z } from "zod";
import { hasBounds, KINDS, LOOKS, mayHoldSeveral, typeOf } from "./kinds.ts";

type StoredAttribute = Reply<typeof getAttribute>;

/** One value of a fixed list, with its words. Without words, the value itself is shown. */
const Row = z.object({ value: z.string().trim().max(100), en: z.string().trim().max(200), nl: z.string().trim().max(200) });
export type ListRow = z.input<typeof Row>;
export const NO_ROW: ListRow = { value: "", en: "", nl: "" };

/** The form of an attribute. Numbers are text as it is typed, so that one that cannot be read stays for the person to mend. */
export const AttributeForm = z
  .object({
    code: AttributeCode,
    name: z.string().trim().min(1).max(200),
    dutch: z.string().trim().max(200),
    type: z.enum(KINDS),
    values: z.array(Row).max(200),
    multiple: z.boolean(),
    lower: z.string(),
    upper: z.string(),
    filter: z.enum(["", ...LOOKS]),
    thresholds: z.string(),
    refinable: z.boolean(),
  })
  .superRefine((form, { addIssue }) => {
    const wrong = (name: keyof typeof form) => addIssue({ code: "custom", path: [name], input: form[name] });
    if (form.type === "list" && form.values.some((row) => row.value === "" && row.en + row.nl !== "")) wrong("values");
    if (hasBounds(form.type)) for (const bound of ["lower", "upper"] as const) if (form[bound].trim() !== "" && readNumber(form[bound]) === null) wrong(bound);
    if (form.filter === "range" && readThresholds(form.thresholds) === null) wrong("thresholds");
  });
export type AttributeValues = z.input<typeof AttributeForm>;

export const BLANK: AttributeValues = {
  code: "",
  name: "",
  dutch: "",
  type: "text",
  values: [NO_ROW],
  multiple: false,
  lower: "",
  upper: "",
  filter: "",
  thresholds: "",
  refinable: false,
};

export function valuesOf({ code, name, type, values, multiple, lower, upper, filter, refinable }: StoredAttribute): AttributeValues {
  return {
    code,
    name: name.en,
    dutch: name.nl ?? "",
    type: values === undefined ? type : "list",
    values: values?.map(({ value, label }) => ({ value, en: label.en, nl: label.nl ?? "" })) ?? [NO_ROW],
    multiple,
    lower: typed(lower),
    upper: typed(upper),
    filter: filter === undefined ? "" : filter.kind === "list" ? (filter.multi ? "several" : "one") : filter.kind,
    thresholds: filter?.kind === "range" ? filter.thresholds.map(typed).join("; ") : "",
    refinable,
  };
}

/** A number in the form in which it can be read again: `1.125` could be a thousand to somebody, `1.1250` cannot. */
function typed(number: number | undefined): string {
  if (number === undefined) return "";
  const text = String(number);
  return readNumber(text) === null && readNumber(`${text}0`) !== null ? `${text}0` : text;
}

/** What is sent: settings that the type does not have are emptied. */
export function bodyOf(form: z.output<typeof AttributeForm>): Body<typeof putAttribute> {
  const { name, dutch, type, multiple, lower, upper, refinable } = form;
  const bound = (text: string) => (hasBounds(type) ? readNumber(text) : null);
  return {
    name: { en: name, nl: dutch === "" ? null : dutch },
    type: typeOf(type),
    values: type === "list" ? listedOf(form.values) : null,
    multiple: multiple && mayHoldSeveral(type),
    lower: bound(lower),
    upper: bound(upper),
    filter: filterOf(form),
    refinable,
  };
}

function listedOf(rows: readonly ListRow[]): NonNullable<Attribute["values"]> {
  return rows.filter(({ value }) => value !== "").map(({ value, en, nl }) => ({ value, label: { en: en === "" ? value : en, ...(nl !== "" && { nl }) } }));
}

function filterOf({ filter, thresholds }: Pick<AttributeValues, "filter" | "thresholds">): Attribute["filter"] | null {
  if (filter === "") return null;
  if (filter === "range") return { kind: "range", thresholds: readThresholds(thresholds) ?? [] };
  return filter === "date" ? { kind: "date" } : { kind: "list", multi: filter === "several" };
}

/** Thresholds as typed, between semicolons (R37); null when they cannot be read or do not ascend. */
export function readThresholds(text: string): number[] | null {
  const numbers = text
    .split(";")
    .map((part) => part.trim())
    .filter((part, at, all) => part !== "" || at < all.length - 1)
    .map(readNumber);
  const read = numbers.filter((number) => number !== null);
  return read.length > 0 && read.length <= 20 && read.length === numbers.length && isAscending(read) ? read : null;
}

/** A number with a point or a comma. `1.000` and `1,000` are a thousand to some people and one to others, so they are not read. */
function readNumber(text: string): number | null {
  const typed = text.trim();
  if (!/^-?\d{1,15}([.,]\d{1,4})?$/.test(typed) || /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(typed)) return null;
  return Number(typed.replace(",", "."));
}

/** The ranges that thresholds make, each with its bounds: the first has no lower one, the last no upper one (R37). */
export function rangesOf(thresholds: readonly number[]): { readonly lower: number | null; readonly upper: number | null }[] {
  return [null, ...thresholds].map((lower, at) => ({ lower, upper: thresholds[at] ?? null }));
}
