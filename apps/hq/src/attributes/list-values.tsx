import { useText } from "@rapport/app-shell";
import { CHOOSABLE_VALUES, FINDABLE_VALUES } from "@rapport/domain";
import { Banner, Button, ErrorText, IconButton, SearchField, TextArea, TextField, useFormats } from "@rapport/ui";
import { useRef, useState } from "react";
import type { RecordFields } from "../records/record-form.tsx";
import { type AttributeForm, type ListRow, NO_ROW } from "./form-values.ts";
import { isRowFound, rowsOfLines } from "./list-rows.ts";
import { attributeTexts } from "./texts.ts";

/** So many rows show at first, and so many more each time. */
const SHOWN = 25;
const LONG = 20;

/** The values of a fixed list. Of a long one some show; the others are found by typing, and many are added at once. */
export function ListValues({ form }: { form: RecordFields<typeof AttributeForm> }) {
  const text = useText(attributeTexts);
  const formats = useFormats();
  const rows = form.value("values");
  const adding = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(SHOWN);
  const [typed, setTyped] = useState("");
  const { error } = form.field("values", { custom: text("valuesWrong") });
  const put = (at: number, part: Partial<ListRow>) =>
    form.set(
      "values",
      rows.map((row, n) => (n === at ? { ...row, ...part } : row)),
    );
  const remove = (at: number) => {
    form.set("values", rows.toSpliced(at, 1));
    // The pressed button goes away; without this nothing would have the focus.
    adding.current?.querySelector("button")?.focus();
  };
  const add = (more: readonly ListRow[]) => {
    const kept = more.length > 1 ? rows.filter(({ value, en, nl }) => value + en + nl !== "") : rows;
    form.set("values", [...kept, ...more]);
    setTyped("");
    setShown(Math.max(shown, more.length > 1 ? SHOWN : rows.length + 1));
  };
  const found = rows.map((row, at) => ({ row, at })).filter(({ row }) => isRowFound(row, typed));
  return (
    <fieldset className="hq-values" aria-describedby={error === undefined ? undefined : "hq-values-error"}>
      <legend className="r-label">{text("values")}</legend>
      <p className="r-hint">{text("valuesHint")}</p>
      <Advice count={rows.filter(({ value }) => value !== "").length} />
      {rows.length > LONG && <SearchField label={text("findValue")} value={typed} onValue={setTyped} maxLength={100} />}
      <div className="hq-values-head" aria-hidden="true">
        <span>{text("head.value")}</span>
        <span>{text("head.en")}</span>
        <span>{text("head.nl")}</span>
      </div>
      {found.slice(0, shown).map(({ row, at }) => (
        <Row key={at} row={row} at={at} onPut={put} onRemove={remove} />
      ))}
      {typed !== "" && found.length === 0 && <p className="r-hint">{text("noneFound")}</p>}
      {found.length > shown && (
        <p className="hq-values-more">
          <span className="r-hint">{text("shownOf", { shown: formats.number(shown), all: formats.number(found.length) })}</span>
          <Button onClick={() => setShown(shown + SHOWN)}>{text("showMore")}</Button>
        </p>
      )}
      <ErrorText id="hq-values-error">{error}</ErrorText>
      <div ref={adding}>
        <Button icon="plus" onClick={() => add([NO_ROW])}>
          {text("addValue")}
        </Button>
      </div>
      <AddMany rows={rows} onAdd={add} />
    </fieldset>
  );
}

/** Long lists are allowed, and advised against (R40). */
function Advice({ count }: { count: number }) {
  const text = useText(attributeTexts);
  const formats = useFormats();
  if (count <= FINDABLE_VALUES) return null;
  const title = text("longTitle", { formatted: formats.number(count) });
  return (
    <Banner tone="warn" title={title}>
      {text(count > CHOOSABLE_VALUES ? "veryLong" : "long")}
    </Banner>
  );
}

function Row({ row, at, onPut, onRemove }: { row: ListRow; at: number; onPut: (at: number, part: Partial<ListRow>) => void; onRemove: (at: number) => void }) {
  const text = useText(attributeTexts);
  const cell = (part: keyof ListRow, { label, head }: { label: string; head: string }) => (
    <TextField label={label} placeholder={head} hideLabel autoComplete="off" value={row[part]} onChange={({ target }) => onPut(at, { [part]: target.value })} />
  );
  return (
    <div className="hq-values-row">
      {cell("value", { label: text("value", { n: at + 1 }), head: text("head.value") })}
      {cell("en", { label: text("english", { n: at + 1 }), head: text("head.en") })}
      {cell("nl", { label: text("inDutch", { n: at + 1 }), head: text("head.nl") })}
      <IconButton label={text("removeValue", { n: at + 1 })} icon="close" onClick={() => onRemove(at)} />
    </div>
  );
}

/** Many values from a spreadsheet or a text, a line each. Those that the list has already are left out, and told. */
function AddMany({ rows, onAdd }: { rows: readonly ListRow[]; onAdd: (rows: readonly ListRow[]) => void }) {
  const text = useText(attributeTexts);
  const formats = useFormats();
  const [lines, setLines] = useState("");
  const [told, setTold] = useState("");
  const add = () => {
    const { added, known, left } = rowsOfLines(lines, rows);
    if (added.length > 0) onAdd(added);
    const done = text("addedMany", { added: formats.number(added.length), known: formats.number(known) });
    setTold(left.length === 0 ? done : `${done} ${text("leftLines", { formatted: formats.number(left.length) })}`);
    setLines(left.join("\n"));
  };
  return (
    <details>
      <summary className="hq-summary">{text("addMany")}</summary>
      <div className="r-stack">
        <TextArea label={text("lines")} hint={text("linesHint")} rows={6} value={lines} onChange={({ target }) => setLines(target.value)} />
        <div>
          <Button disabled={lines.trim() === ""} onClick={add}>
            {text("addLines")}
          </Button>
        </div>
        <p role="status" className="r-hint">
          {told}
        </p>
      </div>
    </details>
  );
}
