import { useText } from "@rapport/app-shell";
import type { ClientBookRow } from "@rapport/contract/clienteling";
import { LEAST_CHARACTERS_OF_ALL_STORES, type CustomerRow } from "@rapport/contract/customers";
import { lettersMissingForAllStores } from "@rapport/domain";
import { Button, Card, EmailText, Loaded, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { allCustomers, customersQuery } from "../customers/queries.ts";
import { customersAskedFor } from "../customers/search.ts";
import { customerTexts } from "../customers/texts.ts";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { RecordList } from "../records/list-page.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { AddDialog } from "./add-dialog.tsx";
import "./client-books.css";
import { leaveTexts } from "./leave-texts.ts";
import { LeavesCard } from "./leaves-card.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { bookQueries, type OneBook } from "./queries.ts";
import { RemoveDialog } from "./remove-dialog.tsx";
import { bookTexts } from "./texts.ts";

/** One associate's book: who is in it, and adding, moving and removing (R101). */
export function ClientBookPage() {
  const text = useText(bookTexts);
  const { operatorId } = useParams({ from: "/signed-in/client-books/of/$operatorId" });
  return (
    <InEntity title={text("title")} permission="customer.manage">
      {(entity) => <One key={`${entity.code} ${operatorId}`} legalEntity={entity.code} operatorId={operatorId} />}
    </InEntity>
  );
}

function One(params: OneBook) {
  return <Loaded query={useQuery(bookQueries.oneQuery(params))}>{(book) => <Book params={params} book={book} />}</Loaded>;
}

type Asking = "add" | "move" | "remove" | null;

function Book({ params, book }: { params: OneBook; book: ClientBookRow }) {
  const text = useText(bookTexts);
  const leaveText = useText(leaveTexts);
  const formats = useFormats();
  const [asking, ask] = useState<Asking>(null);
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const { name, active } = book.owner;
  const accountNumbers = [...chosen];
  const dialog = { params, name, onClose: () => ask(null) };
  const changed = { ...dialog, accountNumbers, onDone: () => choose(new Set()) };
  return (
    <>
      <PageHead
        title={name}
        trail={[{ key: "books", link: <Link to="/client-books">{text("title")}</Link> }]}
        facts={
          <>
            <span className="r-muted r-small">
              {book.clientBookId === null
                ? text("noBook")
                : text("facts", { id: book.clientBookId, count: book.clients, formatted: formats.number(book.clients) })}
              {book.changedAt !== null && ` · ${text("changedAt", { at: formats.dateTime(book.changedAt) })}`}
            </span>
            {!active && <Tag>{text("outOfUse")}</Tag>}
          </>
        }
      >
        <div className="r-row">
          {" "}
          <Link to="/client-books/of/$operatorId/leave" params={{ operatorId: params.operatorId }} className="r-button" data-variant="secondary">
            {leaveText("handOver")}
          </Link>
          <Button icon="plus" variant="primary" onClick={() => ask("add")}>
            {text("add")}
          </Button>
        </div>
      </PageHead>
      <Clients params={params} name={name} chosen={chosen} onChoose={choose} onAsk={ask} />
      <LeavesCard params={params} name={name} />
      {asking === "add" && <AddDialog {...dialog} />}
      {asking === "move" && <MoveDialog {...changed} />}
      {asking === "remove" && <RemoveDialog {...changed} />}
    </>
  );
}

interface Choosing {
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly onAsk: (asking: Asking) => void;
}

function Clients({ params, name, chosen, onChoose, onAsk }: Choosing & { params: OneBook; name: string }) {
  const text = useText(bookTexts);
  const ofCustomer = useText(customerTexts);
  const search = useSearch({ from: "/signed-in/client-books/of/$operatorId" });
  const isTooShort = (search.search ?? "") !== "" && lettersMissingForAllStores(search.search ?? "") > 0;
  const asked = customersAskedFor({ ...search, ...(isTooShort && { search: undefined }), owner: params.operatorId });
  const query = useQuery(customersQuery(params.legalEntity, asked));
  const title = text("clientsOf", { name });
  const toggle = (accountNumber: string) => onChoose(new Set(chosen.has(accountNumber) ? without(chosen, accountNumber) : [...chosen, accountNumber]));
  return (
    <Card title={title}>
      <ChosenBar rows={query.data?.rows ?? []} chosen={chosen} onChoose={onChoose} onAsk={onAsk} />
      <RecordList
        name={title}
        search={search}
        query={query}
        whole={() => allCustomers(params.legalEntity, asked)}
        rowKey={({ accountNumber }) => accountNumber}
        begin={{ title: text("emptyBook"), text: text("emptyBookText") }}
        filters={<>{isTooShort && <output className="r-hint">{text("tooShort", { least: LEAST_CHARACTERS_OF_ALL_STORES })}</output>}</>}
        columns={[
          {
            key: "name",
            header: ofCustomer("name"),
            isRowHeader: true,
            sortable: true,
            text: (client) => client.name,
            cell: (client) => (
              <span className="hq-book-client">
                <input
                  type="checkbox"
                  aria-label={text("chooseOne", { name: client.name })}
                  checked={chosen.has(client.accountNumber)}
                  onChange={() => toggle(client.accountNumber)}
                />
                <Link to="/customers/of/$accountNumber" params={{ accountNumber: client.accountNumber }}>
                  {client.name}
                </Link>
              </span>
            ),
          },
          { key: "accountNumber", header: ofCustomer("accountNumber"), sortable: true, text: ({ accountNumber }) => accountNumber },
          { key: "phone", header: ofCustomer("phone"), text: ({ phone }) => phone },
          {
            key: "email",
            header: ofCustomer("email"),
            sortable: true,
            text: ({ email }) => email,
            cell: ({ email }) => (email === "" ? "–" : <EmailText address={email} />),
          },
          { key: "city", header: ofCustomer("city"), sortable: true, text: ({ city }) => city },
        ]}
      />
    </Card>
  );
}

/** How many are chosen, on whichever page, and what to do with them. */
function ChosenBar({ rows, chosen, onChoose, onAsk }: Choosing & { rows: readonly CustomerRow[] }) {
  const text = useText(bookTexts);
  const formats = useFormats();
  if (rows.length === 0 && chosen.size === 0) return null;
  const isPageChosen = rows.length > 0 && rows.every(({ accountNumber }) => chosen.has(accountNumber));
  return (
    <div className="hq-book-chosen" role="group" aria-label={text("choose")}>
      <Button disabled={isPageChosen} onClick={() => onChoose(new Set([...chosen, ...rows.map(({ accountNumber }) => accountNumber)]))}>
        {text("choosePage")}
      </Button>
      <output className="r-muted">{chosen.size === 0 ? text("none") : text("chosen", { count: chosen.size, formatted: formats.number(chosen.size) })}</output>
      {chosen.size > 0 && (
        <>
          <Button onClick={() => onChoose(new Set())}>{text("clear")}</Button>
          <Button variant="primary" onClick={() => onAsk("move")}>
            {text("move")}
          </Button>
          <Button onClick={() => onAsk("remove")}>{text("remove")}</Button>
        </>
      )}
    </div>
  );
}

function without(all: ReadonlySet<string>, one: string): string[] {
  return [...all].filter((known) => known !== one);
}
