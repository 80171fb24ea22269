import { queryOptions } from "@tanstack/react-query";
import { getPosRegister, getPosSession } from "@rapport/contract/sessions";
import { ask, SESSION_KEY } from "@rapport/app-shell";

/** Who is signed in at this register. Loaded again when the page gets the focus, because another tab may have changed it. */
export const sessionQuery = queryOptions({ queryKey: [SESSION_KEY], queryFn: () => ask(getPosSession), staleTime: 60_000 });

/** The register that this device is. Asked again whenever the sign-in page opens, because headquarters may have deactivated it. */
export const registerQuery = queryOptions({ queryKey: ["register"], queryFn: () => ask(getPosRegister), staleTime: 0 });
