import type { QueryClient } from "@tanstack/react-query";
import { createRoute, createRouter } from "@tanstack/react-router";
import { choosePasswordRoute } from "./account/feature.ts";
import { FEATURES } from "./features.ts";
import { rootRoute, signedInRoute, signInRoute } from "./session/routes.tsx";
import { sessionQuery } from "./session/session-query.ts";
import { NotFoundPage } from "./shell/not-found.tsx";
import { Shell } from "./shell/shell.tsx";

signedInRoute.update({ component: Shell });
/** Every other address, so that it too has the menu around it. */
const otherRoute = createRoute({ getParentRoute: () => signedInRoute, path: "$", component: NotFoundPage });
const routeTree = rootRoute.addChildren([
  signInRoute,
  choosePasswordRoute,
  signedInRoute.addChildren([...FEATURES.flatMap<(typeof FEATURES)[number]["routes"][number]>(({ routes }) => routes), otherRoute]),
]);

/** With the redirects to the sign-in page when a session has ended, and back afterwards. */
export function createHqRouter(queryClient: QueryClient) {
  const router = createRouter({
    routeTree,
    basepath: "/hq",
    context: { queryClient },
    defaultNotFoundComponent: NotFoundPage,
    defaultPreload: "intent",
    scrollRestoration: true,
  });
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
