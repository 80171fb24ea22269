export { type Job, job } from "./job.ts";
export { type QueuedJob, addJob } from "./add-job.ts";
export { mayPass } from "./may-pass.ts";
export { prepareJobs, startJobs } from "./start-jobs.ts";
