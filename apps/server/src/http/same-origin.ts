import { Refusal } from "@rapport/contract";

/**
 * Refuses a change that another site made the browser send. With `SameSite=Strict` such a request already lacks the cookie;
 * this check is for browsers without it, and for signing in, where no cookie exists yet.
 * A caller that sends neither header is not a browser, so no cookie can be misused.
 */
export function assertSameOrigin(header: (name: string) => string | undefined): void {
  const site = header("sec-fetch-site");
  if (site === "same-origin" || site === "none") return;
  const origin = header("origin");
  if (site === undefined && (origin === undefined || hostOf(origin) === header("host"))) return;
  throw new Refusal("request.other_site", {});
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
