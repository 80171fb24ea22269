import { usePreferences, useText } from "@rapport/app-shell";
import { Combobox, ManyCombobox, Select } from "@rapport/ui";
import { type CustomerFilters } from "../customers/queries.ts";
import { KINDS, type Chosen } from "./leave-rule.ts";
import { leaveTexts } from "./leave-texts.ts";
import type { BookOwners } from "./queries.ts";

type Attribute = CustomerFilters["attributes"][number];

/** Attributes whose values are known beforehand. */
export function listedAttributes({ attributes }: Pick<CustomerFilters, "attributes">): Attribute[] {
  return attributes.filter(({ type, values }) => type === "boolean" || values.length > 0);
}

/** The stores, or the values of the chosen attribute, by which clients are split. */
export function useKeys(chosen: Chosen, { attributes, stores }: CustomerFilters): { key: string; label: string }[] {
  const text = useText(leaveTexts);
  const { language } = usePreferences().appearance;
  if (chosen.kind === "store") return stores.map(({ number, name }) => ({ key: number, label: name }));
  const attribute = chosen.kind === "attribute" ? attributes.find(({ code }) => code === chosen.attribute) : undefined;
  if (attribute?.type === "boolean") return [true, false].map((value) => ({ key: String(value), label: text(value ? "yes" : "no") }));
  return attribute?.values.map(({ value, label }) => ({ key: value, label: label[language] })) ?? [];
}

/** By what the clients are split, and who gets them. */
export function LeaveRuleFields({
  chosen,
  onChoose,
  filters,
  owners,
}: {
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  filters: CustomerFilters;
  owners: BookOwners;
}) {
  const text = useText(leaveTexts);
  const { language } = usePreferences().appearance;
  const keys = useKeys(chosen, filters);
  const attributes = listedAttributes(filters);
  const options = owners.map(({ operatorId, name }) => ({ value: operatorId as string, label: `${name} (${operatorId})` }));
  const set = (change: Partial<Chosen>) => onChoose({ ...chosen, ...change });
  const isByCase = chosen.kind === "store" || chosen.kind === "attribute";
  return (
    <div className="hq-leave-fields">
      <Select
        label={text("how")}
        hint={text(`hint.${chosen.kind}`)}
        value={chosen.kind}
        onChange={({ target }) => set({ kind: KINDS.find((kind) => kind === target.value) ?? "one", cases: {} })}
        options={KINDS.map((kind) => ({ value: kind, label: text(`how.${kind}`) }))}
      />
      {chosen.kind === "one" && <Combobox label={text("to")} value={chosen.to} options={options} onValue={(to) => set({ to })} />}
      {chosen.kind === "attribute" &&
        (attributes.length === 0 ? (
          <p className="r-hint">{text("noAttributes")}</p>
        ) : (
          <Select
            label={text("attribute")}
            value={chosen.attribute}
            onChange={({ target }) => set({ attribute: target.value, cases: {} })}
            options={[{ value: "", label: text("chooseAttribute") }, ...attributes.map(({ code, name }) => ({ value: code as string, label: name[language] }))]}
          />
        ))}
      {isByCase && keys.length > 0 && (
        <div className="hq-leave-cases">
          {keys.map(({ key, label }) => (
            <Combobox
              key={key}
              label={label}
              value={chosen.cases[key] ?? REST}
              options={[{ value: REST, label: text("asOthers") }, ...options]}
              onValue={(to) => set({ cases: withCase(chosen.cases, { key, to: to === REST ? null : to }) })}
            />
          ))}
        </div>
      )}
      {chosen.kind !== "one" && (
        <ManyCombobox
          label={text(isByCase ? "rest" : "among")}
          hint={text(isByCase ? "restHint" : "amongHint")}
          chosen={chosen.among}
          options={options}
          onChoose={(among) => set({ among })}
        />
      )}
    </div>
  );
}

function withCase(cases: Chosen["cases"], { key, to }: { key: string; to: string | null }): Chosen["cases"] {
  const { [key]: _, ...others } = cases;
  return to === null ? others : { ...others, [key]: to };
}

/** No operator id. */
const REST = "";
