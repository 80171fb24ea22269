import { useText } from "@rapport/app-shell";
import type { IdRuleTrial } from "@rapport/contract/data-sources";
import { DataTable, useFormats } from "@rapport/ui";
import { idsTexts } from "./texts.ts";

const OUTCOMES = ["links", "ambiguous", "stays", "loses", "another"] as const;

/** What a rule would do to the rows that came so far. */
export function TrialOfRule({ trial }: { trial: IdRuleTrial }) {
  const text = useText(idsTexts);
  const formats = useFormats();
  const counts = OUTCOMES.filter((outcome) => outcome === "links" || trial[outcome].ids > 0);
  return (
    <>
      {trial.changed.ids === 0 && <p className="r-muted">{text("trial.none")}</p>}
      <DataTable
        caption={text("trial.caption")}
        rows={counts.map((outcome) => ({ outcome, ...trial[outcome] }))}
        rowKey={({ outcome }) => outcome}
        columns={[
          { key: "outcome", header: text("trial.outcome"), isRowHeader: true, cell: ({ outcome }) => text(`trial.${outcome}`) },
          { key: "ids", header: text("trial.ids"), align: "end", cell: ({ ids }) => formats.number(ids) },
          { key: "rows", header: text("rows"), align: "end", cell: ({ rows }) => formats.number(rows) },
        ]}
      />
      {trial.ambiguous.ids > 0 && <p className="r-small r-muted">{text("trial.ambiguousText")}</p>}
      {trial.readOtherwise > 0 && (
        <p className="r-small r-muted">{text("trial.readOtherwise", { count: trial.readOtherwise, formatted: formats.number(trial.readOtherwise) })}</p>
      )}
      {trial.loses.ids + trial.another.ids > 0 && <p className="r-small r-muted">{text("trial.losesText")}</p>}
      {trial.examples.length > 0 && (
        <DataTable
          caption={text("trial.examples")}
          rows={trial.examples}
          rowKey={({ id }) => id}
          columns={[
            { key: "id", header: text("id"), isRowHeader: true, cell: ({ id }) => <span className="hq-code">{id}</span> },
            { key: "becomes", header: text("trial.becomes"), cell: ({ becomes }) => <span className="hq-code">{becomes}</span> },
            { key: "outcome", header: text("trial.outcome"), cell: ({ outcome }) => text(`trial.${outcome}`) },
            { key: "rows", header: text("rows"), align: "end", cell: ({ rows }) => formats.number(rows) },
          ]}
        />
      )}
    </>
  );
}
