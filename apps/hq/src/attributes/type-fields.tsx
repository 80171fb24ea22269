import { useText } from "@rapport/app-shell";
import type { TypeOfAttributes } from "@rapport/contract/clienteling";
import { Checkbox, Select, TextField, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { typeQueries } from "../attribute-types/queries.ts";
import type { RecordFields } from "../records/record-form.tsx";
import { type AttributeForm, valuesOfType } from "./form-values.ts";
import { hasBounds, KINDS, type Kind, looksOf, mayHaveUnit, mayHoldSeveral, typeOf } from "./kinds.ts";
import { DefaultField } from "./default-field.tsx";
import { ListValues } from "./list-values.tsx";
import { attributeTexts } from "./texts.ts";
import { useNames } from "./use-names.ts";

type Form = RecordFields<typeof AttributeForm>;

/** The type of an attribute, its own or one that others are of too, and what each attribute says itself. */
export function TypeFields({ form, isNew, legalEntity }: { form: Form; isNew: boolean; legalEntity: string }) {
  const text = useText(attributeTexts);
  const type = form.value("type");
  return (
    <>
      <ChosenType form={form} legalEntity={legalEntity} />
      {form.value("attributeType") === "" ? <KindFields form={form} isNew={isNew} /> : null}
      {mayHoldSeveral(type) && (
        <Checkbox label={text("multiple")} checked={form.value("multiple")} onChange={({ target }) => form.set("multiple", target.checked)} />
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

/** The kind of values, and what only that kind has: the values of a fixed list, the bounds of a number, its unit. */
export function KindFields({ form, isNew }: { form: Form; isNew: boolean }) {
  const text = useText(attributeTexts);
  const type = form.value("type");
  return (
    <>
      <Select
        label={text("type")}
        {...(!isNew && { hint: text("typeHint") })}
        {...form.field("type")}
        value={type}
        onChange={({ target }) => becomes(form, KINDS.find((kind) => kind === target.value) ?? type)}
        options={KINDS.map((kind: Kind) => ({ value: kind, label: text(`kind.${kind}`) }))}
      />
      {type === "list" && <ListValues form={form} />}
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
    </>
  );
}

/** Filter settings are of a kind: those that the new one cannot have are chosen again (R35). */
function becomes(form: Form, kind: Kind) {
  if (typeOf(kind) !== typeOf(form.value("type"))) form.set("default", "");
  form.set("type", kind);
  if (!looksOf(kind).some((look) => look === form.value("filter"))) form.set("filter", "");
}

/** The attribute type that the attribute is of (R28c). What it says stands below, and is changed on its own page. */
function ChosenType({ form, legalEntity }: { form: Form; legalEntity: string }) {
  const text = useText(attributeTexts);
  const { nameOf } = useNames();
  const types = useQuery(typeQueries.listQuery(legalEntity)).data?.rows ?? [];
  const code = form.value("attributeType");
  const chosen = types.find((one) => one.code === code);
  if (types.length === 0 && code === "") return null;
  const choose = (wanted: string) => {
    const type = types.find((one) => one.code === wanted);
    form.set("attributeType", type?.code ?? "");
    if (type === undefined) return;
    const { type: kind, ...rest } = valuesOfType(type);
    becomes(form, kind);
    for (const [name, value] of Object.entries(rest)) form.set(name as "lower", value as string);
  };
  return (
    <div>
      <Select
        label={text("attributeType")}
        {...form.field("attributeType")}
        value={code}
        onChange={({ target }) => choose(target.value)}
        options={[
          { value: "", label: text("ownType") },
          ...types.map((type) => ({ value: type.code as string, label: nameOf(type) })),
          // Not read yet.
          ...(chosen === undefined && code !== "" ? [{ value: code, label: code }] : []),
        ]}
      />
      {chosen !== undefined && (
        <p className="r-hint">
          <TypeWords type={chosen} />{" "}
          <Link to="/attribute-types/of/$code" params={{ code }}>
            {text("toType")}
          </Link>
        </p>
      )}
    </div>
  );
}

/** What a type says, in a few words. */
export function TypeWords({ type: { type, values, lower, upper, unit } }: { type: Omit<TypeOfAttributes, "name"> }) {
  const text = useText(attributeTexts);
  const { nameOf } = useNames();
  const formats = useFormats();
  const number = (value: number) => formats.number(value, { maximumFractionDigits: 4 });
  const bounds =
    lower === undefined
      ? upper === undefined
        ? []
        : [text("atMost", { upper: number(upper) })]
      : [upper === undefined ? text("atLeast", { lower: number(lower) }) : text("within", { lower: number(lower), upper: number(upper) })];
  const count = values?.length ?? 0;
  return [
    text(`kind.${values === undefined ? type : "list"}`),
    ...(values === undefined ? [] : [text("countValues", { count, formatted: formats.number(count) })]),
    ...bounds,
    ...(unit === undefined ? [] : [text("inUnit", { unit: nameOf({ name: unit }) })]),
  ].join(" · ");
}
