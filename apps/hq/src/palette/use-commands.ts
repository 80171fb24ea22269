import { usePreferences, useText } from "@rapport/app-shell";
import { type CommandGroup, useSettled } from "@rapport/ui";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { AREAS } from "../areas.ts";
import { lettersMissingForAllStores } from "@rapport/domain";
import { customersQuery } from "../customers/queries.ts";
import { entitiesQueryFor } from "../legal-entities/queries.ts";
import { areasFor, createsFor } from "../navigation.ts";
import { sessionQuery } from "../session/session-query.ts";
import { storeQueries } from "../stores/queries.ts";
import { suitesQuery } from "../suites/queries.ts";
import { workerQueries } from "../workers/queries.ts";
import { bestFirst, matches } from "./matching.ts";
import { paletteTexts } from "./texts.ts";

/** How many of each kind in each legal entity. Typing more finds the others. */
const MOST = 6;

/** The pages a person may open and the things they may begin, limited to what is typed. The server searches stores and workers, in each of their legal entities. */
export function useCommands(typed: string): { readonly groups: CommandGroup[]; readonly isPartial: boolean } {
  const text = useText(paletteTexts);
  const { language } = usePreferences().appearance;
  const navigate = useNavigate();
  const session = useQuery(sessionQuery).data;
  const permissions = session?.permissions ?? [];
  const opener = { permissions, features: session?.features ?? [] };
  const search = useSettled(typed.trim());
  const isAsked = search !== "";
  const may = (permission: (typeof permissions)[number]) => permissions.includes(permission);
  const entities = useQuery({ ...entitiesQueryFor("organisation.manage"), enabled: isAsked && may("organisation.manage") }).data ?? [];
  const asked = { search, limit: MOST };
  const stores = useQueries({ queries: entities.map(({ code }) => ({ ...storeQueries.listQuery(code, asked), enabled: isAsked })) });
  const workers = useQueries({ queries: entities.map(({ code }) => ({ ...workerQueries.listQuery(code, asked), enabled: isAsked })) });
  // Names of people are asked for only when enough is typed to search all stores (CS4).
  const asksCustomers = isAsked && may("customer.manage") && lettersMissingForAllStores(search) === 0;
  const ofCustomers = useQuery({ ...entitiesQueryFor("customer.manage"), enabled: asksCustomers }).data ?? [];
  const customers = useQueries({
    queries: ofCustomers.map(({ code }) => ({ ...customersQuery(code, { query: search, limit: MOST }), enabled: asksCustomers })),
  });
  const suites = useQuery({ ...suitesQuery, enabled: may("report.read") && may("reportSuite.read") });
  const ofEntity = (n: number) => (entities.length > 1 ? ` · ${entities[n]?.name ?? ""}` : "");
  const legalEntityOf = (n: number) => ({ legalEntity: entities[n]?.code });

  const pages = areasFor(opener).flatMap(({ area, pages: of }) =>
    of.map(({ to, label }) => ({
      id: `page ${to}`,
      label: label[language],
      detail: label[language] === AREAS[area].label[language] ? undefined : AREAS[area].label[language],
      icon: AREAS[area].icon,
      run: () => void navigate({ to }),
    })),
  );
  // The wizard is a page of each book, so the command leads to the books, by every word that people call it.
  const handOver = pages
    .filter(({ id }) => id === "page /client-books")
    .map((books) => ({ ...books, id: "hand over", label: text("handOver"), detail: books.label }));
  const news = createsFor(opener).map(({ to, label }) => ({
    id: `new ${to}`,
    label: label[language],
    icon: "plus" as const,
    run: () => void navigate({ to }),
  }));
  const people = customers.flatMap(({ data }, n) =>
    (asksCustomers ? (data?.rows ?? []) : []).map(({ customerId, accountNumber, name }) => ({
      id: `customer ${customerId}`,
      label: name,
      detail: ofCustomers.length > 1 ? `${accountNumber} · ${ofCustomers[n]?.name ?? ""}` : accountNumber,
      icon: "person" as const,
      run: () => void navigate({ to: "/customers/of/$accountNumber", params: { accountNumber }, search: { legalEntity: ofCustomers[n]?.code } }),
    })),
  );
  const groups: CommandGroup[] = [
    {
      title: text("pages"),
      commands: bestFirst([...pages, ...(isAsked ? handOver : [])], {
        typed,
        textOf: ({ id, label, detail = "" }) => `${label} ${detail} ${id === "hand over" ? text("handOverWords") : ""}`,
      }),
    },
    { title: text("new"), commands: bestFirst(news, { typed, textOf: ({ label }) => label }) },
    { title: text("customers"), commands: people },
    {
      title: text("stores"),
      commands: stores.flatMap(({ data }, n) =>
        (isAsked ? (data?.rows ?? []) : []).map(({ number, name }) => ({
          id: `store ${entities[n]?.code} ${number}`,
          label: name,
          detail: `${number}${ofEntity(n)}`,
          icon: "store" as const,
          run: () => void navigate({ to: "/stores/of/$number", params: { number }, search: legalEntityOf(n) }),
        })),
      ),
    },
    {
      title: text("workers"),
      commands: workers.flatMap(({ data }, n) =>
        (isAsked ? (data?.rows ?? []) : []).map(({ operatorId, name }) => ({
          id: `worker ${entities[n]?.code} ${operatorId}`,
          label: name,
          detail: `${operatorId}${ofEntity(n)}`,
          icon: "person" as const,
          run: () => void navigate({ to: "/workers/of/$operatorId", params: { operatorId }, search: legalEntityOf(n) }),
        })),
      ),
    },
    {
      title: text("suites"),
      commands: (isAsked ? (suites.data ?? []) : [])
        .filter(({ rsid, name }) => matches(`${name} ${rsid}`, typed))
        .map(({ rsid, name }) => ({
          id: `suite ${rsid}`,
          label: name,
          detail: rsid,
          icon: "chart" as const,
          run: () => void navigate({ to: "/reports", search: { suite: rsid } }),
        })),
    },
  ];
  return { groups, isPartial: [...stores, ...workers, ...customers, suites].some(({ isError }) => isError) };
}
