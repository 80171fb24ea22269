import type { Reply } from "@rapport/contract";
import type { discover, getCaller } from "@rapport/contract/reporting";
import type { Actor } from "../../http/index.ts";

/** Who calls, as clients of the 2.0 API ask for it. */
export function caller(actor: Actor): Reply<typeof getCaller> {
  if (actor.kind === "headquarters") return { login: actor.email, fullName: actor.name, email: actor.email, imsUserId: actor.userId, disabled: false };
  if (actor.kind === "apiKey") return { login: actor.name, fullName: actor.name, imsUserId: actor.id, disabled: false };
  throw new Error(`${actor.kind} reads no reports by this interface`);
}

/** An installation is one company; whatever stands in its place in addresses is taken. */
export function discovered(actor: Actor): Reply<typeof discover> {
  const company = { globalCompanyId: "rapport", companyName: "Rapport", apiRateLimitPolicy: "none" };
  return { imsUserId: caller(actor).imsUserId, imsOrgs: [{ imsOrgId: "rapport", companies: [company] }] };
}
