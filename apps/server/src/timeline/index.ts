export { start } from "./attachments/sweep.ts";
export { register } from "./routes.ts";
