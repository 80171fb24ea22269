import * as attributes from "./attributes/index.ts";
import * as clientbook from "./clientbook/index.ts";
import * as collection from "./collection/index.ts";
import * as currencyRates from "./currency-rates/index.ts";
import * as customers from "./customers/index.ts";
import * as datasources from "./datasources/index.ts";
import type { Deps, Running } from "./deps.ts";
import type { App } from "./http/index.ts";
import * as insights from "./insights/index.ts";
import type { Job } from "./jobs/index.ts";
import * as organisation from "./organisation/index.ts";
import * as parameters from "./parameters/index.ts";
import * as processing from "./processing/index.ts";
import * as reportSuites from "./report-suites/index.ts";
import * as reporting from "./reporting/index.ts";
import * as sessions from "./sessions/index.ts";
import * as timeline from "./timeline/index.ts";

/** A slice's front door, as the server composes it. */
export interface Slice {
  /** Gives the slice's endpoints their handlers. */
  register?(app: App, deps: Deps): void;
  /** Background work it wants done: queued jobs and schedules. */
  jobs?(deps: Deps): readonly Job[];
  /** What is done before requests are answered, and the loop it starts, if any, which runs beside them until it is stopped. */
  start?(deps: Deps): Promise<Running | undefined>;
}

/** One import and one name a slice: add yours here. */
export const SLICES: readonly Slice[] = [
  reportSuites,
  currencyRates,
  sessions,
  organisation,
  attributes,
  parameters,
  customers,
  clientbook,
  timeline,
  collection,
  reporting,
  datasources,
  processing,
  insights,
];
