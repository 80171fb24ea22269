import { useText } from "@rapport/app-shell";
import { Checkbox, ErrorText, Select, TextField, useFormats } from "@rapport/ui";
import type { RecordFields } from "../records/record-form.tsx";
import { type AttributeForm, rangesOf, readThresholds } from "./form-values.ts";
import { looksOf } from "./kinds.ts";
import { attributeTexts } from "./texts.ts";

/** How a filter on the attribute looks, as its type allows (R36), and whether there is one (R35). */
export function FilterSettings({ form }: { form: RecordFields<typeof AttributeForm> }) {
  const text = useText(attributeTexts);
  const looks = ["", ...looksOf(form.value("type"))] as const;
  const look = form.value("filter");
  const { error } = form.field("refinable");
  return (
    <fieldset className="hq-filter-settings">
      <legend className="r-label">{text("filter")}</legend>
      <p className="r-hint">{text("filterText")}</p>
      <Select
        label={text("look")}
        {...form.field("filter")}
        value={look}
        onChange={({ target }) => form.set("filter", looks.find((one) => one === target.value) ?? "")}
        options={looks.map((one) => ({ value: one, label: text(`look.${one}`) }))}
      />
      {look === "range" && (
        <TextField
          label={text("thresholds")}
          hint={<ThresholdsHint typed={form.value("thresholds")} />}
          autoComplete="off"
          {...form.field("thresholds", { custom: text("thresholdsWrong") })}
        />
      )}
      <Checkbox
        label={text("refinable")}
        checked={form.value("refinable")}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? "hq-refinable-hint" : "hq-refinable-hint hq-refinable-error"}
        onChange={({ target }) => form.set("refinable", target.checked)}
      />
      <p id="hq-refinable-hint" className="r-hint">
        {text(look === "" ? "refinableFirst" : "refinableHint")}
      </p>
      <ErrorText id="hq-refinable-error">{error}</ErrorText>
    </fieldset>
  );
}

/** How thresholds are written, or the ranges that the typed ones make (R37). */
function ThresholdsHint({ typed }: { typed: string }) {
  const text = useText(attributeTexts);
  const formats = useFormats();
  const thresholds = readThresholds(typed);
  if (thresholds === null) return text("thresholdsHint");
  const number = (value: number) => formats.number(value, { maximumFractionDigits: 4 });
  const ranges = rangesOf(thresholds).map(({ lower, upper }) => {
    if (lower === null) return text("below", { upper: number(upper ?? 0) });
    return upper === null ? text("from", { lower: number(lower) }) : text("between", { lower: number(lower), upper: number(upper) });
  });
  return text("ranges", { ranges: ranges.join(" · ") });
}
