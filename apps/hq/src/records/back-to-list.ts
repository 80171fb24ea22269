import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import type { ChosenSearch } from "../session/chosen-search.ts";
import type { ListSearch } from "./list-search.ts";

type Shown = ListSearch & ChosenSearch;

/** The lists that records are in. */
export type ListAddress =
  | "/activity-types"
  | "/address-books"
  | "/attribute-groups"
  | "/attribute-types"
  | "/attributes"
  | "/distribution-schedules"
  | "/legal-entities"
  | "/permission-groups"
  | "/registers"
  | "/screen-layouts"
  | "/store-groups"
  | "/stores"
  | "/users"
  | "/workers";

const KEY = "list-search";

/** Remembers what a list shows, so that a record leads back to that. */
export function useRememberedList(search: ListSearch): void {
  const queryClient = useQueryClient();
  const { pathname } = useLocation();
  useEffect(() => {
    queryClient.setQueryDefaults([KEY], { gcTime: Infinity });
    queryClient.setQueryData([KEY, pathname], search);
  }, [queryClient, pathname, search]);
}

/** Where a record came from: its list as it was last shown for this legal entity, or from its beginning. */
export function useBackToList(to: ListAddress) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { legalEntity } = useSearch({ from: "/signed-in" });
  const search = () => searchOf(queryClient, { to, legalEntity });
  return { search: search(), goBack: () => navigate({ to, search: search() }) };
}

function searchOf(queryClient: QueryClient, { to, legalEntity }: { to: ListAddress; legalEntity: string | undefined }): ListSearch {
  const shown = queryClient.getQueryData<Shown>([KEY, to]);
  if (shown === undefined || shown.legalEntity !== legalEntity) return {};
  const { search, active, sort, descending, page, hidden } = shown;
  return { search, active, sort, descending, page, hidden };
}
