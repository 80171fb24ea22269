import type { Permission } from "@rapport/contract";
import type { IconName } from "@rapport/ui";
import type { PlainKey } from "@rapport/app-shell";
import type { shellTexts } from "../shell/texts.ts";
import type { welcomeTexts } from "./texts.ts";

interface Operation {
  to: "/client-book" | "/search";
  permission: Permission;
  icon: IconName;
  name: PlainKey<typeof welcomeTexts> & `welcome.${string}`;
  shortName: PlainKey<typeof shellTexts> & `nav.${string}`;
}

/** The operations at this register, in the order of the welcome screen. Operations that a worker may not do are not shown. */
export function operationsFor(permissions: readonly Permission[]) {
  return OPERATIONS.filter(({ permission }) => permissions.includes(permission));
}

const OPERATIONS = [
  { to: "/client-book", permission: "clientBook.view", icon: "book", name: "welcome.clientBook", shortName: "nav.clientBook" },
  { to: "/search", permission: "pos", icon: "search", name: "welcome.search", shortName: "nav.search" },
] as const satisfies readonly Operation[];
