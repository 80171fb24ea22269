import { useText } from "@rapport/app-shell";
import { MeasureCode } from "@rapport/contract/clienteling";
import { Select, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { CardPreview } from "../attribute-groups/card-preview.tsx";
import { ChosenList } from "../attribute-groups/chosen-list.tsx";
import { groupQueries } from "../attribute-groups/queries.ts";
import { attributeQueries } from "../attributes/queries.ts";
import type { RecordFields } from "../records/record-form.tsx";
import type { parametersForm } from "./form-values.ts";
import { GroupField } from "./group-field.tsx";
import { measureTexts } from "./measure-texts.ts";
import { parameterTexts } from "./texts.ts";

type Form = RecordFields<ReturnType<typeof parametersForm>>;

/** What client books show: the group of their attributes (R23), the measures of the card in order (R20), and that card for a real client. */
export function ClientelingTab({ legalEntity, form }: { legalEntity: string; form: Form }) {
  const text = useText(parameterTexts);
  const attributes = useQuery(attributeQueries.listQuery(legalEntity)).data?.rows ?? [];
  const groups = useQuery(groupQueries.listQuery(legalEntity)).data?.rows ?? [];
  const chosen = groups.find(({ code }) => code === form.value("clientBookAttributeGroup"));
  return (
    <>
      <GroupField legalEntity={legalEntity} label={text("bookGroup")} hint={text("bookGroupHint")} {...form.field("clientBookAttributeGroup")} />
      <Measures form={form} />
      <TextField
        label={text("booksPerCustomer")}
        hint={text("booksPerCustomerHint")}
        inputMode="numeric"
        autoComplete="off"
        {...form.field("booksPerCustomer")}
        error={form.field("booksPerCustomer").error === undefined ? undefined : text("wrongBooks")}
      />
      <TextField
        label={text("activityTypeHours")}
        hint={text("activityTypeHoursHint")}
        inputMode="numeric"
        autoComplete="off"
        {...form.field("activityTypeHours")}
        error={form.field("activityTypeHours").error === undefined ? undefined : text("wrongHours")}
      />
      <CardPreview
        legalEntity={legalEntity}
        attributes={attributes}
        members={chosen?.members.map(({ attribute }) => attribute) ?? []}
        measures={form.value("measures")}
      />
    </>
  );
}

function Measures({ form }: { form: Form }) {
  const text = useText(parameterTexts);
  const nameOf = useText(measureTexts);
  const chosen = form.value("measures");
  const others = MeasureCode.options.filter((code) => !chosen.includes(code));
  const put = (codes: readonly string[]) =>
    form.set(
      "measures",
      codes.map((code) => MeasureCode.parse(code)),
    );
  return (
    <div className="r-stack">
      <div>
        <p className="r-label">{text("measures")}</p>
        <p className="r-hint">{text("measuresHint")}</p>
      </div>
      <ChosenList
        label={text("measures")}
        empty={text("noMeasures")}
        removeLabel={(name) => text("removeMeasure", { name })}
        onChoose={put}
        chosen={chosen.map((code) => ({ code, name: nameOf(code) }))}
      />
      {others.length > 0 && (
        <Select
          label={text("addMeasure")}
          value=""
          onChange={({ target }) => target.value !== "" && put([...chosen, target.value])}
          options={[{ value: "", label: text("chooseMeasure") }, ...others.map((code) => ({ value: code, label: nameOf(code) }))]}
        />
      )}
    </div>
  );
}
