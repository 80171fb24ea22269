import { useText } from "@rapport/app-shell";
import { MOST_SEARCH_ATTRIBUTES } from "@rapport/contract/clienteling";
import { faultOfSearchAttribute } from "@rapport/domain";
import { ErrorText, Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { ChosenList } from "../attribute-groups/chosen-list.tsx";
import { groupQueries } from "../attribute-groups/queries.ts";
import { attributeQueries } from "../attributes/queries.ts";
import { useNames } from "../attributes/use-names.ts";
import type { RecordFields } from "../records/record-form.tsx";
import type { parametersForm } from "./form-values.ts";
import { parameterTexts } from "./texts.ts";

/** Attributes of the chosen customer attribute group that the POS searches alone (CS8). One that does not fit any more says so. */
export function SearchAttributes({ legalEntity, form }: { legalEntity: string; form: RecordFields<ReturnType<typeof parametersForm>> }) {
  const text = useText(parameterTexts);
  const { nameOf, nameAmong } = useNames();
  const attributes = useQuery(attributeQueries.listQuery(legalEntity)).data?.rows;
  const groups = useQuery(groupQueries.listQuery(legalEntity)).data?.rows;
  if (attributes === undefined || groups === undefined) return null;
  const chosen = form.value("searchAttributes");
  const group = groups.find(({ code }) => code === form.value("customerAttributeGroup"));
  const fits = (code: string) => faultOfSearchAttribute(code, { definition: attributes.find((one) => one.code === code), group }) === null;
  const others = attributes.filter(({ code }) => fits(code) && !chosen.includes(code));
  return (
    <>
      <div>
        <p className="r-label">{text("searchAttributes")}</p>
        <p className="r-hint">{text("searchAttributesHint")}</p>
      </div>
      <ChosenList
        label={text("searchAttributes")}
        empty={text("noSearchAttributes")}
        removeLabel={(name) => text("removeSearchAttribute", { name })}
        onChoose={(codes) => form.set("searchAttributes", codes)}
        chosen={chosen.map((code) => ({ code, name: nameAmong(attributes, code), tag: fits(code) ? undefined : text("unfitAttribute") }))}
      />
      <ErrorText>{form.field("searchAttributes").error}</ErrorText>
      {others.length > 0 && chosen.length < MOST_SEARCH_ATTRIBUTES && (
        <Select
          label={text("addSearchAttribute")}
          value=""
          onChange={({ target }) => {
            if (target.value !== "") form.set("searchAttributes", [...form.values().searchAttributes, target.value]);
          }}
          options={[{ value: "", label: text("chooseSearchAttribute") }, ...others.map((one) => ({ value: one.code as string, label: nameOf(one) }))]}
        />
      )}
    </>
  );
}
