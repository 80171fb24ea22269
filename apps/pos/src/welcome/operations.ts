import type { Permission } from "@rapport/contract";
import { operationOf } from "@rapport/domain/layouts";
import type { IconName } from "@rapport/ui";
import type { PlainKey } from "@rapport/app-shell";
import type { shellTexts } from "../shell/texts.ts";

interface Operation {
  to: "/client-book" | "/search";
  permission: Permission;
  icon: IconName;
  shortName: PlainKey<typeof shellTexts> & `nav.${string}`;
}

/** The operations that are always in the navigation. Operations that a worker may not do are not shown. */
export function operationsFor(permissions: readonly Permission[]) {
  return OPERATIONS.filter(({ permission }) => permissions.includes(permission));
}

const OPERATIONS = [
  { to: "/client-book", permission: "clientBook.view", icon: "book", shortName: "nav.clientBook" },
  { to: "/search", permission: "pos", icon: "search", shortName: "nav.search" },
] as const satisfies readonly Operation[];

/** What a button starts: a page, or a step that ends the work at this register. */
export const STARTS: Readonly<Record<number, "/client-book" | "/store-books" | "/search" | "/customers/new" | "/password" | "lock" | "signOut">> = {
  712: "/client-book",
  713: "/store-books",
  602: "/search",
  612: "/customers/new",
  1215: "/password",
  703: "lock",
  701: "signOut",
};

/** True for an operation that this POS has and the worker may do (LA4). */
export function isShownTo(permissions: readonly Permission[]): (operation: number) => boolean {
  return (operation) => {
    const permission = operationOf(operation)?.permission;
    return STARTS[operation] !== undefined && permission !== undefined && permissions.includes(permission);
  };
}
