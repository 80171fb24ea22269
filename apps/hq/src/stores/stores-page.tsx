import { useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import type { listLegalEntities } from "@rapport/contract/organisation";
import { Card, DataTable, EmptyState, Loaded, Select } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { PageHead } from "../shell/page-head.tsx";
import { legalEntitiesQuery, storesQuery } from "./queries.ts";
import "./stores.css";
import { storeTexts } from "./texts.ts";

type Entity = Reply<typeof listLegalEntities>["legalEntities"][number];

/** Of the first legal entity, unless the address names another. */
export function StoresPage() {
  const text = useText(storeTexts);
  const { legalEntity: code } = useSearch({ from: "/signed-in/stores" });
  const entities = useQuery(legalEntitiesQuery);
  const chosen = code === undefined ? entities.data?.[0] : entities.data?.find((entity) => entity.code === code);
  return (
    <>
      <PageHead title={text("title")} lead={text("lead")}>
        {chosen !== undefined && <EntityPicker entity={chosen} entities={entities.data ?? []} />}
      </PageHead>
      <Loaded query={entities} isEmpty={(all) => all.length === 0} empty={<EmptyState title={text("noEntity")} text={text("noEntityText")} />}>
        {(all) => (chosen === undefined ? <UnknownEntity code={code ?? ""} entities={all} /> : <Stores entity={chosen} />)}
      </Loaded>
    </>
  );
}

function EntityPicker({ entity, entities }: { entity: Entity; entities: readonly Entity[] }) {
  const text = useText(storeTexts);
  const navigate = useNavigate();
  return (
    <div className="hq-entity">
      <Select
        label={text("legalEntity")}
        hideLabel
        value={entity.code}
        onChange={(event) => void navigate({ to: "/stores", search: { legalEntity: event.target.value } })}
        options={entities.map(({ code, name }) => ({ value: code, label: name }))}
      />
    </div>
  );
}

/** An address may name a legal entity that is not there: another one's stores in its place would mislead. */
function UnknownEntity({ code, entities }: { code: string; entities: readonly Entity[] }) {
  const text = useText(storeTexts);
  return (
    <EmptyState icon="alert" title={text("unknown", { code })} text={text("unknownText")}>
      {entities.map((entity) => (
        <Link key={entity.code} to="/stores" search={{ legalEntity: entity.code }} className="r-button" data-variant="secondary">
          {entity.name}
        </Link>
      ))}
    </EmptyState>
  );
}

function Stores({ entity }: { entity: Entity }) {
  const text = useText(storeTexts);
  const stores = useQuery(storesQuery(entity.code));
  return (
    <Card title={text("ofEntity", { name: entity.name })}>
      <Loaded query={stores} isEmpty={(all) => all.length === 0} empty={<EmptyState icon="store" title={text("empty")} text={text("emptyText")} />}>
        {(all) => (
          <DataTable
            caption={text("ofEntity", { name: entity.name })}
            rows={all}
            rowKey={({ number }) => number}
            columns={[
              { key: "number", header: text("number"), cell: ({ number }) => <span className="r-num">{number}</span> },
              { key: "name", header: text("name"), isRowHeader: true, cell: ({ name }) => name },
              { key: "city", header: text("city"), cell: ({ city }) => (city === "" ? "–" : city) },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
