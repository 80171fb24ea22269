import { ask, describeError } from "@rapport/app-shell";
import { Refusal, type Language } from "@rapport/contract";
import { getSignOn } from "@rapport/contract/sessions";
import { queryOptions } from "@tanstack/react-query";

export const signOnQuery = queryOptions({ queryKey: ["sign-on-name"], queryFn: () => ask(getSignOn), staleTime: Number.POSITIVE_INFINITY });

const PROBLEMS = [
  new Refusal("sign_on.away", {}),
  new Refusal("sign_on.cancelled", {}),
  new Refusal("sign_on.clock", {}),
  new Refusal("sign_on.deactivated", {}),
  new Refusal("sign_on.email_taken", {}),
  new Refusal("sign_on.ended", {}),
  new Refusal("sign_on.no_email", {}),
  new Refusal("sign_on.no_role", {}),
  new Refusal("sign_on.off", {}),
  new Refusal("sign_on.refused", {}),
  new Refusal("user.last_administrator", {}),
];

/** Why somebody was not signed in, in words. What this version does not know is told as an answer that cannot be trusted. */
export function signOnProblem(code: string, language: Language): string {
  return describeError(PROBLEMS.find((known) => known.code === code) ?? new Refusal("sign_on.untrusted", {}), language).text;
}
