import { useText } from "@rapport/app-shell";
import { LEAST_CHARACTERS_OF_ALL_STORES } from "@rapport/contract/customers";
import { lettersMissingForAllStores } from "@rapport/domain";
import { Card, EmailText, Tag, useFormats } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { EntityPage } from "../legal-entities/entity-page.tsx";
import { ImportLink } from "../lists/import-link.tsx";
import { RecordList } from "../records/list-page.tsx";
import { useFeatureIsOn } from "../session/use-feature.ts";
import "./customers.css";
import { editTexts } from "./edit-texts.ts";
import { FilterFields } from "./filter-fields.tsx";
import { allCustomers, customersQuery, type FoundCustomers } from "./queries.ts";
import { customersAskedFor, isFiltered, UNFILTERED } from "./search.ts";
import { customerTexts } from "./texts.ts";

/** The customers of one legal entity, which its head picks. */
export function CustomersPage() {
  const text = useText(customerTexts);
  return (
    <EntityPage title={text("title")} lead={text("lead")} permission="customer.manage">
      {(entity) => <Customers legalEntity={entity.code} name={text("ofEntity", { name: entity.name })} />}
    </EntityPage>
  );
}

function Customers({ legalEntity, name }: { legalEntity: string; name: string }) {
  const text = useText(customerTexts);
  const formats = useFormats();
  const isClientelingOn = useFeatureIsOn("clienteling");
  const search = useSearch({ from: "/signed-in/customers" });
  // A text too short for all stores (CS4) is not searched yet; the list stays as it was without it.
  const isTooShort = (search.search ?? "") !== "" && search.store === undefined && lettersMissingForAllStores(search.search ?? "") > 0;
  const asked = customersAskedFor(isTooShort ? { ...search, search: undefined } : search);
  const query = useQuery(customersQuery(legalEntity, asked));
  const isPartly = asked.query !== "" && query.data !== undefined && query.data.matching < query.data.total;
  return (
    <Card
      title={name}
      actions={
        <>
          <ImportLink list="customers" />
          <NewLink />
        </>
      }
    >
      <RecordList
        name={name}
        search={search}
        query={query}
        whole={() => allCustomers(legalEntity, asked)}
        rowKey={({ customerId }) => customerId}
        begin={{ title: text("empty"), text: text("emptyText") }}
        create={<NewLink />}
        unfiltered={isFiltered(search) ? UNFILTERED : undefined}
        filters={
          <>
            <FilterFields legalEntity={legalEntity} search={search} />
            {isTooShort && <output className="r-hint">{text("tooShort", { least: LEAST_CHARACTERS_OF_ALL_STORES })}</output>}
            {isPartly && <output className="r-hint">{text("matching", { count: query.data.matching, formatted: formats.number(query.data.matching) })}</output>}
          </>
        }
        columns={[
          {
            key: "name",
            header: text("name"),
            isRowHeader: true,
            sortable: true,
            text: (customer) => customer.name,
            cell: (customer) => (
              <>
                <Link to="/customers/of/$accountNumber" params={{ accountNumber: customer.accountNumber }}>
                  {customer.name}
                </Link>
                {!customer.matchesAll && <Tag>{text("partly")}</Tag>}
              </>
            ),
          },
          { key: "accountNumber", header: text("accountNumber"), sortable: true, text: ({ accountNumber }) => accountNumber },
          { key: "phone", header: text("phone"), text: ({ phone }) => phone },
          {
            key: "email",
            header: text("email"),
            sortable: true,
            text: ({ email }) => email,
            cell: ({ email }) => (email === "" ? "–" : <EmailText address={email} />),
          },
          { key: "city", header: text("city"), sortable: true, text: ({ city }) => city },
          { key: "country", header: text("country"), isExtra: true, text: ({ country }) => country },
          ...(isClientelingOn ? [{ key: "owner", header: text("owner"), text: ({ owner }: FoundCustomers["rows"][number]) => owner?.name ?? "" }] : []),
        ]}
      />
    </Card>
  );
}

function NewLink() {
  const text = useText(editTexts);
  return (
    <Link to="/customers/new" className="r-button" data-variant="primary">
      {text("new")}
    </Link>
  );
}
