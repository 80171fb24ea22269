export { jobs } from "./jobs.ts";
export { linkWaiting, type LinkRequest } from "./link-waiting.ts";
export { register } from "./routes.ts";
