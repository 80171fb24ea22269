import { useText } from "@rapport/app-shell";
import { Checkbox, TextField, useFormats } from "@rapport/ui";
import type { RecordFields } from "../records/record-form.tsx";
import { nextNumbers, type parametersForm } from "./form-values.ts";
import type { CommerceSettings } from "./queries.ts";
import { parameterTexts } from "./texts.ts";

/** The sequence that numbers client books, with a preview of its next numbers (R64). */
export function NumbersTab({ form, sequence }: { form: RecordFields<ReturnType<typeof parametersForm>>; sequence: CommerceSettings["sequence"] }) {
  const text = useText(parameterTexts);
  const formats = useFormats();
  const [format, next] = [form.value("format").trim(), form.value("next").trim()];
  const numbers = nextNumbers(format, next);
  const least = format === sequence?.format ? sequence.next : 1;
  const { onChange, ...wired } = form.field("format", { custom: text("formatWrong") });
  return (
    <>
      <div>
        <h3>{text("identifier")}</h3>
        <p className="r-hint">{text("identifierText")}</p>
      </div>
      <TextField
        label={text("format")}
        hint={text("formatHint")}
        autoComplete="off"
        spellCheck={false}
        {...wired}
        onChange={(event) => {
          void onChange(event);
          // Another format is another sequence.
          form.set("next", event.target.value.trim() === sequence?.format ? String(sequence.next) : "1");
        }}
      />
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
      {format !== "" && <output className="r-hint">{numbers.length === 0 ? text("usedUp") : text("preview", { numbers: numbers.join(", ") })}</output>}
    </>
  );
}
