import { getRouteApi } from "@tanstack/react-router";
import type { Permission } from "@rapport/contract";
import type { FeatureCode } from "@rapport/contract/features";
import type { PosSession } from "@rapport/contract/sessions";

const signedIn = getRouteApi("/signed-in");

/** The session of the pages behind sign-in, which are not shown without one. */
export function useSession(): PosSession {
  return signedIn.useRouteContext({ select: ({ session }) => session });
}

/** False while headquarters has switched the feature off (R75). */
export function useIsOn(feature: FeatureCode): boolean {
  return useSession().features.includes(feature);
}

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
