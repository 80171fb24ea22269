import { AttributeCode, type Body, type Reply } from "@rapport/contract";
import { MOST_LISTED_VALUES, type Attribute, type getAttribute, type putAttribute, type TypeOfAttributes } from "@rapport/contract/clienteling";
import { FILTER_LOOKS, filterOfLook, isAscending, lookOfFilter } from "@rapport/domain";
import { z } from "zod";
import { readDefault, typedDefault } from "./default-text.ts";
import { hasBounds, KINDS, mayHoldSeveral, mayHaveUnit, typeOf } from "./kinds.ts";
import { readNumber, typedNumber } from "./numbers.ts";

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
    /** Empty for an attribute with settings of its own. */
    attributeType: z.string(),
    type: z.enum(KINDS),
    values: z.array(Row).max(MOST_LISTED_VALUES),
    multiple: z.boolean(),
    lower: z.string(),
    upper: z.string(),
    unit: z.string().trim().max(200),
    unitDutch: z.string().trim().max(200),
    default: z.string(),
    mandatory: z.boolean(),
    filter: z.enum(["", ...FILTER_LOOKS]),
    thresholds: z.string(),
    refinable: z.boolean(),
  })
  .superRefine((form, { addIssue }) => {
    const wrong = (name: keyof typeof form) => addIssue({ code: "custom", path: [name], input: form[name] });
    if (form.type === "list" && form.values.some((row) => row.value === "" && row.en + row.nl !== "")) wrong("values");
    if (hasBounds(form.type)) for (const bound of ["lower", "upper"] as const) if (form[bound].trim() !== "" && readNumber(form[bound]) === null) wrong(bound);
    if (form.unit === "" && form.unitDutch !== "") wrong("unit");
    if (form.filter === "range" && readThresholds(form.thresholds) === null) wrong("thresholds");
  });
export type AttributeValues = z.input<typeof AttributeForm>;

export const BLANK: AttributeValues = {
  code: "",
  name: "",
  dutch: "",
  attributeType: "",
  type: "text",
  values: [NO_ROW],
  multiple: false,
  lower: "",
  upper: "",
  unit: "",
  unitDutch: "",
  default: "",
  mandatory: false,
  filter: "",
  thresholds: "",
  refinable: false,
};

export function valuesOf(stored: StoredAttribute): AttributeValues {
  const { code, name, attributeType = "", multiple, default: standard, mandatory = false, filter, refinable } = stored;
  return {
    code,
    name: name.en,
    dutch: name.nl ?? "",
    attributeType,
    ...valuesOfType(stored),
    multiple,
    default: typedDefault(standard),
    mandatory,
    filter: filter === undefined ? "" : lookOfFilter(filter),
    thresholds: filter?.kind === "range" ? filter.thresholds.map(typedNumber).join("; ") : "",
    refinable,
  };
}

/** What a type says, as the form has it. */
export function valuesOfType({ type, values, lower, upper, unit }: Omit<TypeOfAttributes, "name">) {
  return {
    type: values === undefined ? type : ("list" as const),
    values: values?.map(({ value, label }) => ({ value, en: label.en, nl: label.nl ?? "" })) ?? [NO_ROW],
    lower: typedNumber(lower),
    upper: typedNumber(upper),
    unit: unit?.en ?? "",
    unitDutch: unit?.nl ?? "",
  };
}

/** What is sent: settings that the type does not have are emptied. */
export function bodyOf(form: z.output<typeof AttributeForm>): Body<typeof putAttribute> {
  const { name, dutch, attributeType, type, mandatory, refinable } = form;
  const multiple = form.multiple && mayHoldSeveral(type);
  return {
    name: { en: name, nl: dutch === "" ? null : dutch },
    attributeType: attributeType === "" ? null : AttributeCode.parse(attributeType),
    // What the type says is changed there.
    ...(attributeType === "" && bodyOfType(form)),
    multiple,
    default: readDefault(form.default, { type: typeOf(type), multiple }),
    // Absent means no.
    mandatory: mandatory ? true : null,
    filter: filterOf(form),
    refinable,
  };
}

/** The settings that a type has. */
export function bodyOfType({ type, values, lower, upper, unit, unitDutch }: z.output<typeof AttributeForm>) {
  const bound = (text: string) => (hasBounds(type) ? readNumber(text) : null);
  return {
    type: typeOf(type),
    values: type === "list" ? listedOf(values) : null,
    lower: bound(lower),
    upper: bound(upper),
    unit: mayHaveUnit(type) && unit !== "" ? { en: unit, nl: unitDutch === "" ? null : unitDutch } : null,
  };
}

function listedOf(rows: readonly ListRow[]): NonNullable<Attribute["values"]> {
  return rows.filter(({ value }) => value !== "").map(({ value, en, nl }) => ({ value, label: { en: en === "" ? value : en, ...(nl !== "" && { nl }) } }));
}

function filterOf({ filter, thresholds }: Pick<AttributeValues, "filter" | "thresholds">): Attribute["filter"] | null {
  return filter === "" ? null : filterOfLook(filter, readThresholds(thresholds) ?? []);
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

/** The ranges that thresholds make, each with its bounds: the first has no lower one, the last no upper one (R37). */
export function rangesOf(thresholds: readonly number[]): { readonly lower: number | null; readonly upper: number | null }[] {
  return [null, ...thresholds].map((lower, at) => ({ lower, upper: thresholds[at] ?? null }));
}
