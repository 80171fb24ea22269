import { useText } from "@rapport/app-shell";
import type { ReportSuite, VariableSettings } from "@rapport/contract/report-suites";
import { Button, Card, DataTable, EmptyState, SearchField, Select } from "@rapport/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { onScreen, type RecordColumn } from "../../records/columns.tsx";
import { ExportButton } from "../../records/export-button.tsx";
import { SuitePage } from "../suite-page.tsx";
import { useVariableWords } from "./use-variable-words.ts";
import { VariableDialog } from "./variable-dialog.tsx";
import { isSetUp, KINDS, kindOf, variablesShown } from "./variable-kinds.ts";
import { variablesTexts } from "./variables-texts.ts";
import "../../records/records.css";

/** The variables of a report suite that somebody set up. */
export function VariablesPage() {
  const text = useText(variablesTexts);
  return (
    <SuitePage title={text("title")} lead={text("lead")}>
      {(suite) => <Variables key={suite.rsid} suite={suite} />}
    </SuitePage>
  );
}

interface Row extends VariableSettings {
  readonly variable: string;
}

const ALL = "all";
/** Which variable the dialog is about; `null` for one that is yet to be chosen. */
type Open = string | null | undefined;

function Variables({ suite }: { suite: ReportSuite }) {
  const text = useText(variablesTexts);
  const { search = "", kind } = useSearch({ from: "/signed-in/suite-variables" });
  const navigate = useNavigate({ from: "/suite-variables" });
  const [open, setOpen] = useState<Open>();
  const { labelOf } = useVariableWords(suite.variables);
  const columns = useColumns(suite, setOpen);
  const shown = variablesShown(suite.variables, { search, kind, labelOf }).map((variable): Row => ({ variable, ...suite.variables[variable] }));
  const add = (
    <Button variant="primary" onClick={() => setOpen(null)}>
      {text("add")}
    </Button>
  );
  const isUntouched = !Object.values(suite.variables).some(isSetUp);
  return (
    <Card>
      {isUntouched ? (
        <EmptyState title={text("empty")} text={text("emptyText")}>
          {add}
        </EmptyState>
      ) : (
        <>
          <div className="hq-list-tools">
            <SearchField
              label={text("search")}
              value={search}
              onValue={(typed) => void navigate({ replace: true, search: (before) => ({ ...before, search: typed === "" ? undefined : typed }) })}
            />
            <Select
              label={text("kind")}
              hideLabel
              value={kind ?? ALL}
              options={[{ value: ALL, label: text("kinds.all") }, ...KINDS.map((value) => ({ value, label: text(`kinds.${value}`) }))]}
              onChange={({ target }) => {
                const chosen = KINDS.find((known) => known === target.value);
                void navigate({ replace: true, search: (before) => ({ ...before, kind: chosen }) });
              }}
            />
            <div className="r-row">
              <ExportButton name={text("title")} columns={columns.filter(({ isActions }) => isActions !== true)} whole={() => Promise.resolve(shown)} />
              {add}
            </div>
          </div>
          {shown.length === 0 ? (
            <EmptyState title={text("noMatch")} text={text("noMatchText")} />
          ) : (
            <DataTable caption={text("title")} narrow="stack" rows={shown} rowKey={({ variable }) => variable} columns={columns.map(onScreen)} />
          )}
        </>
      )}
      {open !== undefined && <VariableDialog suite={suite} variable={open} onClose={() => setOpen(undefined)} />}
    </Card>
  );
}

function useColumns({ variables }: ReportSuite, onOpen: (variable: string) => void): RecordColumn<Row>[] {
  const text = useText(variablesTexts);
  const { labelOf, endOf, allocationOf } = useVariableWords(variables);
  const counts = ({ variable, eventType }: Row) => (kindOf(variable).kind === "event" ? text(`eventTypes.${eventType ?? "counter"}`) : "");
  return [
    { key: "variable", header: text("variable"), isRowHeader: true, text: ({ variable }) => labelOf(variable) },
    { key: "name", header: text("name"), text: ({ name }) => name ?? "" },
    {
      key: "allocation",
      header: text("allocation"),
      text: ({ variable, allocation }) => (allocation === undefined ? "" : allocationOf(variable, allocation)),
    },
    { key: "ends", header: text("ends"), text: endOf },
    { key: "counts", header: text("eventType"), text: counts },
    { key: "from", header: text("from"), text: ({ from }) => from ?? "" },
    {
      key: "edit",
      header: "",
      align: "end",
      isActions: true,
      text: () => "",
      cell: ({ variable }) => (
        <Button variant="quiet" aria-label={text("editOf", { name: labelOf(variable) })} onClick={() => onOpen(variable)}>
          {text("edit")}
        </Button>
      ),
    },
  ];
}
