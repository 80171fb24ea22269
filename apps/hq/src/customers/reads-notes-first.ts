import type { Permission } from "@rapport/contract";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../session/session-query.ts";

const OF_EVERYBODY: readonly Permission[] = ["ownAccount"];

/** True for a person who is there for customers alone, as the call center is: they begin at the list, and read a customer's notes first (HC3). */
export function useReadsNotesFirst(): boolean {
  const permissions = useQuery(sessionQuery).data?.permissions.filter((permission) => !OF_EVERYBODY.includes(permission)) ?? [];
  return permissions.length === 1 && permissions[0] === "customer.manage";
}
