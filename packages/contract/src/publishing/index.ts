export { comparePublishedStore, getUnpublishedChanges, listPublishedStores, rollBackStore, type UnpublishedChange } from "./changes.ts";
export { DISTRIBUTION_JOBS, DistributionJob, JOBS_IN_ORDER } from "./jobs.ts";
export {
  cancelSession,
  DistributionRun,
  DistributionSettings,
  DownloadSession,
  getDistributionRun,
  getDistributionSettings,
  listDistributionRuns,
  listDownloadSessions,
  putDistributionSettings,
  rerunSession,
  SessionReason,
  SessionState,
  startDistribution,
} from "./runs.ts";
export {
  addSchedule,
  deleteSchedule,
  DistributionSchedule,
  listSchedules,
  pauseSchedule,
  putSchedule,
  ScheduleRecurrence,
  type StoredSchedule,
} from "./schedules.ts";
export { deleteStoreGroup, getStoreGroup, listStoreGroups, putStoreGroup, StoreGroup } from "./store-groups.ts";
export { SECTION_NAMES, SectionName, SECTIONS, type StoreConfig, type ThingIn } from "./sections.ts";
