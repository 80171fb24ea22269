import { useText } from "@rapport/app-shell";
import { MeasureCode } from "@rapport/contract/clienteling";
import { useFormats } from "@rapport/ui";
import { Conflict } from "../records/conflict.tsx";
import { recordTexts } from "../records/texts.ts";
import { BY_STORE, type ParameterValues, valuesOf } from "./form-values.ts";
import { measureTexts } from "./measure-texts.ts";
import type { CommerceSettings } from "./queries.ts";
import { parameterTexts } from "./texts.ts";

const LABELS = {
  customerAttributeGroup: "customerGroup",
  searchCriteria: "searchCriteria",
  searchAttributes: "searchAttributes",
  sharesCustomers: "sharesCustomers",
  clientBookAttributeGroup: "bookGroup",
  measures: "measures",
  activityTypeHours: "activityTypeHours",
  booksPerCustomer: "booksPerCustomer",
  countsWith: "scope",
  format: "format",
  next: "next",
  continuous: "continuous",
  reserve: "reserve",
  customerCountsWith: "customer.scope",
  customerFormat: "customer.format",
  customerNext: "customer.next",
  customerContinuous: "customer.continuous",
  customerReserve: "customer.reserve",
} as const satisfies Record<keyof ParameterValues, string>;
const NAMES = Object.keys(LABELS) as (keyof typeof LABELS)[];

/** Two people saved parameters: what each of them has, field by field, and whose stays (OG2). Fields that a person did not touch take what was saved. */
export function ParametersConflict({
  values,
  seen,
  theirs,
  onTheirs,
  onMine,
}: {
  values: ParameterValues;
  seen: ParameterValues;
  theirs: CommerceSettings;
  onTheirs: () => void;
  onMine: (kept: Partial<ParameterValues>) => void;
}) {
  const text = useText(parameterTexts);
  const recordText = useText(recordTexts);
  const measureText = useText(measureTexts);
  const formats = useFormats();
  const stored = valuesOf(theirs);
  const isMine = (name: keyof ParameterValues) => JSON.stringify(values[name]) !== JSON.stringify(seen[name]);
  const words = (value: ParameterValues[keyof ParameterValues]) => {
    if (typeof value === "boolean") return recordText(value ? "yes" : "no");
    if (value === BY_STORE) return text("scope.store");
    if (typeof value === "string") return value === "" ? recordText("nothingChosen") : value;
    const names = value.map((one) =>
      typeof one === "string"
        ? MeasureCode.safeParse(one).success
          ? measureText(one as MeasureCode)
          : one
        : text(one.shortcut === true ? "withShortcut" : "withoutShortcut", { name: text(`property.${one.property}`) }),
    );
    return names.length === 0 ? recordText("nothingChosen") : formats.list(names);
  };
  return (
    <Conflict
      saved={theirs.parameters.saved}
      differences={NAMES.filter((name) => JSON.stringify(values[name]) !== JSON.stringify(stored[name])).map((name) => ({
        name,
        label: text(LABELS[name]),
        mine: words(values[name]),
        theirs: words(stored[name]),
        isMine: isMine(name),
      }))}
      onTheirs={onTheirs}
      onMine={() => onMine(Object.fromEntries(NAMES.filter(isMine).map((name) => [name, values[name]])))}
    />
  );
}
