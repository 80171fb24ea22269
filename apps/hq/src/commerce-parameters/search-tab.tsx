import { useText } from "@rapport/app-shell";
import { SearchProperty } from "@rapport/contract/clienteling";
import { Checkbox, ErrorText, IconButton, OrderedList, Select } from "@rapport/ui";
import "../attribute-groups/attribute-groups.css";
import type { RecordFields } from "../records/record-form.tsx";
import type { parametersForm } from "./form-values.ts";
import { SearchAttributes } from "./search-attributes.tsx";
import { parameterTexts } from "./texts.ts";

/** What the POS searches customers by, in order, and which of it has a shortcut (CS8). */
export function SearchTab({ legalEntity, form }: { legalEntity: string; form: RecordFields<ReturnType<typeof parametersForm>> }) {
  const text = useText(parameterTexts);
  const criteria = form.value("searchCriteria");
  const { error } = form.field("searchCriteria", { too_small: text("searchOne") });
  const nameOf = (property: SearchProperty) => text(`property.${property}`);
  const others = SearchProperty.options.filter((property) => !criteria.some((one) => one.property === property));
  type Criteria = typeof criteria;
  // From the values of this moment: of two quick presses the second would else begin from what the first one saw.
  const change = (to: (now: Criteria) => Criteria) => form.set("searchCriteria", to(form.values().searchCriteria));
  return (
    <div className="r-stack">
      <div>
        <p className="r-label">{text("searchCriteria")}</p>
        <p className="r-hint">{text("searchHint")}</p>
      </div>
      <OrderedList
        label={text("searchCriteria")}
        empty={text("searchOne")}
        onOrder={(ids) => change((now) => ids.flatMap((id) => now.find(({ property }) => property === id) ?? []))}
        items={criteria.map(({ property, shortcut = false }) => ({
          id: property,
          name: nameOf(property),
          content: (
            <div className="hq-member">
              <span>{nameOf(property)}</span>
              <Checkbox
                label={text("shortcut")}
                aria-label={text("shortcutOf", { name: nameOf(property) })}
                checked={shortcut}
                onChange={({ target }) => change((now) => now.map((one) => (one.property === property ? { property, shortcut: target.checked } : one)))}
              />
              <IconButton
                label={text("removeCriterion", { name: nameOf(property) })}
                icon="close"
                onClick={() => change((now) => now.filter((one) => one.property !== property))}
              />
            </div>
          ),
        }))}
      />
      {/* What a person mended is not said any more. */}
      <ErrorText>{criteria.length === 0 || error !== text("searchOne") ? error : undefined}</ErrorText>
      {others.length > 0 && (
        <Select
          label={text("addCriterion")}
          value=""
          onChange={({ target }) => {
            const { data: property } = SearchProperty.safeParse(target.value);
            if (property !== undefined) change((now) => [...now, { property, shortcut: false }]);
          }}
          options={[{ value: "", label: text("chooseCriterion") }, ...others.map((property) => ({ value: property, label: nameOf(property) }))]}
        />
      )}
      <SearchAttributes legalEntity={legalEntity} form={form} />
      <div>
        <Checkbox
          label={text("sharesCustomers")}
          checked={form.value("sharesCustomers")}
          aria-describedby="hq-shares-customers"
          onChange={({ target }) => form.set("sharesCustomers", target.checked)}
        />
        <p id="hq-shares-customers" className="r-hint">
          {text("sharesCustomersHint")}
        </p>
      </div>
    </div>
  );
}
