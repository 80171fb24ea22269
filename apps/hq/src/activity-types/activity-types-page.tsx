import { useText } from "@rapport/app-shell";
import { useFormats } from "@rapport/ui";
import { Link, useSearch } from "@tanstack/react-router";
import { useNames } from "../attributes/use-names.ts";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { EntityList } from "../records/entity-list.tsx";
import "./activity-types.css";
import { FetchesCard } from "./fetches-card.tsx";
import { typeQueries, type StoredType } from "./queries.ts";
import { typeTexts } from "./texts.ts";

const SORTS = ["order", "code", "name"] as const;

/** The kinds of contact (R54), and what the stores show of them (R60). */
export function ActivityTypesPage() {
  const text = useText(typeTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => (
        <div className="hq-activity-types">
          <Types legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />
          <FetchesCard legalEntity={entity.code} />
        </div>
      )}
    </EntityPage>
  );
}

function Types({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(typeTexts);
  const formats = useFormats();
  const { nameOf } = useNames();
  const search = useSearch({ from: "/signed-in/activity-types" });
  const state = useStateColumn<StoredType>();
  return (
    <EntityList
      legalEntity={legalEntity}
      list="activity-types"
      name={name}
      text={text}
      create={
        <Link to="/activity-types/new" className="r-button" data-variant="primary">
          {text("new")}
        </Link>
      }
      queries={typeQueries}
      search={search}
      sorts={SORTS}
      rowKey={({ code }) => code}
      columns={[
        {
          key: "name",
          header: text("nameColumn"),
          isRowHeader: true,
          sortable: true,
          text: nameOf,
          cell: (type) => (
            <Link to="/activity-types/of/$code" params={{ code: type.code }}>
              {nameOf(type)}
            </Link>
          ),
        },
        { key: "code", header: text("code"), sortable: true, text: ({ code }) => code },
        { key: "order", header: text("order"), sortable: true, align: "end", text: ({ order }) => formats.number(order) },
        state,
      ]}
    />
  );
}
