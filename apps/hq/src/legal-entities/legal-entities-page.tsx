import { useText } from "@rapport/app-shell";
import { Card } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { ImportLink } from "../lists/import-link.tsx";
import { useStateColumn } from "../records/columns.tsx";
import { RecordList } from "../records/list-page.tsx";
import { askedFor } from "../records/list-search.ts";
import { PageHead } from "../shell/page-head.tsx";
import { entityList, entityListQuery, type StoredEntity } from "./queries.ts";
import { entityTexts } from "./texts.ts";

const SORTS = ["code", "name", "currency"] as const;

export function LegalEntitiesPage() {
  const text = useText(entityTexts);
  const search = useSearch({ from: "/signed-in/legal-entities" });
  const entities = useQuery(entityListQuery(askedFor(search, { sorts: SORTS })));
  const state = useStateColumn<StoredEntity>();
  const create = (
    <Link to="/legal-entities/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        <div className="r-row">
          <ImportLink list="legal-entities" />
          {create}
        </div>
      </PageHead>
      <Card>
        <RecordList
          name={text("title")}
          search={search}
          query={entities}
          whole={async () => (await entityList(askedFor(search, { sorts: SORTS, whole: true }))).rows}
          rowKey={({ code }) => code}
          begin={{ title: text("empty"), text: text("emptyText") }}
          create={create}
          columns={[
            {
              key: "name",
              header: text("name"),
              isRowHeader: true,
              sortable: true,
              text: ({ name }) => name,
              cell: ({ code, name }) => (
                <Link to="/legal-entities/of/$code" params={{ code }}>
                  {name}
                </Link>
              ),
            },
            { key: "code", header: text("code"), sortable: true, text: ({ code }) => code },
            { key: "currency", header: text("currency"), sortable: true, text: ({ currency }) => currency },
            { key: "country", header: text("country"), text: ({ country = "" }) => country },
            { key: "suite", header: text("suite"), text: ({ rsid }) => rsid ?? "" },
            state,
          ]}
        />
      </Card>
    </>
  );
}
