import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import type { Feature } from "../feature.ts";
import { FileLogSearch } from "./file-log/search.ts";
import { UnlinkedSearch } from "./ids/queries.ts";
import { RowsSearch } from "./rows-search.ts";
import { signedInRoute } from "../session/routes.tsx";

const listRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources",
  component: lazyRouteComponent(() => import("./data-sources-page.tsx"), "DataSourcesPage"),
});
const fileLogRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/files",
  validateSearch: FileLogSearch,
  component: lazyRouteComponent(() => import("./file-log/file-log-page.tsx"), "FileLogPage"),
});
const newRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/new",
  validateSearch: z.object({ step: z.enum(["type", "name", "metrics", "dimensions", "summary"]).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./wizard/wizard-page.tsx"), "WizardPage"),
});
const templateRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/$rsid/$dataSourceId/template",
  component: lazyRouteComponent(() => import("./wizard/template-page.tsx"), "TemplatePage"),
});
const columnsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/$rsid/$dataSourceId/columns",
  component: lazyRouteComponent(() => import("./wizard/columns-page.tsx"), "ColumnsPage"),
});
const sourceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/$rsid/$dataSourceId",
  // `again`: the next file is loaded even if it was loaded before. `page`: of the log.
  validateSearch: z.object({ again: z.boolean().optional().catch(undefined), page: z.number().int().min(1).max(100_000).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./data-source-page.tsx"), "DataSourcePage"),
});
const mappingRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/$rsid/$dataSourceId/mapping",
  component: lazyRouteComponent(() => import("./mapping/mapping-page.tsx"), "MappingPage"),
});
const receiptRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/$rsid/$dataSourceId/uploads/$jobId",
  component: lazyRouteComponent(() => import("./receipt-page.tsx"), "ReceiptPage"),
});
const rowsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/$rsid/$dataSourceId/uploads/$jobId/rows",
  validateSearch: RowsSearch,
  component: lazyRouteComponent(() => import("./rows-page.tsx"), "RowsPage"),
});
const mendRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/$rsid/$dataSourceId/uploads/$jobId/mend",
  component: lazyRouteComponent(() => import("./mending/mend-page.tsx"), "MendPage"),
});
const unlinkedRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/data-sources/$rsid/$dataSourceId/unlinked",
  validateSearch: UnlinkedSearch,
  component: lazyRouteComponent(() => import("./ids/unlinked-page.tsx"), "UnlinkedPage"),
});

export const dataSources = {
  navigation: { area: "dataSources", to: "/data-sources", permission: "dataSource.manage", label: { en: "Data sources", nl: "Gegevensbronnen" } },
  creates: { to: "/data-sources/new", label: { en: "New data source", nl: "Nieuwe gegevensbron" } },
  routes: [listRoute, fileLogRoute, newRoute, templateRoute, columnsRoute, sourceRoute, mappingRoute, receiptRoute, rowsRoute, mendRoute, unlinkedRoute],
} as const satisfies Feature;
