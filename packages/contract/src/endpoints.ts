import type { Endpoint } from "./endpoint.ts";
import * as access from "./access/index.ts";
import * as clienteling from "./clienteling/index.ts";
import * as collection from "./collection/index.ts";
import * as customers from "./customers/index.ts";
import * as dataSources from "./data-sources/index.ts";
import * as features from "./features/index.ts";
import * as layouts from "./layouts/index.ts";
import * as lists from "./lists/index.ts";
import * as organisation from "./organisation/index.ts";
import * as publishing from "./publishing/index.ts";
import * as reportSuites from "./report-suites/index.ts";
import * as reporting from "./reporting/index.ts";
import * as sessions from "./sessions/index.ts";
import * as system from "./system/index.ts";
import * as timeline from "./timeline/index.ts";

/** The areas of the contract, each a folder with an index of its own, in the order in which OpenAPI shows them. */
const AREAS = {
  collection,
  "report suites": reportSuites,
  "data sources": dataSources,
  reporting,
  sessions,
  access,
  organisation,
  clienteling,
  publishing,
  customers,
  features,
  layouts,
  lists,
  timeline,
  system,
} as const;
export type Area = keyof typeof AREAS;

const BY_AREA: ReadonlyMap<Area, readonly Endpoint[]> = new Map(
  (Object.keys(AREAS) as Area[]).map((area) => [area, Object.values<unknown>(AREAS[area]).flat().filter(isEndpoint)] as const),
);

/** Every operation of the server. The server must register each, OpenAPI prints each, the test of rights calls each. */
export const ENDPOINTS: readonly Endpoint[] = [...BY_AREA.values()].flat();

const AREA_OF: ReadonlyMap<Endpoint, Area> = new Map([...BY_AREA].flatMap(([area, endpoints]) => endpoints.map((endpoint) => [endpoint, area] as const)));

/** The area of an endpoint, which is its tag in OpenAPI. */
export function areaOf(endpoint: Endpoint): Area {
  const area = AREA_OF.get(endpoint);
  if (area === undefined) throw new Error(`${endpoint.name} stands in no area of the contract`);
  return area;
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === "object" && value !== null && "method" in value && "permission" in value && "replyKind" in value;
}
