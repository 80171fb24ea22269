import { usePreferences, useText } from "@rapport/app-shell";
import { nearestSize } from "@rapport/domain/layouts";
import { Card, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useNames } from "../attributes/use-names.ts";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { RecordList } from "../records/list-page.tsx";
import { askedFor, type ListSearch } from "../records/list-search.ts";
import { DeviceScreen } from "./device-screen.tsx";
import { layoutQueries, type StoredLayout } from "./queries.ts";
import { layoutTexts } from "./texts.ts";
import { useSizeWords } from "./use-size-words.ts";

const SORTS = ["code", "name"] as const;
const TABLET = { width: 1024, height: 768 };
const asked = ({ active: _, ...search }: ListSearch, whole = false) => askedFor(search, { sorts: SORTS, whole });

export function LayoutsPage() {
  const text = useText(layoutTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="organisation.manage">
      {(entity) => <Layouts legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Layouts({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(layoutTexts);
  const { number } = useFormats();
  const { nameOf } = useNames();
  const { short } = useSizeWords();
  const search = useSearch({ from: "/signed-in/screen-layouts" });
  const query = useQuery(layoutQueries.listQuery(legalEntity, asked(search)));
  const users = ({ usedBy }: StoredLayout) =>
    (["stores", "registers", "workers"] as const)
      .filter((kind) => usedBy[kind] > 0)
      .map((kind) => text(kind, { count: usedBy[kind], shown: number(usedBy[kind]) }))
      .join(", ");
  const create = (
    <Link to="/screen-layouts/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
  return (
    <Card title={name} actions={create}>
      <RecordList
        name={name}
        search={search}
        query={query}
        whole={async () => (await layoutQueries.list(legalEntity, asked(search, true))).rows}
        rowKey={({ code }) => code}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={create}
        // Layouts are never out of use, so there is nothing to choose.
        filters={<></>}
        columns={[
          {
            key: "name",
            header: text("nameColumn"),
            isRowHeader: true,
            sortable: true,
            text: nameOf,
            cell: (layout) => (
              <span className="hq-layout-link">
                <Miniature layout={layout} />
                <Link to="/screen-layouts/of/$code" params={{ code: layout.code }}>
                  {nameOf(layout)}
                </Link>
              </span>
            ),
          },
          { key: "code", header: text("code"), sortable: true, text: ({ code }) => code },
          { key: "sizes", header: text("sizes"), text: ({ sizes }) => sizes.map(short).join(", ") },
          { key: "usedBy", header: text("usedBy"), text: users, cell: (layout) => (users(layout) === "" ? text("unused") : users(layout)) },
        ]}
      />
    </Card>
  );
}

/** What it looks like; the name beside it says which one it is. */
function Miniature({ layout: { sizes } }: { layout: StoredLayout }) {
  const { language } = usePreferences().appearance;
  const size = nearestSize(sizes, TABLET);
  return (
    <span className="hq-miniature" aria-hidden="true">
      {size !== undefined && <DeviceScreen size={size} device={TABLET} language={language} scale={0.14} />}
    </span>
  );
}
