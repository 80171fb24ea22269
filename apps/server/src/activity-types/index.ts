export { ACTIVITY_TYPES } from "./as-list.ts";
export { countActivityTypes } from "./queries.ts";
export { register } from "./routes.ts";
