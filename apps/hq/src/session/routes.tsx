import { becomeSignedInAs, isSignedOut, readSignInSearch, signedInAs, signInSearchFor } from "@rapport/app-shell";
import { ErrorState } from "@rapport/ui";
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect, retainSearchParams } from "@tanstack/react-router";
import { CHOSEN, type ChosenSearch, readChosen } from "./chosen-search.ts";
import { sessionQuery } from "./session-query.ts";

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
});

/** Why signing in with the sign-in service ended here. */
function readProblem({ problem }: Readonly<Record<string, unknown>>): { problem?: string } {
  return typeof problem === "string" && problem.startsWith("sign_on.") ? { problem } : {};
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>) => ({ ...readSignInSearch(search), ...readProblem(search) }),
  component: lazyRouteComponent(() => import("./sign-in-page.tsx"), "SignInPage"),
});

/** The route around every page behind sign-in. Links between these pages keep what is chosen. The router puts the shell around them. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  validateSearch: readChosen,
  search: { middlewares: [retainSearchParams<ChosenSearch>([...CHOSEN])] },
  async beforeLoad({ context, location }) {
    try {
      const { userId, lacksSecondFactor } = await context.queryClient.fetchQuery(sessionQuery);
      if (signedInAs() === null) becomeSignedInAs(userId);
      // There the person sets it up; before that nothing else can be opened.
      if (lacksSecondFactor && location.pathname !== "/account") throw redirect({ to: "/account" });
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      throw redirect({ to: "/sign-in", search: signInSearchFor(location.href) });
    }
  },
});
