export { allowedAtStore, type AllowedAtStore, type WorkerNow } from "./allowed-at-store.ts";
export { danglingNames, mendsOf, type Dangling } from "./coherence.ts";
export { differencesOf, type Difference } from "./differences.ts";
export { afterJobs, isSameState, jobsNeeded, sectionsOfJob, type SectionHashes } from "./section-hashes.ts";
export { faultOfSchedule, nextTimeOf, type Recurrence, type ScheduleTimes } from "./schedule.ts";
