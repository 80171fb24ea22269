import { ask, describeError } from "@rapport/app-shell";
import { Refusal, type Language } from "@rapport/contract";
import { getSignOn } from "@rapport/contract/sessions";
import { queryOptions } from "@tanstack/react-query";

export const signOnQuery = queryOptions({ queryKey: ["sign-on-name"], queryFn: () => ask(getSignOn), staleTime: Number.POSITIVE_INFINITY });

const PROBLEMS = [
  "sign_on.away",
  "sign_on.cancelled",
  "sign_on.clock",
  "sign_on.deactivated",
  "sign_on.email_taken",
  "sign_on.ended",
  "sign_on.no_email",
  "sign_on.no_role",
  "sign_on.off",
  "sign_on.refused",
] as const;

/** Why somebody was not signed in, in words. What this version does not know is told as an answer that cannot be trusted. */
export function signOnProblem(code: string, language: Language): string {
  return describeError(new Refusal(PROBLEMS.find((known) => known === code) ?? "sign_on.untrusted", {}), language).text;
}
