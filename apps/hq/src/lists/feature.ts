import { ImportId, ListName } from "@rapport/contract/lists";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

/** The file that is being imported, so that a page that is loaded again shows it. */
const ImportSearch = z.object({ import: ImportId.optional().catch(undefined) });
const OtherList = ListName.exclude(["customers"]);

const importRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/lists/$list",
  params: { parse: ({ list }) => ({ list: OtherList.parse(list) }) },
  validateSearch: ImportSearch,
  component: lazyRouteComponent(() => import("./import-page.tsx"), "ImportPage"),
});
const customersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/customers/import",
  validateSearch: ImportSearch,
  component: lazyRouteComponent(() => import("./import-page.tsx"), "CustomerImportPage"),
});

export const lists = {
  navigation: { area: "customers", to: "/customers/import", permission: "customer.manage", label: { en: "Import and export", nl: "Importeren en exporteren" } },
  routes: [customersRoute, importRoute],
} as const satisfies Feature;
