import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Reply } from "@rapport/contract";
import { LEAST_CHARACTERS_OF_ALL_STORES, type searchCustomers } from "@rapport/contract/customers";
import { addressLines, inEveryLanguage, typedPersonOf } from "@rapport/domain";
import { Avatar, Banner, Button, Chip, EmailText, EmptyState, IconButton, Loaded, SearchField, Skeleton, Tag, useFormats, useSettledInput } from "@rapport/ui";
import { describeError, usePreferences, useText } from "@rapport/app-shell";
import "./search.css";
import { useHistoryView } from "../shell/use-history-view.ts";
import { PageTitle } from "../shell/page-title.tsx";
import { type Pages, useFetchNearEnd } from "../shell/use-fetch-near-end.ts";
import { useKeptPlace } from "../shell/use-kept-place.ts";
import { Parties } from "./parties.tsx";
import { partyTexts } from "./party-texts.ts";
import { charactersMissing, criteriaQuery, searchQuery, type SearchView, shortcutIn } from "./search-query.ts";
import { searchTexts } from "./texts.ts";
import { usePartiesFound } from "./use-parties-found.ts";
import { useCriteriaWords } from "./use-criteria-words.ts";

// The camera is for whoever asks for it.
const ScanSheet = lazy(async () => ({ default: (await import("../scan/scan-sheet.tsx")).ScanSheet }));

type Found = Reply<typeof searchCustomers>["customers"][number];
const NOTHING_YET: SearchView = { query: "", scope: "store" };

export function CustomerSearchPage() {
  const text = useText(searchTexts);
  const { appearance } = usePreferences();
  const [view, change] = useHistoryView("search", NOTHING_YET);
  const [typed, type] = useSettledInput({ value: view.query, onSettled: (query) => change({ query }) });
  const { criteria, attributes = [] } = useQuery(criteriaQuery).data ?? {};
  const words = useCriteriaWords(criteria);
  const shortcuts = (criteria ?? []).filter(({ shortcut }) => shortcut);
  const property = shortcutIn(criteria, view.property);
  const attribute = attributes.find((one) => one.attribute === view.attribute);
  const alone = attribute === undefined ? property && words.nameOf(property) : inEveryLanguage(attribute.name)[appearance.language];
  const field = useRef<HTMLInputElement>(null);
  const [isScanning, scan] = useState(false);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <main className="page page-narrow search">
      <header className="page-head">
        <PageTitle title={text("search.title")} />
        <div className="search-tools">
          <SearchField ref={field} label={alone ?? words.field} value={typed} onValue={type} maxLength={100} />
          <IconButton label={text("search.scan")} icon="scan" variant="outlined" onClick={() => scan(true)} />
          <fieldset className="search-scope">
            <legend className="r-hidden">{text("search.scope")}</legend>
            {(["store", "all"] as const).map((scope) => (
              <Chip key={scope} pressed={view.scope === scope} onPress={() => change({ scope })}>
                {text(`search.${scope}`)}
              </Chip>
            ))}
          </fieldset>
        </div>
        {shortcuts.length + attributes.length > 0 && (
          <fieldset className="search-scope">
            <legend className="r-hidden">{text("search.by")}</legend>
            {[undefined, ...shortcuts.map((one) => one.property)].map((one) => (
              <Chip key={one ?? ""} pressed={attribute === undefined && property === one} onPress={() => change({ property: one, attribute: undefined })}>
                {one === undefined ? text("search.everything") : words.nameOf(one)}
              </Chip>
            ))}
            {attributes.map((one) => (
              <Chip key={`attribute ${one.attribute}`} pressed={attribute === one} onPress={() => change({ property: undefined, attribute: one.attribute })}>
                {inEveryLanguage(one.name)[appearance.language]}
              </Chip>
            ))}
          </fieldset>
        )}
      </header>
      <Results
        view={{ ...view, property: attribute === undefined ? property : undefined, attribute: attribute?.attribute, query: view.query.trim() }}
        begin={words.begin}
        searchEverywhere={() => change({ scope: "all" })}
      />
      {isScanning && (
        <Suspense>
          <ScanSheet onClose={() => scan(false)} />
        </Suspense>
      )}
    </main>
  );
}

function Results({ view, begin, searchEverywhere }: { view: SearchView; begin: string; searchEverywhere: () => void }) {
  const text = useText(searchTexts);
  const formats = useFormats();
  const search = useInfiniteQuery(searchQuery(view));
  const partyText = useText(partyTexts);
  const parties = usePartiesFound(view);
  const hasParties = (parties.data?.parties.length ?? 0) > 0;
  const missing = charactersMissing(view);
  if (view.query === "") return <EmptyState icon="search" title={text("search.begin")} text={begin} />;
  if (missing > 0)
    return (
      <EmptyState
        icon="search"
        title={text("search.more", { count: missing, shown: formats.number(missing) })}
        text={text("search.moreText", { least: formats.number(LEAST_CHARACTERS_OF_ALL_STORES) })}
      />
    );
  return (
    <Loaded
      query={search}
      skeleton={<ResultsSkeleton />}
      isEmpty={({ pages: [page] }) => page?.customers.length === 0}
      empty={
        <EmptyState
          icon="search"
          title={text("search.noneTitle", { query: view.query })}
          text={hasParties ? partyText("noneHere") : text(view.scope === "store" ? "search.noneStore" : "search.noneAll")}
        >
          <div className="r-row search-none">
            {view.scope === "store" && <Button onClick={searchEverywhere}>{text("search.tryAll")}</Button>}
            <CreateCustomer query={view.query} />
          </div>
          <Parties found={parties} />
        </EmptyState>
      }
    >
      {({ pages }) => (
        <>
          <FoundGroups
            customers={pages.flatMap(({ customers }) => customers)}
            matching={pages[0]?.matching ?? null}
            query={view.query}
            isOld={search.isPlaceholderData}
            pages={search}
          />
          <Parties found={parties} />
        </>
      )}
    </Loaded>
  );
}

/** Any word of a name finds a customer (CS3). Customers who match only a part of the query are listed apart. */
interface FoundGroupsProps {
  customers: readonly Found[];
  /** How many customers match all of the query, shown or not; null where they are too many to count. */
  matching: number | null;
  query: string;
  isOld: boolean;
  pages: Pages;
}

function FoundGroups({ customers, matching, query, isOld, pages }: FoundGroupsProps) {
  const { appearance } = usePreferences();
  const text = useText(searchTexts);
  const formats = useFormats();
  const whole = customers.filter(({ matchesAll }) => matchesAll);
  const part = customers.filter(({ matchesAll }) => !matchesAll);
  const more = useFetchNearEnd(pages);
  const groups = useKeptPlace<HTMLDivElement>(
    customers.map(({ customerId }) => customerId),
    pages,
  );
  return (
    <div ref={groups} className="found-groups" aria-busy={isOld}>
      <output className="search-count r-muted">{said()}</output>
      {whole.length > 0 && <FoundList customers={whole} />}
      {whole.length > 0 && part.length > 0 && <h2 className="found-part">{text("search.partly", { query })}</h2>}
      {part.length > 0 && <FoundList customers={part} />}
      {pages.isFetchNextPageError && <Banner tone="bad">{describeError(pages.error, appearance.language).text}</Banner>}
      {pages.hasNextPage && (
        <div ref={more} className="list-more">
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {text("search.showMore")}
          </Button>
        </div>
      )}
      <p className="search-not-there">
        <span className="r-muted">{text("search.notThere")}</span>
        <CreateCustomer query={query} />
      </p>
    </div>
  );

  function said(): string {
    if (matching === null) return text("search.many", { query });
    return matching === 0 ? text("search.onlyPartly", { query }) : text("search.found", { count: matching, shown: formats.number(matching) });
  }
}

/** Makes a customer of what was searched for (CC1). */
function CreateCustomer({ query }: { query: string }) {
  const text = useText(searchTexts);
  const navigate = useNavigate();
  return (
    <Button icon="plus" onClick={() => void navigate({ to: "/customers/new", state: { newCustomer: typedPersonOf(query) } })}>
      {text("search.create")}
    </Button>
  );
}

function FoundList({ customers }: { customers: readonly Found[] }) {
  return (
    <ul className="found">
      {customers.map((customer) => (
        <FoundCustomer key={customer.customerId} customer={customer} />
      ))}
    </ul>
  );
}

function FoundCustomer({ customer }: { customer: Found }) {
  const text = useText(searchTexts);
  const by = new Set(customer.foundBy);
  const address = addressLines(customer.address)
    .map((line) => line.replaceAll(/\s+/g, " "))
    .join(", ");
  return (
    <li className="found-row" data-place={customer.customerId}>
      <Avatar size="small" name={customer.name} initials={customer.initials} />
      <div className="found-who">
        <Link to="/customers/$customerId" params={{ customerId: customer.customerId }} className="found-link">
          {customer.name}
        </Link>
        <p className="found-contact r-muted r-small">
          {customer.phone !== "" && (
            <Matched is={by.has("phone")}>
              <span className="r-num">{customer.phone}</span>
            </Matched>
          )}
          {customer.email !== "" && (
            <Matched is={by.has("email")}>
              <EmailText address={customer.email} />
            </Matched>
          )}
          {address !== "" && <Matched is={by.has("address")}>{address}</Matched>}
        </p>
      </div>
      <div className="found-where r-small r-muted">
        <span className="r-num">{customer.accountNumber}</span>
      </div>
      <div className="found-owner">
        {customer.inBook !== null &&
          (customer.inBook === "mine" ? (
            <Tag tone="accent">{text("search.ownerMine")}</Tag>
          ) : (
            <Tag>{customer.owner === null ? text("search.ownerUntold") : text("search.ownerOther", { name: customer.owner.name })}</Tag>
          ))}
      </div>
    </li>
  );
}

/** What the search found somebody by stands out (CS7, CS11). */
function Matched({ is, children }: { is: boolean; children: ReactNode }) {
  return is ? <mark className="found-by">{children}</mark> : <span>{children}</span>;
}

function ResultsSkeleton() {
  return (
    <div className="found" aria-hidden="true">
      {Array.from({ length: 5 }, (_, at) => (
        <div key={at} className="found-row">
          <Skeleton round height={40} />
          <div className="found-who">
            <Skeleton width="40%" height={18} />
            <Skeleton width="60%" height={13} />
          </div>
        </div>
      ))}
    </div>
  );
}
