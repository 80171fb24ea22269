import { useText } from "@rapport/app-shell";
import type { ReportSuite } from "@rapport/contract/report-suites";
import { Button, Combobox, ErrorText, IconButton, TextField } from "@rapport/ui";
import { TARGETS } from "../mapping/targets.ts";
import type { ColumnKind, DraftColumn, Fault } from "./draft.ts";
import { wizardTexts } from "./texts.ts";

const GROUPS = { metrics: ["amounts", "events"], dimensions: ["values", "eVars", "props"] } as const;

/** The metrics or the dimensions of a new source: what people call each, and the header it goes to. */
export function ColumnsStep({
  kind,
  suite,
  columns,
  faults,
  onColumns,
}: {
  kind: ColumnKind;
  suite: ReportSuite;
  columns: readonly DraftColumn[];
  faults: ReadonlyMap<string, Fault>;
  onColumns: (columns: DraftColumn[]) => void;
}) {
  const text = useText(wizardTexts);
  const groups: readonly string[] = GROUPS[kind];
  const options = TARGETS.filter(({ group }) => groups.includes(group)).flatMap(({ headers }) =>
    headers.map((header) => ({ value: header, label: labelOf(header, suite) })),
  );
  const faultOf = (field: string) => {
    const fault = faults.get(field);
    return fault === undefined ? undefined : text(`fault.${fault}`);
  };
  const set = (at: number, change: Partial<DraftColumn>) => onColumns(columns.map((column, n) => (n === at ? { ...column, ...change } : column)));
  return (
    <div className="r-stack">
      <p className="r-muted">{text(kind === "metrics" ? "metricsLead" : "dimensionsLead")}</p>
      {columns.length === 0 && <p className="r-muted">{text(kind === "metrics" ? "noMetrics" : "noDimensions")}</p>}
      <ol className="hq-wizard-columns">
        {columns.map(({ name, to }, at) => (
          // Columns have no identity of their own, and only the last one is added or any one removed as a whole.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <li key={at}>
            <TextField
              label={text("callNth", { n: at + 1 })}
              value={name}
              maxLength={1_000}
              error={faultOf(`${kind}.${at}.name`)}
              onChange={({ target }) => set(at, { name: target.value })}
            />
            <Combobox
              label={text("targetNth", { n: at + 1 })}
              value={to === "" ? null : to}
              options={options}
              error={faultOf(`${kind}.${at}.to`)}
              onValue={(chosen) => set(at, { to: chosen })}
            />
            <IconButton
              icon="trash"
              label={name.trim() === "" ? text("removeNth", { n: at + 1 }) : text("remove", { name })}
              onClick={() => onColumns(columns.filter((_, n) => n !== at))}
            />
          </li>
        ))}
      </ol>
      <ErrorText>{faultOf(kind)}</ErrorText>
      <div>
        <Button icon="plus" onClick={() => onColumns([...columns, { name: "", to: "" }])}>
          {text(kind === "metrics" ? "addMetric" : "addDimension")}
        </Button>
      </div>
    </div>
  );
}

/** The header, with the name that the suite gave to its variable. */
export function labelOf(header: string, suite: ReportSuite): string {
  const name = suite.variables[header.toLowerCase().replace(" ", "")]?.name;
  return name === undefined ? header : `${header} · ${name}`;
}
