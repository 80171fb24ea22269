import { useText } from "@rapport/app-shell";
import { Card, DataTable, EmptyState, Loaded, Tag, type Tone, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import type { OwnEntity } from "../legal-entities/queries.ts";
import "./distribution.css";
import { publishedStoresQuery, type StorePublished } from "./queries.ts";
import { ExportButton } from "../records/export-button.tsx";
import { fileTexts } from "./file-texts.ts";
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
  const query = useQuery(publishedStoresQuery(entity.code));
  return (
    <Card title={text("publishedOf", { name: entity.name })} actions={query.data !== undefined && query.data.length > 0 && <SaveStores stores={query.data} />}>
      <Loaded query={query} isEmpty={(stores) => stores.length === 0} empty={<EmptyState icon="store" title={text("noStores")} text={text("noStoresText")} />}>
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

function SaveStores({ stores }: { stores: readonly StorePublished[] }) {
  const text = useText(distributionTexts);
  const fileText = useText(fileTexts);
  const stateOf = useStoreState();
  return (
    <ExportButton
      name={text("published")}
      whole={async () => stores}
      columns={[
        { header: text("store"), text: ({ name }) => name },
        { header: text("number"), text: ({ store }) => store },
        { header: text("snapshot"), text: ({ snapshot }) => snapshot ?? "" },
        { header: text("since"), text: ({ publishedAt }) => publishedAt ?? "" },
        { header: text("by"), text: ({ publishedBy }) => publishedBy ?? "" },
        { header: text("waitsFor"), text: (store) => stateOf(store).words },
        { header: fileText("jobNumbers"), text: ({ needs }) => needs.join(" ") },
      ]}
    />
  );
}

/** What the store waits for, in a tag where it is short. */
export function StoreState({ store }: { store: StorePublished }) {
  const { words, tone } = useStoreState()(store);
  return tone === null ? words : <Tag tone={tone}>{words}</Tag>;
}

function useStoreState(): (store: StorePublished) => { readonly words: string; readonly tone: Tone | null } {
  const text = useText(distributionTexts);
  const formats = useFormats();
  const { job } = useThingWords();
  return ({ snapshot, needs, sessions, paused }) => {
    if (sessions > 0) return { words: text("underWay"), tone: "info" };
    if (paused && (snapshot === null || needs.length > 0)) return { words: text("inPausedGroup"), tone: "neutral" };
    if (snapshot === null) return { words: text("neverPublished"), tone: "warn" };
    if (needs.length === 0) return { words: text("upToDate"), tone: "good" };
    return { words: formats.list(needs.map(job)), tone: null };
  };
}
