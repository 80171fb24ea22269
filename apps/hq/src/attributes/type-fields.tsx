import { useText } from "@rapport/app-shell";
import { Checkbox, Select, TextField } from "@rapport/ui";
import type { RecordFields } from "../records/record-form.tsx";
import type { AttributeForm } from "./form-values.ts";
import { hasBounds, KINDS, type Kind, looksOf, mayHaveUnit, mayHoldSeveral, typeOf } from "./kinds.ts";
import { DefaultField } from "./default-field.tsx";
import { ListValues } from "./list-values.tsx";
import { attributeTexts } from "./texts.ts";

type Form = RecordFields<typeof AttributeForm>;

/** The type of an attribute, and what only that type has: the values of a fixed list, the bounds of a number. */
export function TypeFields({ form, isNew }: { form: Form; isNew: boolean }) {
  const text = useText(attributeTexts);
  const type = form.value("type");
  return (
    <>
      <Select
        label={text("type")}
        {...(!isNew && { hint: text("typeHint") })}
        {...form.field("type")}
        value={type}
        onChange={({ target }) => {
          const chosen = KINDS.find((kind) => kind === target.value) ?? type;
          form.set("type", chosen);
          // Filter settings are of a type: those that the new one cannot have are chosen again (R35).
          if (typeOf(chosen) !== typeOf(type)) form.set("default", "");
          if (!looksOf(chosen).some((look) => look === form.value("filter"))) form.set("filter", "");
        }}
        options={KINDS.map((kind: Kind) => ({ value: kind, label: text(`kind.${kind}`) }))}
      />
      {type === "list" && <ListValues form={form} />}
      {mayHoldSeveral(type) && (
        <Checkbox label={text("multiple")} checked={form.value("multiple")} onChange={({ target }) => form.set("multiple", target.checked)} />
      )}
      {hasBounds(type) && (
        <div className="hq-pair">
          {(["lower", "upper"] as const).map((bound) => (
            <TextField
              key={bound}
              label={text(bound)}
              hint={text("boundHint")}
              inputMode="decimal"
              autoComplete="off"
              {...form.field(bound, { custom: text("numberWrong") })}
            />
          ))}
        </div>
      )}
      {mayHaveUnit(type) && (
        <div className="hq-pair">
          <TextField label={text("unit")} hint={text("unitHint")} autoComplete="off" {...form.field("unit", { custom: text("unitWrong") })} />
          <TextField label={text("unitDutch")} hint={text("unitDutchHint")} autoComplete="off" {...form.field("unitDutch")} />
        </div>
      )}
      <DefaultField
        label={text("default")}
        hint={text("defaultHint")}
        empty={text("noDefault")}
        error={form.field("default").error}
        value={form.value("default")}
        onValue={(value) => form.set("default", value)}
        of={{
          type: typeOf(type),
          multiple: form.value("multiple") && mayHoldSeveral(type),
          values: type === "list" ? form.value("values").flatMap(({ value, en }) => (value === "" ? [] : [{ value, label: en === "" ? value : en }])) : [],
        }}
      />
      <div>
        <Checkbox
          label={text("mandatory")}
          checked={form.value("mandatory")}
          aria-describedby="hq-mandatory-hint"
          onChange={({ target }) => form.set("mandatory", target.checked)}
        />
        <p id="hq-mandatory-hint" className="r-hint">
          {text("mandatoryHint")}
        </p>
      </div>
    </>
  );
}
