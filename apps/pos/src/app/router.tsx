import { onlineManager, type QueryClient } from "@tanstack/react-query";
import { type AnyRouter, createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { becomeSignedInAs, isSignedOut, readSignInSearch, signedInAs, signInSearchFor } from "@rapport/app-shell";
import { CustomerId, Refusal } from "@rapport/contract";
import type { TypedPerson } from "@rapport/domain";
import type { PosSession } from "@rapport/contract/sessions";
import { sessionQuery } from "../session/session-query.ts";
import { Shell } from "../shell/shell.tsx";
import { NotFoundPage, PageFailed, PagePending } from "../shell/page-states.tsx";
import { layoutQuery } from "../welcome/layout-query.ts";
import type { ComingUpView } from "../welcome/coming-up.tsx";
import type { TodayView } from "../today/today.tsx";
import { WelcomePage } from "../welcome/welcome-page.tsx";
import type { BookView } from "../client-book/filters.ts";
import type { StoreView } from "../client-book/store-queries.ts";
import { deviceShelf } from "../unsent/shelf.ts";
import { UnsentEntries } from "../unsent/unsent-entries.ts";
import type { SearchView } from "../search/search-query.ts";
import type { TimelineView } from "../timeline/timeline-queries.ts";
import type { PurchasesView } from "../purchases/purchases-query.ts";
import type { ClientView } from "../customer/client-tabs.tsx";

/** What the routes get, so that modules need no state. */
export interface PosContext {
  queryClient: QueryClient;
  storage: Storage;
  unsent: UnsentEntries;
}

const rootRoute = createRootRouteWithContext<PosContext>()({ component: Outlet, notFoundComponent: NotFoundPage });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import("../session/sign-in-page.tsx"), "SignInPage"),
});

/** Who is signed in; without anybody the sign-in page opens. */
async function readSession(context: PosContext, pathname: string): Promise<PosSession> {
  try {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (signedInAs() === null) becomeSignedInAs(session.worker.id);
    if (signedInAs() === session.worker.id && !session.locked) await context.unsent.belongTo(session);
    return session;
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    throw redirect({ to: "/sign-in", search: signInSearchFor(pathname) });
  }
}

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    const session = await readSession(context, location.pathname);
    if (session.locked) throw redirect({ to: "/locked", search: signInSearchFor(location.pathname) });
    if (session.mustChangePassword) throw redirect({ to: "/password", search: signInSearchFor(location.pathname) });
    // Not waited for: the welcome screen shows that it comes.
    void context.queryClient.prefetchQuery(layoutQuery(session.worker.id));
    return { session };
  },
  component: Shell,
  pendingComponent: PagePending,
  errorComponent: PageFailed,
});

const passwordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/password",
  validateSearch: readSignInSearch,
  beforeLoad: async ({ context }) => {
    const session = await readSession(context, "/");
    if (session.locked) throw redirect({ to: "/locked" });
    return { session };
  },
  component: lazyRouteComponent(() => import("../session/password-page.tsx"), "PasswordPage"),
  pendingComponent: PagePending,
  errorComponent: PageFailed,
});

const lockedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/locked",
  validateSearch: readSignInSearch,
  beforeLoad: async ({ context, search }) => {
    const session = await readSession(context, "/");
    if (!session.locked) throw redirect({ to: search.next ?? "/" });
    return { session };
  },
  component: lazyRouteComponent(() => import("../lock/locked-page.tsx"), "LockedPage"),
  pendingComponent: PagePending,
  errorComponent: PageFailed,
});

const welcomeRoute = createRoute({ getParentRoute: () => signedInRoute, path: "/", component: WelcomePage });
/** How a client book is sorted. */
function readSort({ sort }: Readonly<Record<string, unknown>>): { sort?: string | undefined } {
  return typeof sort === "string" ? { sort } : {};
}

const bookRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/client-book",
  validateSearch: readSort,
  component: lazyRouteComponent(() => import("../client-book/client-book-page.tsx"), "ClientBookPage"),
});
const storeBooksRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/store-books",
  validateSearch: readSort,
  component: lazyRouteComponent(() => import("../client-book/store-books-page.tsx"), "StoreBooksPage"),
});
const searchRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/search",
  component: lazyRouteComponent(() => import("../search/customer-search-page.tsx"), "CustomerSearchPage"),
});
const customerRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/customers/$customerId",
  params: { parse: ({ customerId }) => ({ customerId: CustomerId.parse(customerId) }), stringify: ({ customerId }) => ({ customerId }) },
  component: lazyRouteComponent(() => import("../customer/customer-page.tsx"), "CustomerPage"),
  errorComponent: NotFoundPage,
});

const editCustomerRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/customers/$customerId/edit",
  params: { parse: ({ customerId }) => ({ customerId: CustomerId.parse(customerId) }), stringify: ({ customerId }) => ({ customerId }) },
  component: lazyRouteComponent(() => import("../customer-edit/edit-customer-page.tsx"), "EditCustomerPage"),
  errorComponent: NotFoundPage,
});

const newCustomerRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/customers/new",
  component: lazyRouteComponent(() => import("../customer-create/create-customer-page.tsx"), "CreateCustomerPage"),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  passwordRoute,
  lockedRoute,
  signedInRoute.addChildren([welcomeRoute, bookRoute, storeBooksRoute, searchRoute, customerRoute, newCustomerRoute, editCustomerRoute]),
]);

/** With the redirects to the sign-in page when a session has ended, and back afterwards. */
export function createPosRouter({ queryClient, storage }: { queryClient: QueryClient; storage: Storage }) {
  // It must be there when the network is not.
  void sending().catch(() => undefined);
  const unsent = new UnsentEntries({
    shelf: deviceShelf(),
    send: async (entry, worker) => {
      const { sendEntry } = await sending();
      await sendEntry(entry, { worker, queryClient, onSignedOut: () => askToSignIn() });
    },
    now: Date.now,
  });
  onlineManager.subscribe((isOnline) => isOnline && unsent.sendNow());
  const router = createRouter({
    routeTree,
    basepath: "/pos",
    context: { queryClient, storage, unsent },
    scrollRestoration: true,
    defaultPreload: false,
    defaultPendingMs: 300,
  });
  loadPagesAhead(router);
  return { router, askToSignIn };

  function askToSignIn(): void {
    const { pathname } = router.state.location;
    if (pathname === "/sign-in") return;
    unsent.lock();
    queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
    void router.navigate({ to: "/sign-in", search: { next: pathname, expired: true } });
  }
}

/** Loads the other pages right after the first one, because on a shop floor the network may be gone when they are opened. What failed is loaded again when it is back. */
function loadPagesAhead(router: Pick<AnyRouter, "subscribe">): void {
  const load = () => {
    for (const route of [signInRoute, passwordRoute, lockedRoute, bookRoute, storeBooksRoute, searchRoute, customerRoute])
      void route.options.component?.preload?.();
  };
  const first = router.subscribe("onResolved", () => {
    first();
    load();
  });
  onlineManager.subscribe((isOnline) => isOnline && load());
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPosRouter>["router"];
  }
  /** Kept with the history entry and not in the address, because a URL must not have a person's name. */
  interface HistoryState {
    book?: BookView;
    store?: StoreView;
    comingUp?: ComingUpView;
    today?: TodayView;
    timeline?: TimelineView;
    client?: ClientView;
    purchases?: PurchasesView;
    search?: SearchView;
    newCustomer?: TypedPerson;
  }
}

/** A file of its own, which the first screen does not wait for. Without it, as without a network, an entry waits. */
async function sending() {
  return await import("../timeline/send-entry.ts").catch(() => {
    throw new Refusal("server.unreachable", {});
  });
}
