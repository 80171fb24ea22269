import { useText } from "@rapport/app-shell";
import type { Reply } from "@rapport/contract";
import type { listLegalEntities } from "@rapport/contract/organisation";
import { Card, DataTable, EmptyState, Loaded } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { ChosenPage } from "../shell/chosen-page.tsx";
import { legalEntitiesQuery, storesQuery } from "./queries.ts";
import { storeTexts } from "./texts.ts";

type Entity = Reply<typeof listLegalEntities>["legalEntities"][number];

/** The stores of one legal entity, which its head picks. */
export function StoresPage() {
  const text = useText(storeTexts);
  const entities = useQuery(legalEntitiesQuery);
  return (
    <ChosenPage
      query={entities}
      parameter="legalEntity"
      choiceOf={({ code, name }) => ({ id: code, name })}
      title={text("title")}
      lead={text("lead")}
      words={{
        label: text("legalEntity"),
        none: text("noEntity"),
        noneText: text("noEntityText"),
        unknown: (code) => text("unknown", { code }),
        unknownText: text("unknownText"),
      }}
    >
      {(entity) => <Stores entity={entity} />}
    </ChosenPage>
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
