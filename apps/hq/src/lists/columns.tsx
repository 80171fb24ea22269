import { useText } from "@rapport/app-shell";
import { DataTable, Loaded, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { columnsQuery, type ListPlace } from "./queries.ts";
import { listTexts } from "./texts.ts";

/** How many values of a column are listed. */
const MOST_SHOWN = 40;

/** The columns of the file, what stands in their cells, and which values they can have; read when somebody opens it. */
export function FileColumns({ place }: { place: ListPlace }) {
  const text = useText(listTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="hq-import-columns" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text("columns")}</summary>
      {isOpen && <Columns place={place} />}
    </details>
  );
}

function Columns({ place }: { place: ListPlace }) {
  const text = useText(listTexts);
  const formats = useFormats();
  const shownChoices = (choices: readonly string[] | null) => {
    if (choices === null) return "–";
    const rest = choices.length - MOST_SHOWN;
    const values = choices.slice(0, MOST_SHOWN).join(", ");
    return rest > 0 ? text("moreChoices", { values, formatted: formats.number(rest) }) : values;
  };
  return (
    <Loaded query={useQuery(columnsQuery(place))}>
      {(columns) => (
        <DataTable
          caption={text("columns")}
          narrow="stack"
          rows={columns}
          rowKey={({ name }) => name}
          columns={[
            {
              key: "name",
              header: text("column"),
              isRowHeader: true,
              cell: ({ name, isKey, isNeeded }) => (
                <>
                  {name} {isKey && <Tag>{text("columnKey")}</Tag>}
                  {isNeeded && <Tag>{text("columnNeeded")}</Tag>}
                </>
              ),
            },
            { key: "holds", header: text("columnHolds"), cell: ({ holds }) => text(`holds.${holds}`) },
            { key: "choices", header: text("columnChoices"), cell: ({ holds, choices }) => shownChoices(holds === "flag" ? ["true", "false"] : choices) },
          ]}
        />
      )}
    </Loaded>
  );
}
