import { useText } from "@rapport/app-shell";
import { Card, DataTable, EmptyState, Loaded, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import type { OwnEntity } from "../legal-entities/queries.ts";
import "./distribution.css";
import { publishedStoresQuery, type StorePublished } from "./queries.ts";
import { distributionTexts } from "./texts.ts";
import { useThingWords } from "./thing-words.ts";

/** The snapshot of each store, and what it waits for. */
export function PublishedStoresPage() {
  const text = useText(distributionTexts);
  return (
    <EntityPage title={text("published")} lead={text("publishedLead")} permission="publishing.read">
      {(entity) => <Stores entity={entity} />}
    </EntityPage>
  );
}

function Stores({ entity }: { entity: OwnEntity }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  return (
    <Card title={text("publishedOf", { name: entity.name })}>
      <Loaded
        query={useQuery(publishedStoresQuery(entity.code))}
        isEmpty={(stores) => stores.length === 0}
        empty={<EmptyState icon="store" title={text("noStores")} text={text("noStoresText")} />}
      >
        {(stores) => (
          <DataTable
            narrow="stack"
            caption={text("published")}
            rows={stores}
            rowKey={({ store }) => store}
            columns={[
              {
                key: "store",
                header: text("store"),
                isRowHeader: true,
                cell: ({ store, name }) => (
                  <Link to="/published-stores/of/$store" params={{ store }}>
                    {name}
                  </Link>
                ),
              },
              { key: "snapshot", header: text("snapshot"), align: "end", cell: ({ snapshot }) => snapshot !== null && formats.number(snapshot) },
              { key: "since", header: text("since"), cell: ({ publishedAt }) => publishedAt !== null && formats.dateTime(publishedAt) },
              { key: "by", header: text("by"), cell: ({ publishedBy }) => publishedBy },
              { key: "needs", header: text("waitsFor"), cell: (store) => <StoreState store={store} /> },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}

/** What the store waits for, in a tag where it is short. */
export function StoreState({ store: { snapshot, needs, sessions, paused } }: { store: StorePublished }) {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const words = useThingWords();
  if (sessions > 0) return <Tag tone="info">{text("underWay")}</Tag>;
  if (paused && (snapshot === null || needs.length > 0)) return <Tag>{text("inPausedGroup")}</Tag>;
  if (snapshot === null) return <Tag tone="warn">{text("neverPublished")}</Tag>;
  if (needs.length === 0) return <Tag tone="good">{text("upToDate")}</Tag>;
  return formats.list(needs.map(words.job));
}
