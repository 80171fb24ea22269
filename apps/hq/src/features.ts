import { account } from "./account/feature.ts";
import { activityTypes } from "./activity-types/feature.ts";
import { addressBooks } from "./address-books/feature.ts";
import { attributeGroups } from "./attribute-groups/feature.ts";
import { attributeTypes } from "./attribute-types/feature.ts";
import { attributes } from "./attributes/feature.ts";
import { auditLog } from "./audit/feature.ts";
import { apiKeys } from "./api-keys/feature.ts";
import { clientBooks } from "./client-books/feature.ts";
import { commerceParameters } from "./commerce-parameters/feature.ts";
import { customers } from "./customers/feature.ts";
import { dataSources } from "./data-sources/feature.ts";
import { featureManagement } from "./feature-management/feature.ts";
import { distributionJobs, distributionSchedules, publishedStores, unpublishedChanges } from "./distribution/feature.ts";
import { calculatedMetrics } from "./calculated-metrics/feature.ts";
import { home } from "./home/feature.ts";
import { legalEntities } from "./legal-entities/feature.ts";
import { screenLayouts } from "./layouts/feature.ts";
import { lists } from "./lists/feature.ts";
import { permissionGroups } from "./permission-groups/feature.ts";
import { quarantine } from "./quarantine/feature.ts";
import { registers } from "./registers/feature.ts";
import { reports } from "./reports/feature.ts";
import { segments } from "./segments/feature.ts";
import { storeGroups } from "./store-groups/feature.ts";
import { stores } from "./stores/feature.ts";
import { reportSuites, suiteSettings, suiteVariables } from "./suites/feature.ts";
import { users } from "./users/feature.ts";
import { webhooks } from "./webhooks/feature.ts";
import { workers } from "./workers/feature.ts";

/** The features, in the order of the navigation. */
export const FEATURES = [
  home,
  customers,
  dataSources,
  webhooks,
  reports,
  segments,
  calculatedMetrics,
  reportSuites,
  suiteSettings,
  suiteVariables,
  quarantine,
  clientBooks,
  attributeTypes,
  attributes,
  attributeGroups,
  activityTypes,
  commerceParameters,
  stores,
  registers,
  workers,
  permissionGroups,
  screenLayouts,
  addressBooks,
  legalEntities,
  featureManagement,
  lists,
  unpublishedChanges,
  publishedStores,
  distributionJobs,
  distributionSchedules,
  storeGroups,
  users,
  apiKeys,
  auditLog,
  account,
] as const;
