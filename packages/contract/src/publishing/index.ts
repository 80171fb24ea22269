export { DISTRIBUTION_JOBS, DistributionJob, JOBS_IN_ORDER } from "./jobs.ts";
export { SECTION_NAMES, SectionName, SECTIONS, type StoreConfig, type ThingIn } from "./sections.ts";
