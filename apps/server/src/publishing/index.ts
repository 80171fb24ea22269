export { publishAllAtOnce, publishAllOrSoon, publishChanges, publishIfAtOnce, publishOrSoon, start } from "./at-once.ts";
export { jobs } from "./jobs.ts";
export { sectionsShown, snapshotShown } from "./queries.ts";
export { register } from "./routes.ts";
export { listOfSchedules, putScheduleNamed } from "./schedules.ts";
export { configOf, configOfStore, sectionOfStores } from "./store-config.ts";
export { countUnpublished, countWaiting } from "./unpublished.ts";
