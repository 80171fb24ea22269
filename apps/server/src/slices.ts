import * as activityTypes from "./activity-types/index.ts";
import * as attention from "./attention/index.ts";
import * as attributes from "./attributes/index.ts";
import * as audit from "./audit/index.ts";
import * as clientbook from "./clientbook/index.ts";
import * as collection from "./collection/index.ts";
import * as currencyRates from "./currency-rates/index.ts";
import * as customers from "./customers/index.ts";
import * as datasources from "./datasources/index.ts";
import type { Deps, Running } from "./deps.ts";
import * as featureManagement from "./feature-management/index.ts";
import type { App } from "./http/index.ts";
import * as insights from "./insights/index.ts";
import type { Job } from "./jobs/index.ts";
import * as layouts from "./layouts/index.ts";
import * as lists from "./lists/index.ts";
import * as notifications from "./notifications/index.ts";
import * as organisation from "./organisation/index.ts";
import * as parameters from "./parameters/index.ts";
import * as processing from "./processing/index.ts";
import * as publishing from "./publishing/index.ts";
import * as recommendations from "./recommendations/index.ts";
import * as reportSuites from "./report-suites/index.ts";
import * as reporting from "./reporting/index.ts";
import * as savedFilters from "./saved-filters/index.ts";
import * as sessions from "./sessions/index.ts";
import * as storeGroups from "./store-groups/index.ts";
import * as timeline from "./timeline/index.ts";
import * as today from "./today/index.ts";

/** The part of a slice that the server composes. */
export interface Slice {
  /** Adds the handlers of the slice's endpoints. */
  register?(app: App, deps: Deps): void;
  /** The slice's queued jobs and schedules. */
  jobs?(deps: Deps): readonly Job[];
  /** Work before requests are answered. May start a loop, which runs in the background until it is stopped. */
  start?(deps: Deps): Promise<Running | undefined>;
}

/** One import and one name for each slice: add yours here. */
export const SLICES: readonly Slice[] = [
  reportSuites,
  currencyRates,
  sessions,
  organisation,
  publishing,
  storeGroups,
  attributes,
  layouts,
  parameters,
  activityTypes,
  featureManagement,
  customers,
  lists,
  clientbook,
  timeline,
  recommendations,
  today,
  savedFilters,
  collection,
  reporting,
  notifications,
  datasources,
  processing,
  insights,
  attention,
  audit,
];
