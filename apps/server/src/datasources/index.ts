export { failedUploads, waitingUploads } from "./attention-queries.ts";
export { stuckFiles } from "./folders/stuck-files.ts";
export { jobs } from "./jobs.ts";
export { start } from "./start.ts";
export { linkWaiting, type LinkRequest } from "./join/link-waiting.ts";
export { settleRefunds } from "./returns/settle-refunds.ts";
export { register } from "./routes.ts";
export { createFilesInUse, type FilesInUse } from "./folders/files-in-use.ts";
export { stoppedSources } from "./folders/stopped-sources.ts";
