import { useText } from "@rapport/app-shell";
import type { MappedColumn } from "@rapport/contract/data-sources";
import { Card, Checkbox, DataTable } from "@rapport/ui";
import { TargetField } from "./target-field.tsx";
import { isAmount } from "./targets.ts";
import type { Drafting } from "./drafting.ts";
import { mappingTexts } from "./texts.ts";

/** Which column of the file is what. Columns that the looked-at file has and the mapping has not come last, as left out. */
export function ColumnsCard({ mapping, preview, onChange }: Drafting) {
  const text = useText(mappingTexts);
  const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
  const missing = (preview?.columns ?? []).filter(
    ({ name }, index, all) =>
      name.trim() !== "" && all.findIndex((other) => same(other.name, name)) === index && !mapping.columns.some(({ from }) => same(from, name)),
  );
  const rows: MappedColumn[] = [...mapping.columns, ...missing.map(({ name }) => ({ from: name.trim(), to: null, turned: false }))];
  const change = (from: string, part: Partial<MappedColumn>) => onChange({ columns: rows.map((row) => (row.from === from ? { ...row, ...part } : row)) });
  const examples = (from: string) => preview?.columns.find(({ name }) => same(name, from))?.examples ?? [];
  return (
    <Card title={text("columns")}>
      <DataTable
        narrow="stack"
        caption={text("columns")}
        rows={rows}
        rowKey={({ from }) => from}
        columns={[
          { key: "from", header: text("column"), isRowHeader: true, cell: ({ from }) => from },
          ...(preview === undefined
            ? []
            : [
                {
                  key: "examples",
                  header: text("examples"),
                  cell: ({ from }: MappedColumn) => <span className="hq-mapping-examples r-muted">{examples(from).join(" · ")}</span>,
                },
              ]),
          {
            key: "to",
            header: text("to"),
            cell: ({ from, to }) => (
              <TargetField
                label={text("toOf", { column: from })}
                value={to}
                onValue={(chosen) => change(from, { to: chosen, ...(!isAmount(chosen) && { turned: false }) })}
              />
            ),
          },
          {
            key: "turned",
            header: text("turned"),
            cell: ({ from, to, turned }) =>
              isAmount(to) && (
                <Checkbox
                  label={<span className="r-hidden">{text("turnedOf", { column: from })}</span>}
                  checked={turned}
                  onChange={(event) => change(from, { turned: event.target.checked })}
                />
              ),
          },
        ]}
      />
      <p className="r-small r-muted">
        {text("turned")}: {text("turnedHint")}
      </p>
    </Card>
  );
}
