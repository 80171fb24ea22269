import { useText } from "@rapport/app-shell";
import { Card, Combobox, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { ImportLink } from "../lists/import-link.tsx";
import { RecordList } from "../records/list-page.tsx";
import { askedFor } from "../records/list-search.ts";
import "./client-books.css";
import { bookQueries, ownersQuery } from "./queries.ts";
import { bookTexts } from "./texts.ts";

const SORTS = ["owner", "clientBookId", "clients", "changedAt"] as const;

/** Whose book each is, how large, and when it changed last (R101). */
export function ClientBooksPage() {
  const text = useText(bookTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="customer.manage">
      {(entity) => <Books legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Books({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(bookTexts);
  const formats = useFormats();
  const search = useSearch({ from: "/signed-in/client-books" });
  const query = useQuery(bookQueries.listQuery(legalEntity, askedFor(search, { sorts: SORTS })));
  return (
    <Card title={name} actions={<ImportLink list="client-books" />}>
      <div className="hq-book-open">
        <OpenBook legalEntity={legalEntity} />
      </div>
      <RecordList
        name={name}
        search={search}
        query={query}
        whole={async () => (await bookQueries.list(legalEntity, askedFor(search, { sorts: SORTS, whole: true }))).rows}
        rowKey={({ owner }) => owner.operatorId}
        begin={{ title: text("empty"), text: text("emptyText") }}
        columns={[
          {
            key: "owner",
            header: text("owner"),
            isRowHeader: true,
            sortable: true,
            text: ({ owner }) => owner.name,
            cell: ({ owner }) => (
              <>
                <Link to="/client-books/of/$operatorId" params={{ operatorId: owner.operatorId }}>
                  {owner.name}
                </Link>
                {!owner.active && <Tag>{text("outOfUse")}</Tag>}
              </>
            ),
          },
          { key: "operatorId", header: text("operatorId"), text: ({ owner }) => owner.operatorId },
          { key: "clientBookId", header: text("id"), sortable: true, text: ({ clientBookId }) => clientBookId ?? "" },
          { key: "clients", header: text("clients"), sortable: true, align: "end", text: ({ clients }) => formats.number(clients) },
          { key: "changedAt", header: text("changed"), sortable: true, text: ({ changedAt }) => (changedAt === null ? "" : formats.dateTime(changedAt)) },
        ]}
      />
    </Card>
  );
}

/** Leads to anybody's book, also to one that is still to begin. */
function OpenBook({ legalEntity }: { legalEntity: string }) {
  const text = useText(bookTexts);
  const navigate = useNavigate();
  const owners = useQuery(ownersQuery(legalEntity)).data ?? [];
  return (
    <Combobox
      label={text("open")}
      hint={text("openHint")}
      value={null}
      options={owners.map(({ operatorId, name }) => ({ value: operatorId as string, label: `${name} (${operatorId})` }))}
      onValue={(operatorId) => void navigate({ to: "/client-books/of/$operatorId", params: { operatorId } })}
    />
  );
}
