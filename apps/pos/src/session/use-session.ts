import { getRouteApi } from "@tanstack/react-router";
import type { Permission } from "@rapport/contract";
import type { PosSession } from "@rapport/contract/sessions";

const signedIn = getRouteApi("/signed-in");

/** The session of the pages behind sign-in, which are not shown without one. */
export function useSession(): PosSession {
  return signedIn.useRouteContext({ select: ({ session }) => session });
}

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
