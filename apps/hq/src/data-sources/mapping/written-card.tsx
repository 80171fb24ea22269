import { useText } from "@rapport/app-shell";
import { DecimalSign, Delimiter, FileEncoding, WrittenDate } from "@rapport/contract/data-sources";
import { Card, Select, TextField } from "@rapport/ui";
import type { Drafting } from "./drafting.ts";
import { mappingTexts } from "./texts.ts";

/** How the file writes cells, characters, dates and amounts. */
export function WrittenCard({ mapping, preview, onChange }: Drafting) {
  const text = useText(mappingTexts);
  const isText = preview?.kind !== "workbook";
  const isBook = preview?.kind !== "text";
  const sheets = [...new Set(["", ...(preview?.sheets ?? []), mapping.sheet])];
  return (
    <Card title={text("written")}>
      <div className="hq-mapping-fields">
        {isText && (
          <>
            <Select
              label={text("delimiter")}
              value={mapping.delimiter}
              options={Delimiter.options.map((value) => ({ value, label: text(`delimiters.${value}`) }))}
              onChange={(event) => onChange({ delimiter: Delimiter.parse(event.target.value) })}
            />
            <Select
              label={text("encoding")}
              value={mapping.encoding}
              options={FileEncoding.options.map((value) => ({ value, label: text(`encodings.${value}`) }))}
              onChange={(event) => onChange({ encoding: FileEncoding.parse(event.target.value) })}
            />
          </>
        )}
        {isBook && (
          <Select
            label={text("sheet")}
            value={mapping.sheet}
            options={sheets.map((value) => ({ value, label: value === "" ? text("firstSheet") : value }))}
            onChange={(event) => onChange({ sheet: event.target.value })}
          />
        )}
        <Select
          label={text("dates")}
          value={mapping.dates}
          options={WrittenDate.options.map((value) => ({ value, label: value === "serial" ? text("serial") : value }))}
          onChange={(event) => onChange({ dates: WrittenDate.parse(event.target.value) })}
        />
        <Select
          label={text("decimals")}
          value={mapping.decimals}
          options={DecimalSign.options.map((value) => ({ value, label: text(`decimals.${value}`) }))}
          onChange={(event) => onChange({ decimals: DecimalSign.parse(event.target.value) })}
        />
        <TextField
          label={text("skippedLines")}
          type="number"
          min={0}
          max={1000}
          value={String(mapping.skippedLines)}
          onChange={(event) => onChange({ skippedLines: Math.min(1_000, Math.max(0, Math.trunc(Number(event.target.value)) || 0)) })}
        />
        <Select
          label={text("others")}
          value={mapping.others}
          options={(["refuse", "leave_out"] as const).map((value) => ({ value, label: text(`others.${value}`) }))}
          onChange={(event) => onChange({ others: event.target.value === "leave_out" ? "leave_out" : "refuse" })}
        />
      </div>
    </Card>
  );
}
