import { ATTRIBUTE_REASONS } from "./attributes.ts";
import { CLIENTELING_REASONS } from "./clienteling.ts";
import { COLLECTION_REASONS } from "./collection.ts";
import { DATA_SOURCE_REASONS } from "./data-sources.ts";
import { ORGANISATION_REASONS } from "./organisation.ts";
import { REPORTING_REASONS } from "./reporting.ts";
import { ACCESS_REASONS, REQUEST_REASONS, SESSION_REASONS } from "./request.ts";

/** Every reason to refuse, by code. */
export const REASONS = {
  ...REQUEST_REASONS,
  ...SESSION_REASONS,
  ...ACCESS_REASONS,
  ...COLLECTION_REASONS,
  ...ORGANISATION_REASONS,
  ...ATTRIBUTE_REASONS,
  ...CLIENTELING_REASONS,
  ...REPORTING_REASONS,
  ...DATA_SOURCE_REASONS,
} as const;
export type Reason = keyof typeof REASONS;
