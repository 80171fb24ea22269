export { finishedOccasions } from "./queries.ts";
export { register } from "./routes.ts";
