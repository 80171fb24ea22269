import { useText } from "@rapport/app-shell";
import { Checkbox, Select, TextField, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import type { RecordFields } from "../records/record-form.tsx";
import { nextNumbers, ownersOffered, type parametersForm } from "./form-values.ts";
import { type CommerceSettings, sequenceQuery } from "./queries.ts";
import { SegmentsField } from "./segments-field.tsx";
import { parameterTexts } from "./texts.ts";

interface Of {
  readonly legalEntity: string;
  readonly form: RecordFields<ReturnType<typeof parametersForm>>;
  readonly sequence: CommerceSettings["sequence"];
}

/** The sequence that numbers client books: on its own, or together with another legal entity (R63). */
export function NumbersTab(of: Of) {
  const { legalEntity, form, sequence } = of;
  const text = useText(parameterTexts);
  const managed = useQuery(entitiesQueryFor("organisation.manage")).data ?? [];
  const others = ownersOffered(managed, { legalEntity, current: sequence?.countsWith ?? null });
  const countsWith = form.value("countsWith");
  return (
    <>
      <div>
        <h3>{text("identifier")}</h3>
        <p className="r-hint">{text("identifierText")}</p>
      </div>
      {others.length > 0 && (
        <Select
          label={text("scope")}
          hint={text("scopeHint")}
          options={[{ value: "", label: text("scope.own") }, ...others.map(({ code, name }) => ({ value: code, label: text("scope.with", { name }) }))]}
          {...form.field("countsWith")}
        />
      )}
      {countsWith === "" && <OwnSequence {...of} />}
      {countsWith !== "" && countsWith === sequence?.countsWith && (
        // Its own reply has it: the person may not manage the other one.
        <Preview legalEntity={legalEntity} format={sequence.format} next={String(sequence.next)} />
      )}
      {countsWith !== "" && countsWith !== sequence?.countsWith && <Together legalEntity={legalEntity} owner={countsWith} />}
    </>
  );
}

/** What the other legal entity has, written for this one. */
function Together({ legalEntity, owner }: { legalEntity: string; owner: string }) {
  const sequence = useQuery(sequenceQuery(owner)).data;
  if (sequence === undefined) return null;
  return <Preview legalEntity={legalEntity} format={sequence?.format ?? ""} next={String(sequence?.next ?? 1)} />;
}

function OwnSequence({ legalEntity, form, sequence }: Of) {
  const text = useText(parameterTexts);
  const formats = useFormats();
  const [format, next] = [form.value("format").trim(), form.value("next").trim()];
  const least = format === sequence?.format ? sequence.next : 1;
  const { onChange, ...wired } = form.field("format", { custom: text("formatWrong") });
  // Another format is another sequence.
  const follow = (changed: string) => form.set("next", changed.trim() === sequence?.format ? String(sequence.next) : "1");
  return (
    <>
      <TextField
        label={text("format")}
        hint={text("formatHint")}
        autoComplete="off"
        spellCheck={false}
        {...wired}
        onChange={(event) => {
          void onChange(event);
          follow(event.target.value);
        }}
      />
      <SegmentsField
        legalEntity={legalEntity}
        format={format}
        onFormat={(changed) => {
          form.set("format", changed);
          follow(changed);
        }}
      />
      <Preview legalEntity={legalEntity} format={format} next={next} />
      <TextField
        label={text("next")}
        hint={text("nextHint")}
        inputMode="numeric"
        autoComplete="off"
        {...form.field("next", { custom: text("nextWrong", { least: formats.number(least) }) })}
      />
      <Checkbox label={text("continuous")} checked={form.value("continuous")} onChange={({ target }) => form.set("continuous", target.checked)} />
      <p className="r-hint">{text("continuousHint")}</p>
      <TextField
        label={text("reserve")}
        hint={text("reserveHint")}
        inputMode="numeric"
        autoComplete="off"
        {...form.field("reserve", { custom: text("reserveWrong") })}
      />
    </>
  );
}

function Preview({ legalEntity, format, next }: { legalEntity: string; format: string; next: string }) {
  const text = useText(parameterTexts);
  const numbers = nextNumbers(format, next, legalEntity);
  if (format === "") return null;
  return <output className="r-hint">{numbers.length === 0 ? text("usedUp") : text("preview", { numbers: numbers.join(", ") })}</output>;
}
