import type { Endpoint } from "./endpoint.ts";
import * as collection from "./collection.ts";
import * as customers from "./customers.ts";
import * as dataSources from "./data-sources.ts";
import * as health from "./health.ts";
import * as organisation from "./organisation.ts";
import * as reports from "./reports.ts";
import * as reportSuites from "./report-suites.ts";
import * as sessions from "./sessions.ts";
import * as timeline from "./timeline.ts";

/** Every operation of the server: the server must register each, OpenAPI prints each, the security test walks each. */
export const ENDPOINTS: readonly Endpoint[] = [collection, reportSuites, dataSources, reports, sessions, organisation, customers, timeline, health]
  .flatMap((area) => Object.values<unknown>(area).flat())
  .filter(isEndpoint);

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === "object" && value !== null && "method" in value && "permission" in value && "replyKind" in value;
}
