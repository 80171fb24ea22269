import { isSignedOut, readSignInSearch, signInSearchFor } from "@rapport/app-shell";
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from "@tanstack/react-router";
import { ErrorState } from "@rapport/ui";
import { z } from "zod";
import { DataSourcePage } from "./data-sources/data-source-page.tsx";
import { DataSourcesPage } from "./data-sources/data-sources-page.tsx";
import { ReceiptPage } from "./data-sources/receipt-page.tsx";
import { QuarantinePage } from "./quarantine/quarantine-page.tsx";
import { sessionQuery } from "./queries.ts";
import { ReportPage } from "./reports/report-page.tsx";
import { ReportSearch } from "./reports/report-search.ts";
import { Shell } from "./shell/shell.tsx";
import { SignInPage } from "./sign-in/sign-in-page.tsx";

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readSignInSearch,
  component: SignInPage,
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  async beforeLoad({ context, location }) {
    try {
      await context.queryClient.fetchQuery(sessionQuery);
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      throw redirect({ to: "/sign-in", search: signInSearchFor(location.href) });
    }
  },
  component: Shell,
});

const SuiteSearch = z.object({ suite: z.string().max(100).optional() });

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad() {
    throw redirect({ to: "/data-sources" });
  },
});
const dataSources = createRoute({ getParentRoute: () => signedIn, path: "/data-sources", validateSearch: SuiteSearch, component: DataSourcesPage });
const dataSource = createRoute({ getParentRoute: () => signedIn, path: "/data-sources/$rsid/$dataSourceId", component: DataSourcePage });
const receipt = createRoute({ getParentRoute: () => signedIn, path: "/data-sources/$rsid/$dataSourceId/uploads/$jobId", component: ReceiptPage });
const quarantine = createRoute({ getParentRoute: () => signedIn, path: "/quarantine", validateSearch: SuiteSearch, component: QuarantinePage });
const reports = createRoute({ getParentRoute: () => signedIn, path: "/reports", validateSearch: ReportSearch, component: ReportPage });

const routes = root.addChildren([signIn, signedIn.addChildren([home, dataSources, dataSource, receipt, quarantine, reports])]);

/** With what leads to the sign-in page when a session has ended, and back after it. */
export function createHqRouter(queryClient: QueryClient) {
  const router = createRouter({ routeTree: routes, basepath: "/hq", context: { queryClient }, defaultPreload: "intent", scrollRestoration: true });
  return { router, askToSignIn };

  function askToSignIn(): void {
    const { pathname, href } = router.state.location;
    if (pathname === "/sign-in") return;
    queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
    void router.navigate({ to: "/sign-in", search: { next: href, expired: true } });
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createHqRouter>["router"];
  }
}
