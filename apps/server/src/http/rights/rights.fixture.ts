import { accessRights } from "./access.fixture.ts";
import { clientelingRights } from "./clienteling.fixture.ts";
import { collectionRights } from "./collection.fixture.ts";
import { customerRights } from "./customers.fixture.ts";
import { dataSourceRights } from "./data-sources.fixture.ts";
import { webhookRights } from "./webhooks.fixture.ts";
import { layoutRights } from "./layouts.fixture.ts";
import { featureRights } from "./features.fixture.ts";
import { listRights } from "./lists.fixture.ts";
import { organisationRights } from "./organisation.fixture.ts";
import { publishingRights } from "./publishing.fixture.ts";
import { resumableRights } from "./resumable.fixture.ts";
import { reportSuiteRights } from "./report-suites.fixture.ts";
import { reportingClientRights } from "./reporting-clients.fixture.ts";
import { reportingRights } from "./reporting.fixture.ts";
import type { Right } from "./right.fixture.ts";
import { sessionRights } from "./sessions.fixture.ts";
import { systemRights } from "./system.fixture.ts";
import { timelineRights } from "./timeline.fixture.ts";

/** For every endpoint of the contract: a valid call, and what another tenant can reach with it. A file for each area of the contract. */
export const RIGHTS: readonly Right[] = [
  ...collectionRights,
  ...reportSuiteRights,
  ...dataSourceRights,
  ...resumableRights,
  ...webhookRights,
  ...reportingRights,
  ...reportingClientRights,
  ...organisationRights,
  ...clientelingRights,
  ...customerRights,
  ...layoutRights,
  ...publishingRights,
  ...featureRights,
  ...listRights,
  ...accessRights,
  ...timelineRights,
  ...sessionRights,
  ...systemRights,
];
