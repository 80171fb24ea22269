export { jobs } from "./jobs.ts";
export { register } from "./routes.ts";
