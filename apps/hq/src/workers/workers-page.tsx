import { useText } from "@rapport/app-shell";
import { Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { groupQueries } from "../permission-groups/queries.ts";
import { useStateColumn } from "../records/columns.tsx";
import { EntityList } from "../records/entity-list.tsx";
import { workerQueries, type StoredWorker } from "./queries.ts";
import { workerTexts } from "./texts.ts";

const SORTS = ["operatorId", "name", "position", "employedTo"] as const;

export function WorkersPage() {
  const text = useText(workerTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <Workers legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Workers({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(workerTexts);
  const formats = useFormats();
  const search = useSearch({ from: "/signed-in/workers" });
  const groups = useQuery(groupQueries.listQuery(legalEntity)).data?.rows ?? [];
  const state = useStateColumn<StoredWorker>();
  const groupOf = ({ permissionGroup }: StoredWorker) => groups.find(({ code }) => code === permissionGroup)?.name ?? permissionGroup ?? "";
  const employment = ({ employedFrom, employedTo }: StoredWorker, day: (day: string) => string) =>
    [employedFrom === null ? "" : text("since", { from: day(employedFrom) }), employedTo === null ? "" : text("until", { to: day(employedTo) })]
      .filter((part) => part !== "")
      .join(" ");
  return (
    <EntityList
      legalEntity={legalEntity}
      list="workers"
      name={name}
      text={text}
      create={
        <Link to="/workers/new" className="r-button" data-variant="primary">
          {text("new")}
        </Link>
      }
      queries={workerQueries}
      search={search}
      sorts={SORTS}
      rowKey={({ operatorId }) => operatorId}
      columns={[
        {
          key: "name",
          header: text("name"),
          isRowHeader: true,
          sortable: true,
          text: (worker) => worker.name,
          cell: (worker) => (
            <Link to="/workers/of/$operatorId" params={{ operatorId: worker.operatorId }}>
              {worker.name}
            </Link>
          ),
        },
        { key: "operatorId", header: text("operatorId"), sortable: true, text: ({ operatorId }) => operatorId },
        { key: "position", header: text("position"), sortable: true, isExtra: true, text: ({ position }) => position },
        { key: "group", header: text("group"), text: groupOf },
        { key: "holds", header: text("holds"), text: ({ holds }) => holds.join(", ") },
        { key: "books", header: text("books"), isExtra: true, text: ({ employeeAddressBooks }) => employeeAddressBooks.join(", ") },
        {
          key: "employedTo",
          header: text("employment"),
          sortable: true,
          text: (worker) => employment(worker, (day) => day),
          cell: (worker) => employment(worker, formats.date) || "–",
        },
        {
          ...state,
          text: (worker) => [state.text(worker), worker.hasPassword ? "" : text("noPasswordShort")].filter((part) => part !== "").join(", "),
          cell: (worker) => (
            <span className="r-row">
              {state.cell?.(worker)}
              {!worker.hasPassword && <Tag tone="warn">{text("noPasswordShort")}</Tag>}
            </span>
          ),
        },
      ]}
    />
  );
}
