import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { Feature } from "../feature.ts";
import { signedInRoute } from "../session/routes.tsx";
import { ParameterSearch } from "./tabs.ts";

const parametersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/commerce-parameters",
  validateSearch: ParameterSearch,
  component: lazyRouteComponent(() => import("./commerce-parameters-page.tsx"), "CommerceParametersPage"),
});

export const commerceParameters = {
  navigation: {
    area: "clienteling",
    to: "/commerce-parameters",
    permission: "organisation.manage",
    label: { en: "Commerce parameters", nl: "Commerce-parameters" },
  },
  routes: [parametersRoute],
} as const satisfies Feature;
