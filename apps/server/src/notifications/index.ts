export { jobs } from "./jobs.ts";
export { notify, type Told } from "./notify.ts";
export { start } from "./start.ts";
