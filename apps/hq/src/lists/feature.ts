import { ImportId, ListName } from "@rapport/contract/lists";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";

/** The file that is being imported, so that a page that is loaded again shows it. */
const ImportSearch = z.object({ import: ImportId.optional().catch(undefined) });

const importRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/lists/$list",
  params: { parse: ({ list }) => ({ list: ListName.parse(list) }) },
  validateSearch: ImportSearch,
  component: lazyRouteComponent(() => import("./import-page.tsx"), "ImportPage"),
});
export const lists = { routes: [importRoute] } as const satisfies Feature;
