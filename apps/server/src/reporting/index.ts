export { register } from "./routes.ts";
export { runReport } from "./run.ts";
